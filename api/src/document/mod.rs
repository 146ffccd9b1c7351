//! From a request's text to a document that is safe to execute.
//!
//! Each step is linear and bounds the next: bytes, tokens and brackets ([`prescan`]) → syntax ([`validate`]) → what
//! the fragments expand to ([`cost`]) → validation ([`validate`], [`usage`], [`input`]) → the variables' values →
//! fragments written out and repeated fields merged ([`merge`]) → what it may cost ([`price`]) → the executor's own
//! document ([`convert`]). What does not depend on the variables is kept ([`prepared`]).
//!
//! Nothing that leaves here can fail as a request: what the executor reports afterwards is an execution error.

mod convert;
mod cost;
mod input;
mod limits;
mod merge;
mod prepared;
mod prescan;
mod price;
mod usage;
mod validate;

use std::sync::Arc;

use apollo_compiler::Schema;
use apollo_compiler::ast::OperationType;
use apollo_compiler::parser::{SourceMap, SourceSpan};
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::validation::Valid;

pub use self::limits::Limits;
use crate::problem::{Code, Problem};

/// Characters that are kept of an operation's name.
const NAME_CHARS: usize = 64;

/// Where in a document something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Location {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Location {
    fn of(span: Option<SourceSpan>, sources: &SourceMap) -> Option<Self> {
        let at = span?.line_column(sources)?;
        Some(Self {
            line: at.line,
            column: at.column,
        })
    }
}

/// Why a request is refused before anything is executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    /// The coded kind.
    pub code: Code,
    /// What is wrong, for the caller.
    pub message: String,
    /// Where in the document.
    pub locations: Vec<Location>,
    /// The limit that is exceeded, by its name in the configuration.
    pub limit: Option<&'static str>,
    /// What the operation may cost, where that is too much.
    pub cost: Option<Cost>,
}

impl RequestError {
    /// An error of the whole document.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            locations: Vec::new(),
            limit: None,
            cost: None,
        }
    }

    fn limit(limit: &'static str, message: impl Into<String>) -> Self {
        Self {
            limit: Some(limit),
            ..Self::new(Code::LimitExceeded, message)
        }
    }

    fn at(self, location: Option<Location>) -> Self {
        Self {
            locations: location.into_iter().collect(),
            ..self
        }
    }
}

/// What an operation may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Writes.
    Mutation,
    /// Listens.
    Subscription,
}

impl OperationKind {
    /// The keyword of the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}

/// What an operation may cost, and what it could have cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Cost {
    /// Of this operation.
    pub requested: u64,
    /// The most that an operation may cost.
    pub limit: u64,
}

/// A request that may be executed.
pub struct Prepared {
    /// The request, its document already read.
    pub request: async_graphql::Request,
    /// What it may do.
    pub kind: OperationKind,
    /// The name of the operation that was chosen, for logs and records: at most 64 characters.
    pub operation_name: Option<String>,
    /// What it may cost.
    pub cost: Cost,
    /// Whether it asks where the change feed stands.
    pub reads_position: bool,
    /// The same for the same text and the same choice of operation.
    pub fingerprint: prepared::Key,
}

/// Reads, checks and prepares documents for one schema.
pub struct FrontEnd {
    schema: Valid<Schema>,
    limits: Limits,
    documents: prepared::Documents,
}

impl FrontEnd {
    /// A front end for the schema that the executor publishes as `sdl`.
    pub fn new(sdl: &str, limits: Limits) -> Result<Self, Problem> {
        let schema = validate::schema(sdl)?;
        let documents = prepared::Documents::new(&limits);
        Ok(Self {
            schema,
            limits,
            documents,
        })
    }

    /// The limits that are applied.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Prepares a request, or says everything that is wrong with it.
    pub fn prepare(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: serde_json::Map<String, serde_json::Value>,
    ) -> Result<Prepared, Vec<RequestError>> {
        self.prepare_uncut(query, operation_name, variables)
            .map_err(|mut errors| {
                errors.truncate(self.limits.errors);
                for error in &mut errors {
                    error.message = self.limits.cut(&error.message);
                }
                errors
            })
    }

    fn prepare_uncut(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: serde_json::Map<String, serde_json::Value>,
    ) -> Result<Prepared, Vec<RequestError>> {
        // An empty name is what some clients send for none.
        let operation_name = operation_name.filter(|name| !name.is_empty());
        let given_name = operation_name;
        let known = self.known(query, operation_name)?;
        let operation = &known.operation;
        let given: JsonMap = variables
            .into_iter()
            .map(|(name, mut value)| {
                input::whole_numbers(&mut value);
                (name.into(), JsonValue::from(value))
            })
            .collect();
        let inputs = input::Inputs::new(&self.schema, &self.limits);
        let coerced = validate::coerce(&self.schema, operation, &given).map_err(|error| vec![error])?;
        inputs
            .variables(operation, &coerced)
            .map_err(|error| vec![error])?;
        let formed = known.form(&self.schema, &coerced);
        let pricing = price::Pricing {
            schema: &self.schema,
            limits: &self.limits,
            variables: &coerced,
        };
        let cost = pricing.check(formed.selected()).map_err(|error| vec![error])?;
        let name = operation.name.as_ref().map(ToString::to_string);
        let mut request = async_graphql::Request::new("").variables(convert::variables(coerced));
        request.operation_name.clone_from(&name);
        if let Some(executable) = formed.into_executable() {
            request.set_parsed_query(executable);
        }
        let operation_name = name.map(|name| name.chars().take(NAME_CHARS).collect());
        let kind = match operation.operation_type {
            OperationType::Query => OperationKind::Query,
            OperationType::Mutation => OperationKind::Mutation,
            OperationType::Subscription => OperationKind::Subscription,
        };
        Ok(Prepared {
            reads_position: query.contains("streamPosition"),
            fingerprint: prepared::key(query, given_name),
            request,
            kind,
            operation_name,
            cost,
        })
    }

    /// The operation of this text, read now or before.
    fn known(
        &self,
        query: &str,
        operation_name: Option<&str>,
    ) -> Result<Arc<prepared::Known>, Vec<RequestError>> {
        let key = prepared::key(query, operation_name);
        if let Some(known) = self.documents.get(&key) {
            return Ok(known);
        }
        prescan::check(query, &self.limits).map_err(|error| vec![error])?;
        let syntax = validate::parse(query, &self.limits)?;
        cost::check(&syntax, &self.limits).map_err(|error| vec![error])?;
        let document = validate::validate(&self.schema, &syntax, &self.limits)?;
        usage::check(&self.schema, &document).map_err(|error| vec![error])?;
        let inputs = input::Inputs::new(&self.schema, &self.limits);
        inputs.document(&document).map_err(|error| vec![error])?;
        let operation = document.operations.get(operation_name).map_err(|error| {
            vec![RequestError::new(
                Code::OperationResolution,
                error.message().to_string(),
            )]
        })?;
        let operation = operation.clone();
        let known = Arc::new(prepared::Known::new(
            &self.schema,
            document,
            operation,
            query.len(),
        ));
        self.documents.keep(key, Arc::clone(&known));
        Ok(known)
    }
}

#[cfg(test)]
mod tests;
