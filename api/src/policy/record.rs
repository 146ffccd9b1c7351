//! What the policy needs to know about a row, whatever its table.

use entity::enums::{DirectoryStatus, Lens, ReviewStep, Role, ValueSet};
use entity::ids::{AuthorityId, ChildId, OrganisationId, ReviewId, TypedId};
use entity::{
    assessment, authority, carer, child, child_match, concern, concern_addition, concern_settlement,
    disclosure, early_flag, family_note, guest_contribution, health_review, health_review_addition,
    identifier, liaison_message, liaison_read, link_team, organisation, parent_view, participant,
    practitioner, pre_meeting, pre_meeting_attendance, pre_meeting_topic, progress_check,
    progress_check_addition, progress_check_area, progress_check_contribution, protocol, referral,
    responsibility, review, role_assignment, share_code, sharing_agreement, sharing_override, topic_map,
};
use sea_orm::prelude::Uuid;
use sea_orm::{EntityTrait, ModelTrait};

/// Through what the caller's relation to a row is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Through the review it belongs to.
    Review(ReviewId),
    /// Through the child it belongs to.
    Child(ChildId),
    /// Through the organisation it belongs to.
    Organisation(OrganisationId),
    /// Through the authority alone.
    Authority,
    /// Through the worklist of identities, which is about children who may not be on record.
    Worklist,
}

/// A row that acts can be about.
pub trait Record: ModelTrait + Clone + Send + Sync + 'static {
    /// Its typed id.
    type Id: TypedId;
    /// The names of its states, as the matrix speaks of them.
    const STATES: &'static [&'static str];

    /// The class of data of the half of a review that it belongs to: what can cross between the professions.
    const HALF: Option<Lens> = None;
    /// Whether rows of this kind tell of halves that they do not belong to.
    const TELLS: bool = false;

    /// Its id.
    fn id(&self) -> Self::Id;
    /// The authority it belongs to.
    fn authority_id(&self) -> AuthorityId;
    /// The state it is in, one of [`Record::STATES`].
    fn state(&self) -> &'static str;
    /// Counts the edits.
    fn version(&self) -> i32;
    /// Through what the caller's relation is found.
    fn anchor(&self) -> Anchor;
    /// The child it is about, where it is about one.
    fn child_id(&self) -> Option<ChildId> {
        None
    }
    /// The children it may be about, where it is not known which, or whether any.
    fn may_be_about(&self) -> Vec<ChildId> {
        Vec::new()
    }
    /// Who made it, where that matters: a practitioner or a carer.
    fn author(&self) -> Option<Uuid> {
        None
    }
    /// Who may write it though it is somebody else's: whoever it is delegated to.
    fn delegate(&self) -> Option<Uuid> {
        None
    }
    /// The row of the directory whose part it is: a role's practitioner, a link's setting.
    fn part_of(&self) -> Option<Uuid> {
        None
    }
    /// The half of a review that it is, or is a part of.
    fn half(&self) -> Option<Uuid> {
        None
    }
    /// The class of data of the half that the row tells of: where that is a secret, the row is one too.
    fn tells_of(&self) -> Option<Lens> {
        Self::HALF
    }
    /// The kind, as ids and the journal name it.
    fn kind() -> &'static str {
        Self::Id::PREFIX
    }
    /// The review it belongs to.
    fn review_id(&self) -> Option<ReviewId> {
        match self.anchor() {
            Anchor::Review(id) => Some(id),
            _ => None,
        }
    }
}

/// The entity behind a record.
pub type EntityOf<M> = <M as ModelTrait>::Entity;

/// An entity whose rows are records.
pub trait Recorded: EntityTrait<Model: Record> {}
impl<E: EntityTrait<Model: Record>> Recorded for E {}

