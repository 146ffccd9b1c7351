//! Expected outcomes as data: `userErrors` of every payload.

#![expect(
    missing_docs,
    reason = "the Interface derive makes getters that it gives no doc comments"
)]

use async_graphql::{Enum, Interface, SimpleObject};
use entity::enums::{Discipline, NotAllowedReason, ReviewStep, Role, RuleCode};

use crate::problem::{Refusal, Responsible as Party};

/// The kind of a user error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum UserErrorCode {
    /// A value of the input is wrong.
    InvalidInput,
    /// Nothing that you may see stands behind a reference.
    NotFound,
    /// The record is visible to you, the act is not yours.
    NotAllowed,
    /// Somebody changed the record since you read it.
    VersionConflict,
    /// The record is not in a state from which the act is possible.
    IllegalTransition,
    /// A rule of the review says no.
    RuleRefused,
    /// The idempotency key was used with another input.
    IdempotencyKeyReused,
}

/// Why an act was refused. Nothing was changed.
#[derive(Debug, Clone, Interface)]
#[graphql(
    field(
        name = "code",
        ty = "&UserErrorCode",
        desc = "The kind of the error, for programs."
    ),
    field(
        name = "message",
        ty = "&String",
        desc = "What is wrong and what to do, for people."
    ),
    field(
        name = "path",
        ty = "&Vec<String>",
        desc = "The argument that is concerned, from the outside inwards."
    )
)]
pub enum UserError {
    /// A value of the input is wrong.
    InvalidInput(InvalidInput),
    /// Nothing visible behind a reference.
    NotFound(NotFound),
    /// Not your act.
    NotAllowed(NotAllowed),
    /// Somebody was faster.
    VersionConflict(VersionConflict),
    /// Not from this state.
    IllegalTransition(IllegalTransition),
    /// A rule says no.
    RuleRefused(RuleRefused),
    /// The key was used before.
    IdempotencyKeyReused(IdempotencyKeyReused),
}

macro_rules! user_errors {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $fdoc:literal])+ $field:ident : $ty:ty,)* })+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, SimpleObject)]
        pub struct $name {
            /// The kind of the error, for programs.
            pub code: UserErrorCode,
            /// What is wrong and what to do, for people.
            pub message: String,
            /// The argument that is concerned, from the outside inwards.
            pub path: Vec<String>,
            $($(#[doc = $fdoc])+ pub $field: $ty,)*
        }
    )+};
}

user_errors! {
    /// A value of the input is wrong.
    InvalidInput {}
    /// Nothing that you may see stands behind a reference: it does not exist, or it is not yours to know of.
    NotFound {}
    /// The record is visible to you, but the act is not yours. Says whose it is.
    NotAllowed {
        /// Why.
        reason: NotAllowedReason,
        /// Whose responsibility it is.
        responsible: ResponsibleParty,
    }
    /// Somebody changed the record since you read it. Read it again, and decide again.
    VersionConflict {
        /// The version now.
        current_version: i32,
        /// The fields that have changed since the version that you gave.
        changed_fields: Vec<String>,
        /// The role of whoever changed it last.
        changed_by_role: Option<Role>,
    }
    /// The record is not in a state from which the act is possible.
    IllegalTransition {
        /// The state it is in.
        from: String,
        /// The states from which the act is possible.
        allowed: Vec<String>,
    }
    /// A rule of the review says no.
    RuleRefused {
        /// Which rule.
        rule: RuleCode,
        /// What is missing before the rule says yes.
        missing: Vec<String>,
    }
    /// The idempotency key was used with another input. Give a new key for a new request.
    IdempotencyKeyReused {}
}

/// Whose responsibility an act is.
#[derive(Debug, Clone, SimpleObject)]
pub struct ResponsibleParty {
    /// The step of the review that the act would have fulfilled; null where it fulfils none.
    pub step: Option<ReviewStep>,
    /// The profession whose it is; null where it is that of either, or of neither.
    pub discipline: Option<Discipline>,
    /// The roles that may do it.
    pub roles: Vec<Role>,
    /// Who may do it and how they must stand to the record, in a sentence.
    pub explanation: String,
    /// The name of the practitioner who is responsible for this record, where one is named.
    pub name: Option<String>,
    /// How to reach them, from their contact card.
    pub contact: Option<String>,
}

