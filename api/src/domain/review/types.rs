//! The review on the wire.

use entity::enums::{
    DeliveryModel, Lens, ParentViewProgress, ParticipantCapacity, ProgressCheckState, Restriction,
    ReviewCycle, ReviewStatus, VisitPlace,
};
use entity::ids::ReviewId;
use entity::{concern, health_review, participant, referral, review};

use super::loader;
use crate::domain::agenda::{self, AgendaTopic};
use crate::domain::child::Child;
use crate::domain::concern::Concern;
use crate::domain::directory::{Organisation, Practitioner};
use crate::domain::early_flag::{EarlyFlag, loader as early_flags};
use crate::domain::guest_contribution::{GuestContribution, loader as guests};
use crate::domain::health_review::{HealthReview, standing};
use crate::domain::identifier::ExternalId;
use crate::domain::liaison::{LiaisonMessage, loader as threads};
use crate::domain::parent_view::{ParentView, loader as views};
use crate::domain::participant::{Participant, loader as parties};
use crate::domain::pre_meeting::{PreMeeting, loader as meetings};
use crate::domain::progress_check::{ProgressCheck, loader as checks};
use crate::domain::protocol::{ReviewProtocol, loader as protocols};
use crate::domain::readiness::{ReviewReadiness, loader as readiness};
use crate::domain::referral::Referral;
use crate::domain::responsibility::{Responsibility, loader as responsibilities};
use crate::gql::connection::Connected;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// An integrated review.
#[derive(Debug, Clone)]
pub struct Review(pub Visible<review::Model>);

