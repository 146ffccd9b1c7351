//! What of an executed operation's errors leaves, and what only the log sees.
//!
//! An error with a code of ours keeps its public text. An error without one that carries a foreign cause is a fault
//! of ours: it is logged and becomes INTERNAL. Any other comes from reading a value and is the caller's.

use async_graphql::{ErrorExtensionValues, ServerError, Value};

use crate::document::Limits;
use crate::problem::{Code, Failure, Problem, Refusal};

/// The only text of a fault of ours.
pub const INTERNAL: &str = "internal error; the request id finds it in the logs";

/// Masks the errors of an execution: coded, cut, counted, each with the request's id.
pub fn mask(errors: &mut Vec<ServerError>, request_id: &str, limits: &Limits) {
    for error in errors.iter() {
        log(error);
    }
    errors.truncate(limits.errors);
    for error in errors.iter_mut() {
        let code = code(error);
        error.message = match code {
            Code::Internal => INTERNAL.to_owned(),
            _ => limits.cut(&error.message),
        };
        error.source = None;
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        extensions.set("code", code.as_str());
        extensions.set("requestId", request_id);
        extensions.set("retryable", code.retryable());
    }
}

/// The code of an error, as the rules of this module say.
fn code(error: &ServerError) -> Code {
    let given = error
        .extensions
        .as_ref()
        .and_then(|extensions| extensions.get("code"));
    match given {
        Some(Value::String(text)) => {
            let known = Code::ALL.iter().find(|code| code.as_str() == text);
            // A code that is not in the table was never agreed on.
            known.copied().unwrap_or(Code::Internal)
        }
        _ if error.source.is_some() => Code::Internal,
        _ => Code::BadUserInput,
    }
}

/// Every cause is logged here, and nowhere else; the span around it holds the request's id.
fn log(error: &ServerError) {
    let path = error.path.iter().map(|segment| match segment {
        async_graphql::PathSegment::Field(name) => name.clone(),
        async_graphql::PathSegment::Index(index) => index.to_string(),
    });
    let path = path.collect::<Vec<_>>().join(".");
    match error.source::<Failure>() {
        Some(failure) => log_failure(failure, &path),
        None if code(error) == Code::Internal => {
            tracing::error!(%path, cause = %error.message, "a resolver failed");
        }
        None => {}
    }
}

/// Logs a failure's cause, once.
pub fn log_failure(failure: &Failure, path: &str) {
    let (code, at) = (failure.code.as_str(), failure.at);
    match &failure.source {
        Some(cause) if failure.code == Code::Internal => tracing::error!(code, %at, path, %cause, "failed"),
        Some(cause) => tracing::warn!(code, %at, path, %cause, "failed"),
        None => tracing::debug!(code, %at, path, "failed"),
    }
}

/// The code of a problem and the text that leaves; where it has a cause, log it first.
pub fn public(problem: Problem) -> (Code, std::borrow::Cow<'static, str>) {
    match problem {
        Problem::Failed(failure) if failure.code == Code::Internal => (Code::Internal, INTERNAL.into()),
        Problem::Failed(failure) => (failure.code, failure.public),
        Problem::Refused(refusal) => {
            let (code, message) = refused(*refusal);
            (code, message.into())
        }
    }
}

/// A refusal outside a mutation's payload, as where a query's argument is wrong.
fn refused(refusal: Refusal) -> (Code, String) {
    match refusal {
        Refusal::Invalid(problems) => {
            let told = problems
                .into_iter()
                .map(|problem| format!("{}: {}", problem.path.join("."), problem.message));
            (Code::BadUserInput, told.collect::<Vec<_>>().join("; "))
        }
        Refusal::NotFound { path } => (
            Code::NotFound,
            format!("{}: nothing that you may see", path.join(".")),
        ),
        Refusal::NotAllowed { responsible, .. } => (Code::Forbidden, responsible.explanation),
        Refusal::Rule { message, .. } => (Code::BadUserInput, message),
        Refusal::VersionConflict { .. } => (
            Code::BadUserInput,
            "the version is not the current one".to_owned(),
        ),
        Refusal::IllegalTransition { from, .. } => {
            (Code::BadUserInput, format!("not possible in the state {from}"))
        }
        Refusal::IdempotencyKeyReused => (
            Code::BadUserInput,
            "the idempotency key was used for another input".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Error, Pos, ServerError};

    use super::mask;
    use crate::document::Limits;
    use crate::problem::{Code, Problem};

    fn masked(error: Error) -> serde_json::Value {
        let mut errors = vec![error.into_server_error(Pos::default())];
        mask(&mut errors, "request-1", &Limits::default());
        serde_json::to_value(&errors[0]).unwrap()
    }

    #[test]
    fn what_leaves_of_an_error() {
        let foreign = Error::new_with_source(std::io::Error::other("no such table: child"));
        let caused = Problem::unavailable("connection refused by db.internal").into();
        for (error, code, message) in [
            (
                Problem::failed(Code::Forbidden, "not yours").into(),
                "FORBIDDEN",
                "not yours",
            ),
            (
                Problem::internal("SELECT * FROM child").into(),
                "INTERNAL",
                super::INTERNAL,
            ),
            (caused, "UNAVAILABLE", "temporarily unavailable: try again"),
            (foreign, "INTERNAL", super::INTERNAL),
            (
                Error::new("Failed to parse \"Date\""),
                "BAD_USER_INPUT",
                "Failed to parse \"Date\"",
            ),
            (
                Problem::invalid(["input", "birthDate"], "is in the future").into(),
                "BAD_USER_INPUT",
                "input.birthDate: is in the future",
            ),
        ] {
            let json = masked(error);
            assert_eq!(json["message"], message);
            assert_eq!(json["extensions"]["code"], code);
            assert_eq!(json["extensions"]["requestId"], "request-1");
            assert_eq!(json["extensions"]["retryable"], code == "UNAVAILABLE");
        }
    }

    #[test]
    fn errors_are_counted_and_cut() {
        let mut errors = vec![ServerError::new("x".repeat(5_000), None); 50];
        mask(&mut errors, "request-1", &Limits::default());
        assert_eq!(errors.len(), 20);
        assert!(errors.iter().all(|error| error.message.chars().count() == 300));
    }
}