impl From<Party> for ResponsibleParty {
    fn from(party: Party) -> Self {
        Self {
            step: party.step,
            discipline: party.discipline,
            roles: party.roles,
            explanation: party.explanation,
            name: party.name,
            contact: party.contact,
        }
    }
}

impl UserError {
    /// The user errors of a refusal: several where several values of the input are wrong.
    pub fn of(refusal: Refusal) -> Vec<Self> {
        use UserErrorCode as Code;
        let path = Vec::new();
        vec![match refusal {
            Refusal::Invalid(problems) => {
                let error = |problem: crate::problem::InputProblem| {
                    Self::InvalidInput(InvalidInput {
                        code: Code::InvalidInput,
                        message: problem.message,
                        path: problem.path,
                    })
                };
                return problems.into_iter().map(error).collect();
            }
            Refusal::NotFound { path } => {
                let message = "there is nothing here that you may see".to_owned();
                Self::NotFound(NotFound {
                    code: Code::NotFound,
                    message,
                    path,
                })
            }
            Refusal::NotAllowed { reason, responsible } => Self::NotAllowed(not_allowed(reason, responsible)),
            Refusal::VersionConflict { current, changed, by } => {
                Self::VersionConflict(version_conflict(current, &changed, by))
            }
            Refusal::IllegalTransition { from, allowed } => {
                let message = format!("not possible from {from}; possible from {}", allowed.join(", "));
                Self::IllegalTransition(IllegalTransition {
                    code: Code::IllegalTransition,
                    message,
                    path,
                    from,
                    allowed,
                })
            }
            Refusal::Rule {
                code: rule,
                message,
                missing,
            } => Self::RuleRefused(RuleRefused {
                code: Code::RuleRefused,
                message,
                path,
                rule,
                missing,
            }),
            Refusal::IdempotencyKeyReused => Self::IdempotencyKeyReused(IdempotencyKeyReused {
                code: Code::IdempotencyKeyReused,
                message: "this idempotency key was used with another input: give a new one".to_owned(),
                path: vec!["idempotencyKey".to_owned()],
            }),
        }]
    }
}

fn not_allowed(reason: NotAllowedReason, responsible: Party) -> NotAllowed {
    let mut message = format!("not yours to do: {}", responsible.explanation);
    if let Some(name) = &responsible.name {
        message = format!("{message} Responsible here: {name}.");
    }
    NotAllowed {
        code: UserErrorCode::NotAllowed,
        message,
        path: Vec::new(),
        reason,
        responsible: responsible.into(),
    }
}

fn version_conflict(current: i32, changed: &[String], by: Option<Role>) -> VersionConflict {
    VersionConflict {
        code: UserErrorCode::VersionConflict,
        message: format!("the record has changed since you read it (now version {current}): read it again"),
        path: vec!["expectedVersion".to_owned()],
        current_version: current,
        changed_fields: changed.iter().map(|column| field_name(column)).collect(),
        changed_by_role: by,
    }
}

/// A column as the schema calls it: `delivery_model` is the field `deliveryModel`.
fn field_name(column: &str) -> String {
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        name + &head.to_ascii_uppercase() + tail
    })
}

/// Declares the payload of a mutation: the object, `userErrors` and `replayed`.
#[macro_export]
macro_rules! payload {
    ($($(#[doc = $doc:literal])+ $name:ident { $(#[doc = $fdoc:literal])+ $field:ident : $ty:ident over $module:ident })+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $name {
            $(#[doc = $fdoc])+
            pub $field: Option<$ty>,
            /// Why the act was refused; empty if it was done.
            pub user_errors: Vec<$crate::gql::user_error::UserError>,
            /// Whether an earlier attempt with the same idempotency key had already done it.
            pub replayed: bool,
        }

        impl From<$crate::store::Settled<entity::$module::Model>> for $name {
            fn from(settled: $crate::store::Settled<entity::$module::Model>) -> Self {
                Self {
                    $field: settled.row.map($ty),
                    user_errors: settled.refusal.map($crate::gql::user_error::UserError::of).unwrap_or_default(),
                    replayed: settled.replayed,
                }
            }
        }
    )+};
}
