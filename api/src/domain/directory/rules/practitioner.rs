//! What an entry of a practitioner must be.

use async_graphql::MaybeUndefined;
use entity::enums::{DirectoryStatus, Role, RuleCode, ValueSet};
use entity::practitioner;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::{NotSet, Set};
use serde_json::json;

use super::{belongs_to, edit, keeps_the_directory, nothing_said};
use crate::codes::{Inputs, email, name, phone, registration_number, text};
use crate::domain::directory::input::{PractitionerAmendInput, PractitionerRegisterInput, SignInInput};
use crate::problem::{Problem, Result};

/// The longest note on when to reach somebody.
const LONGEST_NOTE: usize = 200;
/// The longest issuer and subject, in bytes: those of the tokens that are accepted.
const LONGEST_CLAIM: usize = 255;

/// A new practitioner or system; `cover` is the one behind the reference.
pub fn register(
    input: &PractitionerRegisterInput,
    cover: Option<&practitioner::Model>,
) -> Result<practitioner::ActiveModel> {
    let mut inputs = Inputs::default();
    let named = input.is_system != input.given_name.is_some();
    inputs.must(named, "givenName", || {
        "is required of people; a system has a family name alone".to_owned()
    });
    let details = details(&mut inputs, &input.clone().into());
    inputs.done()?;
    covers(cover, None)?;
    Ok(practitioner::ActiveModel {
        given_name: match details.given_name {
            NotSet => Set(String::new()),
            given => given,
        },
        is_system: Set(input.is_system),
        cover_id: Set(cover.map(|cover| cover.id)),
        status: Set(DirectoryStatus::Active),
        ..details
    })
}

/// Changes to an entry, by somebody in this role; `cover` is the one behind the reference.
pub fn amend(
    row: &practitioner::Model,
    caller: Role,
    input: &PractitionerAmendInput,
    cover: Option<&practitioner::Model>,
) -> Result<practitioner::ActiveModel> {
    if !keeps_the_directory(caller) && says_more_than_contact(input) {
        return Err(belongs_to(
            &[Role::AuthorityAdmin, Role::Integration],
            "of your own entry you change email, phone, available, cover and away; the rest is kept by AUTHORITY_ADMIN.",
        ));
    }
    if caller != Role::AuthorityAdmin && input.sign_in.is_some() {
        return Err(belongs_to(
            &[Role::AuthorityAdmin],
            "who signs in as somebody is decided by an AUTHORITY_ADMIN, not by a system.",
        ));
    }
    let mut inputs = Inputs::default();
    let named = !row.is_system || input.given_name.is_none();
    inputs.must(named, "givenName", || "a system has none".to_owned());
    let details = details(&mut inputs, input);
    inputs.done()?;
    covers(cover, Some(row))?;
    let change = practitioner::ActiveModel {
        cover_id: match (&input.cover, cover) {
            (MaybeUndefined::Undefined, _) => NotSet,
            (_, cover) => Set(cover.map(|cover| cover.id)),
        },
        ..details
    };
    if change.is_changed() || input.external_id.is_some() {
        Ok(change)
    } else {
        Err(nothing_said())
    }
}

/// Out of use, or back into it.
pub fn with_status(status: DirectoryStatus) -> practitioner::ActiveModel {
    practitioner::ActiveModel {
        status: Set(status),
        ..Default::default()
    }
}

/// Somebody else, in use, and a person.
fn covers(cover: Option<&practitioner::Model>, of: Option<&practitioner::Model>) -> Result<()> {
    let Some(cover) = cover else { return Ok(()) };
    if cover.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "whoever covers must be in use",
        ));
    }
    let somebody_else = of.is_none_or(|of| of.id != cover.id);
    if somebody_else && !cover.is_system {
        return Ok(());
    }
    Err(Problem::invalid(
        ["input", "cover"],
        "must be another person of the directory",
    ))
}

fn says_more_than_contact(input: &PractitionerAmendInput) -> bool {
    !(input.given_name.is_none()
        && input.family_name.is_none()
        && input.sign_in.is_none()
        && input.registration.is_undefined()
        && input.trained_models.is_none()
        && input.external_id.is_none())
}

/// The columns that the input speaks of, each checked; the cover is looked up elsewhere.
fn details(inputs: &mut Inputs, input: &PractitionerAmendInput) -> practitioner::ActiveModel {
    let mut details = practitioner::ActiveModel {
        email: edit(inputs, "email", &input.email, |given| email(given)),
        phone: edit(inputs, "phone", &input.phone, |given| phone(given)),
        available: edit(inputs, "available", &input.available, |given| {
            text(given, LONGEST_NOTE)
        }),
        registration_number: edit(inputs, "registration", &input.registration, |given| {
            registration_number(given.body, &given.number)
        }),
        registration_body: edit(
            inputs,
            "registration",
            &input.registration,
            |given| Ok(given.body),
        ),
        away_from: edit(inputs, "away", &input.away, |given| Ok(given.from.0)),
        away_until: edit(inputs, "away", &input.away, |given| Ok(given.until.0)),
        ..Default::default()
    };
    if let Some(away) = input.away.value() {
        inputs.must(away.from <= away.until, "away", || {
            "the last day lies before the first".to_owned()
        });
    }
    if let Some(given) = &input.given_name {
        details.given_name = Set(inputs.check("givenName", name(given)).unwrap_or_default());
    }
    if let Some(given) = &input.family_name {
        details.family_name = Set(inputs.check("familyName", name(given)).unwrap_or_default());
    }
    if let Some(models) = &input.trained_models {
        let mut texts: Vec<&str> = models.iter().map(|model| model.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        details.trained_models = Set(json!(texts));
    }
    if let Some(sign_in) = &input.sign_in {
        inputs.must(is_claim(sign_in), "signIn", || {
            "issuer and subject must be those of the tokens: 1 to 255 bytes, no control characters".to_owned()
        });
        details.issuer = Set(sign_in.issuer.clone());
        details.subject = Set(sign_in.subject.clone());
    }
    details
}

/// The same bounds as the claims of a token, or nobody could ever sign in.
fn is_claim(sign_in: &SignInInput) -> bool {
    [&sign_in.issuer, &sign_in.subject]
        .iter()
        .all(|claim| (1..=LONGEST_CLAIM).contains(&claim.len()) && !claim.chars().any(char::is_control))
}
