//! The progress check at two, the early years half of a review.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{progress_check, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{BEING_WRITTEN, HANDED_IN, OPEN_REVIEW, STANDS};
use crate::policy::step::Fulfils;

acts! {
    /// Start the progress check at two of a review, and be responsible for it.
    ProgressCheckStart = "progressCheckStart" on review, "reviews:write", OPEN_REVIEW,
        { [KeyPerson, Childminder] as [Participant, Team], [SettingManager, SettingSenco] as [Team] };
    /// Write the progress check.
    ProgressCheckRecord = "progressCheckRecord" on progress_check in open review, "reviews:write", BEING_WRITTEN,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Author, Team] };
    /// Write what the progress check says of one prime area.
    ProgressCheckRecordArea = "progressCheckRecordArea" on progress_check in open review, "reviews:write", BEING_WRITTEN,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Author, Team] };
    /// Say for the progress check what another setting that the child goes to has seen.
    ProgressCheckContribute = "progressCheckContribute" on progress_check in open review, "reviews:write", STANDS,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Participant] };
    /// Hand in the progress check.
    ProgressCheckSubmit = "progressCheckSubmit" on progress_check in open review fulfils CompleteProgressCheck, "reviews:write", BEING_WRITTEN,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Author, Team] };
    /// Add to the progress check after it was handed in; the original stays.
    ProgressCheckAmend = "progressCheckAmend" on progress_check, "reviews:write", HANDED_IN,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Author, Team] };
    /// Mark the progress check as entered in error; it is kept for the record.
    ProgressCheckEnterInError = "progressCheckEnterInError" on progress_check, "reviews:write", STANDS,
        { [KeyPerson, Childminder, SettingSenco] as [Author], [SettingManager] as [Author, Team],
          [EarlyYearsServiceLead] as [LeadOfAuthority] };
}
