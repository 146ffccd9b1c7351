//! What the parents are asked and say. Pure.

use chrono::NaiveDate;
use entity::enums::{ParentAgreement, ReferralStatus, Role};
use entity::referral;
use sea_orm::ActiveValue::Set;

use super::{Step, WORDS};
use crate::codes::Inputs;
use crate::problem::Result;

/// What the parents say.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Whether they agree.
    pub answer: ParentAgreement,
    /// When they said it, if not today.
    pub on: Option<NaiveDate>,
    /// How a practitioner who records it came to know it.
    pub recorded_from: Option<&'a str>,
}

/// The referral is put to the parents.
pub fn propose(
    row: &referral::Model,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<referral::ActiveModel> {
    let to = Step::Propose.take(row)?;
    let on = on.unwrap_or(today);
    let mut inputs = Inputs::default();
    past(&mut inputs, "proposedOn", on, today);
    inputs.done()?;
    Ok(referral::ActiveModel {
        status: Set(to),
        proposed_on: Set(Some(on)),
        ..Default::default()
    })
}

/// The parents answer: themselves, or through a practitioner who says how they know.
pub fn answer(
    row: &referral::Model,
    by: Role,
    wish: Answer<'_>,
    today: NaiveDate,
) -> Result<(ReferralStatus, referral::ActiveModel)> {
    let to = match wish.answer {
        ParentAgreement::Agreed => Step::Agree.take(row)?,
        ParentAgreement::Declined => Step::Decline.take(row)?,
    };
    let on = wish.on.unwrap_or(today);
    let own = by == Role::Parent;
    let mut inputs = Inputs::default();
    past(&mut inputs, "answeredOn", on, today);
    let asked = row.proposed_on.is_none_or(|asked| asked <= on);
    inputs.must(asked, "answeredOn", || {
        "lies before the referral was put to the parents".to_owned()
    });
    let from = inputs.optional("recordedFrom", wish.recorded_from, WORDS);
    inputs.must(own || wish.recorded_from.is_some(), "recordedFrom", || {
        "say how the parents answered, for example by telephone".to_owned()
    });
    inputs.must(!own || wish.recorded_from.is_none(), "recordedFrom", || {
        "is for practitioners who record the parents' answer; leave it out".to_owned()
    });
    inputs.done()?;
    let change = referral::ActiveModel {
        status: Set(to),
        parent_agreement: Set(Some(wish.answer)),
        parent_agreement_on: Set(Some(on)),
        parent_agreement_from: Set(from),
        ..Default::default()
    };
    Ok((to, change))
}

fn past(inputs: &mut Inputs, field: &str, on: NaiveDate, today: NaiveDate) {
    inputs.must(on <= today, field, || {
        "lies in the future: record it once it has happened".to_owned()
    });
}