/// Names of the members of a value set, for [`Record::STATES`].
macro_rules! record {
    ($module:ident, $id:ident, $states:expr, |$row:ident| { state: $state:expr, anchor: $anchor:expr $(, child: $child:expr)? $(, author: $author:expr)? $(, delegate: $delegate:expr)? $(, authority: $authority:expr)? $(, part_of: $whole:expr)? $(, may_be_about: $children:expr)? $(, half: $lens:ident $half:expr)? $(, tells_of: $told:expr)? }) => {
        impl Record for $module::Model {
            type Id = entity::ids::$id;
            const STATES: &'static [&'static str] = $states;
            $(const HALF: Option<Lens> = Some(Lens::$lens);
            fn half(&self) -> Option<Uuid> {
                let $row = self;
                Some($half)
            })?
            $(const TELLS: bool = true;
            fn tells_of(&self) -> Option<Lens> {
                let $row = self;
                $told
            })?
            fn id(&self) -> Self::Id {
                self.id
            }
            fn authority_id(&self) -> AuthorityId {
                record!(@authority self $(, $row, $authority)?)
            }
            fn state(&self) -> &'static str {
                let $row = self;
                let _ = $row;
                $state
            }
            fn version(&self) -> i32 {
                self.version
            }
            fn anchor(&self) -> Anchor {
                let $row = self;
                let _ = $row;
                $anchor
            }
            $(fn child_id(&self) -> Option<ChildId> {
                let $row = self;
                let _ = $row;
                $child
            })?
            $(fn may_be_about(&self) -> Vec<ChildId> {
                let $row = self;
                $children
            })?
            $(fn part_of(&self) -> Option<Uuid> {
                let $row = self;
                let _ = $row;
                $whole
            })?
            $(fn delegate(&self) -> Option<Uuid> {
                let $row = self;
                $delegate
            })?
            $(fn author(&self) -> Option<Uuid> {
                let $row = self;
                let _ = $row;
                $author
            })?
        }
    };
    (@authority $self:ident) => { $self.authority_id };
    (@authority $self:ident, $row:ident, $authority:expr) => {{ let $row = $self; $authority }};
}

const DIRECTORY: &[&str] = &["ACTIVE", "INACTIVE"];
const ANY: &[&str] = &["ANY"];

record!(authority, AuthorityId, ANY, |row| { state: any(row), anchor: Anchor::Authority, authority: row.id });
record!(organisation, OrganisationId, DIRECTORY, |row| { state: active(row.status), anchor: Anchor::Organisation(row.id) });
record!(link_team, LinkTeamId, ANY, |row| {
    state: any(row), anchor: Anchor::Authority, part_of: Some(row.setting_id.0)
});
record!(practitioner, PractitionerId, DIRECTORY, |row| {
    state: active(row.status), anchor: Anchor::Authority, child: None, author: Some(row.id.0)
});
record!(role_assignment, RoleAssignmentId, DIRECTORY, |row| {
    state: active(row.status), anchor: Anchor::Authority, part_of: Some(row.practitioner_id.0)
});
record!(identifier, IdentifierId, ANY, |row| {
    state: any(row), anchor: Anchor::Authority,
    may_be_about: (row.subject_type == ChildId::PREFIX).then_some(ChildId(row.subject_id)).into_iter().collect()
});
record!(child, ChildId, &["ACTIVE", "MOVED_AWAY", "DECEASED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Child(row.id), child: Some(row.id)
});
record!(carer, CarerId, DIRECTORY, |row| {
    state: active(row.status), anchor: Anchor::Child(row.child_id), child: Some(row.child_id), author: Some(row.id.0)
});
record!(child_match, ChildMatchId, &["OPEN", "LINKED", "CREATED", "DISMISSED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Worklist,
    may_be_about: row.child_id.map_or_else(|| candidates(&row.candidates), |child| vec![child])
});
record!(review, ReviewId, &[
    "DUE", "INVITED", "SCHEDULED", "AWAITING_CONTRIBUTIONS", "READY", "PRE_MEETING_HELD", "IN_REVIEW",
    "AWAITING_ASSENT", "CLOSED", "CLOSED_HEALTH_ONLY", "CLOSED_EARLY_YEARS_ONLY", "DECLINED", "NOT_BROUGHT",
    "MOVED_AWAY", "DECEASED", "ENTERED_IN_ERROR",
], |row| { state: row.status.as_str(), anchor: Anchor::Review(row.id), child: Some(row.child_id) });
record!(participant, ParticipantId, &[
    "INVITED", "ACCEPTED", "DECLINED", "APOLOGIES", "ATTENDED", "REMOVED",
], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None,
    author: row.practitioner_id.map(|id| id.0).or(row.carer_id.map(|id| id.0))
});
record!(concern, ConcernId, &["OPEN", "WITHDRAWN", "SETTLED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None,
    author: row.raised_by_practitioner_id.map(|id| id.0).or(row.raised_by_carer_id.map(|id| id.0))
});
record!(concern_addition, ConcernAdditionId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.added_by_id)
});
record!(concern_settlement, ConcernSettlementId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.settled_by_id.0)
});
record!(referral, ReferralId, &[
    "DRAFT", "AWAITING_PARENT_AGREEMENT", "READY", "SENT", "RECEIVED", "RETURNED_FOR_INFORMATION", "REJECTED",
    "ACCEPTED", "WITHDRAWN", "DECLINED_BY_PARENT", "ENTERED_IN_ERROR",
], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: Some(row.child_id),
    author: Some(row.drafted_by_id.0)
});

