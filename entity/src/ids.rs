//! Typed identifiers.
//!
//! Inside, an id is a UUID version 7. Outside (API, events, exports) it is the TypeID form: the kind, an underscore,
//! and the UUID in Crockford's base 32, for example `review_01jd7q0c8ee3bvy0v2b6q0b4yz`. An id of the wrong kind is
//! refused before any SQL runs.

use std::fmt;

use sea_orm::entity::prelude::Uuid;

/// Why a text is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdProblem {
    /// The text is an id, but of another kind.
    WrongKind {
        /// The prefix that the place asks for.
        expected: &'static str,
        /// The prefix that was given.
        found: String,
    },
    /// The text is no id at all.
    Malformed {
        /// The prefix that the place asks for.
        expected: &'static str,
    },
}

impl IdProblem {
    /// What is wrong and what to do, for the caller.
    pub fn message(&self) -> String {
        match self {
            Self::WrongKind { expected, found } => {
                format!(
                    "expected the id of a {expected}, like {expected}_01j…, but this is the id of a {found}"
                )
            }
            Self::Malformed { expected } => {
                format!("expected an id like {expected}_01j…: the kind, an underscore and 26 characters")
            }
        }
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The 26 characters of Crockford's base 32 that stand for the 128 bits, highest first.
pub fn encode(id: Uuid) -> String {
    let bits = id.as_u128();
    (0..26u32)
        .rev()
        .filter_map(|place| {
            let digit = usize::try_from((bits >> (place * 5)) & 31).ok()?;
            ALPHABET.get(digit).map(|letter| char::from(*letter))
        })
        .collect()
}

/// The UUID behind 26 characters of base 32, or `None` if they are not canonical.
pub fn decode(text: &str) -> Option<Uuid> {
    if text.len() != 26 || !text.starts_with(|first: char| ('0'..='7').contains(&first)) {
        return None;
    }
    text.bytes()
        .try_fold(0u128, |bits, letter| {
            let digit = ALPHABET.iter().position(|known| *known == letter)?;
            Some((bits << 5) | u128::try_from(digit).ok()?)
        })
        .map(Uuid::from_u128)
}

/// Splits an external id into its prefix and its UUID.
pub fn split(text: &str) -> Option<(&str, Uuid)> {
    let (prefix, rest) = text.rsplit_once('_')?;
    decode(rest).map(|id| (prefix, id))
}

/// An external id from its prefix and its UUID.
pub fn join(prefix: &str, id: Uuid) -> String {
    format!("{prefix}_{}", encode(id))
}

/// A typed identifier.
pub trait TypedId:
    Copy + PartialEq + Eq + std::hash::Hash + fmt::Debug + fmt::Display + Send + Sync + 'static
{
    /// The kind, as it stands in front of the underscore.
    const PREFIX: &'static str;
    /// The UUID inside.
    fn uuid(self) -> Uuid;
    /// Wraps a UUID that is known to be of this kind.
    fn from_uuid(id: Uuid) -> Self;

    /// Reads the external form.
    fn parse(text: &str) -> Result<Self, IdProblem> {
        match split(text) {
            Some((prefix, id)) if prefix == Self::PREFIX => Ok(Self::from_uuid(id)),
            Some((prefix, _))
                if prefix.len() <= 32 && prefix.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') =>
            {
                Err(IdProblem::WrongKind {
                    expected: Self::PREFIX,
                    found: prefix.to_owned(),
                })
            }
            _ => Err(IdProblem::Malformed {
                expected: Self::PREFIX,
            }),
        }
    }
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, sea_orm::DeriveValueType)]
        pub struct $name(pub Uuid);

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
            fn uuid(self) -> Uuid {
                self.0
            }
            fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl async_graphql::InputType for $name {
            type RawValueType = Self;
            fn type_name() -> std::borrow::Cow<'static, str> {
                <async_graphql::ID as async_graphql::InputType>::type_name()
            }
            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <async_graphql::ID as async_graphql::InputType>::create_type_info(registry)
            }
            fn parse(value: Option<async_graphql::Value>) -> async_graphql::InputValueResult<Self> {
                match value.unwrap_or_default() {
                    async_graphql::Value::String(text) => {
                        <$name as TypedId>::parse(&text).map_err(|problem| async_graphql::InputValueError::custom(problem.message()))
                    }
                    other => Err(async_graphql::InputValueError::expected_type(other)),
                }
            }
            fn to_value(&self) -> async_graphql::Value {
                async_graphql::Value::String(self.to_string())
            }
            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(|_| serde::de::Error::custom(concat!("not the id of a ", $prefix)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}_{}", $prefix, encode(self.0))
            }
        }
    )+};
}

