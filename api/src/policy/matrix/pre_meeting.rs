//! The practitioners' talk before the family joins.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{pre_meeting, pre_meeting_topic, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{BEFORE_MEETING, OPEN};
use crate::policy::step::Fulfils;

/// A pre-meeting that is not closed.
const GOES_ON: &[&str] = &["OPEN", "SCHEDULED", "SIGNED_OFF"];
/// A pre-meeting that waits for a signature.
const UNSIGNED: &[&str] = &["OPEN", "SCHEDULED"];
/// A topic that waits, or is put off.
const UNSETTLED: &[&str] = &["OPEN", "DEFERRED"];

acts! {
    /// Open the pre-meeting of a review.
    PreMeetingOpen = "preMeetingOpen" on review, "reviews:write", BEFORE_MEETING,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Say when and how the practitioners speak.
    PreMeetingSchedule = "preMeetingSchedule" on pre_meeting in open review, "reviews:write", GOES_ON,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Join a pre-meeting.
    PreMeetingJoin = "preMeetingJoin" on pre_meeting in open review, "reviews:write", GOES_ON,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Put a topic on the agenda of a pre-meeting.
    PreMeetingTopicAdd = "preMeetingTopicAdd" on pre_meeting in open review, "reviews:write", GOES_ON,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Sign a pre-meeting off for one's own profession.
    PreMeetingSignOff = "preMeetingSignOff" on pre_meeting in open review fulfils HoldPreMeeting, "reviews:write", UNSIGNED,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Close a pre-meeting: each sensitive topic has its outcome.
    PreMeetingClose = "preMeetingClose" on pre_meeting in open review, "reviews:write", GOES_ON,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Say who leads when a topic is spoken of with the family, and in whose presence it is not.
    PreMeetingTopicAmend = "preMeetingTopicAmend" on pre_meeting_topic in open review, "reviews:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Propose the words in which a topic is spoken of with the family.
    PreMeetingWordingPropose = "preMeetingWordingPropose" on pre_meeting_topic in open review, "reviews:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Agree to the words that the other profession has proposed.
    PreMeetingWordingAgree = "preMeetingWordingAgree" on pre_meeting_topic in open review, "reviews:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Take a topic off the agenda; it stays on record.
    PreMeetingTopicRemove = "preMeetingTopicRemove" on pre_meeting_topic in open review, "reviews:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
    /// Record what came of a topic.
    PreMeetingTopicSettle = "preMeetingTopicSettle" on pre_meeting_topic in open review, "reviews:write", UNSETTLED,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco]
              as [Participant, Team] };
}
