//! The responsibility matrix on the wire.

use async_graphql::SimpleObject;
use entity::enums::{NotAllowedReason, Relation, ReviewStep, Role, ValueSet};

use crate::policy::{Asking, Decision, Fulfils, Others, Relations, Rule, State, decide_step};

/// One act of the responsibility matrix.
#[derive(Debug, Clone, SimpleObject)]
pub struct MatrixAct {
    /// The mutation.
    mutation: String,
    /// What the act is.
    summary: String,
    /// The kind of record it is about; for something new, the record it is made under.
    on: String,
    /// The scope that a system's token needs.
    scope: String,
    /// The states of the record from which it is possible.
    states: Vec<String>,
    /// The step of a review that the act fulfils: then it is the responsible party's alone, by the protocol that the
    /// review follows, or a lead's with a reason. Null where it fulfils none, or that of the responsibility it is about.
    fulfils: Option<ReviewStep>,
    /// Who may.
    lines: Vec<MatrixLine>,
}

/// One line of the matrix: these roles, if they stand to the record in one of these ways.
#[derive(Debug, Clone, SimpleObject)]
pub struct MatrixLine {
    /// The roles.
    roles: Vec<Role>,
    /// The relations, any of which is enough.
    relations: Vec<Relation>,
}

impl From<&'static Rule> for MatrixAct {
    fn from(rule: &'static Rule) -> Self {
        let lines = rule.lines.iter().map(|line| MatrixLine {
            roles: line.roles.to_vec(),
            relations: line.relations.iter().collect(),
        });
        Self {
            mutation: rule.mutation.to_owned(),
            summary: rule.summary.to_owned(),
            on: rule.on.to_owned(),
            scope: rule.scope.to_owned(),
            states: rule.states.iter().map(|state| (*state).to_owned()).collect(),
            fulfils: match rule.fulfils {
                Some(Fulfils::Step(step)) => Some(step),
                _ => None,
            },
            lines: lines.collect(),
        }
    }
}

/// Why somebody may, or may not, act on a record.
#[derive(Debug, Clone, SimpleObject)]
pub struct AccessExplanation {
    /// Whether the record exists for them at all.
    visible: bool,
    /// How they stand to it.
    relations: Vec<Relation>,
    /// The state it is in.
    state: String,
    /// Each act on this kind of record.
    acts: Vec<ActExplanation>,
}

/// Why somebody may, or may not, do one act.
#[derive(Debug, Clone, SimpleObject)]
pub struct ActExplanation {
    /// The mutation.
    mutation: String,
    /// Whether it is allowed now.
    allowed: bool,
    /// The line of the matrix that allows it, as `ROLE as RELATION`.
    line: Option<String>,
    /// Why it is not allowed to them.
    reason: Option<NotAllowedReason>,
    /// The states from which it would be allowed, where only the state is in the way.
    allowed_from: Option<Vec<String>>,
}

impl AccessExplanation {
    /// Explains every rule about a record in this state, for somebody with these relations.
    pub fn new(
        rules: &[&'static Rule],
        role: Role,
        relations: Relations,
        visible: bool,
        (state, others): (State<'_>, Others),
    ) -> Self {
        let acts = rules.iter().map(|rule| {
            let scopes = [rule.scope.to_owned()];
            let mut act = ActExplanation {
                mutation: rule.mutation.to_owned(),
                allowed: false,
                line: None,
                reason: None,
                allowed_from: None,
            };
            match decide_step(
                rule,
                Asking {
                    role,
                    relations,
                    scopes: &scopes,
                },
                state,
                others,
            ) {
                Decision::Allowed(line) => {
                    let names: Vec<&str> = line.relations.iter().map(ValueSet::as_str).collect();
                    act.allowed = visible;
                    act.line = Some(format!("{} as {}", role.as_str(), names.join(" or ")));
                }
                Decision::Refused(reason) => act.reason = Some(reason),
                Decision::WrongState { allowed } => {
                    act.allowed_from = Some(allowed.iter().map(|state| (*state).to_owned()).collect());
                }
            }
            act
        });
        Self {
            visible,
            relations: relations.iter().collect(),
            state: state.own.to_owned(),
            acts: acts.collect(),
        }
    }
}
