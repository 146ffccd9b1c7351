//! How an account is amended.

use entity::enums::{ParentViewChannel, Role};
use entity::parent_view;
use sea_orm::ActiveValue::Set;

use super::{ACCOUNT, LANGUAGE, NOTHING_SAID};
use crate::codes::{Checked, Inputs, text};
use crate::domain::change;
use crate::domain::parent_view::input::ParentViewAmendInput;
use crate::problem::Result;

/// Another wording. What a parent amends themselves is theirs alone from then on, whoever had recorded it for them.
pub fn amend(
    row: &parent_view::Model,
    role: Role,
    input: &ParentViewAmendInput,
) -> Result<parent_view::ActiveModel> {
    let mut inputs = Inputs::default();
    let mut read = |field, given, longest: usize| {
        let parse = |given: &str| -> Checked<String> { text(given, longest) };
        change::read(&mut inputs, field, given, parse)
    };
    let enjoys = read("enjoys", &input.enjoys, ACCOUNT);
    let development = read("development", &input.development, ACCOUNT);
    let priorities = read("priorities", &input.priorities, ACCOUNT);
    let worries = read("worries", &input.worries, ACCOUNT);
    let talk_first = read("talkFirst", &input.talk_first, ACCOUNT);
    let language = read("language", &input.language, LANGUAGE);
    let remains = [
        (&enjoys, &row.enjoys),
        (&development, &row.development),
        (&priorities, &row.priorities),
        (&worries, &row.worries),
        (&talk_first, &row.talk_first),
    ];
    let is_left = |(new, old): &(&Option<Option<String>>, &Option<String>)| {
        new.as_ref().map_or(old.is_some(), Option::is_some)
    };
    inputs.must(remains.iter().any(is_left), "enjoys", || {
        format!("{NOTHING_SAID}, or it is taken back (parentViewWithdraw)")
    });
    inputs.done()?;
    let changed = change::something(parent_view::ActiveModel {
        enjoys: change::to(enjoys, &row.enjoys),
        development: change::to(development, &row.development),
        priorities: change::to(priorities, &row.priorities),
        worries: change::to(worries, &row.worries),
        talk_first: change::to(talk_first, &row.talk_first),
        language: change::to(language, &row.language),
        interpreter_used: change::to(input.interpreter_used, &row.interpreter_used),
        open_to_other_parents: change::to(input.open_to_other_parents, &row.open_to_other_parents),
        ..Default::default()
    })?;
    if role != Role::Parent {
        return Ok(changed);
    }
    Ok(parent_view::ActiveModel {
        channel: Set(Some(ParentViewChannel::OwnHand)),
        recorded_by_id: Set(Some(row.carer_id.0)),
        recorded_by_role: Set(Some(Role::Parent)),
        ..changed
    })
}
