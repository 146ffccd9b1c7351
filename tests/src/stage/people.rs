//! Everybody in every standing: each role as stranger, colleague and named practitioner, and each role that takes part in
//! reviews with each answer to the invitation.

use chrono::TimeDelta;
use entity::enums::{DirectoryStatus, ParticipantStatus, Role, ValueSet};
use entity::ids::{PractitionerId, RoleAssignmentId};
use entity::{participant, role_assignment};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::Case;
use crate::cast::Person;
use crate::rows::{insert, practitioner_row, row};
use crate::{Actor, World};

/// Somebody, and how they stand to the cases.
#[derive(Clone)]
pub struct Standing {
    /// Who.
    pub actor: Actor,
    /// In words, for what a test says.
    pub name: String,
}

/// The roles that are invited to reviews.
const INVITED: [Role; 8] = [
    Role::HealthVisitor,
    Role::CommunityNurseryNurse,
    Role::KeyPerson,
    Role::Childminder,
    Role::SettingManager,
    Role::SettingSenco,
    Role::AreaSenco,
    Role::GuestProfessional,
];

/// Everybody. Those with an answer have given it in three cases: of the free, the restricted and the very restricted child.
pub async fn all(world: &World, cases: &[Case]) -> Vec<Standing> {
    let home = world.home();
    let mut people: Vec<Standing> = home
        .staff()
        .into_iter()
        .map(|person| standing(world, person, "of the cast"))
        .collect();
    people.extend(
        home.carers()
            .iter()
            .map(|carer| standing(world, &carer.person, "of the cast")),
    );
    let cases: Vec<&Case> = [0, 3, 4].iter().map(|at| &cases[*at]).collect();
    for role in INVITED {
        for status in ParticipantStatus::ALL {
            let person = stranger(world, role).await;
            for case in &cases {
                world
                    .answered(&case.review.to_string(), &world.actor(&person), *status)
                    .await;
            }
            people.push(standing(world, &person, status.as_str()));
        }
    }
    let late = stranger(world, Role::GuestProfessional).await;
    for case in &cases {
        world
            .answered(
                &case.review.to_string(),
                &world.actor(&late),
                ParticipantStatus::Accepted,
            )
            .await;
    }
    expire(world, &late).await;
    people.push(standing(world, &late, "EXPIRED"));
    let mother = world.carer(&home.mother);
    world
        .answered(&cases[0].review.to_string(), &mother, ParticipantStatus::Accepted)
        .await;
    people
}

fn standing(world: &World, person: &Person, name: &str) -> Standing {
    Standing {
        actor: world.actor(person),
        name: format!("{} {name}", person.role.as_str()),
    }
}

/// Somebody of this role who works in none of the organisations of the children.
async fn stranger(world: &World, role: Role) -> Person {
    let home = world.home();
    let id: PractitionerId = world.clock().new_id();
    let person = Person {
        id: id.to_string(),
        uuid: id.0,
        subject: format!("stage|{id}"),
        name: ("Sam", "Stranger"),
        role,
        organisation: None,
        ..home.health_visitor.clone()
    };
    insert(world.db(), vec![practitioner_row(home, &person)]).await;
    let held = role_assignment::ActiveModel {
        practitioner_id: Set(id),
        role: Set(role),
        organisation_id: Set(None),
        status: Set(DirectoryStatus::Active),
        ..row(world.clock().new_id::<RoleAssignmentId>().0, home)
    };
    insert(world.db(), vec![held]).await;
    person
}

async fn expire(world: &World, guest: &Person) {
    participant::Entity::update_many()
        .col_expr(
            participant::Column::ExpiresAt,
            Expr::value(world.now() - TimeDelta::minutes(1)),
        )
        .filter(participant::Column::PractitionerId.eq(PractitionerId(guest.uuid)))
        .exec(world.db())
        .await
        .unwrap();
}
