//! What a parent or carer says, as it is written down.

use async_graphql::{InputObject, MaybeUndefined};
use entity::enums::ParentViewChannel;

use crate::gql::reference::CarerRef;
use crate::gql::scalars::Date;

/// A parent's or carer's own account. At least one of the five texts, in their own words; each at most 4,000 characters.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ParentViewRecordInput {
    /// Whose account it is. Required of practitioners; you yourself if you are a parent. A carer without parental
    /// responsibility gives one too: a view is not consent.
    pub given_by: Option<CarerRef>,
    /// What the child enjoys and does well.
    pub enjoys: Option<String>,
    /// How they see the child's development.
    pub development: Option<String>,
    /// What matters to them: what they hope for from the review.
    pub priorities: Option<String>,
    /// What worries them.
    pub worries: Option<String>,
    /// What they want to talk about first.
    pub talk_first: Option<String>,
    /// How it came. Required of practitioners, and then not SELF_WRITTEN; SELF_WRITTEN if you are a parent.
    pub channel: Option<ParentViewChannel>,
    /// In which language they gave it, for example `Polish`.
    pub language: Option<String>,
    /// Whether an interpreter helped; no if nothing is said.
    pub interpreter_used: Option<bool>,
    /// Whether the child's other parents may read it; no if nothing is said. Ask before you say yes for somebody.
    pub open_to_other_parents: Option<bool>,
    /// When they gave it; today if nothing is said.
    pub given_on: Option<Date>,
}

/// What is to be changed of an account. What is left out stays; null empties a text. One text at least must remain.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ParentViewAmendInput {
    /// What the child enjoys and does well.
    pub enjoys: MaybeUndefined<String>,
    /// How they see the child's development.
    pub development: MaybeUndefined<String>,
    /// What matters to them.
    pub priorities: MaybeUndefined<String>,
    /// What worries them.
    pub worries: MaybeUndefined<String>,
    /// What they want to talk about first.
    pub talk_first: MaybeUndefined<String>,
    /// In which language they gave it.
    pub language: MaybeUndefined<String>,
    /// Whether an interpreter helped.
    pub interpreter_used: Option<bool>,
    /// Whether the child's other parents may read it.
    pub open_to_other_parents: Option<bool>,
}
