//! Wire types: objects of the schema over rows that the viewer may see.
//!
//! A wire type declares each of its fields once, in the [`crate::wire!`] macro: name, description, type, **lens** and
//! getter. The schema, the answer, the withheld list and the record of what was shown come from that one line, so no
//! field can forget its lens; and no object becomes a value but in [`resolve`], which marks what it shows.
//!
//! Execution runs breadth-first: [`resolve`] takes all objects of one place of the answer at once, and a relation is
//! loaded for all of them in one go. So the number of SQL statements does not depend on the number of rows, and nothing
//! below a loaded list waits. Values become JSON text at once ([`super::json`]), without a tree between.

use std::future::Future;
use std::iter::once;
use std::pin::Pin;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::{Deprecation, MetaField, MetaType, Registry};
use async_graphql::{CacheControl, ContextSelectionSet, Positioned, ServerResult, Value};
use entity::enums::{Lens, WithheldReason};

use super::context::RequestContext;
use super::json::Texts;
use crate::policy::{Lenses, Record, Shown};
use crate::problem::Result;
use crate::store::Visible;

/// A future in a box.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An object of the schema that is executed breadth-first.
pub trait Wire: Clone + Send + Sync + Sized + 'static {
    /// Its name.
    fn name() -> &'static str;
    /// What it is, for the readers of the schema.
    fn description() -> String;
    /// The interfaces it implements.
    fn interfaces() -> &'static [&'static str] {
        &[]
    }
    /// Its fields, for the schema.
    fn fields(registry: &mut Registry) -> Vec<MetaField>;
    /// The class of data that a field stands behind; none where everybody who knows of the object may read it.
    fn lens(field: &str) -> Option<Lens>;
    /// What this object shows of children's records where these classes of data are asked of it.
    fn shown(&self, asked: Lenses) -> impl Iterator<Item = Shown>;
    /// One field of all these objects.
    fn field<'a>(batch: &'a [Self], call: &'a Call<'a>) -> Column<'a>;
}

/// The values of one field as JSON, one an object of the batch.
pub enum Column<'a> {
    /// At hand.
    Now(Result<Texts>),
    /// To be loaded.
    Later(Boxed<'a, Result<Texts>>),
}

/// One field of a selection, merged from every place that asks for the same response key.
pub struct Call<'a> {
    /// The field's name.
    pub name: &'a str,
    /// The field as it is asked for: its arguments.
    pub(super) field: &'a Field,
    /// What is asked of its objects.
    pub selection: Vec<&'a SelectionSet>,
    /// The response keys from the root to here, without list indexes.
    pub path: Vec<&'a str>,
    /// The request.
    pub walk: &'a Walk<'a>,
}

/// What holds for the whole answer.
pub struct Walk<'a> {
    /// What the request carries.
    pub request: &'a RequestContext,
    context: &'a ContextSelectionSet<'a>,
}

impl Walk<'_> {
    /// The value of a variable.
    pub(super) fn variable(&self, name: &str) -> Option<Value> {
        self.context.query_env.variables.get(name).cloned()
    }

    /// Whether a selection asks for a field, by itself or in a fragment.
    pub(super) fn selects(&self, set: &SelectionSet, field: &str) -> bool {
        set.items.iter().any(|item| match &item.node {
            Selection::Field(asked) => asked.node.name.node == field,
            Selection::InlineFragment(fragment) => self.selects(&fragment.node.selection_set.node, field),
            Selection::FragmentSpread(spread) => {
                let fragment = self
                    .context
                    .query_env
                    .fragments
                    .get(&spread.node.fragment_name.node);
                fragment.is_some_and(|fragment| self.selects(&fragment.node.selection_set.node, field))
            }
        })
    }
}

impl<'a> Call<'a> {
    /// Reads a row through a lens; marks it as withheld where the lens is closed. (That it is shown is marked by
    /// [`resolve`], from the field's declaration.)
    pub fn look<'r, M: Record, T>(
        &self,
        row: &'r Visible<M>,
        lens: Lens,
        read: impl FnOnce(&'r M) -> T,
    ) -> Option<T> {
        let value = row.get(lens, read);
        if value.is_none() {
            self.withhold(row, lens, row.sight().why_withheld(lens));
        }
        value
    }

