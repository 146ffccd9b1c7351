//! Referrals to services.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{referral, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{IN_THE_LOOP, OPEN_REVIEW, WITH_SERVICE};
use crate::policy::step::Fulfils;

acts! {
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
