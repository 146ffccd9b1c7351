use std::collections::{HashMap, HashSet};

use entity::enums::{OrganisationKind, Restriction, ReviewEnd, Role, SettingType, ValueSet};

use super::*;
use crate::codes::{AuthorityCode, OdsCode, OfstedUrn, Postcode, registration_number};
use crate::demo::stories::{Act, Party};
use crate::import::duplicates::Duplicates;
use crate::import::matching::{Candidate, decide};
use crate::import::read::{Line, RowReader};
use crate::import::row::ImportRow;
use crate::import::rules;

fn days() -> Vec<NaiveDate> {
    [(2026, 11, 22), (2024, 2, 29), (2028, 12, 31), (2030, 3, 1)]
        .into_iter()
        .map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap())
        .collect()
}

fn world() -> World {
    World::new(SEED, days()[0])
}

fn rows(world: &World, gss_code: &str, today: NaiveDate) -> Vec<ImportRow> {
    RowReader::open(world.children_csv(gss_code).as_slice())
        .unwrap()
        .map(|line| match line.unwrap() {
            Line::Row(raw) => rules::check(&raw, today).unwrap(),
            Line::Unreadable { problems, .. } => panic!("{problems:?}"),
        })
        .collect()
}

#[test]
fn a_seed_and_a_day_fix_the_world() {
    assert_eq!(format!("{:?}", world()), format!("{:?}", world()));
    assert_ne!(
        format!("{:?}", world()),
        format!("{:?}", World::new(1, days()[0]))
    );
    assert_eq!(
        world().children_csv("E09000999"),
        world().children_csv("E09000999")
    );
    assert!(world().children_csv("E09000001").is_empty());
}

#[test]
fn every_child_passes_the_import_on_any_day_and_is_nobody_else() {
    for today in days() {
        let world = World::new(SEED, today);
        let mut numbers = HashSet::new();
        for authority in &world.authorities {
            let rows = rows(&world, authority.place.gss_code, today);
            assert_eq!(rows.len(), 110);
            let mut seen = Duplicates::new();
            let mut known: Vec<Candidate> = Vec::new();
            for row in &rows {
                assert_eq!(seen.admit(row).unwrap(), []);
                assert!(
                    row.nhs_number
                        .as_ref()
                        .is_none_or(|number| numbers.insert(number.as_str().to_owned()))
                );
                assert!(
                    row.nhs_number
                        .as_ref()
                        .is_none_or(|number| number.as_str().starts_with("999"))
                );
                let outcome = decide(row, &known).outcome;
                assert_eq!(outcome, entity::enums::MatchOutcome::NoMatch, "{row:?}");
                known.push(candidate(row));
            }
        }
    }
}

fn candidate(row: &ImportRow) -> Candidate {
    use entity::ids::{ChildId, TypedId};
    Candidate {
        child: ChildId::from_uuid(sea_orm::entity::prelude::Uuid::from_u128(u128::from(row.line))),
        given_name: row.given_name.clone(),
        family_name: row.family_name.clone(),
        birth_date: row.birth_date,
        postcode: row.postcode.clone().map(String::from),
        nhs_number: row.nhs_number.clone().map(String::from),
        external_ids: row
            .external
            .iter()
            .map(|id| (id.system().to_owned(), id.value().to_owned()))
            .collect(),
    }
}

#[test]
fn codes_are_well_formed_and_used_once() {
    let world = world();
    let mut codes = HashSet::new();
    for authority in &world.authorities {
        assert!(AuthorityCode::parse(authority.place.gss_code).is_ok());
        for organisation in &authority.organisations {
            let ods = organisation
                .ods_code
                .as_ref()
                .map(|code| OdsCode::parse(code).unwrap().into());
            let urn = organisation
                .urn
                .as_ref()
                .map(|urn| OfstedUrn::parse(urn).unwrap().key().to_owned());
            assert_eq!(
                ods.is_some(),
                organisation.kind == OrganisationKind::HealthProvider
            );
            assert_eq!(
                urn.is_some(),
                organisation.kind == OrganisationKind::EarlyYearsSetting
            );
            assert_eq!(
                organisation.service.is_some(),
                organisation.kind == OrganisationKind::ReferralService
            );
            assert!(ods.or(urn).is_none_or(|code: String| codes.insert(code)));
            assert_eq!(
                Postcode::parse(&organisation.postcode).map(String::from),
                Ok(organisation.postcode.clone())
            );
        }
        for practitioner in &authority.practitioners {
            if let Some((body, number)) = &practitioner.registration {
                assert_eq!(registration_number(*body, number).as_ref(), Ok(number));
                assert!(codes.insert(number.clone()));
            }
            assert!(codes.insert(practitioner.subject.clone()));
        }
    }
}

