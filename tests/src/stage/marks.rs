//! Marked texts: each cell that holds what people have written or are called gets a text of its own, so that wherever it
//! turns up it is known whose it is and to which class of data it belongs.

use std::collections::HashMap;

use entity::ids::AuthorityId;
use entity::{
    assessment, carer, child, concern, concern_addition, concern_settlement, disclosure, early_flag,
    family_note, guest_contribution, health_review, health_review_addition, identifier, liaison_message,
    parent_view, participant, pre_meeting, pre_meeting_topic, progress_check, progress_check_addition,
    progress_check_area, progress_check_contribution, referral, responsibility, review, sharing_agreement,
    sharing_override,
};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::World;

/// The prefix of an id, the type of the schema, and how the id is written.
type Kind = (&'static str, &'static str, fn(Uuid) -> String);

/// Where a marked text stands.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The type of the schema.
    pub kind: &'static str,
    /// The record's id, as the API shows it.
    pub id: String,
    /// The field that shows it.
    pub field: &'static str,
    /// Whose.
    pub authority: AuthorityId,
}

/// Every marked text.
#[derive(Debug, Default)]
pub struct Marks {
    by_text: HashMap<String, Mark>,
    by_field: HashMap<(String, &'static str), String>,
}

/// How every mark begins; five digits follow.
const BEGINNING: &str = "Mark";

impl Marks {
    /// What a field of a record was marked with.
    pub fn of(&self, id: &str, field: &str) -> Option<&str> {
        let (_, text) = self
            .by_field
            .get_key_value(&(id.to_owned(), field_name(field)?))?;
        Some(text)
    }

    /// The marks that a text holds.
    pub fn within<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a Mark> {
        text.match_indices(BEGINNING)
            .filter_map(|(at, _)| text.get(at..at + BEGINNING.len() + 5))
            .filter_map(|mark| self.by_text.get(mark))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.by_text.len()
    }

