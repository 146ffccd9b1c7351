//! What crosses between the professions, and what left the platform.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{child, review, sharing_agreement, sharing_override};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{ANY_CHILD, OPEN_REVIEW};
use crate::policy::step::Fulfils;

acts! {
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
}
