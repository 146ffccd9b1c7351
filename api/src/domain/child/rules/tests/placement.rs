use async_graphql::MaybeUndefined;
use entity::enums::{DirectoryStatus, OrganisationKind, Role};
use entity::ids::RoleAssignmentId;
use entity::{organisation, role_assignment};

use super::*;
use crate::domain::directory::fixtures;

fn organisation(id: OrganisationId, kind: OrganisationKind, status: DirectoryStatus) -> organisation::Model {
    organisation::Model {
        id,
        authority_id: AuthorityId(Uuid::from_u128(2)),
        kind,
        name: "Somewhere".to_owned(),
        ods_code: None,
        ofsted_urn: None,
        setting_type: None,
        sector: None,
        delivery_model: None,
        destination: None,
        acceptance_criteria: None,
        required_evidence: None,
        response_days: None,
        postcode: None,
        phone: None,
        email: None,
        status,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn candidate(role: Role, organisation: OrganisationId) -> Candidate {
    let person = fixtures::practitioner(30, AuthorityId(Uuid::from_u128(2)));
    let held = role_assignment::Model {
        id: RoleAssignmentId(Uuid::from_u128(40)),
        authority_id: person.authority_id,
        practitioner_id: person.id,
        role,
        organisation_id: Some(organisation),
        status: DirectoryStatus::Active,
        version: 1,
        created_at: now(),
        updated_at: now(),
    };
    Candidate {
        person,
        roles: vec![held],
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn named_practitioners_work_where_the_child_is_placed() {
    use DirectoryStatus::{Active, Inactive};
    use MaybeUndefined::{Null, Undefined, Value};
    use OrganisationKind::{EarlyYearsSetting, HealthProvider};
    let team = |kind, status| Value(organisation(OTHER_TEAM, kind, status));
    let table = [
        (Undefined, Undefined, Undefined, "team 10 visitor 20 key 21"),
        (Null, Undefined, Undefined, "team 0 visitor 0 key 21"),
        (
            team(HealthProvider, Active),
            Undefined,
            Null,
            "team 11 visitor 0 key 0",
        ),
        (team(HealthProvider, Inactive), Undefined, Undefined, "NOT_ACTIVE"),
        (
            team(EarlyYearsSetting, Active),
            Undefined,
            Undefined,
            "healthTeam",
        ),
        (
            Undefined,
            Value((Role::HealthVisitor, TEAM)),
            Undefined,
            "team 10 visitor 30 key 21",
        ),
        (
            Undefined,
            Value((Role::HealthVisitor, OTHER_TEAM)),
            Undefined,
            "CAPACITY_MISMATCH",
        ),
        (
            Undefined,
            Value((Role::CommunityNurseryNurse, TEAM)),
            Undefined,
            "CAPACITY_MISMATCH",
        ),
        (
            team(HealthProvider, Active),
            Value((Role::HealthVisitor, OTHER_TEAM)),
            Undefined,
            "team 11 visitor 30 key 21",
        ),
        (
            Null,
            Value((Role::HealthVisitor, TEAM)),
            Undefined,
            "namedHealthVisitor",
        ),
        (
            Undefined,
            Undefined,
            Value((Role::Childminder, NURSERY)),
            "team 10 visitor 20 key 30",
        ),
        (
            Undefined,
            Undefined,
            Value((Role::SettingManager, NURSERY)),
            "CAPACITY_MISMATCH",
        ),
    ];
    for (health_team, visitor, key_person, said) in table {
        let case = format!("{said}: {visitor:?} {key_person:?}");
        let wish = Placement {
            health_team,
            setting: Undefined,
            named_health_visitor: visitor.map_value(|(role, place)| candidate(role, place)),
            key_person: key_person.map_value(|(role, place)| candidate(role, place)),
        };
        let placed = place(wish, Placed::of(&child())).map(|placed| {
            let person = |id: Option<PractitionerId>| id.map_or(0, |id| id.0.as_u128());
            format!(
                "team {} visitor {} key {}",
                placed.health_team.map_or(0, |id| id.0.as_u128()),
                person(placed.named_health_visitor),
                person(placed.key_person),
            )
        });
        let shown = match placed {
            Ok(text) => text,
            failed => refused(failed),
        };
        assert_eq!(shown, said, "{case}");
    }
}

#[test]
fn a_health_visitor_enters_children_into_their_own_team() {
    assert_eq!(
        Placed::by(Role::HealthVisitor, Some(TEAM)).health_team,
        Some(TEAM)
    );
    assert_eq!(Placed::by(Role::AuthorityAdmin, Some(TEAM)), Placed::default());
    assert_eq!(
        refused(Placed::of(&child()).change(&child())),
        "NOTHING_TO_CHANGE"
    );
}