record!(health_review, HealthReviewId, &["IN_PROGRESS", "SUBMITTED", "AMENDED", "ENTERED_IN_ERROR"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None,
    author: Some(row.accountable_id.0),
    delegate: (row.deliverer_id != row.accountable_id).then_some(row.deliverer_id.0),
    half: HealthDevelopment row.id.0
});
record!(health_review_addition, HealthReviewAdditionId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.added_by_id.0),
    half: HealthDevelopment row.health_review_id.0
});
record!(family_note, FamilyNoteId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.recorded_by_id.0)
});
record!(assessment, AssessmentId, &["CURRENT", "AMENDED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None,
    author: Some(row.recorded_by_id.0), half: HealthDevelopment row.health_review_id.0
});
record!(early_flag, EarlyFlagId, &["RAISED", "ANSWERED", "WITHDRAWN"], |row| {
    state: row.status.as_str(), anchor: Anchor::Child(row.child_id), child: Some(row.child_id),
    author: Some(row.raised_by_id.0)
});
record!(progress_check, ProgressCheckId, &["IN_PROGRESS", "SUBMITTED", "AMENDED", "ENTERED_IN_ERROR"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None,
    author: Some(row.author_id.0), half: EarlyYearsDevelopment row.id.0
});
record!(progress_check_area, ProgressCheckAreaId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), half: EarlyYearsDevelopment row.progress_check_id.0
});
record!(progress_check_contribution, ProgressCheckContributionId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.contributed_by_id.0),
    half: EarlyYearsDevelopment row.progress_check_id.0
});
record!(progress_check_addition, ProgressCheckAdditionId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.added_by_id.0),
    half: EarlyYearsDevelopment row.progress_check_id.0
});
record!(protocol, ProtocolId, &["DRAFT", "APPROVED"], |row| {
    state: if row.approved_at.is_some() { "APPROVED" } else { "DRAFT" }, anchor: Anchor::Authority
});
record!(topic_map, TopicMapId, ANY, |row| { state: any(row), anchor: Anchor::Authority });
record!(sharing_agreement, SharingAgreementId, &["GIVEN", "REFUSED", "WITHDRAWN"], |row| {
    state: row.status.as_str(), anchor: Anchor::Child(row.child_id), child: Some(row.child_id)
});
record!(sharing_override, SharingOverrideId, &["REQUESTED", "APPROVED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Child(row.child_id), child: Some(row.child_id)
});
record!(share_code, ShareCodeId, &["ISSUED", "REDEEMED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Child(row.child_id), child: Some(row.child_id)
});
record!(disclosure, DisclosureId, ANY, |row| {
    state: any(row), anchor: Anchor::Child(row.child_id), child: Some(row.child_id)
});
record!(parent_view, ParentViewId, &["ASKED", "GIVEN", "DECLINED", "WITHDRAWN"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.carer_id.0),
    delegate: row.recorded_by_id.filter(|_| row.recorded_by_role != Some(Role::Parent))
});
record!(guest_contribution, GuestContributionId, &["ASKED", "CONTRIBUTED", "DECLINED", "REVOKED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None,
    author: Some(row.practitioner_id.0), delegate: Some(row.asked_by_id.0)
});
record!(responsibility, ResponsibilityId, &["OPEN", "DONE", "WAIVED", "LAPSED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), tells_of: half_of_step(row.step)
});