#[test]
fn every_role_and_kind_of_setting_is_there_and_references_hold() {
    for authority in &world().authorities {
        let roles: HashSet<Role> = authority
            .practitioners
            .iter()
            .flat_map(|person| person.roles.iter().map(|role| role.0))
            .collect();
        for role in Role::ALL.iter().filter(|role| role.is_practitioner()) {
            assert!(roles.contains(role), "{role:?}");
        }
        let kinds: HashSet<_> = authority
            .organisations
            .iter()
            .filter_map(|one| one.setting_type)
            .collect();
        assert_eq!(kinds.len(), SettingType::ALL.len());
        for person in &authority.practitioners {
            assert!(
                person.cover.is_none_or(|id| authority.practitioner(id).is_some()),
                "{}",
                person.id
            );
            let employers = person.roles.iter().filter_map(|role| role.1);
            assert!(
                employers
                    .into_iter()
                    .all(|id| authority.organisation(id).is_some()),
                "{}",
                person.id
            );
        }
        for link in &authority.link_teams {
            assert!(
                authority.organisation(link.setting).is_some()
                    && authority.organisation(link.health_team).is_some()
            );
            assert!(
                authority
                    .practitioner(link.practitioner)
                    .is_some_and(|person| person.is_active)
            );
        }
        assert_eq!(authority.link_teams.len(), 8);
        for child in &authority.children {
            let visitor = authority.practitioner(child.health_visitor).unwrap();
            assert!(visitor.is_active && visitor.roles.iter().any(|role| role.1 == Some(child.health_team)));
            assert_eq!(child.setting.is_some(), child.key_person.is_some());
            if let (Some(setting), Some(id)) = (child.setting, child.key_person) {
                let person = authority.practitioner(id).unwrap();
                assert!(
                    person.roles.iter().any(|role| role.1 == Some(setting)),
                    "{id} {setting}"
                );
            }
            assert!(!child.carers.is_empty());
        }
    }
}

#[test]
fn the_children_are_as_mixed_as_real_ones() {
    for authority in &world().authorities {
        let children = &authority.children;
        let (twin, other) = (&children[0], &children[1]);
        assert_eq!(
            (twin.birth_date, &twin.family_name, &twin.postcode),
            (other.birth_date, &other.family_name, &other.postcode)
        );
        assert!(twin.given_name != other.given_name && twin.nhs_number != other.nhs_number);
        assert_eq!(twin.carers[0].subject, other.carers[0].subject);
        let count = |test: &dyn Fn(&DemoChild) -> bool| children.iter().filter(|child| test(child)).count();
        assert_eq!(count(&|child| child.restriction != Restriction::Unrestricted), 2);
        assert!(count(&|child| child.setting.is_none()) > 5);
        assert!(count(&|child| child.setting.is_some_and(|id| id.starts_with("CMI"))) > 3);
        assert!(count(&|child| child.nhs_number.is_none()) >= 3);
        assert!(count(&|child| child.carers[0].subject.is_some()) > 15);
        let families: HashSet<_> = children.iter().map(|child| &child.family_name).collect();
        assert!(families.len() > 30, "{}", families.len());
        let today = days()[0];
        let ages: HashSet<i64> = children
            .iter()
            .map(|child| (today - child.birth_date).num_days() / 31)
            .collect();
        assert!(ages.len() >= 12, "{ages:?}");
    }
}

#[test]
fn stories_show_every_act_and_end_with_actors_who_exist() {
    for authority in &world().authorities {
        assert!(authority.stories.len() > 80, "{}", authority.stories.len());
        let children: HashMap<_, _> = authority
            .children
            .iter()
            .map(|child| (child.id.as_str(), child))
            .collect();
        let mut ends = HashSet::new();
        let mut acts = HashMap::new();
        for story in &authority.stories {
            let child = children[story.child.as_str()];
            assert!(matches!(story.steps[0].act, Act::Plan { .. }));
            for step in &story.steps {
                assert!(is_somebody(authority, child, &step.by), "{step:?}");
                if let Act::InviteParticipant { party, .. } = &step.act {
                    assert!(is_somebody(authority, child, party), "{step:?}");
                }
                if let Act::End { end, .. } = &step.act {
                    ends.insert(*end);
                }
                if let Act::DraftReferral { template, .. } = &step.act {
                    let service = authority
                        .organisation(template.service)
                        .and_then(|one| one.service.as_ref())
                        .unwrap();
                    assert_eq!(service.required_evidence.len(), template.evidence.len());
                }
                *acts.entry(std::mem::discriminant(&step.act)).or_insert(0) += 1;
            }
        }
        assert_eq!(acts.len(), 31, "{}", authority.place.name);
        assert_eq!(ends.len(), ReviewEnd::ALL.len(), "{ends:?}");
    }
}

fn is_somebody(authority: &AuthorityWorld, child: &DemoChild, party: &Party) -> bool {
    match party {
        Party::Practitioner(id) => authority.practitioner(id).is_some_and(|person| person.is_active),
        Party::Carer(id) => child.carers.iter().any(|carer| carer.id == *id),
    }
}
