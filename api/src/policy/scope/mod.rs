//! Which rows a caller sees at all: one SQL condition an entity, read together here.
//!
//! A row outside its scope does not exist for the caller: not by id, not in a list, not in a count.

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};

pub use self::case::{concern_shown, concerns_settled, referral_shown, settlement_shown};
pub use self::child::children_open;
pub use self::directory::covered_by;
pub use self::family::{guest_contribution_shown, parent_view_shown};
pub use self::half::{family_note_shown, half_shown};
pub use self::meeting::practitioners_shown;
pub use self::review::reviews_located;
use super::relation::Who;

mod case;
mod child;
mod directory;
mod early_flag;
mod family;
mod half;
mod log;
mod meeting;
mod review;
mod sharing;

/// An entity whose rows have a scope.
pub trait Scoped: EntityTrait {
    /// The rows that `who` may know of.
    fn visible_to(who: &Who) -> Condition;
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(Expr::val(2)))
}

/// Whether a row of `inner` stands to the row outside: `own`, its column, is the same as `outer`.
///
/// Asked row by row rather than gathered first: one row is looked up in an index where a set would be read whole, and in
/// an `OR` it is not asked at all where a cheaper reason comes before it.
fn exists<E: EntityTrait>(inner: Select<E>, own: impl ColumnTrait, outer: impl ColumnTrait) -> SimpleExpr {
    let same = Expr::col(own.as_column_ref()).equals(outer.as_column_ref());
    Expr::exists(inner.filter(same).select_only().expr(Expr::val(1)).into_query())
}

fn of_authority<C: ColumnTrait>(column: C, who: &Who) -> Condition {
    Condition::all().add(column.eq(who.authority))
}
