//! References: by our id, or by the identifier of another system. An integrator never needs our ids.

use async_graphql::InputObject;

use crate::codes::ExternalId;
use crate::policy::scope::Scoped;
use crate::policy::{Record, Recorded};
use crate::problem::{Problem, Result};
use crate::store::{Reader, Reference};

/// An identifier of another system.
#[derive(Debug, Clone, InputObject)]
pub struct ExternalIdInput {
    /// Who gives the identifier, for example `https://fhir.nhs.uk/Id/nhs-number`.
    pub system: String,
    /// The identifier.
    pub value: String,
}

impl ExternalIdInput {
    /// Checks the identifier; `path` names the argument in a refusal.
    pub fn check(&self, path: &[&str]) -> Result<ExternalId> {
        ExternalId::parse(&self.system, &self.value)
            .map_err(|problem| Problem::invalid(path.iter().copied(), problem.message()))
    }
}

/// The identifier that an input's `externalId` gives, checked.
pub fn external(given: Option<&ExternalIdInput>) -> Result<Option<ExternalId>> {
    given
        .map(|external| external.check(&["input", "externalId"]))
        .transpose()
}

/// The id behind a reference of a filter; `field` names it in a refusal.
pub async fn known<E: Recorded + Scoped>(
    reader: &Reader,
    reference: Option<impl Into<Reference<<E::Model as Record>::Id>>>,
    field: &'static str,
) -> Result<Option<<E::Model as Record>::Id>> {
    let Some(reference) = reference else {
        return Ok(None);
    };
    let found = reader.find::<E>(reference.into()).await?;
    let found = found.ok_or_else(|| Problem::not_found(["filter", field]))?;
    Ok(Some(found.base().id()))
}

macro_rules! references {
    ($($(#[doc = $doc:literal])+ $name:ident of $id:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, async_graphql::OneofObject)]
        pub enum $name {
            /// Our id.
            Id(entity::ids::$id),
            /// An identifier of another system.
            External(ExternalIdInput),
        }

        impl From<$name> for $crate::store::Reference<entity::ids::$id> {
            fn from(reference: $name) -> Self {
                match reference {
                    $name::Id(id) => Self::Id(id),
                    $name::External(ExternalIdInput { system, value }) => Self::External { system, value },
                }
            }
        }
    )+};
}

references! {
    /// An organisation of the directory: exactly one of the fields.
    OrganisationRef of OrganisationId;
    /// A practitioner of the directory: exactly one of the fields.
    PractitionerRef of PractitionerId;
    /// A child: exactly one of the fields. The NHS number is an external identifier too.
    ChildRef of ChildId;
    /// An open question of identity: exactly one of the fields. It has no identifiers of other systems so far.
    ChildMatchRef of ChildMatchId;
    /// A parent or carer: exactly one of the fields.
    CarerRef of CarerId;
    /// A review: exactly one of the fields.
    ReviewRef of ReviewId;
    /// A participant: exactly one of the fields.
    ParticipantRef of ParticipantId;
    /// A concern: exactly one of the fields.
    ConcernRef of ConcernId;
    /// The health half of a review: exactly one of the fields. It has no identifiers of other systems so far.
    HealthReviewRef of HealthReviewId;
    /// An assessment: exactly one of the fields. It has no identifiers of other systems so far.
    AssessmentRef of AssessmentId;
    /// The progress check at two of a review: exactly one of the fields. It has no identifiers of other systems so far.
    ProgressCheckRef of ProgressCheckId;
    /// What parents have answered: exactly one of the fields. It has no identifiers of other systems so far.
    SharingAgreementRef of SharingAgreementId;
    /// A safeguarding override: exactly one of the fields. It has no identifiers of other systems so far.
    SharingOverrideRef of SharingOverrideId;
    /// An early flag: exactly one of the fields. It has no identifiers of other systems so far.
    EarlyFlagRef of EarlyFlagId;
    /// A carer's own account: exactly one of the fields. It has no identifiers of other systems so far.
    ParentViewRef of ParentViewId;
    /// A question to a guest: exactly one of the fields. It has no identifiers of other systems so far.
    GuestContributionRef of GuestContributionId;
    /// A referral: exactly one of the fields.
    ReferralRef of ReferralId;
    /// A local protocol: exactly one of the fields. It has no identifiers of other systems so far.
    ProtocolRef of ProtocolId;
    /// A responsibility: exactly one of the fields. It has no identifiers of other systems so far.
    ResponsibilityRef of ResponsibilityId;
    /// A pre-meeting: exactly one of the fields. It has no identifiers of other systems so far.
    PreMeetingRef of PreMeetingId;
    /// A topic of a pre-meeting: exactly one of the fields. It has no identifiers of other systems so far.
    PreMeetingTopicRef of PreMeetingTopicId;
    /// A message of a liaison thread: exactly one of the fields. It has no identifiers of other systems so far.
    LiaisonMessageRef of LiaisonMessageId;
}