record!(pre_meeting, PreMeetingId, &["OPEN", "SCHEDULED", "SIGNED_OFF", "CLOSED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id)
});
record!(pre_meeting_topic, PreMeetingTopicId, &[
    "OPEN", "DISCUSSED", "DEFERRED", "SAFEGUARDING_ROUTE", "REMOVED",
], |row| { state: row.status.as_str(), anchor: Anchor::Review(row.review_id) });
record!(pre_meeting_attendance, PreMeetingAttendanceId, ANY, |row| {
    state: any(row), anchor: Anchor::Review(row.review_id)
});
record!(liaison_message, LiaisonMessageId, &["NOTED", "OPEN", "ANSWERED", "RESOLVED"], |row| {
    state: row.status.as_str(), anchor: Anchor::Review(row.review_id), child: None, author: Some(row.author_id.0)
});
record!(liaison_read, LiaisonReadId, ANY, |row| { state: any(row), anchor: Anchor::Review(row.review_id) });

/// The half of which a step tells that it is there: it is done once the half was handed in.
const fn half_of_step(step: ReviewStep) -> Option<Lens> {
    match step {
        ReviewStep::CompleteHealthReview => Some(Lens::HealthDevelopment),
        ReviewStep::CompleteProgressCheck | ReviewStep::ShareProgressCheck => {
            Some(Lens::EarlyYearsDevelopment)
        }
        _ => None,
    }
}

/// The children among the candidates of an open question of identity.
fn candidates(noted: &serde_json::Value) -> Vec<ChildId> {
    let child = |noted: &serde_json::Value| ChildId::parse(noted.get("child")?.as_str()?).ok();
    noted.as_array().into_iter().flatten().filter_map(child).collect()
}

fn any<M>(_: &M) -> &'static str {
    "ANY"
}

fn active(status: DirectoryStatus) -> &'static str {
    status.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::enums::{
        AssessmentStatus, ChildMatchStatus, ChildStatus, ConcernStatus, EarlyFlagStatus,
        GuestContributionStatus, HealthReviewStatus, LiaisonStatus, ParentViewStatus, ParticipantStatus,
        PreMeetingStatus, PreMeetingTopicStatus, ProgressCheckStatus, ReferralStatus, ResponsibilityStatus,
        ReviewStatus, ShareCodeStatus, SharingOverrideStatus, SharingStatus,
    };

    fn names<T: ValueSet>() -> Vec<&'static str> {
        T::ALL.iter().map(|member| member.as_str()).collect()
    }

    #[test]
    fn the_states_of_the_matrix_are_those_of_the_value_sets() {
        assert_eq!(review::Model::STATES, names::<ReviewStatus>());
        assert_eq!(participant::Model::STATES, names::<ParticipantStatus>());
        assert_eq!(concern::Model::STATES, names::<ConcernStatus>());
        assert_eq!(referral::Model::STATES, names::<ReferralStatus>());
        assert_eq!(health_review::Model::STATES, names::<HealthReviewStatus>());
        assert_eq!(progress_check::Model::STATES, names::<ProgressCheckStatus>());
        assert_eq!(assessment::Model::STATES, names::<AssessmentStatus>());
        assert_eq!(responsibility::Model::STATES, names::<ResponsibilityStatus>());
        assert_eq!(sharing_agreement::Model::STATES, names::<SharingStatus>());
        assert_eq!(sharing_override::Model::STATES, names::<SharingOverrideStatus>());
        assert_eq!(share_code::Model::STATES, names::<ShareCodeStatus>());
        assert_eq!(early_flag::Model::STATES, names::<EarlyFlagStatus>());
        assert_eq!(parent_view::Model::STATES, names::<ParentViewStatus>());
        assert_eq!(
            guest_contribution::Model::STATES,
            names::<GuestContributionStatus>()
        );
        assert_eq!(child::Model::STATES, names::<ChildStatus>());
        assert_eq!(child_match::Model::STATES, names::<ChildMatchStatus>());
        assert_eq!(organisation::Model::STATES, names::<DirectoryStatus>());
        assert_eq!(pre_meeting::Model::STATES, names::<PreMeetingStatus>());
        assert_eq!(pre_meeting_topic::Model::STATES, names::<PreMeetingTopicStatus>());
        assert_eq!(liaison_message::Model::STATES, names::<LiaisonStatus>());
    }
}