    fn put(&mut self, mark: Mark) -> String {
        let text = format!("{BEGINNING}{:05}", self.by_text.len());
        self.by_field.insert((mark.id.clone(), mark.field), text.clone());
        self.by_text.insert(text.clone(), mark);
        text
    }
}

macro_rules! marked {
    ($($module:ident as $kind:literal { $($column:ident = $field:literal),+ $(,)? })+) => {
        /// The fields that are marked.
        const FIELDS: &[&str] = &[$($($field),+),+];

        impl Marks {
            /// Marks every text of both authorities.
            pub async fn everything(&mut self, world: &World) {
                $(for row in world.rows::<$module::Entity>().await {
                    let mut update = $module::Entity::update_many();
                    $(
                        let mark = Mark { kind: $kind, id: row.id.to_string(), field: $field, authority: row.authority_id };
                        update = update.col_expr($module::Column::$column, Expr::value(self.put(mark)));
                    )+
                    update.filter($module::Column::Id.eq(row.id)).exec(world.db()).await.unwrap();
                })+
                self.identifiers(world).await;
            }
        }
    };
}

marked! {
    child as "Child" {
        GivenName = "givenName", FamilyName = "familyName", EthnicityCode = "ethnicityCode",
        FirstLanguage = "firstLanguage", Postcode = "postcode", GpPracticeOds = "gpPracticeOds",
    }
    carer as "Carer" {
        GivenName = "givenName", FamilyName = "familyName", Language = "language", Email = "email", Phone = "phone",
    }
    review as "Review" {
        PlaceDetail = "placeDetail", MeetingChangeReason = "meetingChangeReason",
        ModelChangeReason = "modelChangeReason", EndReason = "endReason",
    }
    participant as "Participant" {
        InvitedReason = "invitedReason", Contribution = "contribution", RemovedReason = "removedReason",
        DeclinedReason = "declinedReason",
    }
    concern as "Concern" { Evidence = "evidence", WithdrawnReason = "withdrawnReason" }
    concern_addition as "ConcernAddition" { Text = "text" }
    concern_settlement as "ConcernSettlement" { Note = "note", ReopenedReason = "reopenedReason" }
    early_flag as "EarlyFlag" {
        Seen = "seen", NotAgreedReason = "notAgreedReason", Answer = "answer", WithdrawnReason = "withdrawnReason",
    }
    health_review as "HealthReview" {
        Supervision = "supervision", Growth = "growth", Sleep = "sleep", Behaviour = "behaviour", Diet = "diet",
        OralHealth = "oralHealth", Immunisation = "immunisation", Hearing = "hearing", Vision = "vision",
        Summary = "summary", ErrorReason = "errorReason",
    }
    health_review_addition as "HealthReviewAddition" { Text = "text" }
    family_note as "FamilyNote" { Text = "text" }
    assessment as "Assessment" {
        InstrumentName = "instrumentName", Language = "language", Note = "note", AmendReason = "amendReason",
    }
    progress_check as "ProgressCheck" {
        ChildsVoice = "childsVoice", ParentsView = "parentsView", ProfessionalsViews = "professionalsViews",
        Summary = "summary", MostUsefulWhen = "mostUsefulWhen", TargetedPlan = "targetedPlan",
        TargetedPlanWith = "targetedPlanWith", ErrorReason = "errorReason",
    }
    progress_check_area as "ProgressCheckArea" {
        Strengths = "strengths", SupportNeeded = "supportNeeded", StrategiesAtHome = "strategiesAtHome",
        StrategiesInSetting = "strategiesInSetting",
    }
    progress_check_contribution as "ProgressCheckContribution" { Text = "text" }
    progress_check_addition as "ProgressCheckAddition" { Text = "text" }
    referral as "Referral" {
        Summary = "summary", Evidence = "evidence", ParentAgreementFrom = "parentAgreementFrom", Response = "response",
        Advice = "advice", ServiceReference = "serviceReference", WithdrawnReason = "withdrawnReason",
    }
    sharing_agreement as "SharingAgreement" { RecipientName = "recipientName" }
    sharing_override as "SharingOverride" { Reason = "reason", NotToldReason = "notToldReason" }
    disclosure as "Disclosure" {
        RecipientName = "recipientName", What = "what", Reason = "reason", NotInformedReason = "notInformedReason",
    }
    parent_view as "ParentView" {
        Enjoys = "enjoys", Development = "development", Priorities = "priorities", Worries = "worries",
        TalkFirst = "talkFirst", Language = "language", EndedReason = "endedReason",
    }
    guest_contribution as "GuestContribution" {
        Question = "question", Answer = "answer", DeclinedReason = "declinedReason", RevokedReason = "revokedReason",
    }
    responsibility as "Responsibility" { Reason = "reason" }
    pre_meeting as "PreMeeting" { Note = "note" }
    pre_meeting_topic as "PreMeetingTopic" {
        Title = "title", Wording = "wording", NotInPresence = "notInPresenceOf", OutcomeNote = "outcomeNote",
        RemovedReason = "removedReason",
    }
    liaison_message as "LiaisonMessage" { Text = "text" }
}

/// The field under which the identifiers of a record are shown.
pub const IDENTIFIERS: &str = "externalIds";
/// The same for those that have been replaced.
pub const SUPERSEDED: &str = "externalIds, superseded";

fn field_name(field: &str) -> Option<&'static str> {
    FIELDS.iter().copied().find(|known| *known == field)
}

impl Marks {
    /// Marks the identifiers of the cases; those of the cast stay, the tests name records by them.
    async fn identifiers(&mut self, world: &World) {
        use entity::enums::IdentifierStatus;
        let kinds: [Kind; 3] = [
            ("child", "Child", |id| entity::ids::ChildId(id).to_string()),
            ("concern", "Concern", |id| entity::ids::ConcernId(id).to_string()),
            ("referral", "Referral", |id| {
                entity::ids::ReferralId(id).to_string()
            }),
        ];
        for row in world.rows::<identifier::Entity>().await {
            let known = kinds.iter().find(|(prefix, ..)| *prefix == row.subject_type);
            let (Some((_, kind, id)), true) = (known, row.value.starts_with("stage-")) else {
                continue;
            };
            let field = if row.status == IdentifierStatus::Current {
                IDENTIFIERS
            } else {
                SUPERSEDED
            };
            let mark = self.put(Mark {
                kind,
                id: id(row.subject_id),
                field,
                authority: row.authority_id,
            });
            identifier::Entity::update_many()
                .col_expr(identifier::Column::Value, Expr::value(mark))
                .filter(identifier::Column::Id.eq(row.id))
                .exec(world.db())
                .await
                .unwrap();
        }
    }
}
