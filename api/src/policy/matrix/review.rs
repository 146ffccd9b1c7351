//! Reviews, who takes part, and who does what.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{child, participant, responsibility, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{ACTIVE, BEFORE_MEETING, NOT_YET_THERE, OPEN, OPEN_REVIEW};
use crate::policy::step::Fulfils;

acts! {
    /// Plan the integrated review of a child.
    ReviewPlan = "reviewPlan" on child, "reviews:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [HealthVisitor] as [Team], [Integration] as [IntegrationOfAuthority] };
    /// Record that the family has been invited.
    ReviewInvite = "reviewInvite" on review fulfils InviteFamily, "reviews:write", &["DUE"],
        { [HealthVisitor, CommunityNurseryNurse] as [Participant, Team],
          [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Set date and place of the meeting.
    ReviewSchedule = "reviewSchedule" on review, "reviews:write", &["DUE", "INVITED"],
        { [HealthVisitor, CommunityNurseryNurse] as [Participant, Team], [KeyPerson, Childminder] as [Participant],
          [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Change date or place of the meeting.
    ReviewReschedule = "reviewReschedule" on review, "reviews:write", &["SCHEDULED", "READY", "PRE_MEETING_HELD"],
        { [HealthVisitor, CommunityNurseryNurse] as [Participant, Team], [KeyPerson, Childminder] as [Participant],
          [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Cancel the meeting; the review waits for a new date.
    ReviewCancel = "reviewCancel" on review, "reviews:write", &["SCHEDULED", "READY", "PRE_MEETING_HELD"],
        { [HealthVisitor, CommunityNurseryNurse] as [Participant, Team], [KeyPerson, Childminder] as [Participant],
          [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Change the delivery model; what has been contributed stays.
    ReviewChangeModel = "reviewChangeModel" on review, "reviews:write", BEFORE_MEETING,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority],
          [HealthVisitor] as [Participant], [Integration] as [IntegrationOfAuthority] };
    /// End the review other than by completing both halves.
    ReviewEnd = "reviewEnd" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor] as [Participant, Team],
          [HealthServiceLead, AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Invite somebody to take part in a review.
    ParticipantInvite = "participantInvite" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor] as [Participant, Team], [KeyPerson, Childminder] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Accept an invitation, also after declining or apologising.
    ParticipantAccept = "participantAccept" on participant in open review, "reviews:write", &["INVITED", "DECLINED", "APOLOGIES"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco,
           GuestProfessional, Parent] as [Author] };
    /// Decline an invitation.
    ParticipantDecline = "participantDecline" on participant in open review, "reviews:write", &["INVITED", "ACCEPTED"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco,
           Parent] as [Author] };
    /// Apologise, and send a contribution instead of coming.
    ParticipantApologise = "participantApologise" on participant in open review, "reviews:write", &["INVITED", "ACCEPTED"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco,
           Parent] as [Author] };
    /// Record what a party who does not sign in has answered: a parent on the telephone, an interpreter.
    ParticipantRecordAnswer = "participantRecordAnswer" on participant in open review, "reviews:write",
        NOT_YET_THERE,
        { [HealthVisitor, CommunityNurseryNurse] as [Participant, Team], [KeyPerson, Childminder] as [Participant],
          [Integration] as [IntegrationOfAuthority] };
    /// Record that somebody was there.
    ParticipantAttend = "participantAttend" on participant in open review, "reviews:write", NOT_YET_THERE,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder] as [Participant],
          [Integration] as [IntegrationOfAuthority] };
    /// Take somebody off a review: from then on they see nothing of it. What they contributed stays.
    ParticipantRemove = "participantRemove" on participant in open review, "reviews:write", NOT_YET_THERE,
        { [HealthVisitor] as [Participant, Team], [KeyPerson, Childminder] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Name who in particular has a responsibility, or leave it to the party.
    ResponsibilityReassign = "responsibilityReassign" on responsibility in open review, "reviews:write", OPEN,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority],
          [HealthVisitor, KeyPerson, Childminder, SettingManager] as [Participant, Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Decide that a responsibility is not to be done in this review; the party itself only where it is not required.
    ResponsibilityWaive = "responsibilityWaive" on responsibility in open review, "reviews:write", OPEN,
        { [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [HealthVisitor, KeyPerson, Childminder] as [Participant] };
    /// Record that a step without an act of its own has been done.
    ResponsibilityComplete = "responsibilityComplete" on responsibility in open review fulfils Own, "reviews:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Take back that a responsibility was done or waived.
    ResponsibilityReopen = "responsibilityReopen" on responsibility in open review, "reviews:write", &["DONE", "WAIVED"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
}
