//! The rules of a carer's entry. Pure.

use async_graphql::MaybeUndefined;
use entity::carer;
use entity::enums::{DirectoryStatus, NotAllowedReason, ParentalResponsibility, Role, RuleCode};
use sea_orm::ActiveValue::Set;

use super::mutations::{CarerAddInput, CarerAmendInput};
use crate::codes::{self, Inputs};
use crate::domain::change;
use crate::domain::directory::input::SignInInput;
use crate::problem::{Problem, Refusal, Responsible, Result};

/// The longest issuer and subject, in bytes: those of the tokens that are accepted.
const LONGEST: usize = 255;
/// Who ties an entry to somebody's tokens: sight of the child's record goes with it.
const SIGN_IN_ROLES: [Role; 3] = [Role::HealthServiceLead, Role::AuthorityAdmin, Role::Integration];

/// Whether the carer can sign in as the parent of their child.
pub fn signs_in(row: &carer::Model) -> bool {
    let responsible = matches!(
        row.parental_responsibility,
        ParentalResponsibility::Held | ParentalResponsibility::LaShared
    );
    responsible && row.subject.is_some() && row.status == DirectoryStatus::Active
}

/// A new carer of a child; `others` are those whom the child has.
pub fn add(input: &CarerAddInput, others: &[carer::Model], role: Role) -> Result<carer::ActiveModel> {
    let mut inputs = Inputs::default();
    let given_name = inputs.check("givenName", codes::name(&input.given_name));
    let family_name = inputs.check("familyName", codes::name(&input.family_name));
    let mut optional = |field, given: &Option<String>, parse: fn(&str) -> codes::Checked<String>| {
        given.as_deref().and_then(|text| inputs.check(field, parse(text)))
    };
    let language = optional("language", &input.language, codes::name);
    let email = optional("email", &input.email, codes::email);
    let phone = optional("phone", &input.phone, codes::phone);
    let sign_in = input
        .sign_in
        .as_ref()
        .map(|sign_in| read_sign_in(&mut inputs, sign_in));
    inputs.done()?;
    may_tie(sign_in.is_some(), role)?;
    only_once(sign_in.as_ref(), others)?;
    let (issuer, subject) = sign_in.unzip();
    Ok(carer::ActiveModel {
        given_name: Set(given_name.unwrap_or_default()),
        family_name: Set(family_name.unwrap_or_default()),
        relationship: Set(input.relationship),
        parental_responsibility: Set(input.parental_responsibility),
        language: Set(language),
        interpreter_needed: Set(input.interpreter_needed),
        email: Set(email),
        phone: Set(phone),
        issuer: Set(issuer),
        subject: Set(subject),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    })
}

/// Another entry of a carer. Carers themselves change how they are reached and spoken with, not who they are to the child.
pub fn amend(
    row: &carer::Model,
    input: &CarerAmendInput,
    others: &[carer::Model],
    role: Role,
) -> Result<carer::ActiveModel> {
    let mut inputs = Inputs::default();
    let mut name = |field, given: &Option<String>| {
        given
            .as_deref()
            .and_then(|text| inputs.check(field, codes::name(text)))
    };
    let given_name = name("givenName", &input.given_name);
    let family_name = name("familyName", &input.family_name);
    let language = change::read(&mut inputs, "language", &input.language, codes::name);
    let email = change::read(&mut inputs, "email", &input.email, codes::email);
    let phone = change::read(&mut inputs, "phone", &input.phone, codes::phone);
    let sign_in = match &input.sign_in {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(sign_in) => Some(Some(read_sign_in(&mut inputs, sign_in))),
    };
    inputs.done()?;
    let who_they_are = given_name.is_some()
        || family_name.is_some()
        || input.relationship.is_some()
        || input.parental_responsibility.is_some();
    if role == Role::Parent && who_they_are {
        return Err(not_theirs());
    }
    may_tie(sign_in.is_some(), role)?;
    let rest: Vec<carer::Model> = others
        .iter()
        .filter(|other| other.id != row.id)
        .cloned()
        .collect();
    only_once(sign_in.as_ref().and_then(Option::as_ref), &rest)?;
    let (issuer, subject) = sign_in.map(Option::unzip).unzip();
    change::something(carer::ActiveModel {
        given_name: change::to(given_name, &row.given_name),
        family_name: change::to(family_name, &row.family_name),
        relationship: change::to(input.relationship, &row.relationship),
        parental_responsibility: change::to(input.parental_responsibility, &row.parental_responsibility),
        language: change::to(language, &row.language),
        interpreter_needed: change::to(input.interpreter_needed, &row.interpreter_needed),
        email: change::to(email, &row.email),
        phone: change::to(phone, &row.phone),
        issuer: change::to(issuer, &row.issuer),
        subject: change::to(subject, &row.subject),
        ..Default::default()
    })
}

/// The carer is taken off the child.
pub fn deactivate() -> carer::ActiveModel {
    carer::ActiveModel {
        status: Set(DirectoryStatus::Inactive),
        ..Default::default()
    }
}

fn read_sign_in(inputs: &mut Inputs, given: &SignInInput) -> (String, String) {
    let fits = |claim: &String| (1..=LONGEST).contains(&claim.len()) && !claim.chars().any(char::is_control);
    inputs.must(fits(&given.issuer) && fits(&given.subject), "signIn", || {
        format!("issuer and subject must be those of the tokens: 1 to {LONGEST} bytes, no control characters")
    });
    (given.issuer.clone(), given.subject.clone())
}

/// Only those who answer for access tie an entry to tokens.
fn may_tie(ties: bool, role: Role) -> Result<()> {
    if !ties || SIGN_IN_ROLES.contains(&role) {
        return Ok(());
    }
    let explanation = "signIn is set by a health service lead, an administrator or a system of the authority: \
                       sight of the child's record goes with it.";
    Err(not_allowed(SIGN_IN_ROLES.to_vec(), explanation))
}

fn not_theirs() -> Problem {
    let roles = vec![Role::HealthVisitor, Role::HealthServiceLead, Role::AuthorityAdmin];
    not_allowed(
        roles,
        "names, relationship and parental responsibility are entered by the service, from what it has been shown; \
         you change language, interpreter, e-mail and telephone.",
    )
}

fn not_allowed(roles: Vec<Role>, explanation: &str) -> Problem {
    let responsible = Responsible {
        roles,
        explanation: explanation.to_owned(),
        ..Default::default()
    };
    Refusal::NotAllowed {
        reason: NotAllowedReason::RoleNotAllowed,
        responsible,
    }
    .into()
}

/// One person has one entry with a child.
fn only_once(sign_in: Option<&(String, String)>, others: &[carer::Model]) -> Result<()> {
    let Some((issuer, subject)) = sign_in else {
        return Ok(());
    };
    let taken = others.iter().any(|other| {
        other.status == DirectoryStatus::Active
            && other.issuer.as_ref() == Some(issuer)
            && other.subject.as_ref() == Some(subject)
    });
    if taken {
        return Err(Problem::rule(
            RuleCode::IdentifierTaken,
            "another carer of the child signs in with this issuer and subject",
        ));
    }
    Ok(())
}
