//! What a rule of the matrix is, and how its lines become acts.

use entity::enums::Role;

use super::record::Record;
use super::sets::Relations;
use super::step::Fulfils;

/// One line of a rule: these roles, if they stand to the row in one of these ways.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The roles.
    pub roles: &'static [Role],
    /// The relations, any of which is enough.
    pub relations: Relations,
}

/// Who may do one act.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The GraphQL mutation.
    pub mutation: &'static str,
    /// What the act is, in one sentence.
    pub summary: &'static str,
    /// The kind of row it is about.
    pub on: &'static str,
    /// The scope that a system's token needs.
    pub scope: &'static str,
    /// The states of the row from which it is possible.
    pub states: &'static [&'static str],
    /// Whether the review that the row is a part of must still be open.
    pub in_open_review: bool,
    /// The step of a review that it fulfils: then it is the responsible party's alone, or a lead's with a reason.
    pub fulfils: Option<Fulfils>,
    /// Every state of the row.
    pub all_states: &'static [&'static str],
    /// Who.
    pub lines: &'static [Line],
}

/// An act: a marker type with its rule and the row it is about.
pub trait Act: Send + Sync + 'static {
    /// The row it is about; the parent, if the act makes something new.
    type Row: Record;
    /// Who may.
    const RULE: &'static Rule;
}

macro_rules! acts {
    (@open) => { false };
    (@open open) => { true };
    (@fulfils) => { None };
    (@fulfils Own) => { Some(Fulfils::Own) };
    (@fulfils $step:ident) => { Some(Fulfils::Step(ReviewStep::$step)) };
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $mutation:literal on $row:ident $(in $open:ident review)? $(fulfils $step:ident)?, $scope:literal, $states:expr,
        { $([$($role:ident),+] as [$($relation:ident),+]),+ $(,)? };
    )+) => {
        /// The marker types of the acts.
        pub mod act {
            $(
                $(#[doc = $doc])+
                #[derive(Debug)]
                pub struct $name;
            )+
        }

        $(
            impl Act for act::$name {
                type Row = $row::Model;
                const RULE: &'static Rule = &Rule {
                    mutation: $mutation,
                    summary: concat!($($doc),+).trim_ascii(),
                    on: stringify!($row),
                    scope: $scope,
                    states: $states,
                    in_open_review: acts!(@open $($open)?),
                    fulfils: acts!(@fulfils $($step)?),
                    all_states: <$row::Model as Record>::STATES,
                    lines: &[$(Line {
                        roles: &[$(Role::$role),+],
                        relations: Relations::of(&[$(Relation::$relation),+]),
                    }),+],
                };
            }
        )+

        /// Every rule, in the order of the table.
        pub const RULES: &[&Rule] = &[$(<act::$name as Act>::RULE),+];
    };
}
pub(super) use acts;
