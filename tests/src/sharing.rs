//! What parents have answered about sharing, as rows.

use entity::enums::{
    DisclosureKind, LegalGateway, RecipientClass, Role, SharingCategory, SharingChannel, SharingMode,
    SharingOverrideStatus, SharingPurpose, SharingStatus,
};
use entity::ids::{CarerId, ChildId, DisclosureId, PractitionerId, SharingAgreementId, SharingOverrideId};
use entity::{disclosure, sharing_agreement, sharing_override};
use sea_orm::Set;

use crate::World;
use crate::cast::Place;
use crate::rows::{insert, row};

impl World {
    /// Writes an override of the health half for the key person, as if by the mutations.
    pub async fn insert_override(
        &self,
        place: &Place,
        child: ChildId,
        status: SharingOverrideStatus,
    ) -> SharingOverrideId {
        let id: SharingOverrideId = self.clock().new_id();
        let is_approved = status == SharingOverrideStatus::Approved;
        let over = sharing_override::ActiveModel {
            child_id: Set(child),
            category: Set(SharingCategory::HealthDevelopment),
            recipient_id: Set(PractitionerId(place.key_person.uuid)),
            gateway: Set(LegalGateway::Ca1989S47),
            reason: Set("to be marked".to_owned()),
            parents_told: Set(false),
            not_told_reason: Set(Some("to be marked".to_owned())),
            until_on: Set(self.now().date_naive()),
            status: Set(status),
            requested_by_id: Set(PractitionerId(place.health_visitor.uuid)),
            requested_by_role: Set(Role::HealthVisitor),
            decided_by_id: Set(is_approved.then_some(PractitionerId(place.caldicott.uuid))),
            decided_by_role: Set(is_approved.then_some(Role::CaldicottGuardian)),
            decided_at: Set(is_approved.then_some(self.now())),
            ..row(id.0, place)
        };
        insert(self.db(), vec![over]).await;
        self.forget_parts().await;
        id
    }

    /// Writes a release that the parents know of and a decision not to disclose that they do not, as if by the mutations.
    pub async fn insert_disclosures(&self, place: &Place, child: ChildId) {
        let one = |kind, parents_informed| disclosure::ActiveModel {
            child_id: Set(child),
            kind: Set(kind),
            category: Set(SharingCategory::HealthDevelopment),
            gateway: Set(LegalGateway::Ca1989S17),
            recipient: Set(RecipientClass::EarlyHelp),
            recipient_name: Set(Some("to be marked".to_owned())),
            what: Set(Some("to be marked".to_owned())),
            reason: Set(Some("to be marked".to_owned())),
            parents_informed: Set(parents_informed),
            not_informed_reason: Set(Some("to be marked".to_owned())),
            happened_at: Set(self.now()),
            by_id: Set(PractitionerId(place.health_visitor.uuid)),
            by_role: Set(Role::HealthVisitor),
            request_id: Set("staged".to_owned()),
            ..row(self.clock().new_id::<DisclosureId>().0, place)
        };
        let rows = vec![
            one(DisclosureKind::Release, true),
            one(DisclosureKind::Declined, false),
        ];
        insert(self.db(), rows).await;
    }

    /// Writes an answer of the mother about the health half, as if by the mutation.
    pub async fn insert_agreement(
        &self,
        place: &Place,
        child: ChildId,
        (status, mode): (SharingStatus, SharingMode),
    ) -> SharingAgreementId {
        let id: SharingAgreementId = self.clock().new_id();
        let today = self.now().date_naive();
        let answer = sharing_agreement::ActiveModel {
            child_id: Set(child),
            recipient: Set(RecipientClass::EarlyYearsSetting),
            recipient_name: Set(Some("to be marked".to_owned())),
            category: Set(SharingCategory::HealthDevelopment),
            purpose: Set(SharingPurpose::IntegratedReview),
            mode: Set(mode),
            status: Set(status),
            from_on: Set(today),
            given_by_id: Set(CarerId(place.mother.person.uuid)),
            channel: Set(SharingChannel::InWriting),
            answered_on: Set(today),
            recorded_by_id: Set(place.health_visitor.uuid),
            recorded_by_role: Set(Role::HealthVisitor),
            ..row(id.0, place)
        };
        insert(self.db(), vec![answer]).await;
        self.forget_parts().await;
        id
    }
}
