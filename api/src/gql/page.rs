//! From a connection's arguments to a connection, once for every list.

use async_graphql::{Context, InputObject};
use entity::enums::Role;
use sea_orm::{ColumnTrait, Condition};

use super::connection::{Connected, Connection};
use super::context::ContextExt;
use super::scalars::{Cursor, Date, DateTime};
use crate::policy::Recorded;
use crate::policy::scope::Scoped;
use crate::problem::Result;
use crate::store::{Keyset, PageRequest, Seen, Visible};

/// A range of days, both ends included.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct DateRangeInput {
    /// The first day; open if absent.
    pub from: Option<Date>,
    /// The last day; open if absent.
    pub to: Option<Date>,
}

impl DateRangeInput {
    /// The rows whose `column` lies in the range.
    pub fn on(self, column: impl ColumnTrait) -> Condition {
        let mut range = Condition::all();
        if let Some(Date(from)) = self.from {
            range = range.add(column.gte(from));
        }
        if let Some(Date(to)) = self.to {
            range = range.add(column.lte(to));
        }
        range
    }
}

/// A range of time.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct TimeRangeInput {
    /// From this point on; open if absent.
    pub from: Option<DateTime>,
    /// Before this point; open if absent.
    pub to: Option<DateTime>,
}

/// Whether a role is told how many rows a list has.
pub const fn counts(role: Role) -> bool {
    !matches!(role, Role::Parent | Role::GuestProfessional)
}

/// The page that a connection's arguments ask for.
pub fn request(
    first: Option<i32>,
    after: Option<Cursor>,
    last: Option<i32>,
    before: Option<Cursor>,
) -> PageRequest {
    PageRequest {
        first,
        after: after.map(|cursor| cursor.0),
        last,
        before: before.map(|cursor| cursor.0),
    }
}

/// The connection of a select. `totalCount` is counted only where it is asked for, for roles that may.
pub async fn connect<E, T>(
    ctx: &Context<'_>,
    seen: impl Fn() -> Seen<E>,
    keyset: Keyset<E>,
    page: &PageRequest,
    node: impl Fn(Visible<E::Model>) -> T,
) -> Result<Connection<T>>
where
    E: Recorded + Scoped,
    T: Connected,
{
    let reader = ctx.reader();
    let total = if counts(ctx.viewer().role()) && ctx.look_ahead().field("totalCount").exists() {
        Some(reader.count(seen()).await?)
    } else {
        None
    };
    Ok(Connection::new(
        reader.page(seen(), keyset, page).await?,
        total,
        node,
    ))
}