wire! {
    /// The integrated review of one child in one age cycle: the health half (Healthy Child Programme) and the early
    /// years half (EYFS progress check), with the parents.
    Review = "Review", node, |review, call| {
        /// The review's id, for example `review_01j…`. Never changes.
        base "id": ReviewId = review.0.base().id;
        /// Counts the edits of the review itself; give it as `expectedVersion`.
        base "version": i32 = review.0.base().version;
        /// The age cycle.
        base "cycle": ReviewCycle = review.0.base().cycle;
        /// Where the review stands.
        base "status": ReviewStatus = review.0.base().status;
        /// How the two halves come together.
        base "deliveryModel": DeliveryModel = review.0.base().delivery_model;
        /// The second birthday.
        base "windowOpensOn": Date = Date(review.0.base().window_opens_on);
        /// The day the child is two and a half.
        base "windowClosesOn": Date = Date(review.0.base().window_closes_on);
        /// When the review is due.
        base "dueOn": Date = Date(review.0.base().due_on);
        /// Whether the review is still open and past its due date.
        base "isOverdue": bool = is_overdue(review, call);
        /// When the family was invited.
        base "invitedOn": Option<Date> = review.0.base().invited_on.map(Date);
        /// When the meeting is.
        base "scheduledAt": Option<DateTime> = review.0.base().scheduled_at.map(DateTime);
        /// How long the meeting is planned to last, in minutes.
        base "durationMinutes": Option<i32> = review.0.base().duration_minutes;
        /// What kind of place the meeting is at. Withheld where the child's whereabouts are protected.
        lens(Location) "place": VisitPlace = |row| row.place;
        /// Which place the meeting is at. Withheld where the child's whereabouts are protected.
        lens(Location) "placeDetail": String = |row| row.place_detail.clone();
        /// Why the meeting was last moved or cancelled, in words.
        lens(ParentView) "meetingChangeReason": String = |row| row.meeting_change_reason.clone();
        /// Why the delivery model was last changed, in words.
        lens(ParentView) "modelChangeReason": String = |row| row.model_change_reason.clone();
        /// When the review ended.
        base "endedOn": Option<Date> = review.0.base().ended_on.map(Date);
        /// Why the review ended, in words.
        lens(ParentView) "endReason": String = |row| row.end_reason.clone();
        /// When the review was planned.
        base "createdAt": DateTime = DateTime(review.0.base().created_at);
        /// When the review itself was last changed.
        base "updatedAt": DateTime = DateTime(review.0.base().updated_at);
        /// The child.
        one "child": Child = child;
        /// The health team responsible.
        one "healthTeam": Organisation = health_team;
        /// The early years setting. Withheld where the child's whereabouts are protected.
        one(Location) "setting": Organisation = setting;
        /// The parties to the review, at most 50.
        many(Identity) "participants": Participant = participants;
        /// The referrals out of the review. The parents see those that have been put to them.
        many(Referral) "referrals": Referral = referrals;
        /// How other systems call the review.
        many(Identity) "externalIds": ExternalId = external_ids;
        /// Who leads the health half; null where nobody is asked.
        one(Identity) "healthLead": Participant = health_lead;
        /// Who leads the early years half; null where nobody is asked.
        one(Identity) "earlyYearsLead": Participant = early_years_lead;
        /// The concerns raised in the review, at most 100: for the practitioners who take part, the health team, the
        /// setting and the service leads. Parents and systems do not see those that practitioners keep to themselves.
        many(ConcernDetail) "concerns": Concern = concerns;
        /// What the setting has asked the health team about the child, before this review or beside it, first to last, at
        /// most 50, as far as you may see it.
        many(ConcernDetail) "earlyFlags": EarlyFlag = flags;
        /// The health half: that it is there, and how far it is, for everybody who knows of the review; what it says is
        /// for the health team. Null where it has not been started.
        one "healthReview": HealthReview = health_review;
        /// The agenda: topic by topic, as the authority's topic map joins them, what both professions, the parents and the
        /// assessments say, side by side.
        many(Existence) "agenda": AgendaTopic = agenda::of_reviews;
        /// The progress check at two, the early years half: that it is there, and how far it is, for everybody who knows of the
        /// review, unless the parents keep even that from health; what it says is for the early years. Null where it has not
        /// been started.
        one "progressCheck": ProgressCheck = checks::of_reviews;
        /// How far the early years half is. It tells NOT_APPLICABLE, where none is expected, from NOT_RECEIVED, where one is.
        /// Null where the parents keep it from your profession that there is one. Of the setting it tells no more than the
        /// delivery model does.
        later(Existence) "progressCheckStatus": ProgressCheckState = checks::states;
        /// What the parents and carers say themselves, at most 20 accounts: for the practitioners who take part, the health
        /// team, the setting and the service leads. A parent sees their own, and those that others opened to them.
        many(ParentView) "parentViews": ParentView = views::of_reviews;
        /// Whether the parents have been heard: asked, given, or declined. To a parent, as far as they may know of it.
        later(ParentView) "parentViewStatus": ParentViewProgress = views::progress;
        /// When the family was first asked for their own account; null where nobody has asked.
        later(ParentView) "parentViewAskedOn": Date = views::asked_on;
        /// Whether the parents' own account is in: given, or declined by all who were asked. A portal shows scores to the
        /// meeting only then, so that the parents speak first and what they say is theirs.
        later(ParentView) "isParentViewIn": bool = views::are_in;
        /// The questions to other professionals with their answers, at most 50: for the practitioners who take part, the health
        /// team, the setting and the service leads. Parents and systems do not see those for practitioners only.
        many(ConcernDetail) "guestContributions": GuestContribution = guests::of_reviews;
        /// The protocol that the review follows: what was in force when it was planned or last changed its delivery model.
        /// Null where it was planned before there were any.
        one "protocol": ReviewProtocol = protocols::of_reviews;
        /// Who does what by when: the steps of the protocol, in its order, also those that are done, waived or lapsed; at
        /// most 28.
        many(Existence) "responsibilities": Responsibility = responsibilities::of_reviews;
        /// Who does what next: the open steps, next due first; none once the review has ended.
        many(Existence) "nextSteps": Responsibility = responsibilities::next_steps;
        /// The practitioners' talk before the family joins: the one that goes on, else the last one. For the practitioners who
        /// take part, the child's health team and setting, and both service leads. Null where none was opened.
        one(PractitionerOnly) "preMeeting": PreMeeting = meetings::of_reviews;
        /// What the practitioners write to one another, the newest first. For the same.
        page(PractitionerOnly) "liaison": LiaisonMessage = threads::threads;
        /// The practitioners who take part, by family name, with their contact cards, at most 50. For the same.
        many(PractitionerOnly) "contactCards": Practitioner = threads::contacts;
        /// What the review still lacks before it can be closed.
        must "readiness": ReviewReadiness = readiness::of_reviews;
        /// What you may do with the review now.
        must "access": ReviewAccess = own_access;
    }
}

