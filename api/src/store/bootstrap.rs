//! What has to be there before anybody can sign in: an authority, and the operator's entry in its directory. The one
//! write without a permit; it is journalled and audited like any other, in the name of the operator.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::enums::{AuditOutcome, DeliveryModel, DirectoryStatus, Purpose, Role, RuleCode};
use entity::ids::{AuthorityId, PractitionerId, RoleAssignmentId};
use entity::{authority, practitioner, role_assignment};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use serde_json::json;

use super::connect::begin;
use super::outbox::{About, Outbox};
use super::{Attempt, Fact, Reference, Store, audit, constraint, roster};
use crate::auth::Subject;
use crate::auth::operator::OPERATOR_ISSUER;
use crate::auth::viewer::{Caller, Viewer};
use crate::codes::{self, AuthorityCode};
use crate::policy::relation::Who;
use crate::policy::{Rule, act};
use crate::problem::{Problem, Result};

/// How operators are called where nothing else is said.
pub const OPERATOR: &str = "operator";

/// What the operator of the machine works for.
const PURPOSE: Purpose = Purpose::Supervision;

/// What the audit calls it.
const FOUNDING: Rule = Rule {
    mutation: "bootstrap",
    summary: "Enter an authority, or the operator of the machine, from the command line.",
    on: "authority",
    scope: "",
    states: &["ANY"],
    in_open_review: false,
    fulfils: None,
    all_states: &["ANY"],
    lines: &[],
};

/// An authority that is not there yet.
#[derive(Debug, Clone, Copy)]
pub struct NewAuthority<'a> {
    /// Its GSS code.
    pub gss_code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The delivery model of its reviews.
    pub default_model: DeliveryModel,
}

/// Enters an authority and its operator, and gives the operator.
///
/// # Errors
/// If the code or the name is wrong, or the authority is already there.
pub async fn found(store: &Store, new: NewAuthority<'_>, operator: &str) -> Result<Caller> {
    let code =
        AuthorityCode::parse(new.gss_code).map_err(|problem| Problem::invalid(["gss"], problem.message()))?;
    let name = codes::name(new.name).map_err(|problem| Problem::invalid(["name"], problem.message()))?;
    let founding = Founding::begin(store).await?;
    if by_code(&founding.db, code.as_str()).await?.is_some() {
        return Err(Problem::rule(
            RuleCode::IdentifierTaken,
            "the authority is already there",
        ));
    }
    let now = store.clock().now();
    let row = authority::Model {
        id: store.clock().new_id::<AuthorityId>(),
        gss_code: code.as_str().to_owned(),
        name,
        default_model: new.default_model,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let insert = authority::Entity::insert(row.clone().into_active_model());
    insert
        .exec_without_returning(&founding.db)
        .await
        .map_err(constraint::problem)?;
    founding.enter(store, &row, operator, true).await
}

/// The operator of an authority, entered in its directory at the first time.
///
/// # Errors
/// If there is no such authority, or its administrators have deactivated the operator's entry.
pub async fn operator(store: &Store, gss_code: &str, operator: &str) -> Result<Caller> {
    let founding = Founding::begin(store).await?;
    let row = by_code(&founding.db, gss_code).await?;
    let row = row.ok_or_else(|| {
        Problem::invalid(
            ["authority"],
            format!("there is no authority {gss_code:.20}: enter it first"),
        )
    })?;
    let entered = practitioner::Entity::find()
        .filter(practitioner::Column::AuthorityId.eq(row.id))
        .filter(practitioner::Column::Issuer.eq(OPERATOR_ISSUER))
        .filter(practitioner::Column::Subject.eq(operator))
        .one(&founding.db)
        .await
        .map_err(constraint::problem)?;
    if entered.is_none() {
        return founding.enter(store, &row, operator, false).await;
    }
    drop(founding);
    caller(store, &row, operator).await
}

/// A person whom an authority's identity provider knows.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// The issuer of their tokens.
    pub issuer: &'a str,
    /// The subject of their tokens.
    pub subject: &'a str,
    /// Given and family name.
    pub name: &'a str,
}

/// Enters an administrator, who enters everybody else. An act like any other, by the operator.
///
/// # Errors
/// If the directory already has an entry for this issuer and subject, or the name is wrong.
pub async fn administrator(store: &Store, caller: &Caller, person: Person<'_>) -> Result<PractitionerId> {
    let input = json!([person.issuer, person.subject, person.name]);
    let input = async_graphql::Value::from_json(input).map_err(Problem::internal)?;
    let key = format!("{}/administrator", caller.request_id);
    let attempt = Attempt::<act::PractitionerRegister>::new(store, caller, Some(&key), &input)?;
    let entered = enter_administrator(&attempt, caller, person).await;
    let reader = store.reader(Arc::clone(&caller.viewer));
    attempt
        .settle::<practitioner::Entity>(&reader, entered.clone())
        .await?;
    entered
}

async fn enter_administrator(
    attempt: &Attempt<act::PractitionerRegister>,
    caller: &Caller,
    person: Person<'_>,
) -> Result<PractitionerId> {
    let name = codes::name(person.name).map_err(|problem| Problem::invalid(["name"], problem.message()))?;
    let (given_name, family_name) = name.rsplit_once(' ').unwrap_or(("", &name));
    let mut tx = attempt.begin().await?;
    let own = Reference::Id(caller.viewer.authority());
    let authority = tx.lock::<authority::Entity>(&own, &["authority"]).await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let entry = practitioner::ActiveModel {
        given_name: Set(given_name.to_owned()),
        family_name: Set(family_name.to_owned()),
        is_system: Set(false),
        issuer: Set(person.issuer.to_owned()),
        subject: Set(person.subject.to_owned()),
        trained_models: Set(json!([])),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    };
    let fact = Fact::new("practitioner.registered", json!({ "status": "ACTIVE" }));
    let id: PractitionerId = tx.create(&permit, entry, fact).await?;
    let role = role_assignment::ActiveModel {
        practitioner_id: Set(id),
        role: Set(Role::AuthorityAdmin),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    };
    let fact = Fact::new(
        "role.assigned",
        json!({ "role": "AUTHORITY_ADMIN", "practitioner": id.to_string() }),
    );
    tx.create(&permit, role, fact).await?;
    attempt.commit(tx, id).await
}

