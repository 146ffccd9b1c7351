//! One operation with every fragment written out and every repeated field merged into its first occurrence.
//!
//! The executor runs a field once for each of its occurrences; the specification, once. So fragments are written out
//! wherever they certainly apply, which is everywhere below an object type and so at a mutation's root; `@skip` and
//! `@include` are decided here, with the variables. Below an interface or union, a fragment on another type stays.

use apollo_compiler::ast::{DirectiveList, Value};
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};
use indexmap::IndexMap;

/// What is selected on one type, in the order of the answer's keys.
pub type Selected = Vec<Item>;

/// One selection.
#[derive(Debug, Clone)]
pub enum Item {
    /// A field, the first of its response key.
    Field(Node<Field>, Selected),
    /// A fragment that applies to some of the possible types only.
    On(Name, Selected),
}

/// Whether the document decides a selection by a variable.
pub fn is_conditional(document: &ExecutableDocument) -> bool {
    let fragments = document
        .fragments
        .values()
        .map(|fragment| &fragment.selection_set);
    let mut open: Vec<&SelectionSet> = fragments.collect();
    open.extend(
        document
            .operations
            .iter()
            .map(|operation| &operation.selection_set),
    );
    while let Some(set) = open.pop() {
        for selection in &set.selections {
            if by_variable(selection.directives()) {
                return true;
            }
            match selection {
                Selection::Field(field) => open.push(&field.selection_set),
                Selection::InlineFragment(inline) => open.push(&inline.selection_set),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    false
}

fn by_variable(directives: &DirectiveList) -> bool {
    let conditions = directives
        .iter()
        .filter(|directive| matches!(directive.name.as_str(), "skip" | "include"));
    conditions
        .filter_map(|directive| directive.specified_argument_by_name("if"))
        .any(|value| value.as_variable().is_some())
}

/// Writes an operation out. The recursion is bounded by the document's depth, the work by its written-out fields.
pub struct Merge<'a> {
    /// The schema, for what applies to what.
    pub schema: &'a Valid<Schema>,
    /// The document, for its fragments.
    pub document: &'a ExecutableDocument,
    /// The coerced variables.
    pub variables: &'a JsonMap,
}

/// What is gathered on one type before the fields' own selections are merged.
enum Slot<'a> {
    Fields(Vec<&'a Node<Field>>),
    /// The last says whether the condition is an object type.
    On(&'a Name, Vec<&'a SelectionSet>, bool),
}

/// The slots in order; a field is found by its response key.
#[derive(Default)]
struct Gathered<'a> {
    slots: Vec<Slot<'a>>,
    keys: IndexMap<&'a Name, usize>,
}

impl<'a> Merge<'a> {
    /// What the operation selects.
    pub fn operation(&self, operation: &'a Operation) -> Selected {
        self.merge(&[&operation.selection_set], &operation.selection_set.ty)
    }

    fn merge(&self, sets: &[&'a SelectionSet], parent: &Name) -> Selected {
        let mut gathered = Gathered::default();
        for set in sets {
            self.gather(set, parent, &mut gathered);
        }
        let items = gathered.slots.into_iter().filter_map(|slot| match slot {
            Slot::Fields(fields) => {
                let first = *fields.first()?;
                let sets: Vec<_> = fields.iter().map(|field| &field.selection_set).collect();
                // The parent's own definition may promise a narrower type than that of an interface.
                let defined = self.schema.type_field(parent, &first.name).ok();
                let ty = defined.map_or(&first.selection_set.ty, |field| field.ty.inner_named_type());
                Some(Item::Field(first.clone(), self.merge(&sets, ty)))
            }
            Slot::On(condition, sets, _) => {
                let inside = self.merge(&sets, condition);
                (!inside.is_empty()).then(|| Item::On(condition.clone(), inside))
            }
        });
        items.collect()
    }

    fn gather(&self, set: &'a SelectionSet, parent: &Name, gathered: &mut Gathered<'a>) {
        for selection in &set.selections {
            if !self.is_included(selection.directives()) {
                continue;
            }
            match selection {
                Selection::Field(field) => gathered.field(field),
                Selection::InlineFragment(inline) => {
                    self.fragment(
                        inline.type_condition.as_ref(),
                        &inline.selection_set,
                        parent,
                        gathered,
                    );
                }
                Selection::FragmentSpread(spread) => {
                    let Some(fragment) = self.document.fragments.get(&spread.fragment_name) else {
                        continue;
                    };
                    let set = &fragment.selection_set;
                    self.fragment(Some(&set.ty), set, parent, gathered);
                }
            }
        }
    }

    fn fragment(
        &self,
        condition: Option<&'a Name>,
        set: &'a SelectionSet,
        parent: &Name,
        gathered: &mut Gathered<'a>,
    ) {
        match condition {
            Some(condition) if condition != parent && !self.schema.is_subtype(condition, parent) => {
                // Nothing but itself is below an object type: such a fragment never applies.
                if !self.is_object(parent) {
                    gathered.on(condition, set, self.is_object(condition));
                }
            }
            _ => self.gather(set, parent, gathered),
        }
    }

    fn is_object(&self, name: &Name) -> bool {
        self.schema.get_object(name).is_some()
    }

    fn is_included(&self, directives: &DirectiveList) -> bool {
        directives.iter().all(|directive| {
            let wanted = match directive.name.as_str() {
                "skip" => false,
                "include" => true,
                _ => return true,
            };
            let condition = match directive.specified_argument_by_name("if").map(AsRef::as_ref) {
                Some(Value::Boolean(condition)) => Some(*condition),
                Some(Value::Variable(name)) => self.variables.get(name.as_str()).and_then(JsonValue::as_bool),
                _ => None,
            };
            condition == Some(wanted)
        })
    }
}

impl<'a> Gathered<'a> {
    fn field(&mut self, field: &'a Node<Field>) {
        let key = field.response_key();
        let earlier = self.keys.get(key).and_then(|&at| self.slots.get_mut(at));
        if let Some(Slot::Fields(fields)) = earlier {
            fields.push(field);
        } else {
            self.keys.insert(key, self.slots.len());
            self.slots.push(Slot::Fields(vec![field]));
        }
    }

    /// Joins the fragment to an earlier one on the same object type, where that leaves the order of keys as it is:
    /// when only fragments on other object types stand between.
    fn on(&mut self, condition: &'a Name, set: &'a SelectionSet, is_object: bool) {
        if is_object {
            for slot in self.slots.iter_mut().rev() {
                match slot {
                    Slot::On(earlier, sets, _) if *earlier == condition => return sets.push(set),
                    Slot::On(_, _, true) => {}
                    Slot::On(_, _, false) | Slot::Fields(_) => break,
                }
            }
        }
        self.slots.push(Slot::On(condition, vec![set], is_object));
    }
}
