use super::*;
use crate::domain::participant::rules::fixtures::{carer, entry, now, person, review};
use entity::enums::ParticipantCapacity::{
    EarlyYearsLead, HealthLead, Interpreter, OtherProfessional, ParentOrCarer,
};
use entity::enums::ParticipantStatus as Status;

fn wish(capacity: ParticipantCapacity) -> Wish {
    Wish {
        capacity,
        reason: None,
        accept_now: false,
    }
}

/// The code of the rule that refused, or the field of the input.
fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            Refusal::Invalid(problems) => problems[0].path.join("."),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

fn asked(parties: &[participant::Model], party: &Party, wish: &Wish) -> String {
    let review = review();
    let case = Case {
        review: &review,
        parties,
        caller: Uuid::from_u128(10),
        now: now(),
    };
    refusal(earlier(&case, party).and_then(|_| invite(&case, party, wish)))
}

fn trained(number: u128, roles: &[Role]) -> Party {
    Party::Practitioner(
        Box::new(person(number, &[DeliveryModel::JointMeeting])),
        roles.to_vec(),
    )
}

#[test]
fn the_role_fits_the_capacity() {
    let table = [
        (HealthLead, Role::HealthVisitor, "done"),
        (HealthLead, Role::CommunityNurseryNurse, "done"),
        (HealthLead, Role::KeyPerson, "CAPACITY_MISMATCH"),
        (HealthLead, Role::HealthServiceLead, "CAPACITY_MISMATCH"),
        (EarlyYearsLead, Role::KeyPerson, "done"),
        (EarlyYearsLead, Role::Childminder, "done"),
        (EarlyYearsLead, Role::SettingManager, "done"),
        (EarlyYearsLead, Role::SettingSenco, "CAPACITY_MISMATCH"),
        (OtherProfessional, Role::SettingSenco, "done"),
        (OtherProfessional, Role::AreaSenco, "done"),
        (OtherProfessional, Role::AuthorityAdmin, "CAPACITY_MISMATCH"),
        (OtherProfessional, Role::Integration, "CAPACITY_MISMATCH"),
        (ParentOrCarer, Role::HealthVisitor, "CAPACITY_MISMATCH"),
        (Interpreter, Role::HealthVisitor, "CAPACITY_MISMATCH"),
    ];
    for (capacity, role, expected) in table {
        assert_eq!(
            asked(&[], &trained(11, &[role]), &wish(capacity)),
            expected,
            "{role:?} as {capacity:?}"
        );
    }
}

#[test]
fn the_leads_of_a_joint_meeting_are_trained_for_it() {
    let untrained = |role| {
        Party::Practitioner(
            Box::new(person(11, &[DeliveryModel::SeparateDirectShare])),
            vec![role],
        )
    };
    assert_eq!(
        asked(&[], &untrained(Role::HealthVisitor), &wish(HealthLead)),
        "NOT_TRAINED"
    );
    assert_eq!(
        asked(&[], &untrained(Role::KeyPerson), &wish(EarlyYearsLead)),
        "NOT_TRAINED"
    );
    assert_eq!(
        asked(&[], &untrained(Role::AreaSenco), &wish(OtherProfessional)),
        "done"
    );
}

#[test]
fn each_half_has_one_lead_at_a_time() {
    let table = [
        (Status::Invited, "CAPACITY_TAKEN"),
        (Status::Accepted, "CAPACITY_TAKEN"),
        (Status::Attended, "CAPACITY_TAKEN"),
        (Status::Apologies, "done"),
        (Status::Declined, "done"),
        (Status::Removed, "done"),
    ];
    for (status, expected) in table {
        let parties = [entry(HealthLead, status)];
        let other = trained(11, &[Role::HealthVisitor]);
        assert_eq!(asked(&parties, &other, &wish(HealthLead)), expected, "{status:?}");
        assert_eq!(asked(&parties, &other, &wish(OtherProfessional)), "done");
    }
}