async fn by_code<C: ConnectionTrait>(db: &C, gss_code: &str) -> Result<Option<authority::Model>> {
    authority::Entity::find()
        .filter(authority::Column::GssCode.eq(gss_code))
        .one(db)
        .await
        .map_err(constraint::problem)
}

async fn caller(store: &Store, authority: &authority::Model, operator: &str) -> Result<Caller> {
    let subject = Subject::operator(&authority.gss_code, operator);
    Ok(Caller::new(
        roster::viewer(store, subject).await?,
        request_id(store),
        PURPOSE,
    ))
}

fn request_id(store: &Store) -> Arc<str> {
    format!("cli-{}", store.clock().new_uuid()).into()
}

struct Founding {
    db: DatabaseTransaction,
    outbox: Outbox,
}

impl Founding {
    async fn begin(store: &Store) -> Result<Self> {
        Ok(Self {
            db: begin(&store.inner.writer).await?,
            outbox: Outbox::default(),
        })
    }

    /// Enters the operator, and commits.
    async fn enter(
        mut self,
        store: &Store,
        authority: &authority::Model,
        operator: &str,
        new: bool,
    ) -> Result<Caller> {
        let (person, role) = entry(store, authority.id, operator)?;
        let insert = practitioner::Entity::insert(person.clone().into_active_model());
        insert
            .exec_without_returning(&self.db)
            .await
            .map_err(constraint::problem)?;
        let insert = role_assignment::Entity::insert(role.clone().into_active_model());
        insert
            .exec_without_returning(&self.db)
            .await
            .map_err(constraint::problem)?;
        let now = store.clock().now();
        let by = first_caller(store, authority, &person, now);
        self.note(&by, now, new.then_some(authority), (&person, &role));
        let line = audit::Entry {
            caller: &by,
            rule: &FOUNDING,
            subject: if new {
                audit::Subject::of(authority)
            } else {
                audit::Subject::of(&person)
            },
            outcome: AuditOutcome::Allowed,
            reason: None,
            at: now,
        };
        audit::write(&self.db, line).await?;
        self.outbox.write(&self.db).await?;
        self.db.commit().await.map_err(constraint::problem)?;
        caller(store, authority, operator).await
    }

    /// The facts of what was entered; the authority's too, if it is new.
    fn note(
        &mut self,
        by: &Caller,
        now: DateTime<Utc>,
        authority: Option<&authority::Model>,
        (person, role): (&practitioner::Model, &role_assignment::Model),
    ) {
        if let Some(authority) = authority {
            let fact = Fact::new("authority.registered", json!({ "gssCode": authority.gss_code }));
            self.outbox.note(by, now, &About::of(authority, 1), fact, &[]);
        }
        let fact = Fact::new(
            "practitioner.registered",
            json!({ "status": "ACTIVE", "system": true }),
        );
        self.outbox.note(by, now, &About::of(person, 1), fact, &[]);
        let fact = Fact::new(
            "role.assigned",
            json!({ "role": "INTEGRATION", "practitioner": person.id.to_string() }),
        );
        self.outbox.note(by, now, &About::of(role, 1), fact, &[]);
    }
}

/// The operator before the directory can be asked for them.
fn first_caller(
    store: &Store,
    authority: &authority::Model,
    person: &practitioner::Model,
    now: DateTime<Utc>,
) -> Caller {
    let who = Who {
        actor: person.id.0,
        actors: vec![person.id.0],
        authority: authority.id,
        role: Role::Integration,
        organisation: None,
        children: Vec::new(),
        now,
    };
    let subject = Subject::operator(&authority.gss_code, &person.subject);
    let viewer = Arc::new(Viewer::new(subject, who, person.subject.clone()));
    Caller::new(viewer, request_id(store), PURPOSE)
}

/// A system's entry with its role.
fn entry(
    store: &Store,
    authority: AuthorityId,
    operator: &str,
) -> Result<(practitioner::Model, role_assignment::Model)> {
    let clock = store.clock();
    let (now, status, version) = (clock.now(), DirectoryStatus::Active, 1);
    let family_name = codes::name(operator).map_err(|problem| Problem::invalid(["as"], problem.message()))?;
    let person = practitioner::Model {
        id: clock.new_id::<PractitionerId>(),
        authority_id: authority,
        given_name: String::new(),
        family_name,
        is_system: true,
        issuer: OPERATOR_ISSUER.to_owned(),
        subject: operator.to_owned(),
        registration_body: None,
        registration_number: None,
        email: None,
        phone: None,
        available: None,
        cover_id: None,
        away_from: None,
        away_until: None,
        trained_models: json!([]),
        status,
        version,
        created_at: now,
        updated_at: now,
    };
    let role = role_assignment::Model {
        id: clock.new_id::<RoleAssignmentId>(),
        authority_id: authority,
        practitioner_id: person.id,
        role: Role::Integration,
        organisation_id: None,
        status,
        version,
        created_at: now,
        updated_at: now,
    };
    Ok((person, role))
}