    /// Whether a lens is open on a row; marks it as withheld where it is not.
    pub fn open<M: Record>(&self, row: &Visible<M>, lens: Lens) -> bool {
        self.look(row, lens, |_| ()).is_some()
    }

    /// Marks a class of data of a row as withheld.
    pub fn withhold<M: Record>(&self, row: &Visible<M>, lens: Lens, reason: WithheldReason) {
        let subject = row.base().id().to_string();
        self.walk
            .request
            .report
            .withhold(&self.path, lens, reason, subject);
    }

    /// The values of a to-one relation.
    pub fn one<U: Wire>(&'a self, found: Vec<Option<U>>) -> Boxed<'a, Result<Texts>> {
        Box::pin(async move {
            let there: Vec<bool> = found.iter().map(Option::is_some).collect();
            let batch: Vec<U> = found.into_iter().flatten().collect();
            let whole = batch.len() == there.len();
            let texts = resolve(batch, &self.selection, &self.path, self.walk).await?;
            if whole {
                return Ok(texts);
            }
            let mut values = Texts::with_capacity(there.len());
            let mut texts = texts.iter();
            for there in there {
                values.push([there.then(|| texts.next()).flatten().unwrap_or(NULL)]);
            }
            Ok(values)
        })
    }

    /// The values of a to-many relation; `None` is a list that is withheld.
    pub fn many<U: Wire>(&'a self, found: Vec<Option<Vec<U>>>) -> Boxed<'a, Result<Texts>> {
        Box::pin(async move {
            let counts: Vec<Option<usize>> = found.iter().map(|many| many.as_ref().map(Vec::len)).collect();
            let batch: Vec<U> = found.into_iter().flatten().flatten().collect();
            let texts = resolve(batch, &self.selection, &self.path, self.walk).await?;
            let mut values = Texts::with_capacity(counts.len());
            let mut texts = texts.iter();
            for count in counts {
                let Some(count) = count else {
                    values.push([NULL]);
                    continue;
                };
                let items = texts.by_ref().take(count).enumerate();
                let items =
                    items.flat_map(|(place, text)| [if place == 0 { b"".as_slice() } else { b"," }, text]);
                values.push(once(b"[".as_slice()).chain(items).chain([b"]".as_slice()]));
            }
            Ok(values)
        })
    }
}

const NULL: &[u8] = b"null";

type Collected<'a> = IndexMap<&'a str, (&'a Field, Vec<&'a SelectionSet>)>;

/// Executes a selection on all objects of one place.
pub fn resolve<'a, T: Wire>(
    batch: Vec<T>,
    selection: &'a [&'a SelectionSet],
    path: &'a [&'a str],
    walk: &'a Walk<'a>,
) -> Boxed<'a, Result<Texts>> {
    Box::pin(async move {
        if batch.is_empty() {
            return Ok(Texts::default());
        }
        let mut fields = Collected::new();
        for set in selection {
            collect::<T>(set, walk, &mut fields);
        }
        let asked = fields
            .values()
            .filter_map(|(field, _)| T::lens(&field.name.node))
            .fold(Lenses::NONE, Lenses::with);
        walk.request
            .report
            .show(batch.iter().flat_map(|it| it.shown(asked)));
        let mut columns = Vec::with_capacity(fields.len());
        for (key, (field, selection)) in fields {
            let name = field.name.node.as_str();
            let values = if name == "__typename" {
                Texts::repeated(&format!("\"{}\"", T::name()), batch.len())
            } else {
                let call = Call {
                    name,
                    field,
                    selection,
                    path: path.iter().copied().chain([key]).collect(),
                    walk,
                };
                match T::field(&batch, &call) {
                    Column::Now(values) => values?,
                    Column::Later(values) => values.await?,
                }
            };
            columns.push((key, values));
        }
        Ok(objects(&columns, batch.len()))
    })
}

/// The objects of a batch from its columns: name and values of each.
fn objects(columns: &[(&str, Texts)], count: usize) -> Texts {
    let names: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(place, (name, _))| format!("{}\"{name}\":", if place == 0 { '{' } else { ',' }))
        .collect();
    let mut values: Vec<_> = columns.iter().map(|(_, values)| values.iter()).collect();
    if columns.is_empty() {
        return Texts::repeated("{}", count);
    }
    let mut objects = Texts::with_capacity(count);
    for _ in 0..count {
        let members = names
            .iter()
            .zip(&mut values)
            .flat_map(|(name, values)| [name.as_bytes(), values.next().unwrap_or(NULL)]);
        objects.push(members.chain([b"}".as_slice()]));
    }
    objects
}