#[test]
fn whoever_declined_or_was_removed_is_asked_again_and_nobody_is_asked_twice() {
    let table = [
        (Status::Invited, "ALREADY_PARTICIPANT"),
        (Status::Accepted, "ALREADY_PARTICIPANT"),
        (Status::Apologies, "ALREADY_PARTICIPANT"),
        (Status::Attended, "ALREADY_PARTICIPANT"),
        (Status::Declined, "done"),
        (Status::Removed, "done"),
    ];
    for (status, expected) in table {
        let parties = [entry(OtherProfessional, status)];
        let same = trained(10, &[Role::AreaSenco]);
        assert_eq!(
            asked(&parties, &same, &wish(OtherProfessional)),
            expected,
            "{status:?}"
        );
    }
    let many = vec![entry(OtherProfessional, Status::Declined); MOST];
    assert_eq!(
        asked(&many, &trained(11, &[Role::AreaSenco]), &wish(OtherProfessional)),
        "TOO_MANY"
    );
}

#[test]
fn a_guest_is_asked_a_question_instead() {
    let guest = trained(11, &[Role::GuestProfessional]);
    assert_eq!(asked(&[], &guest, &wish(OtherProfessional)), "CAPACITY_MISMATCH");
    let both = trained(11, &[Role::GuestProfessional, Role::AreaSenco]);
    assert_eq!(asked(&[], &both, &wish(OtherProfessional)), "done");
}

#[test]
fn only_who_asks_themselves_accepts_at_once() {
    let now = Wish {
        accept_now: true,
        ..wish(HealthLead)
    };
    assert_eq!(asked(&[], &trained(10, &[Role::HealthVisitor]), &now), "done");
    assert_eq!(
        asked(&[], &trained(11, &[Role::HealthVisitor]), &now),
        "input.acceptNow"
    );
    let interpreter = Wish {
        capacity: Interpreter,
        ..now
    };
    let party = Party::Interpreter("Ola".to_owned());
    assert_eq!(asked(&[], &party, &interpreter), "input.acceptNow");
}

#[test]
fn a_carer_is_the_childs_and_holds_responsibility_or_is_named_with_a_reason() {
    let party = |change: fn(&mut carer::Model)| {
        let mut carer = carer();
        change(&mut carer);
        Party::Carer(Box::new(carer))
    };
    let reason = Wish {
        reason: Some("lives with the child".to_owned()),
        ..wish(ParentOrCarer)
    };
    let mother = party(|_| ());
    assert_eq!(asked(&[], &mother, &wish(ParentOrCarer)), "done");
    assert_eq!(asked(&[], &mother, &wish(OtherProfessional)), "CAPACITY_MISMATCH");
    let stepfather = party(|carer| carer.parental_responsibility = ParentalResponsibility::NotHeld);
    assert_eq!(asked(&[], &stepfather, &wish(ParentOrCarer)), "input.reason");
    assert_eq!(asked(&[], &stepfather, &reason), "done");
    let strange = party(|carer| carer.child_id.0 = Uuid::from_u128(99));
    assert_eq!(asked(&[], &strange, &reason), "NOT_OF_THIS_CHILD");
    let gone = party(|carer| carer.status = DirectoryStatus::Inactive);
    assert_eq!(asked(&[], &gone, &reason), "NOT_ACTIVE");
}

#[test]
fn an_interpreter_is_known_by_name() {
    let ola = Party::Interpreter("Ola Nowak".to_owned());
    assert_eq!(asked(&[], &ola, &wish(Interpreter)), "done");
    assert_eq!(asked(&[], &ola, &wish(OtherProfessional)), "CAPACITY_MISMATCH");
    let mut known = entry(Interpreter, Status::Invited);
    known.practitioner_id = None;
    known.name = Some("OLA NOWAK".to_owned());
    assert_eq!(asked(&[known], &ola, &wish(Interpreter)), "ALREADY_PARTICIPANT");
}
