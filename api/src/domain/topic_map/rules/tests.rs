use super::*;
use crate::domain::topic_map::links::{default_links, followed, in_force};
use crate::problem::Refusal;
use entity::enums::{AssessmentArea, Instrument, LeadProfession, PrimeArea};
use entity::ids::{AuthorityId, TopicMapId};
use sea_orm::prelude::Uuid;

const BY: By = By {
    id: PractitionerId(Uuid::from_u128(2)),
    role: Role::HealthServiceLead,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn version(number: i32, from: &str) -> topic_map::Model {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    let links = vec![link("As agreed", &[Topic::Sleep], &[])];
    topic_map::Model {
        id: TopicMapId(Uuid::from_u128(u128::try_from(number).unwrap())),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        number,
        links: serde_json::to_value(links).unwrap(),
        note: None,
        effective_from: day(from),
        set_by_id: BY.id,
        set_by_role: BY.role,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn link(title: &str, topics: &[Topic], areas: &[AssessmentArea]) -> Link {
    Link {
        title: title.to_owned(),
        prime_areas: Vec::new(),
        assessment_areas: areas.to_vec(),
        instruments: Vec::new(),
        topics: topics.to_vec(),
        lead: LeadProfession::Either,
    }
}

fn try_set(links: &[Link], from: Option<&str>, known: &[topic_map::Model]) -> Result<topic_map::ActiveModel> {
    let wish = Wish {
        links,
        effective_from: from.map(day),
        note: None,
    };
    set(BY, wish, (known, day("2026-03-02")))
}

fn refusal(problem: Problem) -> Refusal {
    let Problem::Refused(refusal) = problem else {
        panic!("{problem:?}")
    };
    *refusal
}

fn wrong(links: &[Link], from: Option<&str>) -> Vec<String> {
    match try_set(links, from, &[]).map_err(refusal) {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(wrong)) => wrong.iter().map(|one| one.path.join(".")).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn each_topic_and_area_stands_in_one_link_and_no_link_is_empty() {
    use AssessmentArea::{Communication, FineMotor};
    let asleep = || link("Sleep", &[Topic::Sleep], &[]);
    let table: [(Vec<Link>, &[&str]); 7] = [
        (
            vec![asleep(), link("Talk", &[Topic::Communication], &[Communication])],
            &[],
        ),
        (vec![], &["input.links"]),
        (vec![link("Nothing", &[], &[])], &["input.links.0"]),
        (vec![link(" ", &[Topic::Sleep], &[])], &["input.links.0.title"]),
        (vec![asleep(), asleep()], &["input.links.1.topics"]),
        (
            vec![link("Twice", &[Topic::Sleep, Topic::Sleep], &[])],
            &["input.links.0.topics"],
        ),
        (
            vec![
                link("Hands", &[], &[FineMotor]),
                link("Fingers", &[], &[FineMotor]),
            ],
            &["input.links.1.assessmentAreas"],
        ),
    ];
    for (links, expected) in table {
        assert_eq!(wrong(&links, None), expected, "{links:?}");
    }
    let psed = Link {
        prime_areas: vec![PrimeArea::PersonalSocialEmotionalDevelopment],
        instruments: vec![Instrument::AsqSe2],
        ..link("PSED", &[], &[])
    };
    assert_eq!(
        wrong(&[psed.clone(), psed], None),
        ["input.links.1.primeAreas", "input.links.1.instruments"]
    );
}

#[test]
fn a_version_begins_today_or_later_and_changes_something() {
    let links = [link("Sleep", &[Topic::Sleep], &[])];
    assert_eq!(wrong(&links, Some("2026-03-01")), ["input.effectiveFrom"]);
    let next = try_set(&links, Some("2026-04-01"), &[version(3, "2026-01-01")]).unwrap();
    assert_eq!(
        (next.number.unwrap(), next.effective_from.unwrap()),
        (4, day("2026-04-01"))
    );
    let same = [link("As agreed", &[Topic::Sleep], &[])];
    let nothing = try_set(&same, None, &[version(1, "2026-01-01")]);
    assert!(matches!(
        nothing.map_err(refusal),
        Err(Refusal::Rule {
            code: RuleCode::NothingToChange,
            ..
        })
    ));
    assert!(try_set(&same, None, &[version(1, "2026-03-03")]).is_ok());
}

#[test]
fn the_version_of_the_latest_day_is_in_force_and_of_one_day_the_latest() {
    let versions = [
        version(1, "2026-01-01"),
        version(2, "2026-03-02"),
        version(3, "2026-03-02"),
        version(4, "2026-02-01"),
    ];
    let table = [
        ("2025-12-31", None),
        ("2026-01-01", Some(1)),
        ("2026-02-28", Some(4)),
        ("2026-03-02", Some(3)),
        ("2027-01-01", Some(3)),
    ];
    for (on, number) in table {
        let found = in_force(&versions, day(on));
        assert_eq!(found.map(|row| row.number), number, "{on}");
    }
    assert_eq!(
        followed(&versions, day("2025-12-31")).unwrap().links,
        default_links()
    );
}

#[test]
fn the_shipped_default_is_one_that_could_be_set() {
    let links = default_links();
    let mut inputs = Inputs::default();
    assert_eq!(checked(&mut inputs, &links), links);
    inputs.done().unwrap();
    let together = links
        .iter()
        .find(|link| link.topics.contains(&Topic::Sleep))
        .unwrap();
    assert!(together.topics.contains(&Topic::Behaviour));
    assert_eq!(
        together.prime_areas,
        [PrimeArea::PersonalSocialEmotionalDevelopment]
    );
}