/// Gathers the fields that a selection asks of this type, merged by response key, in the order of the document.
fn collect<'a, T: Wire>(set: &'a SelectionSet, walk: &'a Walk<'a>, fields: &mut Collected<'a>) {
    let applies = |condition: &str| condition == T::name() || T::interfaces().contains(&condition);
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => {
                let key = field.node.response_key().node.as_str();
                let selection = &field.node.selection_set.node;
                fields
                    .entry(key)
                    .or_insert((&field.node, Vec::new()))
                    .1
                    .push(selection);
            }
            Selection::InlineFragment(fragment) => {
                let condition = fragment.node.type_condition.as_ref();
                if condition.is_none_or(|condition| applies(condition.node.on.node.as_str())) {
                    collect::<T>(&fragment.node.selection_set.node, walk, fields);
                }
            }
            Selection::FragmentSpread(spread) => {
                let fragment = walk
                    .context
                    .query_env
                    .fragments
                    .get(&spread.node.fragment_name.node);
                if let Some(fragment) = fragment
                    && applies(fragment.node.type_condition.node.on.node.as_str())
                {
                    collect::<T>(&fragment.node.selection_set.node, walk, fields);
                }
            }
        }
    }
}

/// Where async-graphql's execution enters ours: the objects of one field of a root, payload or edge.
pub async fn enter<T: Wire>(
    batch: Vec<T>,
    context: &ContextSelectionSet<'_>,
    field: &Positioned<Field>,
) -> ServerResult<Vec<Value>> {
    let walk = Walk {
        request: context.data_unchecked::<std::sync::Arc<RequestContext>>(),
        context,
    };
    let path: Vec<String> = context
        .path_node
        .map(|node| {
            let keys = node.to_string_vec();
            keys.into_iter()
                .filter(|key| key.parse::<usize>().is_err())
                .collect()
        })
        .unwrap_or_default();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let selection = [&context.item.node];
    let texts = resolve(batch, &selection, &path, &walk).await;
    texts.map(Texts::into_values).map_err(|problem| {
        context.set_error_path(async_graphql::Error::from(problem).into_server_error(field.pos))
    })
}

/// The type information of a wire type, for the schema.
pub fn describe<T: Wire>(registry: &mut Registry) -> MetaType {
    super::lens::declare(registry);
    for interface in T::interfaces() {
        registry.add_implements(T::name(), interface);
    }
    let fields = T::fields(registry)
        .into_iter()
        .map(|field| (field.name.clone(), field))
        .collect();
    MetaType::Object {
        name: T::name().to_owned(),
        description: Some(T::description()),
        fields,
        cache_control: CacheControl::default(),
        extends: false,
        shareable: false,
        resolvable: true,
        keys: None,
        visible: None,
        inaccessible: false,
        interface_object: false,
        tags: Vec::new(),
        is_subscription: false,
        rust_typename: Some(std::any::type_name::<T>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

/// One field for the schema.
pub fn meta_field(name: &str, description: &str, ty: String) -> MetaField {
    MetaField {
        name: name.to_owned(),
        description: Some(description.trim().to_owned()),
        args: IndexMap::new(),
        ty,
        deprecation: Deprecation::NoDeprecated,
        cache_control: CacheControl::default(),
        external: false,
        requires: None,
        provides: None,
        visible: None,
        shareable: false,
        inaccessible: false,
        tags: Vec::new(),
        override_from: None,
        compute_complexity: None,
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_objects_also_where_nothing_is_asked_of_them() {
        let columns = [
            ("a", Texts::repeated("1", 2)),
            ("b", Texts::of(["x", "y"].into_iter()).unwrap()),
        ];
        let all = objects(&columns, 2);
        let all: Vec<&[u8]> = all.iter().collect();
        assert_eq!(all, [br#"{"a":1,"b":"x"}"#, br#"{"a":1,"b":"y"}"#]);
        assert_eq!(objects(&[], 2).iter().collect::<Vec<_>>(), [b"{}", b"{}"]);
    }
}