impl Connected for Review {
    const CONNECTION: &'static str = "ReviewConnection";
    const EDGE: &'static str = "ReviewEdge";
}

access! {
    /// What you may do with a review now: answered by the same table that allows or refuses the acts.
    ReviewAccess = "ReviewAccess" of review {
        /// `reviewInvite`
        "canInvite" = ReviewInvite;
        /// `reviewSchedule`
        "canSchedule" = ReviewSchedule;
        /// `reviewReschedule`
        "canReschedule" = ReviewReschedule;
        /// `reviewCancel`
        "canCancel" = ReviewCancel;
        /// `reviewChangeModel`
        "canChangeModel" = ReviewChangeModel;
        /// `reviewEnd`
        "canEnd" = ReviewEnd;
        /// `participantInvite`
        "canInviteParticipant" = ParticipantInvite;
        /// `concernRaise`
        "canRaiseConcern" = ConcernRaise;
        /// `referralDraft`
        "canDraftReferral" = ReferralDraft;
        /// `healthReviewStart`
        "canStartHealthReview" = HealthReviewStart;
        /// `progressCheckStart`
        "canStartProgressCheck" = ProgressCheckStart;
        /// `parentViewAsk`
        "canAskParentView" = ParentViewAsk;
        /// `parentViewRecord`
        "canRecordParentView" = ParentViewRecord;
        /// `parentViewDecline`
        "canDeclineParentView" = ParentViewDecline;
        /// `guestInvite`
        "canInviteGuest" = GuestInvite;
        /// `sharingAgreementRecord`
        "canRecordSharingAgreement" = SharingAgreementRecord;
        /// `shareCodeIssue`
        "canIssueShareCode" = ShareCodeIssue;
        /// `shareCodeRedeem`
        "canRedeemShareCode" = ShareCodeRedeem;
        /// `sharingOverrideRequest`
        "canRequestSharingOverride" = SharingOverrideRequest;
        /// `preMeetingOpen`
        "canOpenPreMeeting" = PreMeetingOpen;
        /// `liaisonPost`
        "canPostLiaison" = LiaisonPost;
    }
}

fn is_overdue(review: &Review, call: &Call<'_>) -> bool {
    let today = call.walk.request.store.clock().today();
    review.0.base().status.is_open() && review.0.base().due_on < today
}

async fn own_access(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<ReviewAccess>>> {
    let rows = call
        .walk
        .request
        .reader
        .with_others(&loader::rows(reviews))
        .await?;
    Ok(rows.into_iter().map(|row| Some(ReviewAccess(row))).collect())
}

async fn child(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    loader::child(reviews, call, Child).await
}

async fn participants(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<Participant>>>> {
    loader::part::<participant::Entity, _>(reviews, call, Lens::Identity, Participant).await
}

async fn referrals(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<Referral>>>> {
    loader::part::<referral::Entity, _>(reviews, call, Lens::Referral, Referral).await
}

async fn external_ids(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<ExternalId>>>> {
    let ids = reviews.iter().map(|review| review.0.base().id);
    crate::domain::identifier::loader::external_ids(ids, call).await
}

async fn health_lead(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Participant>>> {
    parties::leads(reviews, call, ParticipantCapacity::HealthLead).await
}

async fn early_years_lead(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Participant>>> {
    parties::leads(reviews, call, ParticipantCapacity::EarlyYearsLead).await
}

async fn concerns(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<Concern>>>> {
    loader::part::<concern::Entity, _>(reviews, call, Lens::ConcernDetail, Concern).await
}

async fn flags(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<EarlyFlag>>>> {
    early_flags::of_children(reviews.iter().map(|review| review.0.base().child_id), call).await
}

async fn health_review(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<HealthReview>>> {
    let halves =
        loader::part::<health_review::Entity, _>(reviews, call, Lens::Existence, HealthReview).await?;
    Ok(halves.into_iter().map(|halves| standing(halves?)).collect())
}

async fn health_team(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    crate::domain::directory::loader::organisations(
        reviews.iter().map(|review| review.0.base().health_team_id),
        call,
    )
    .await
}

async fn setting(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    let of = |review: &Review| {
        let row = review.0.base();
        row.setting_id
            .filter(|_| row.restriction == Restriction::Unrestricted)
    };
    crate::domain::directory::loader::organisations(reviews.iter().map(of), call).await
}
