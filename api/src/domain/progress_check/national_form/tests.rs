use super::*;
use crate::domain::progress_check::rules::fixtures::{area, check};
use chrono::DateTime;
use entity::enums::{
    EyfsAspect, RecipientClass, Role, SharingChannel, SharingMode, SharingPurpose, SharingStatus,
};
use entity::ids::{AuthorityId, CarerId, ChildId, SharingAgreementId};
use sea_orm::prelude::Uuid;

fn reads() -> Who {
    let actor = Uuid::from_u128(30);
    Who {
        actor,
        actors: vec![actor],
        authority: AuthorityId(Uuid::from_u128(2)),
        role: Role::HealthVisitor,
        organisation: None,
        children: Vec::new(),
        now: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

fn answer(id: u128, status: SharingStatus, mode: SharingMode) -> sharing_agreement::Model {
    sharing_agreement::Model {
        id: SharingAgreementId(Uuid::from_u128(id)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        child_id: ChildId(Uuid::from_u128(9)),
        recipient: RecipientClass::HealthVisiting,
        recipient_name: None,
        category: SharingCategory::EarlyYearsDevelopment,
        purpose: SharingPurpose::IntegratedReview,
        mode,
        status,
        from_on: "2026-03-01".parse().unwrap(),
        until_on: None,
        given_by_id: CarerId(Uuid::from_u128(20)),
        channel: SharingChannel::Online,
        answered_on: "2026-03-01".parse().unwrap(),
        recorded_by_id: Uuid::from_u128(20),
        recorded_by_role: Role::Parent,
        withdrawn_on: None,
        withdrawn_by_id: None,
        withdrawn_by_role: None,
        withdrawn_channel: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn the_five_texts_say_what_the_check_says() {
    let mut talks = area(
        PrimeArea::CommunicationAndLanguage,
        AreaJudgement::ConcernPossibleDelay,
    );
    talks.support_needed = Some("Few words; hearing to be tested.".to_owned());
    talks.aspects = serde_json::json!([
        { "aspect": EyfsAspect::ListeningAttentionAndUnderstanding, "observation": "Turns to the bell." },
        { "aspect": EyfsAspect::Speaking, "observation": "Says four words." },
    ]);
    let moves = area(PrimeArea::PhysicalDevelopment, AreaJudgement::ProgressingWell);
    let row = progress_check::Model {
        targeted_plan: Some("Talk at meals.".to_owned()),
        targeted_plan_with: Some("The mother and the SENCO".to_owned()),
        targeted_plan_review_by: Some("2026-06-01".parse().unwrap()),
        ..check()
    };
    // Whatever the order in which they were written.
    let form = project(&row, &[moves, talks], (&reads(), &[]));
    let expected = NationalForm {
        parental_consent: ParentalConsent::NotObtained,
        communication_and_language: Some(
            "Concern about a possible developmental delay.\nStrengths: Sings along.\nSupport needed: Few words; hearing to be \
             tested.\nListening, attention and understanding: Turns to the bell.\nSpeaking: Says four words."
                .to_owned(),
        ),
        physical_development: Some("Progressing well.\nStrengths: Sings along.".to_owned()),
        personal_social_emotional: None,
        areas_of_concern: Some(
            "Communication and language: Concern about a possible developmental delay. Few words; hearing to be tested."
                .to_owned(),
        ),
        support: Some(
            "Communication and language, in the setting: Small groups.\nCommunication and language, at home: Look at \
             books.\nPhysical development, in the setting: Small groups.\nPhysical development, at home: Look at \
             books.\nTargeted plan: Talk at meals.\nWith: The mother and the SENCO\nTo be looked at again by 2026-06-01"
                .to_owned(),
        ),
    };
    assert_eq!(form, expected);
}

#[test]
fn what_nothing_is_written_for_has_no_text() {
    let form = project(&check(), &[], (&reads(), &[]));
    let texts = [
        form.communication_and_language,
        form.physical_development,
        form.personal_social_emotional,
        form.areas_of_concern,
        form.support,
    ];
    assert_eq!(texts, [const { None::<String> }; 5]);
}

#[test]
fn consent_is_the_parents_last_answer_in_force_about_this_half_to_health() {
    use SharingMode::{Content, Existence};
    use SharingStatus::{Given, Refused, Withdrawn};
    let elsewhere = sharing_agreement::Model {
        recipient: RecipientClass::Gp,
        ..answer(1, Given, Content)
    };
    let other_half = sharing_agreement::Model {
        category: SharingCategory::HealthDevelopment,
        recipient: RecipientClass::EarlyYearsSetting,
        ..answer(1, Given, Content)
    };
    let over = sharing_agreement::Model {
        until_on: Some("2026-03-01".parse().unwrap()),
        ..answer(1, Given, Content)
    };
    let yes = answer(1, Given, Content);
    for (answers, expected) in [
        (vec![], ParentalConsent::NotObtained),
        (vec![yes.clone()], ParentalConsent::Obtained),
        (vec![answer(1, Given, Existence)], ParentalConsent::NotObtained),
        (vec![answer(1, Withdrawn, Content)], ParentalConsent::NotObtained),
        (
            vec![yes.clone(), answer(2, Refused, Content)],
            ParentalConsent::NotObtained,
        ),
        (
            vec![answer(1, Refused, Content), answer(2, Given, Content)],
            ParentalConsent::Obtained,
        ),
        (vec![over], ParentalConsent::NotObtained),
        (vec![elsewhere], ParentalConsent::NotObtained),
        (vec![other_half], ParentalConsent::NotObtained),
    ] {
        let form = project(&check(), &[], (&reads(), &answers));
        assert_eq!(form.parental_consent, expected, "{answers:?}");
    }
}
