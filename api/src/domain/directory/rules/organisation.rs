//! What an entry of an organisation must be.

use async_graphql::MaybeUndefined;
use entity::enums::{DeliveryModel, DirectoryStatus, OrganisationKind, Role, RuleCode};
use entity::{link_team, organisation, practitioner, role_assignment};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::{NotSet, Set};

use super::{belongs_to, edit, keeps_the_directory, nothing_said};
use crate::codes::{Inputs, OdsCode, OfstedUrn, Postcode, email, phone, text};
use crate::domain::directory::input::{OrganisationAmendInput, OrganisationRegisterInput};
use crate::problem::{Problem, Refusal, Result};
use crate::store::Uses;

/// The longest name of an organisation.
const LONGEST_NAME: usize = 200;
/// The longest text about what a service takes on.
const LONGEST_TEXT: usize = 2_000;

/// A new organisation.
pub fn register(input: &OrganisationRegisterInput) -> Result<organisation::ActiveModel> {
    let mut inputs = Inputs::default();
    let kind = input.kind;
    let found_by = input.ods_code.is_some() || input.ofsted_urn.is_some() || input.external_id.is_some();
    inputs.must(found_by, "externalId", || {
        "an organisation needs something to be found by: give its ODS code, its Ofsted URN or your own identifier"
            .to_owned()
    });
    let typed = kind != OrganisationKind::EarlyYearsSetting || input.setting_type.is_some();
    inputs.must(typed, "settingType", || "is required of a setting".to_owned());
    let destined = kind != OrganisationKind::ReferralService || input.destination.is_some();
    inputs.must(destined, "destination", || "is required of a service".to_owned());
    let details = details(&mut inputs, kind, &input.clone().into());
    inputs.done()?;
    Ok(organisation::ActiveModel {
        kind: Set(kind),
        status: Set(DirectoryStatus::Active),
        ..details
    })
}

/// Changes to an organisation, by somebody in this role.
pub fn amend(
    row: &organisation::Model,
    caller: Role,
    input: &OrganisationAmendInput,
) -> Result<organisation::ActiveModel> {
    if !keeps_the_directory(caller) && says_more_than_contact(input) {
        return Err(belongs_to(
            &[Role::AuthorityAdmin, Role::Integration],
            "the people of a setting change its name, postcode, phone and email; the rest is kept by AUTHORITY_ADMIN.",
        ));
    }
    let mut inputs = Inputs::default();
    let change = details(&mut inputs, row.kind, input);
    inputs.done()?;
    if change.is_changed() || input.external_id.is_some() {
        Ok(change)
    } else {
        Err(nothing_said())
    }
}

/// Out of use, if nothing depends on it.
pub fn deactivate(uses: Uses) -> Result<organisation::ActiveModel> {
    let missing = depending(uses);
    if missing.is_empty() {
        return Ok(organisation::ActiveModel {
            status: Set(DirectoryStatus::Inactive),
            ..Default::default()
        });
    }
    Err(Refusal::Rule {
        code: RuleCode::StillInUse,
        message: format!("the organisation is still in use: {}", missing.join(", ")),
        missing,
    }
    .into())
}

/// Back into use.
pub fn reactivate() -> organisation::ActiveModel {
    organisation::ActiveModel {
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    }
}

/// The health team of a setting, in place of the one before.
pub fn link(
    setting: &organisation::Model,
    team: &organisation::Model,
    contact: Option<(&practitioner::Model, &[role_assignment::Model])>,
) -> Result<link_team::ActiveModel> {
    if setting.kind != OrganisationKind::EarlyYearsSetting {
        return Err(Problem::rule(
            RuleCode::WrongKind,
            "only an early years setting has a health team to turn to",
        ));
    }
    if team.kind != OrganisationKind::HealthProvider {
        return Err(Problem::invalid(
            ["input", "healthTeam"],
            "is not a health provider",
        ));
    }
    if team.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "the health team is not in use",
        ));
    }
    if let Some((contact, roles)) = contact {
        contact_works_in_health(contact, roles)?;
    }
    Ok(link_team::ActiveModel {
        setting_id: Set(setting.id),
        health_team_id: Set(team.id),
        contact_id: Set(contact.map(|(contact, _)| contact.id)),
        ..Default::default()
    })
}

/// Whoever assigns another team has seen the one that is assigned now.
pub fn seen(link: Option<&link_team::Model>, expected: Option<i32>) -> Result<()> {
    let current = link.map(|link| link.version);
    if current == expected {
        return Ok(());
    }
    Err(Refusal::VersionConflict {
        current: current.unwrap_or(0),
        changed: Vec::new(),
        by: None,
    }
    .into())
}

