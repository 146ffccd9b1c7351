//! Relay connections over pages, once for every type.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaField, MetaTypeId, Registry};
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

use entity::enums::Lens;

use super::json::Texts;
use super::wire::{Boxed, Call, Column, Wire, describe, enter, meta_field};
use crate::policy::{Lenses, Shown};
use crate::problem::Result;
use crate::store::Paged;

/// A wire type that comes in pages.
pub trait Connected: Wire + OutputType {
    /// The name of its connection.
    const CONNECTION: &'static str;
    /// The name of its edge.
    const EDGE: &'static str;
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Connection<T> {
    edges: Vec<Edge<T>>,
    info: PageInfo,
    total: Option<i64>,
}

/// One row of a page and its cursor.
#[derive(Debug, Clone)]
pub struct Edge<T> {
    cursor: String,
    node: T,
}

/// Where a page lies in its list.
#[derive(Debug, Clone)]
pub struct PageInfo {
    has_next: bool,
    has_previous: bool,
    start: Option<String>,
    end: Option<String>,
}

impl<T: Connected> Connection<T> {
    /// The connection of a page; `total` where it was asked for and allowed.
    pub fn new<M>(page: Paged<M>, total: Option<u64>, node: impl Fn(M) -> T) -> Self {
        let edges: Vec<Edge<T>> = page
            .rows
            .into_iter()
            .map(|(cursor, row)| Edge {
                cursor,
                node: node(row),
            })
            .collect();
        let info = PageInfo {
            has_next: page.has_next,
            has_previous: page.has_previous,
            start: edges.first().map(|edge| edge.cursor.clone()),
            end: edges.last().map(|edge| edge.cursor.clone()),
        };
        Self {
            edges,
            info,
            total: total.and_then(|total| i64::try_from(total).ok()),
        }
    }
}

crate::wire! {
    /// Where a page lies in its list.
    PageInfo = "PageInfo", value, |page, _call| {
        /// Whether there are rows after this page.
        base "hasNextPage": bool = page.has_next;
        /// Whether there are rows before this page.
        base "hasPreviousPage": bool = page.has_previous;
        /// The cursor of the first row, to page backwards with `before`.
        base "startCursor": Option<super::scalars::Cursor> = page.start.clone().map(super::scalars::Cursor);
        /// The cursor of the last row, to page forwards with `after`.
        base "endCursor": Option<super::scalars::Cursor> = page.end.clone().map(super::scalars::Cursor);
    }
}

impl<T: Connected> Wire for Connection<T> {
    fn name() -> &'static str {
        T::CONNECTION
    }
    fn description() -> String {
        format!(
            "A page of {} rows, 20 if nothing else is asked for, 100 at most.",
            T::name()
        )
    }
    fn fields(registry: &mut Registry) -> Vec<MetaField> {
        let edge = <Vec<Edge<T>> as OutputType>::create_type_info(registry);
        let node = <Vec<T> as OutputType>::create_type_info(registry);
        let info = <PageInfo as OutputType>::create_type_info(registry);
        let total = <Option<i64> as OutputType>::create_type_info(registry);
        vec![
            meta_field("edges", "The rows with their cursors.", edge),
            meta_field("nodes", "The rows alone.", node),
            meta_field("pageInfo", "Where the page lies in the list.", info),
            meta_field(
                "totalCount",
                "How many rows the list has in all, counted only where it is asked for; null where the role may not count.",
                total,
            ),
        ]
    }
    fn lens(_: &str) -> Option<Lens> {
        None
    }
    fn shown(&self, _: Lenses) -> impl Iterator<Item = Shown> {
        std::iter::empty()
    }
    fn field<'a>(batch: &'a [Self], call: &'a Call<'a>) -> Column<'a> {
        match call.name {
            "edges" => Column::Later(call.many(batch.iter().map(|it| Some(it.edges.clone())).collect())),
            "nodes" => Column::Later(
                call.many(
                    batch
                        .iter()
                        .map(|it| Some(it.edges.iter().map(|edge| edge.node.clone()).collect()))
                        .collect(),
                ),
            ),
            "pageInfo" => Column::Later(call.one(batch.iter().map(|it| Some(it.info.clone())).collect())),
            _ => Column::Now(Texts::of(batch.iter().map(|it| it.total))),
        }
    }
}

impl<T: Connected> Wire for Edge<T> {
    fn name() -> &'static str {
        T::EDGE
    }
    fn description() -> String {
        format!("One {} of a page and its cursor.", T::name())
    }
    fn fields(registry: &mut Registry) -> Vec<MetaField> {
        let cursor = <super::scalars::Cursor as async_graphql::InputType>::create_type_info(registry);
        let node = <T as OutputType>::create_type_info(registry);
        vec![
            meta_field("cursor", "The place of the row in the list.", cursor),
            meta_field("node", "The row.", node),
        ]
    }
    fn lens(_: &str) -> Option<Lens> {
        None
    }
    fn shown(&self, _: Lenses) -> impl Iterator<Item = Shown> {
        std::iter::empty()
    }
    fn field<'a>(batch: &'a [Self], call: &'a Call<'a>) -> Column<'a> {
        match call.name {
            "node" => Column::Later(call.one(batch.iter().map(|it| Some(it.node.clone())).collect())),
            _ => Column::Now(Texts::of(batch.iter().map(|it| &it.cursor))),
        }
    }
}

macro_rules! output {
    ($($name:ident),+) => {$(
        impl<T: Connected> OutputType for $name<T> {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed(<Self as Wire>::name())
            }
            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Object, describe::<Self>)
            }
            async fn resolve(&self, context: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
                let values = enter(vec![self.clone()], context, field).await?;
                Ok(values.into_iter().next().unwrap_or(Value::Null))
            }
        }
    )+};
}
output!(Connection, Edge);

/// Objects that are resolved together: a plain list of a root field or payload.
#[derive(Debug, Clone)]
pub struct Listed<T>(pub Vec<T>);

impl<T: Wire + OutputType> OutputType for Listed<T> {
    fn type_name() -> Cow<'static, str> {
        <Vec<T> as OutputType>::type_name()
    }
    fn qualified_type_name() -> String {
        <Vec<T> as OutputType>::qualified_type_name()
    }
    fn create_type_info(registry: &mut Registry) -> String {
        <Vec<T> as OutputType>::create_type_info(registry)
    }
    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        enter(self.0.clone(), context, field).await.map(Value::List)
    }
}

/// A loader's answer that needs no loading.
pub fn ready<'a, T: Send + 'a>(value: T) -> Boxed<'a, Result<T>> {
    Box::pin(std::future::ready(Ok(value)))
}
