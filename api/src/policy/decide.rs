//! The decision: pure and total.

use entity::enums::{NotAllowedReason, Relation, Role, ValueSet};

use super::matrix::{Line, OPEN_REVIEW, Rule};
use super::sets::Relations;
use super::step::Others;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Allowed, by this line of the rule.
    Allowed(&'static Line),
    /// The state does not allow it, whoever asks.
    WrongState {
        /// The states that do.
        allowed: &'static [&'static str],
    },
    /// Not this caller.
    Refused(NotAllowedReason),
}

/// Who asks, as far as a decision depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The role of the token.
    pub role: Role,
    /// How the caller stands to the row.
    pub relations: Relations,
    /// The scopes of a system's token.
    pub scopes: &'a [String],
}

/// In which state the row is, and the review it is a part of.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The row's own state.
    pub own: &'a str,
    /// Whether the review that the row is a part of is still being worked on; true where there is none.
    pub review_is_open: bool,
}

impl<'a> From<&'a str> for State<'a> {
    fn from(own: &'a str) -> Self {
        Self {
            own,
            review_is_open: true,
        }
    }
}

/// May `asking` do what `rule` is about, on a row in `state`?
///
/// The role is judged before the relation and both before the state, so that a refusal names whose responsibility it
/// is even where nobody could act at present.
pub fn decide<'a>(rule: &'static Rule, asking: Asking<'_>, state: impl Into<State<'a>>) -> Decision {
    let state = state.into();
    let mut of_role = rule
        .lines
        .iter()
        .filter(|line| line.roles.contains(&asking.role))
        .peekable();
    if of_role.peek().is_none() {
        return Decision::Refused(NotAllowedReason::RoleNotAllowed);
    }
    let Some(line) = of_role.find(|line| line.relations.meets(asking.relations)) else {
        let invited = asking.relations.has(Relation::Invited);
        return Decision::Refused(if invited {
            NotAllowedReason::InvitationNotAccepted
        } else if rule
            .lines
            .iter()
            .any(|line| line.relations == Relations::of(&[Relation::Author]))
        {
            NotAllowedReason::NotTheAuthor
        } else if only_delegated(rule, asking.role) {
            NotAllowedReason::NotDelegated
        } else {
            NotAllowedReason::RelationMissing
        });
    };
    if asking.role == Role::Integration && !asking.scopes.iter().any(|scope| scope == rule.scope) {
        return Decision::Refused(NotAllowedReason::ScopeMissing);
    }
    if !rule.states.contains(&state.own) {
        Decision::WrongState { allowed: rule.states }
    } else if rule.in_open_review && !state.review_is_open {
        Decision::WrongState { allowed: OPEN_REVIEW }
    } else {
        Decision::Allowed(line)
    }
}

/// Whether a role may do an act only where it was delegated to it.
fn only_delegated(rule: &'static Rule, asks: Role) -> bool {
    let mut of_role = rule.lines.iter().filter(|line| line.roles.contains(&asks));
    of_role.any(|line| line.relations == Relations::of(&[Relation::Delegate]))
}

/// The decision of both layers: the matrix, and whose the step is that the act fulfils. A step of another party is
/// refused whatever the state, like a role that may not.
pub fn decide_step<'a>(
    rule: &'static Rule,
    asking: Asking<'_>,
    state: impl Into<State<'a>>,
    others: Others,
) -> Decision {
    match decide(rule, asking, state) {
        refused @ Decision::Refused(_) => refused,
        _ if others.hold(rule.fulfils) => Decision::Refused(NotAllowedReason::NotResponsible),
        decided => decided,
    }
}

/// The sentence that says who may, from the rule itself.
pub fn responsible(rule: &'static Rule) -> crate::problem::Responsible {
    let mut roles: Vec<Role> = rule
        .lines
        .iter()
        .flat_map(|line| line.roles.iter().copied())
        .collect();
    roles.sort_unstable();
    roles.dedup();
    let lines: Vec<String> = rule
        .lines
        .iter()
        .map(|line| {
            let roles: Vec<&str> = line.roles.iter().map(|role| role.as_str()).collect();
            let relations: Vec<&str> = line.relations.iter().map(ValueSet::as_str).collect();
            format!("{} as {}", roles.join(", "), relations.join(" or "))
        })
        .collect();
    let explanation = format!("{} may be done by: {}.", rule.mutation, lines.join("; "));
    crate::problem::Responsible {
        roles,
        explanation,
        ..Default::default()
    }
}
