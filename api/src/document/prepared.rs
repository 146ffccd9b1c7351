//! Documents that passed, kept: the text is read once, the variables at each request.

use std::sync::Arc;

use apollo_compiler::executable::Operation;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Node, Schema};
use async_graphql::parser::types;
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::convert::Convert;
use super::limits::Limits;
use super::merge::{Item, Merge, Selected, is_conditional};

/// An operation of a valid document.
pub struct Known {
    /// The valid document.
    pub document: Valid<ExecutableDocument>,
    /// The operation that was chosen.
    pub operation: Node<Operation>,
    /// Its merged form, where no variable decides what is selected.
    fixed: Option<Form>,
    bytes: usize,
}

/// What is executed.
pub struct Form {
    /// The merged operation.
    pub selected: Selected,
    /// The same for the executor.
    pub executable: types::ExecutableDocument,
}

impl Known {
    /// Prepares what does not depend on the variables.
    pub fn new(
        schema: &Valid<Schema>,
        document: Valid<ExecutableDocument>,
        operation: Node<Operation>,
        bytes: usize,
    ) -> Self {
        let mut known = Self {
            document,
            operation,
            fixed: None,
            bytes,
        };
        if !is_conditional(&known.document) {
            known.fixed = Some(known.written_out(schema, &known.placeholders()));
        }
        known
    }

    /// What is executed with these coerced variables.
    pub fn form(self: &Arc<Self>, schema: &Valid<Schema>, variables: &JsonMap) -> Formed {
        match &self.fixed {
            Some(_) if variables.len() == self.operation.variables.len() => Formed::Fixed(Arc::clone(self)),
            _ => Formed::Fresh(Box::new(self.written_out(schema, variables))),
        }
    }

    fn written_out(&self, schema: &Valid<Schema>, variables: &JsonMap) -> Form {
        let merge = Merge {
            schema,
            document: &self.document,
            variables,
        };
        let selected = merge.operation(&self.operation);
        let convert = Convert {
            sources: &self.document.sources,
            variables,
        };
        let executable = convert.document(&self.operation, &selected);
        Form { selected, executable }
    }

    /// Every variable given: the fixed form is for requests that leave none out.
    fn placeholders(&self) -> JsonMap {
        let names = self
            .operation
            .variables
            .iter()
            .map(|variable| variable.name.as_str());
        names.map(|name| (name.into(), true.into())).collect()
    }
}

/// A form, shared or made for one request.
pub enum Formed {
    /// Shared by all requests with this document.
    Fixed(Arc<Known>),
    /// Made with one request's variables.
    Fresh(Box<Form>),
}

impl Formed {
    /// The merged operation.
    pub fn selected(&self) -> &[Item] {
        match self {
            Self::Fixed(known) => known.fixed.as_ref().map_or(&[], |form| &form.selected),
            Self::Fresh(form) => &form.selected,
        }
    }

    /// The executor's document, which it consumes.
    pub fn into_executable(self) -> Option<types::ExecutableDocument> {
        match self {
            Self::Fixed(known) => known.fixed.as_ref().map(|form| form.executable.clone()),
            Self::Fresh(form) => Some(form.executable),
        }
    }
}

/// Names a text and the operation chosen in it.
pub type Key = [u8; 32];

/// The key of a text and an operation's name. A cryptographic hash: nobody can make two texts share a key.
pub fn key(text: &str, operation_name: Option<&str>) -> Key {
    let mut hash = Sha256::new();
    hash.update([u8::from(operation_name.is_some())]);
    hash.update(text.len().to_le_bytes());
    hash.update(text);
    hash.update(operation_name.unwrap_or_default());
    hash.finalize().into()
}

/// The kept documents, bounded by memory.
pub struct Documents(Cache<Key, Arc<Known>>);

impl Documents {
    /// An empty cache.
    pub fn new(limits: &Limits) -> Self {
        // A document weighs what its text weighs many times over, and its written-out form besides.
        let weigh = |_: &Key, known: &Arc<Known>| {
            let fields = known.fixed.as_ref().map_or(0, |form| count(&form.selected));
            u32::try_from(2_048 + known.bytes * 24 + fields * 1_024).unwrap_or(u32::MAX)
        };
        Self(
            Cache::builder()
                .max_capacity(limits.prepared_bytes)
                .weigher(weigh)
                .build(),
        )
    }

    /// A document that passed before.
    pub fn get(&self, key: &Key) -> Option<Arc<Known>> {
        self.0.get(key)
    }

    /// Keeps a document that passed.
    pub fn keep(&self, key: Key, known: Arc<Known>) {
        self.0.insert(key, known);
    }
}

fn count(selected: &[Item]) -> usize {
    let sizes = selected.iter().map(|item| match item {
        Item::Field(_, inside) | Item::On(_, inside) => 1 + count(inside),
    });
    sizes.sum()
}
