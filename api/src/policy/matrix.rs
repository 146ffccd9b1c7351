//! The responsibility matrix: the one table that says who may do what. `docs/RESPONSIBILITY-MATRIX.md` is rendered
//! from it. Creating something is an act on its parent row.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{
    assessment, authority, carer, child, child_match, concern, health_review, organisation, participant,
    practitioner, protocol, referral, responsibility, review, sharing_agreement, sharing_override,
};

use super::record::Record;
use super::rule::acts;
pub use super::rule::{Act, Line, Rule};
use super::sets::Relations;
use super::states::{
    ACTIVE, ANY, ANY_CHILD, BEFORE_MEETING, BEING_WRITTEN, DRAFT, IN_THE_LOOP, INACTIVE, NOT_YET_THERE, OPEN,
    STANDS, WITH_SERVICE,
};
pub use super::states::{HANDED_IN, OPEN_REVIEW};
use super::step::Fulfils;

acts! {
    /// Change the authority's name or default delivery model.
    AuthorityAmend = "authorityAmend" on authority, "directory:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority] };
    /// Enter a health provider, setting or referral service in the directory.
    OrganisationRegister = "organisationRegister" on authority, "directory:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Change the entry of an organisation; of one's own setting, its name and how to reach it.
    OrganisationAmend = "organisationAmend" on organisation, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [SettingManager, Childminder] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Take an organisation out of use.
    OrganisationDeactivate = "organisationDeactivate" on organisation, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Take an organisation back into use.
    OrganisationReactivate = "organisationReactivate" on organisation, "directory:write", INACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Name the health team that an early years setting is linked to.
    LinkTeamAssign = "linkTeamAssign" on organisation, "directory:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Enter a practitioner or a system in the directory.
    PractitionerRegister = "practitionerRegister" on authority, "directory:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Change the entry of a practitioner; of one's own, the contact card.
    PractitionerAmend = "practitionerAmend" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority],
          [HealthVisitor, CommunityNurseryNurse, HealthServiceLead, KeyPerson, Childminder, SettingManager,
           SettingSenco, AreaSenco, EarlyYearsServiceLead, GuestProfessional, CaldicottGuardian, Analyst] as [Author],
          [Integration] as [IntegrationOfAuthority] };
    /// Give a practitioner a role in an organisation.
    PractitionerAssignRole = "practitionerAssignRole" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// End a role of a practitioner.
    PractitionerEndRole = "practitionerEndRole" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Move a practitioner's role to another organisation.
    PractitionerMove = "practitionerMove" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Take a practitioner out of use: signs nobody in from the next request on.
    PractitionerDeactivate = "practitionerDeactivate" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Take a practitioner back into use, without a role.
    PractitionerReactivate = "practitionerReactivate" on practitioner, "directory:write", INACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };

    /// Draft a version of the local protocol for a delivery model.
    ProtocolDraft = "protocolDraft" on authority, "directory:write", ANY,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };
    /// Change a draft of the local protocol; approvals that it already had are void.
    ProtocolAmend = "protocolAmend" on protocol, "directory:write", DRAFT,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };
    /// Record that one of the two groups has approved a draft of the local protocol.
    ProtocolApprove = "protocolApprove" on protocol, "directory:write", DRAFT,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };

    /// Enter a child.
    ChildRegister = "childRegister" on authority, "children:write", ANY,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [MemberOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Correct a child's particulars.
    ChildAmend = "childAmend" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Add an identifier of another system to a child, or replace the one in use.
    ChildIdentify = "childIdentify" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Set the child's health team, setting, named health visitor and key person.
    ChildPlace = "childPlace" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [HealthVisitor] as [Team], [Integration] as [IntegrationOfAuthority] };
    /// Protect a child's whereabouts, or lift the protection.
    ChildRestrict = "childRestrict" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, CaldicottGuardian] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Record that a child has moved away or died; ends the open review.
    ChildDepart = "childDepart" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Take back a departure: the child has come back, or had never left. Reviews that it ended stay ended.
    ChildReturn = "childReturn" on child, "children:write", &["MOVED_AWAY", "DECEASED"],
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Add a parent or carer.
    CarerAdd = "carerAdd" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Change what is known of a parent or carer.
    CarerAmend = "carerAmend" on carer, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Parent] as [Author], [Integration] as [IntegrationOfAuthority] };
    /// Take a parent or carer off the child: signs in no longer, stays in the record.
    CarerDeactivate = "carerDeactivate" on carer, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Take in a list of children.
    ChildrenImport = "childrenImport" on authority, "children:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Settle an open question of identity.
    ChildMatchResolve = "childMatchResolve" on child_match, "children:write", OPEN,
        { [AuthorityAdmin] as [LeadOfAuthority] };

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
           GuestProfessional, Parent] as [Author] };
    /// Apologise, and send a contribution instead of coming.
    ParticipantApologise = "participantApologise" on participant in open review, "reviews:write", &["INVITED", "ACCEPTED"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco,
           GuestProfessional, Parent] as [Author] };
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

    /// Raise a concern.
    ConcernRaise = "concernRaise" on review, "concerns:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant],
          [Parent] as [ParentOf], [GuestProfessional] as [Guest] };
    /// Add to a concern; the original stays.
    ConcernAdd = "concernAdd" on concern in open review, "concerns:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant],
          [Parent] as [ParentOf] };
    /// Take back a concern.
    ConcernWithdraw = "concernWithdraw" on concern in open review, "concerns:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco,
           Parent, GuestProfessional] as [Author] };

    /// Start the health half of a review, and be accountable for it.
    HealthReviewStart = "healthReviewStart" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor] as [Participant, Team] };
    /// Delegate the delivery of the health half to a community nursery nurse under supervision, or take it back.
    HealthReviewDelegate = "healthReviewDelegate" on health_review in open review, "reviews:write", BEING_WRITTEN,
        { [HealthVisitor] as [Author], [HealthServiceLead] as [LeadOfAuthority] };
    /// Write the health half.
    HealthReviewRecord = "healthReviewRecord" on health_review in open review, "reviews:write", BEING_WRITTEN,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Hand in the health half.
    HealthReviewSubmit = "healthReviewSubmit" on health_review in open review fulfils CompleteHealthReview, "reviews:write", BEING_WRITTEN,
        { [HealthVisitor] as [Participant, Team] };
    /// Add to the health half after it was handed in; the original stays.
    HealthReviewAmend = "healthReviewAmend" on health_review, "reviews:write", HANDED_IN,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Mark the health half as entered in error; it is kept for the record.
    HealthReviewEnterInError = "healthReviewEnterInError" on health_review, "reviews:write", STANDS,
        { [HealthVisitor] as [Author], [HealthServiceLead] as [LeadOfAuthority] };
    /// Record an assessment of the child's development.
    AssessmentRecord = "assessmentRecord" on health_review, "reviews:write", STANDS,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Write a note that only the health team reads.
    FamilyNoteRecord = "familyNoteRecord" on health_review, "reviews:write", STANDS,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Correct an assessment; the original is kept.
    AssessmentAmend = "assessmentAmend" on assessment, "reviews:write", &["CURRENT"],
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Author] };

    /// Record what a parent has answered to being asked whether something is shared.
    SharingAgreementRecord = "sharingAgreementRecord" on review fulfils RecordSharingAgreement, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [Parent] as [ParentOf] };
    /// Withdraw an agreement to sharing, as a parent or for them.
    SharingAgreementWithdraw = "sharingAgreementWithdraw" on sharing_agreement, "reviews:write", &["GIVEN"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [Parent] as [ParentOf] };
    /// Issue a code that the parents hand to the other profession.
    ShareCodeIssue = "shareCodeIssue" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder] as [Participant, Team],
          [Parent] as [ParentOf] };
    /// Enter a code that the parents have handed over: it becomes their agreement.
    ShareCodeRedeem = "shareCodeRedeem" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco]
              as [Participant, Team] };

    /// Ask that one half of a review be opened without the parents' agreement, to protect the child.
    SharingOverrideRequest = "sharingOverrideRequest" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Approve an override that somebody else has asked for.
    SharingOverrideApprove = "sharingOverrideApprove" on sharing_override, "reviews:write", &["REQUESTED"],
        { [HealthServiceLead, EarlyYearsServiceLead, CaldicottGuardian] as [LeadOfAuthority] };

    /// Record that something about a child was released outside of the platform, by which legal gateway.
    DisclosureRecord = "disclosureRecord" on child, "reviews:write", ANY_CHILD,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead, CaldicottGuardian] as [LeadOfAuthority] };
    /// Record that it was decided not to disclose something about a child.
    DisclosureDecline = "disclosureDecline" on child, "reviews:write", ANY_CHILD,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant, Team],
          [HealthServiceLead, EarlyYearsServiceLead, CaldicottGuardian] as [LeadOfAuthority] };

    /// Draft a referral.
    ReferralDraft = "referralDraft" on review, "referrals:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
    /// Change a referral that has not been sent.
    ReferralAmend = "referralAmend" on referral, "referrals:write",
        &["DRAFT", "AWAITING_PARENT_AGREEMENT", "READY", "RETURNED_FOR_INFORMATION"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
    /// Put a referral to the parents.
    ReferralPropose = "referralPropose" on referral, "referrals:write", &["DRAFT"],
        { [HealthVisitor, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
    /// Record what the parents say to a referral.
    ReferralAnswer = "referralAnswer" on referral, "referrals:write", &["AWAITING_PARENT_AGREEMENT"],
        { [Parent] as [ParentOf],
          [HealthVisitor, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
    /// Send a referral to the service.
    ReferralSend = "referralSend" on referral fulfils MakeReferrals, "referrals:write", &["READY", "RETURNED_FOR_INFORMATION"],
        { [HealthVisitor, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
    /// Record that the service has acknowledged a referral.
    ReferralAcknowledge = "referralAcknowledge" on referral, "referrals:write", &["SENT"],
        { [Integration] as [IntegrationOfAuthority], [HealthVisitor, AreaSenco] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Record that the service takes a referral on.
    ReferralAccept = "referralAccept" on referral, "referrals:write", WITH_SERVICE,
        { [Integration] as [IntegrationOfAuthority], [HealthVisitor, AreaSenco] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Record that the service asks for more.
    ReferralReturn = "referralReturn" on referral, "referrals:write", &["SENT", "RECEIVED"],
        { [Integration] as [IntegrationOfAuthority], [HealthVisitor, AreaSenco] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Record that the service does not take a referral on, and why.
    ReferralReject = "referralReject" on referral, "referrals:write", WITH_SERVICE,
        { [Integration] as [IntegrationOfAuthority], [HealthVisitor, AreaSenco] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Take a referral back.
    ReferralWithdraw = "referralWithdraw" on referral, "referrals:write",
        &["DRAFT", "AWAITING_PARENT_AGREEMENT", "READY", "SENT", "RECEIVED", "RETURNED_FOR_INFORMATION"],
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Author],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Mark a referral as entered in error; it is kept for the record and hidden from the parents.
    ReferralEnterInError = "referralEnterInError" on referral, "referrals:write", IN_THE_LOOP,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Author],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
}
