//! The early years half of a review, as rows: one that stands and one that was entered in error, each with what belongs to it;
//! and what the parents have answered about it.

use entity::enums::{
    AreaJudgement, EyfsFramework, LegalGateway, PrimeArea, ProgressCheckStatus, RecipientClass, ReviewStep,
    Role, SharingCategory, SharingMode, SharingOverrideStatus, SharingStatus, StepParty, ValueSet,
};
use entity::ids::{
    ChildId, PractitionerId, ProgressCheckAdditionId, ProgressCheckAreaId, ProgressCheckContributionId,
    ProgressCheckId, ResponsibilityId, ReviewId,
};
use entity::{
    progress_check, progress_check_addition, progress_check_area, progress_check_contribution,
    responsibility, sharing_agreement, sharing_override,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::World;
use crate::cast::Place;
use crate::rows::{insert, row};

/// The check that stands, and of what belongs to it the first of each kind.
pub type CheckRows = (
    ProgressCheckId,
    ProgressCheckAreaId,
    ProgressCheckContributionId,
    ProgressCheckAdditionId,
);

/// Writes the progress check of a review, as if by the mutations.
pub async fn check(world: &World, place: &Place, review: ReviewId) -> CheckRows {
    let mut last = None;
    for status in [
        ProgressCheckStatus::EnteredInError,
        ProgressCheckStatus::InProgress,
    ] {
        let id: ProgressCheckId = world.clock().new_id();
        let check = progress_check::ActiveModel {
            review_id: Set(review),
            status: Set(status),
            author_id: Set(PractitionerId(place.key_person.uuid)),
            author_role: Set(Role::KeyPerson),
            setting_id: Set(place.nursery.id),
            ..row(id.0, place)
        };
        insert(world.db(), vec![check]).await;
        last = Some(parts(world, place, (review, id)).await);
    }
    last.expect("two checks")
}

async fn parts(world: &World, place: &Place, (review, check): (ReviewId, ProgressCheckId)) -> CheckRows {
    let area = |area: &PrimeArea| progress_check_area::ActiveModel {
        review_id: Set(review),
        progress_check_id: Set(check),
        area: Set(*area),
        judgement: Set(Some(AreaJudgement::ConcernPossibleDelay)),
        framework: Set(EyfsFramework::Eyfs2021),
        aspects: Set(serde_json::json!([{ "aspect": "SPEAKING", "observation": "Says four words." }])),
        ..row(world.clock().new_id::<ProgressCheckAreaId>().0, place)
    };
    let areas: Vec<_> = PrimeArea::ALL.iter().map(area).collect();
    let first = *areas[0].id.as_ref();
    insert(world.db(), areas).await;
    let said: ProgressCheckContributionId = world.clock().new_id();
    let contribution = progress_check_contribution::ActiveModel {
        review_id: Set(review),
        progress_check_id: Set(check),
        text: Set("to be marked".to_owned()),
        setting_id: Set(place.childminding.id),
        contributed_by_id: Set(PractitionerId(place.childminder.uuid)),
        contributed_by_role: Set(Role::Childminder),
        ..row(said.0, place)
    };
    insert(world.db(), vec![contribution]).await;
    let added: ProgressCheckAdditionId = world.clock().new_id();
    let addition = progress_check_addition::ActiveModel {
        review_id: Set(review),
        progress_check_id: Set(check),
        text: Set("to be marked".to_owned()),
        added_by_id: Set(PractitionerId(place.setting_senco.uuid)),
        added_by_role: Set(Role::SettingSenco),
        ..row(added.0, place)
    };
    insert(world.db(), vec![addition]).await;
    (check, first, said, added)
}

/// What the parents say of the progress checks of a place's children, in their order, and which are handed in: read by
/// health; not yet handed in; kept secret; refused, but overridden for the health visitor; withdrawn. And that it is the
/// setting manager's to hand them in.
pub async fn share(world: &World, place: &Place, cases: &[(ChildId, ReviewId)]) {
    use SharingMode::{Content, Existence};
    use SharingStatus::{Given, Refused, Withdrawn};
    let said = [
        (Given, Content),
        (Given, Content),
        (Refused, Existence),
        (Refused, Content),
        (Withdrawn, Content),
    ];
    for ((child, review), said) in cases.iter().zip(said) {
        world.insert_answer_on_check(place, *child, said).await;
        let duty = responsibility::ActiveModel {
            review_id: Set(*review),
            step: Set(ReviewStep::CompleteProgressCheck),
            party: Set(StepParty::Role),
            role: Set(Some(Role::SettingManager)),
            due_on: Set(world.now().date_naive()),
            required: Set(true),
            status: Set(entity::enums::ResponsibilityStatus::Open),
            reason: Set(Some("to be marked".to_owned())),
            ..row(world.clock().new_id::<ResponsibilityId>().0, place)
        };
        insert(world.db(), vec![duty]).await;
    }
    for at in [0, 2, 3] {
        progress_check::Entity::update_many()
            .col_expr(
                progress_check::Column::Status,
                Expr::value(ProgressCheckStatus::Submitted),
            )
            .filter(progress_check::Column::ReviewId.eq(cases[at].1))
            .filter(progress_check::Column::Status.eq(ProgressCheckStatus::InProgress))
            .exec(world.db())
            .await
            .unwrap();
    }
    let over = world
        .insert_override(place, cases[3].0, SharingOverrideStatus::Approved)
        .await;
    sharing_override::Entity::update_many()
        .col_expr(
            sharing_override::Column::Category,
            Expr::value(SharingCategory::EarlyYearsDevelopment),
        )
        .col_expr(
            sharing_override::Column::RecipientId,
            Expr::value(PractitionerId(place.health_visitor.uuid)),
        )
        .col_expr(
            sharing_override::Column::Gateway,
            Expr::value(LegalGateway::Ca1989S47),
        )
        .filter(sharing_override::Column::Id.eq(over))
        .exec(world.db())
        .await
        .unwrap();
    world.forget_parts().await;
}

impl World {
    /// Writes an answer of the mother about the progress check's going to health, as if by the mutation.
    pub async fn insert_answer_on_check(
        &self,
        place: &Place,
        child: ChildId,
        said: (SharingStatus, SharingMode),
    ) {
        let answer = self.insert_agreement(place, child, said).await;
        sharing_agreement::Entity::update_many()
            .col_expr(
                sharing_agreement::Column::Category,
                Expr::value(SharingCategory::EarlyYearsDevelopment),
            )
            .col_expr(
                sharing_agreement::Column::Recipient,
                Expr::value(RecipientClass::HealthVisiting),
            )
            .filter(sharing_agreement::Column::Id.eq(answer))
            .exec(self.db())
            .await
            .unwrap();
        self.forget_parts().await;
    }

    /// Writes the progress check of the other authority's review.
    pub async fn elsewhere_check(&self) -> CheckRows {
        check(self, self.elsewhere(), self.elsewhere().review).await
    }
}
