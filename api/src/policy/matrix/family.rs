//! The parents' own view, and the guests who are asked one question.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{guest_contribution, parent_view, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::OPEN_REVIEW;
use crate::policy::step::Fulfils;

acts! {
    /// Record that a parent or carer was asked for their own account.
    ParentViewAsk = "parentViewAsk" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco] as [Participant, Team] };
    /// Record a parent's or carer's own account, as themselves or for them.
    ParentViewRecord = "parentViewRecord" on review fulfils RecordParentView, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco] as [Participant, Team],
          [Parent] as [ParentOf] };
    /// Record that a parent or carer does not want to give an account of their own.
    ParentViewDecline = "parentViewDecline" on review fulfils RecordParentView, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco] as [Participant, Team],
          [Parent] as [ParentOf] };
    /// Amend an account: the parent or carer their own, or whoever recorded it for them.
    ParentViewAmend = "parentViewAmend" on parent_view in open review, "reviews:write", &["GIVEN"],
        { [Parent] as [Author],
          [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco] as [Delegate] };
    /// Take an account back: it is no longer shown.
    ParentViewWithdraw = "parentViewWithdraw" on parent_view, "reviews:write", &["GIVEN"],
        { [Parent] as [Author],
          [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingSenco] as [Delegate] };
    /// Ask another professional one question about the child, for a limited time.
    GuestInvite = "guestInvite" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor, KeyPerson, Childminder] as [Participant],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
    /// Answer the question that one was asked as a guest, or amend the answer.
    GuestContribute = "guestContribute" on guest_contribution in open review, "reviews:write",
        &["ASKED", "CONTRIBUTED", "DECLINED"],
        { [GuestProfessional] as [Author] };
    /// Say that one does not answer as a guest.
    GuestDecline = "guestDecline" on guest_contribution in open review, "reviews:write", &["ASKED"],
        { [GuestProfessional] as [Author] };
    /// Take a question to a guest back: from then on they see nothing. An answer that was given stays.
    GuestRevoke = "guestRevoke" on guest_contribution, "reviews:write", &["ASKED", "CONTRIBUTED", "DECLINED"],
        { [HealthVisitor, KeyPerson, Childminder] as [Delegate],
          [HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority] };
}