typed_ids! {
    /// A local authority.
    AuthorityId = "authority",
    /// A health provider, an early years setting, or a service that receives referrals.
    OrganisationId = "organisation",
    /// The named link between a setting and its health team.
    LinkTeamId = "link_team",
    /// A person who works with children.
    PractitionerId = "practitioner",
    /// One role of one practitioner.
    RoleAssignmentId = "role_assignment",
    /// A child.
    ChildId = "child",
    /// A parent or carer.
    CarerId = "carer",
    /// An open question of identity in the import's worklist.
    ChildMatchId = "child_match",
    /// An integrated review.
    ReviewId = "review",
    /// One party to a review.
    ParticipantId = "participant",
    /// A fact in the change feed.
    ChangeId = "change",
    /// A concern.
    ConcernId = "concern",
    /// An addition to a concern.
    ConcernAdditionId = "concern_addition",
    /// How a concern was settled.
    ConcernSettlementId = "concern_settlement",
    /// A setting's concern about a child before any review.
    EarlyFlagId = "early_flag",
    /// A referral.
    ReferralId = "referral",
    /// The health half of a review.
    HealthReviewId = "health_review",
    /// An addition to the health half of a review.
    HealthReviewAdditionId = "health_review_addition",
    /// An assessment of a child's development.
    AssessmentId = "assessment",
    /// A family-sensitive note of the health half of a review.
    FamilyNoteId = "family_note",
    /// The progress check at two of a review.
    ProgressCheckId = "progress_check",
    /// What a progress check says of one prime area.
    ProgressCheckAreaId = "progress_check_area",
    /// What a second setting says for a progress check.
    ProgressCheckContributionId = "progress_check_contribution",
    /// An addition to a progress check.
    ProgressCheckAdditionId = "progress_check_addition",
    /// A local protocol.
    ProtocolId = "protocol",
    /// One party's part in one step of a review.
    ResponsibilityId = "responsibility",
    /// What parents have answered to being asked whether something is shared.
    SharingAgreementId = "sharing_agreement",
    /// That a half of a review is opened without the parents' agreement.
    SharingOverrideId = "sharing_override",
    /// A code that parents carry from one profession to the other.
    ShareCodeId = "share_code",
    /// That something about a child reached somebody.
    DisclosureId = "disclosure",
    /// A version of a topic map.
    TopicMapId = "topic_map",
    /// A carer's own account in a review.
    ParentViewId = "parent_view",
    /// A question to a guest, with the answer.
    GuestContributionId = "guest_contribution",
    /// A pre-meeting of the practitioners.
    PreMeetingId = "pre_meeting",
    /// A topic of a pre-meeting.
    PreMeetingTopicId = "pre_meeting_topic",
    /// That a practitioner joined a pre-meeting.
    PreMeetingAttendanceId = "pre_meeting_attendance",
    /// A message of a liaison thread.
    LiaisonMessageId = "liaison_message",
    /// That a practitioner has read a message.
    LiaisonReadId = "liaison_read",
    /// An identifier of another system.
    IdentifierId = "identifier",
    /// A run of the import.
    ImportId = "import",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_the_round_trip_and_is_refused_for_another_kind() {
        let id = ReviewId(Uuid::from_u128(0x0191_2345_6789_7abc_8def_0123_4567_89ab));
        let text = id.to_string();
        assert_eq!(text.len(), "review_".len() + 26);
        assert_eq!(ReviewId::parse(&text), Ok(id));
        assert_eq!(
            ChildId::parse(&text),
            Err(IdProblem::WrongKind {
                expected: "child",
                found: "review".into()
            })
        );
        assert_eq!(
            ReviewId::parse("review_zzz"),
            Err(IdProblem::Malformed { expected: "review" })
        );
        assert_eq!(
            ReviewId::parse(&text.to_uppercase()),
            Err(IdProblem::Malformed { expected: "review" })
        );
    }

    #[test]
    fn the_first_character_of_128_bits_is_at_most_seven() {
        assert_eq!(
            decode("7zzzzzzzzzzzzzzzzzzzzzzzzz"),
            Some(Uuid::from_u128(u128::MAX))
        );
        assert_eq!(decode("8zzzzzzzzzzzzzzzzzzzzzzzzz"), None);
    }
}