fn contact_works_in_health(contact: &practitioner::Model, roles: &[role_assignment::Model]) -> Result<()> {
    if contact.status != DirectoryStatus::Active {
        return Err(Problem::rule(RuleCode::NotActive, "the contact is not in use"));
    }
    let in_health = roles.iter().any(|held| {
        held.status == DirectoryStatus::Active
            && held.role.discipline() == Some(entity::enums::Discipline::Health)
    });
    if in_health {
        return Ok(());
    }
    Err(Problem::rule(
        RuleCode::CapacityMismatch,
        "the contact of a health team holds a role in health visiting",
    ))
}

fn depending(uses: Uses) -> Vec<String> {
    let table = [
        (uses.roles, "role", "roles", "held in it"),
        (uses.settings, "setting", "settings", "linked to it"),
        (uses.children, "child", "children", "placed with it"),
        (uses.reviews, "open review", "open reviews", "of its children"),
        (
            uses.referrals,
            "undecided referral",
            "undecided referrals",
            "to it",
        ),
    ];
    table
        .iter()
        .filter(|(count, ..)| *count != 0)
        .map(|(count, one, many, how)| {
            let noun = if *count == 1 { one } else { many };
            format!("{count} {noun} {how}")
        })
        .collect()
}

fn says_more_than_contact(input: &OrganisationAmendInput) -> bool {
    !(input.ods_code.is_undefined()
        && input.ofsted_urn.is_undefined()
        && input.setting_type.is_none()
        && input.sector.is_undefined()
        && input.delivery_model.is_undefined()
        && input.destination.is_none()
        && input.acceptance_criteria.is_undefined()
        && input.required_evidence.is_undefined()
        && input.response_days.is_undefined()
        && input.external_id.is_none())
}

/// The columns that the input speaks of, each checked.
fn details(
    inputs: &mut Inputs,
    kind: OrganisationKind,
    input: &OrganisationAmendInput,
) -> organisation::ActiveModel {
    fits_the_kind(inputs, kind, input);
    let long = |given: &String| text(given, LONGEST_TEXT);
    let name = input.name.as_ref();
    organisation::ActiveModel {
        name: name.map_or(NotSet, |name| Set(inputs.text("name", name, LONGEST_NAME))),
        ods_code: edit(inputs, "odsCode", &input.ods_code, |given| {
            OdsCode::parse(given).map(String::from)
        }),
        ofsted_urn: edit(inputs, "ofstedUrn", &input.ofsted_urn, |given| {
            OfstedUrn::parse(given).map(|urn| urn.key().to_owned())
        }),
        setting_type: input.setting_type.map_or(NotSet, |given| Set(Some(given))),
        sector: edit(inputs, "sector", &input.sector, |given| Ok(*given)),
        delivery_model: edit(inputs, "deliveryModel", &input.delivery_model, |given| Ok(*given)),
        destination: input.destination.map_or(NotSet, |given| Set(Some(given))),
        acceptance_criteria: edit(inputs, "acceptanceCriteria", &input.acceptance_criteria, long),
        required_evidence: edit(inputs, "requiredEvidence", &input.required_evidence, long),
        response_days: edit(inputs, "responseDays", &input.response_days, |given| Ok(*given)),
        postcode: edit(inputs, "postcode", &input.postcode, |given| {
            Postcode::parse(given).map(String::from)
        }),
        phone: edit(inputs, "phone", &input.phone, |given| phone(given)),
        email: edit(inputs, "email", &input.email, |given| email(given)),
        ..Default::default()
    }
}

/// What only one kind of organisation has is refused of the others.
fn fits_the_kind(inputs: &mut Inputs, kind: OrganisationKind, input: &OrganisationAmendInput) {
    use OrganisationKind::{EarlyYearsSetting, ReferralService};
    let setting = [
        ("ofstedUrn", input.ofsted_urn.is_value()),
        ("settingType", input.setting_type.is_some()),
        ("sector", input.sector.is_value()),
        ("deliveryModel", input.delivery_model.is_value()),
    ];
    let service = [
        ("destination", input.destination.is_some()),
        ("acceptanceCriteria", input.acceptance_criteria.is_value()),
        ("requiredEvidence", input.required_evidence.is_value()),
        ("responseDays", input.response_days.is_value()),
    ];
    for (field, given) in setting {
        let fits = !given || kind == EarlyYearsSetting;
        inputs.must(fits, field, || "is said of early years settings alone".to_owned());
    }
    for (field, given) in service {
        let fits = !given || kind == ReferralService;
        inputs.must(fits, field, || {
            "is said of services that receive referrals alone".to_owned()
        });
    }
    let fits = !input.ods_code.is_value() || kind != EarlyYearsSetting;
    inputs.must(fits, "odsCode", || {
        "is not said of settings: give the Ofsted URN".to_owned()
    });
    let alone = input.delivery_model == MaybeUndefined::Value(DeliveryModel::HealthOnly);
    inputs.must(!alone, "deliveryModel", || {
        "HEALTH_ONLY is for children in no setting".to_owned()
    });
    let days = input
        .response_days
        .value()
        .is_none_or(|days| (1..=365).contains(days));
    inputs.must(days, "responseDays", || "must be 1 to 365".to_owned());
}
