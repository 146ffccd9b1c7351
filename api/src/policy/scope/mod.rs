//! Which rows a caller sees at all: one SQL condition an entity, read together here.
//!
//! A row outside its scope does not exist for the caller: not by id, not in a list, not in a count.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait};

pub use self::case::{concern_shown, referral_shown};
pub use self::child::children_open;
pub use self::review::reviews_located;
use super::relation::Who;

mod case;
mod child;
mod directory;
mod log;
mod review;

/// An entity whose rows have a scope.
pub trait Scoped: EntityTrait {
    /// The rows that `who` may know of.
    fn visible_to(who: &Who) -> Condition;
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(Expr::val(2)))
}

fn of_authority<C: ColumnTrait>(column: C, who: &Who) -> Condition {
    Condition::all().add(column.eq(who.authority))
}
