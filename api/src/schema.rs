//! The schema: merges the slices. The only file that imports them all.

use async_graphql::{MergedObject, SDLExportOptions, Schema, ValidationMode};

use crate::domain::access::AccessQueries;
use crate::domain::assessment::AssessmentMutations;
use crate::domain::audit_log::AuditQueries;
use crate::domain::authority::{AuthorityMutations, AuthorityQueries};
use crate::domain::carer::{CarerMutations, CarerQueries};
use crate::domain::change_feed::{ChangeFeedQueries, Subscription};
use crate::domain::child::{ChildMutations, ChildQueries};
use crate::domain::child_match::ChildMatchQueries;
use crate::domain::concern::{ConcernMutations, ConcernQueries};
use crate::domain::directory::{DirectoryMutations, DirectoryQueries};
use crate::domain::disclosure::DisclosureMutations;
use crate::domain::early_flag::{EarlyFlagMutations, EarlyFlagQueries};
use crate::domain::family_note::FamilyNoteMutations;
use crate::domain::guest_contribution::{GuestContributionMutations, GuestContributionQueries};
use crate::domain::health_review::{HealthReviewMutations, HealthReviewQueries};
use crate::domain::liaison::{LiaisonMutations, LiaisonQueries};
use crate::domain::parent_view::{ParentViewMutations, ParentViewQueries};
use crate::domain::participant::{ParticipantMutations, ParticipantQueries};
use crate::domain::pre_meeting::{PreMeetingMutations, PreMeetingQueries};
use crate::domain::progress_check::{ProgressCheckMutations, ProgressCheckQueries};
use crate::domain::protocol::{ProtocolMutations, ProtocolQueries};
use crate::domain::referral::{ReferralMutations, ReferralQueries};
use crate::domain::responsibility::{ResponsibilityMutations, ResponsibilityQueries};
use crate::domain::review::{ReviewMutations, ReviewQueries};
use crate::domain::share_code::ShareCodeMutations;
use crate::domain::sharing_agreement::{SharingAgreementMutations, SharingAgreementQueries};
use crate::domain::sharing_override::{SharingOverrideMutations, SharingOverrideQueries};
use crate::domain::topic_map::{TopicMapMutations, TopicMapQueries};
use crate::domain::viewer::ViewerQueries;
use crate::gql::merge::Slice;
use crate::gql::node::NodeQueries;
use crate::import::ImportMutations;

/// Looking.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct Query(
    Slice<NodeQueries>,
    Slice<ViewerQueries>,
    Slice<AuthorityQueries>,
    Slice<DirectoryQueries>,
    Slice<AccessQueries>,
    Slice<AuditQueries>,
    Slice<ChangeFeedQueries>,
    Slice<ChildQueries>,
    Slice<ChildMatchQueries>,
    Slice<CarerQueries>,
    Slice<ReviewQueries>,
    Slice<ParticipantQueries>,
    Slice<ConcernQueries>,
    Slice<EarlyFlagQueries>,
    Slice<ReferralQueries>,
    Slice<HealthReviewQueries>,
    Slice<ProgressCheckQueries>,
    Slice<SharingAgreementQueries>,
    Slice<SharingOverrideQueries>,
    Slice<ParentViewQueries>,
    Slice<GuestContributionQueries>,
    Slice<ProtocolQueries>,
    Slice<TopicMapQueries>,
    Slice<ResponsibilityQueries>,
    Slice<PreMeetingQueries>,
    Slice<LiaisonQueries>,
);

/// Acting: one mutation for each act of the responsibility matrix.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub struct Mutation(
    Slice<AuthorityMutations>,
    Slice<DirectoryMutations>,
    Slice<ChildMutations>,
    Slice<ImportMutations>,
    Slice<CarerMutations>,
    Slice<ReviewMutations>,
    Slice<ParticipantMutations>,
    Slice<ConcernMutations>,
    Slice<EarlyFlagMutations>,
    Slice<ReferralMutations>,
    Slice<HealthReviewMutations>,
    Slice<AssessmentMutations>,
    Slice<FamilyNoteMutations>,
    Slice<ProgressCheckMutations>,
    Slice<SharingAgreementMutations>,
    Slice<ShareCodeMutations>,
    Slice<SharingOverrideMutations>,
    Slice<DisclosureMutations>,
    Slice<ParentViewMutations>,
    Slice<GuestContributionMutations>,
    Slice<ProtocolMutations>,
    Slice<TopicMapMutations>,
    Slice<ResponsibilityMutations>,
    Slice<PreMeetingMutations>,
    Slice<LiaisonMutations>,
);

/// The schema.
pub type Gateway = Schema<Query, Mutation, Subscription>;

/// The schema, without data: what a request needs is given with the request. Documents have been validated before they
/// come here, so the executor does not do it again.
pub fn build() -> Gateway {
    Schema::build(Query::default(), Mutation::default(), Subscription)
        .validation_mode(ValidationMode::Fast)
        .disable_suggestions()
        .finish()
}

/// The schema's text, as it is published: everything in a fixed order.
pub fn sdl(schema: &Gateway) -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by();
    let mut text = schema.sdl_with_options(options).replace('\t', "  ");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
