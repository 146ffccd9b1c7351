//! What an operation may cost: one per object that it may load, multiplied down its lists.

use apollo_compiler::Schema;
use apollo_compiler::ast::{Type, Value};
use apollo_compiler::executable::Field;
use apollo_compiler::response::{JsonMap, JsonValue};

use super::limits::Limits;
use super::merge::Item;
use super::{Cost, RequestError};

/// The fields that lead from one introspected type to further ones, each many.
const INTROSPECTION_LISTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

/// How many items an introspected list is taken to have: what it gives is in memory, nothing is loaded.
const INTROSPECTED_ITEMS: u64 = 5;

/// Prices operations. Every sum and product saturates.
#[derive(Clone, Copy)]
pub struct Pricing<'a> {
    /// The schema, for what is an object type.
    pub schema: &'a Schema,
    /// The bounds of lists.
    pub limits: &'a Limits,
    /// The coerced variables: `first` and `last` are often among them.
    pub variables: &'a JsonMap,
}

/// What is known on the way down.
#[derive(Clone, Copy, Default)]
struct Path {
    /// How many items the lists of this level have, where an argument above says so.
    page: Option<u64>,
    /// Lists of types passed in an introspection.
    introspected: usize,
}

impl Pricing<'_> {
    /// The cost of an operation, refused where it is above the limit.
    pub fn check(&self, selected: &[Item]) -> Result<Cost, RequestError> {
        let requested = self.selected(selected, Path::default())?;
        let limit = self.limits.cost;
        let cost = Cost { requested, limit };
        if limit < requested {
            let message =
                format!("the operation may cost {requested}, more than {limit}: ask for fewer items at once");
            return Err(RequestError {
                cost: Some(cost),
                ..RequestError::limit("cost", message)
            });
        }
        Ok(cost)
    }

    /// Of fragments on different object types only one applies to an object: the dearest counts.
    fn selected(&self, selected: &[Item], path: Path) -> Result<u64, RequestError> {
        let mut sum = 0_u64;
        let mut objects: Vec<(&str, u64)> = Vec::new();
        for item in selected {
            match item {
                Item::Field(field, inside) => sum = sum.saturating_add(self.field(field, inside, path)?),
                Item::On(condition, inside) => {
                    let cost = self.selected(inside, path)?;
                    let earlier = objects.iter_mut().find(|(name, _)| *name == condition.as_str());
                    if self.schema.get_object(condition).is_none() {
                        sum = sum.saturating_add(cost);
                    } else if let Some((_, same)) = earlier {
                        *same = same.saturating_add(cost);
                    } else {
                        objects.push((condition, cost));
                    }
                }
            }
        }
        Ok(sum.saturating_add(objects.iter().map(|(_, cost)| *cost).max().unwrap_or(0)))
    }

    fn field(&self, field: &Field, inside: &[Item], path: Path) -> Result<u64, RequestError> {
        if inside.is_empty() {
            return Ok(0);
        }
        let page = self.page(field);
        let below = Path {
            page,
            introspected: self.introspected(field, path)?,
        };
        let each = self.selected(inside, below)?.saturating_add(1);
        let mut items = 1_u64;
        let mut ty = &field.definition.ty;
        let mut known = page.or_else(|| self.asked(field)).or(path.page);
        let introspects = ty.inner_named_type().starts_with("__");
        let bound = if introspects {
            INTROSPECTED_ITEMS
        } else {
            self.limits.list_bound
        };
        while let Type::List(inner) | Type::NonNullList(inner) = ty {
            items = items.saturating_mul(known.take().unwrap_or(bound));
            ty = inner;
        }
        Ok(each.saturating_mul(items))
    }

    /// How many items a field with `first` or `last` gives.
    fn page(&self, field: &Field) -> Option<u64> {
        let sizes = ["first", "last"].map(|name| {
            let defined = field.definition.argument_by_name(name)?;
            let given = field
                .specified_argument_by_name(name)
                .and_then(|value| self.integer(value));
            Some(given.or_else(|| {
                defined
                    .default_value
                    .as_ref()
                    .and_then(|value| self.integer(value))
            }))
        });
        if sizes.iter().all(Option::is_none) {
            return None;
        }
        let largest = sizes.into_iter().flatten().flatten().max();
        // A size below one is the resolver's to refuse; it never makes anything cheaper.
        Some(largest.map_or(self.limits.page_default, |size| {
            u64::try_from(size).unwrap_or(0).max(1)
        }))
    }

    fn integer(&self, value: &Value) -> Option<i64> {
        match value {
            Value::Int(number) => number.as_str().parse().ok(),
            Value::Variable(name) => self.variables.get(name.as_str()).and_then(JsonValue::as_i64),
            _ => None,
        }
    }

    /// How many items a list field gives that is asked for by a list, as in `nodes(ids: […])`.
    fn asked(&self, field: &Field) -> Option<u64> {
        let length = match field.specified_argument_by_name("ids")?.as_ref() {
            Value::List(items) => items.len(),
            Value::Variable(name) => self.variables.get(name.as_str())?.as_array()?.len(),
            _ => 1,
        };
        Some(u64::try_from(length).unwrap_or(u64::MAX).max(1))
    }

    fn introspected(&self, field: &Field, path: Path) -> Result<usize, RequestError> {
        let is_list = field.definition.ty.inner_named_type().starts_with("__")
            && INTROSPECTION_LISTS.contains(&field.name.as_str());
        let lists = path.introspected + usize::from(is_list);
        if self.limits.introspection_lists < lists {
            return Err(RequestError::limit(
                "introspection_lists",
                "the introspection goes from list to list too often",
            ));
        }
        Ok(lists)
    }
}
