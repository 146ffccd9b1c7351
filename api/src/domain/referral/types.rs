//! The referral on the wire.

use async_graphql::Enum;
use entity::enums::{ParentAgreement, ReferralReason, ReferralStatus, ReferralUrgency, Role};
use entity::ids::ReferralId;
use entity::referral;

use super::{loader, rules};
use crate::domain::child::Child;
use crate::domain::concern::Concern;
use crate::domain::directory::{self, Organisation, Practitioner};
use crate::domain::identifier::{self, ExternalId};
use crate::domain::review::Review;
use crate::gql::connection::Connected;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// Who has to act for a referral to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, serde::Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NextOwner {
    /// The practitioners who refer: finish it, send it, or give what the service asks for.
    Referrer,
    /// The parents: say whether they agree.
    Parent,
    /// The service: acknowledge it, decide, see the child.
    Service,
    /// Nobody: the loop is closed.
    Nobody,
}

/// A referral.
#[derive(Debug, Clone)]
pub struct Referral(pub Visible<referral::Model>);

wire! {
    /// The referral of a child to a service, out of a review: a closed loop from the draft to the service's decision.
    /// Read by those who take part in the review or work in the child's team, the service leads and the authority's
    /// systems; by the parents once it has been put to them.
    Referral = "Referral", node, |referral, call| {
        /// The referral's id, for example `referral_01j…`. Never changes.
        base "id": ReferralId = referral.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = referral.0.base().version;
        /// Where the referral stands.
        base "status": ReferralStatus = referral.0.base().status;
        /// Who has to act now.
        base "nextOwner": NextOwner = rules::next_owner(referral.0.base().status);
        /// The role of whoever drafted it.
        base "draftedByRole": Role = referral.0.base().drafted_by_role;
        /// When it was last put to the parents.
        base "proposedOn": Option<Date> = referral.0.base().proposed_on.map(Date);
        /// When it was last sent to the service.
        base "sentAt": Option<DateTime> = referral.0.base().sent_at.map(DateTime);
        /// By when the service answers, by its own published number of working days of
        /// England (weekends and bank holidays do not count); null where it has published none.
        base "respondBy": Option<Date> = referral.0.base().respond_by.map(Date);
        /// Whether `respondBy` has passed without a decision.
        base "isOverdue": bool = is_overdue(referral, call);
        /// When the service acknowledged it.
        base "receivedAt": Option<DateTime> = referral.0.base().received_at.map(DateTime);
        /// When the service decided.
        base "decidedAt": Option<DateTime> = referral.0.base().decided_at.map(DateTime);
        /// When it was drafted.
        base "createdAt": DateTime = DateTime(referral.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(referral.0.base().updated_at);
        /// Why the child is referred.
        lens(Referral) "reason": ReferralReason = |row| Some(row.reason);
        /// The national code of the reason (community referrals, Digital Child Health).
        lens(Referral) "reasonCode": i32 = |row| Some(i32::from(row.reason.code()));
        /// How soon the child should be seen.
        lens(Referral) "urgency": ReferralUrgency = |row| Some(row.urgency);
        /// What the service is asked for.
        lens(Referral) "summary": String = |row| Some(row.summary.clone());
        /// Evidence against the service's criteria.
        lens(Referral) "evidence": String = |row| row.evidence.clone();
        /// What the parents said.
        lens(Referral) "parentAgreement": ParentAgreement = |row| row.parent_agreement;
        /// When the parents said it.
        lens(Referral) "parentAgreementOn": Date = |row| row.parent_agreement_on.map(Date);
        /// How the practitioner who recorded it came to know it; null where the parents answered themselves.
        lens(Referral) "parentAgreementFrom": String = |row| row.parent_agreement_from.clone();
        /// What the service last said: what it needs, or why it does not take the child on.
        lens(Referral) "response": String = |row| row.response.clone();
        /// What the service advises, where it does not take the child on.
        lens(Referral) "advice": String = |row| row.advice.clone();
        /// The service's own reference.
        lens(Referral) "serviceReference": String = |row| row.service_reference.clone();
        /// Why the referral was taken back, or what was in error.
        lens(Referral) "withdrawnReason": String = |row| row.withdrawn_reason.clone();
        /// The review out of which it came.
        one "review": Review = loader::reviews;
        /// The child.
        one "child": Child = child;
        /// The concern that it answers; null where there is none, or it is too sensitive for you to know of.
        one(ConcernDetail) "concern": Concern = loader::concerns;
        /// The service it goes to.
        one(Referral) "service": Organisation = service;
        /// Who drafted it.
        one "draftedBy": Practitioner = drafted_by;
        /// How other systems call the referral.
        many(Referral) "externalIds": ExternalId = external_ids;
        /// What you may do with the referral now.
        must "access": ReferralAccess = own_access;
    }
}

impl Connected for Referral {
    const CONNECTION: &'static str = "ReferralConnection";
    const EDGE: &'static str = "ReferralEdge";
}

access! {
    /// What you may do with a referral now: answered by the same table that allows or refuses the acts.
    ReferralAccess = "ReferralAccess" of referral {
        /// `referralAmend`
        "canAmend" = ReferralAmend;
        /// `referralPropose`
        "canPropose" = ReferralPropose;
        /// `referralAnswer`
        "canAnswer" = ReferralAnswer;
        /// `referralSend`
        "canSend" = ReferralSend;
        /// `referralAcknowledge`
        "canAcknowledge" = ReferralAcknowledge;
        /// `referralAccept`
        "canAccept" = ReferralAccept;
        /// `referralReturn`
        "canReturn" = ReferralReturn;
        /// `referralReject`
        "canReject" = ReferralReject;
        /// `referralWithdraw`
        "canWithdraw" = ReferralWithdraw;
        /// `referralEnterInError`
        "canEnterInError" = ReferralEnterInError;
    }
}

fn is_overdue(referral: &Referral, call: &Call<'_>) -> bool {
    rules::is_overdue(referral.0.base(), call.walk.request.store.clock().today())
}

async fn own_access(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<ReferralAccess>>> {
    let rows: Vec<_> = referrals.iter().map(|referral| referral.0.clone()).collect();
    let rows = call.walk.request.reader.with_others(&rows).await?;
    Ok(rows.into_iter().map(|row| Some(ReferralAccess(row))).collect())
}

async fn child(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    loader::children(referrals, call, Child).await
}

async fn drafted_by(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let ids = referrals
        .iter()
        .map(|referral| Some(referral.0.base().drafted_by_id));
    directory::loader::practitioners(ids, call).await
}

async fn external_ids(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<Vec<ExternalId>>>> {
    let ids = referrals.iter().map(|referral| referral.0.base().id);
    identifier::loader::external_ids(ids, call).await
}

async fn service(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    let ids = referrals
        .iter()
        .map(|referral| Some(referral.0.base().service_id));
    directory::loader::organisations(ids, call).await
}
