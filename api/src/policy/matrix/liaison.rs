//! The thread between the practitioners of a review: before, during and after it.

use entity::enums::{Relation, Role};
use entity::{liaison_message, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;

/// A review that is no error, also after it has ended.
const ON_RECORD: &[&str] = &[
    "DUE",
    "INVITED",
    "SCHEDULED",
    "AWAITING_CONTRIBUTIONS",
    "READY",
    "PRE_MEETING_HELD",
    "IN_REVIEW",
    "AWAITING_ASSENT",
    "CLOSED",
    "CLOSED_HEALTH_ONLY",
    "CLOSED_EARLY_YEARS_ONLY",
    "DECLINED",
    "NOT_BROUGHT",
    "MOVED_AWAY",
    "DECEASED",
];
/// Any message.
const ANY_MESSAGE: &[&str] = &["NOTED", "OPEN", "ANSWERED", "RESOLVED"];
/// A message that asked for something.
const ASKED: &[&str] = &["OPEN", "ANSWERED"];

acts! {
    /// Write to the other practitioners of a review.
    LiaisonPost = "liaisonPost" on review, "reviews:write", ON_RECORD,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Reply to a message.
    LiaisonReply = "liaisonReply" on liaison_message, "reviews:write", ANY_MESSAGE,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Mark a message as read by oneself.
    LiaisonMarkRead = "liaisonMarkRead" on liaison_message, "reviews:write", ANY_MESSAGE,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Record that a call back took place, or that a question was settled otherwise.
    LiaisonResolve = "liaisonResolve" on liaison_message, "reviews:write", ASKED,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
}
