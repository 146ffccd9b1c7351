//! Parsing, validation and the coercion of variables, by apollo-compiler; its diagnostics as request errors.

use apollo_compiler::ast::Document;
use apollo_compiler::executable::Operation;
use apollo_compiler::parser::Parser;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use apollo_parser::SyntaxKind;
use apollo_parser::cst::CstNode;

use super::limits::Limits;
use super::{Location, RequestError};
use crate::problem::{Code, Problem};

/// The parser's own bound; the scan before it is narrower.
const RECURSION: usize = 200;

/// The parts of introspection that the executor knows and the validator does not.
const INTROSPECTION: &str = "extend type __Type { isOneOf: Boolean }";

/// Reads the schema that the executor publishes.
pub fn schema(sdl: &str) -> Result<Valid<Schema>, Problem> {
    let mut builder = Schema::builder().parse(sdl, "schema.graphql");
    if sdl.contains("@oneOf") {
        builder = builder.parse(INTROSPECTION, "introspection.graphql");
    }
    let built = builder.build().map_err(|invalid| invalid.errors);
    built
        .and_then(|schema| schema.validate().map_err(|invalid| invalid.errors))
        .map_err(|errors| Problem::internal(format!("the schema is invalid: {errors}")))
}

/// Reads a document's syntax.
pub fn parse(text: &str, limits: &Limits) -> Result<Document, Vec<RequestError>> {
    let mut parser = Parser::new()
        .token_limit(limits.tokens.saturating_mul(4))
        .recursion_limit(RECURSION);
    let document = parser
        .parse_ast(text, "document")
        .map_err(|invalid| request_errors(&invalid.errors, Code::ParseFailed, limits))?;
    complete(text).map(|()| document).map_err(|error| vec![error])
}

/// Refuses a name without a value among arguments or an input's fields, which the parser lets through as if it were not
/// there. For the text of a document that was parsed.
fn complete(text: &str) -> Result<(), RequestError> {
    let tree = apollo_parser::Parser::new(text)
        .recursion_limit(RECURSION)
        .parse();
    let nodes = tree.document().syntax().descendants();
    let mut named =
        nodes.filter(|node| matches!(node.kind(), SyntaxKind::ARGUMENT | SyntaxKind::OBJECT_FIELD));
    let bare = named.find(|node| {
        let mut parts = node.children_with_tokens();
        !parts.any(|part| part.kind() == SyntaxKind::COLON)
    });
    let Some(bare) = bare else { return Ok(()) };
    let before = text.get(..bare.text_range().start().into()).unwrap_or_default();
    let location = Location {
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
    };
    let message = "expected `:` and a value after this name";
    Err(RequestError::new(Code::ParseFailed, message).at(Some(location)))
}

/// Validates a document against the schema.
pub fn validate(
    schema: &Valid<Schema>,
    document: &Document,
    limits: &Limits,
) -> Result<Valid<ExecutableDocument>, Vec<RequestError>> {
    document
        .to_executable_validate(schema)
        .map_err(|invalid| request_errors(&invalid.errors, Code::ValidationFailed, limits))
}

/// Coerces the variables to the types that the operation declares; defaults are filled in, undeclared ones dropped.
pub fn coerce(
    schema: &Valid<Schema>,
    operation: &Operation,
    variables: &JsonMap,
) -> Result<JsonMap, RequestError> {
    coerce_variable_values(schema, operation, variables)
        .map(Valid::into_inner)
        .map_err(|error| RequestError::new(Code::BadUserInput, error.message().to_string()))
}

fn request_errors(errors: &DiagnosticList, code: Code, limits: &Limits) -> Vec<RequestError> {
    let found = errors.iter().take(limits.errors).map(|diagnostic| {
        let json = diagnostic.to_json();
        let message = without_suggestion(&json.message);
        // The parser counts white space and comments too: a document of little else has too many tokens.
        let limit = message.contains("limit reached").then_some("tokens");
        let code = limit.map_or(code, |_| Code::LimitExceeded);
        let locations = json
            .locations
            .iter()
            .map(|at| Location {
                line: at.line,
                column: at.column,
            })
            .collect();
        RequestError {
            locations,
            limit,
            ..RequestError::new(code, limits.cut(message))
        }
    });
    found.collect()
}

/// Suggestions would tell a guesser what exists.
fn without_suggestion(message: &str) -> &str {
    message
        .split_once(" Did you mean")
        .map_or(message, |(told, _)| told)
}
