//! How the parents' answers are recorded and withdrawn. Pure.

use chrono::NaiveDate;
use entity::enums::{
    RecipientClass, Role, RuleCode, SharingAnswer, SharingCategory, SharingChannel, SharingMode,
    SharingPurpose, SharingStatus,
};
use entity::ids::ChildId;
use entity::{carer, sharing_agreement};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;

use crate::codes::Inputs;
use crate::policy::sharing::{own_profession, speaks_for};
use crate::problem::{Problem, Result};

/// Answers that are kept of a child at most.
pub const MOST: u64 = 200;
/// The longest name of a recipient, in characters.
const NAME: usize = 200;

/// Who records it.
#[derive(Debug, Clone, Copy)]
pub struct Recorder {
    /// Their entry: a practitioner or a carer.
    pub entry: Uuid,
    /// In which role.
    pub role: Role,
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// Yes or no.
    pub answer: SharingAnswer,
    /// What.
    pub category: SharingCategory,
    /// With whom.
    pub recipient: RecipientClass,
    /// With whom by name.
    pub recipient_name: Option<&'a str>,
    /// What for.
    pub purpose: SharingPurpose,
    /// How much.
    pub mode: SharingMode,
    /// The first day; today if nothing is said.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// How it came.
    pub channel: Option<SharingChannel>,
    /// When it was answered; today if nothing is said.
    pub answered_on: Option<NaiveDate>,
}

/// A new answer of a parent of the child; `known` is how many there are.
pub fn record(
    by: Recorder,
    (child, parent): (ChildId, Option<&carer::Model>),
    wish: &Wish<'_>,
    (known, today): (u64, NaiveDate),
) -> Result<sharing_agreement::ActiveModel> {
    let mut inputs = Inputs::default();
    let recipient = wish.recipient;
    let recipient_name = inputs.optional("recipientName", wish.recipient_name, NAME);
    let from = wish.from.unwrap_or(today);
    let answered_on = wish.answered_on.unwrap_or(today);
    let channel = channel(&mut inputs, "channel", by.role, wish.channel);
    inputs.must(recipient != own_profession(wish.category), "recipient", || {
        "writes this half itself: name who else is to read it".to_owned()
    });
    let is_named = recipient != RecipientClass::OtherNamed || recipient_name.is_some();
    inputs.must(is_named, "recipientName", || "say who it is".to_owned());
    inputs.must(wish.until.is_none_or(|until| from <= until), "until", || {
        "must not lie before the first day".to_owned()
    });
    inputs.must(answered_on <= today, "answeredOn", || {
        "must not lie in the future".to_owned()
    });
    inputs.must(parent.is_some(), "givenBy", || {
        "say which parent it was".to_owned()
    });
    inputs.done()?;
    let (Some(parent), Some(channel)) = (parent, channel) else {
        return Err(Problem::internal("an answer was refused without a reason"));
    };
    speaks_for(parent, child)?;
    if MOST <= known {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST} answers on record for a child at most"),
        ));
    }
    Ok(sharing_agreement::ActiveModel {
        recipient: Set(recipient),
        recipient_name: Set(recipient_name),
        category: Set(wish.category),
        purpose: Set(wish.purpose),
        mode: Set(wish.mode),
        status: Set(status(wish.answer)),
        from_on: Set(from),
        until_on: Set(wish.until),
        given_by_id: Set(parent.id),
        channel: Set(channel),
        answered_on: Set(answered_on),
        recorded_by_id: Set(if by.role == Role::Parent {
            parent.id.0
        } else {
            by.entry
        }),
        recorded_by_role: Set(by.role),
        ..Default::default()
    })
}

/// As what an answer stands.
pub const fn status(answer: SharingAnswer) -> SharingStatus {
    match answer {
        SharingAnswer::Given => SharingStatus::Given,
        SharingAnswer::Refused => SharingStatus::Refused,
    }
}

/// How an answer came: parents who sign in answer online, and practitioners say how they heard.
fn channel(
    inputs: &mut Inputs,
    field: &str,
    role: Role,
    given: Option<SharingChannel>,
) -> Option<SharingChannel> {
    if role == Role::Parent {
        inputs.must(
            given.is_none_or(|given| given == SharingChannel::Online),
            field,
            || "is ONLINE where you answer yourself".to_owned(),
        );
        return Some(SharingChannel::Online);
    }
    let heard = matches!(
        given,
        Some(SharingChannel::InWriting | SharingChannel::SaidToPractitioner)
    );
    inputs.must(heard, field, || {
        "say how the answer came: IN_WRITING or SAID_TO_PRACTITIONER".to_owned()
    });
    given
}

/// How a withdrawal came.
pub fn withdrawal(
    by: Recorder,
    given: Option<SharingChannel>,
    (withdrawn_on, today): (Option<NaiveDate>, NaiveDate),
) -> Result<sharing_agreement::ActiveModel> {
    let mut inputs = Inputs::default();
    let channel = channel(&mut inputs, "channel", by.role, given);
    let on = withdrawn_on.unwrap_or(today);
    inputs.must(on <= today, "withdrawnOn", || {
        "must not lie in the future".to_owned()
    });
    inputs.done()?;
    Ok(sharing_agreement::ActiveModel {
        status: Set(SharingStatus::Withdrawn),
        withdrawn_on: Set(Some(on)),
        withdrawn_channel: Set(channel),
        withdrawn_by_id: Set(Some(by.entry)),
        withdrawn_by_role: Set(Some(by.role)),
        ..Default::default()
    })
}

/// Whether a withdrawal takes another agreement with it: whoever takes back that this half goes to these recipients for
/// this purpose means every agreement to it, whichever parent gave it.
pub fn falls_with(row: &sharing_agreement::Model, withdrawn: &sharing_agreement::Model) -> bool {
    row.id != withdrawn.id
        && row.status == SharingStatus::Given
        && (row.recipient, row.category, row.purpose)
            == (withdrawn.recipient, withdrawn.category, withdrawn.purpose)
}
