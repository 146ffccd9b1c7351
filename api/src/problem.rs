//! Everything that can go wrong, once.
//!
//! A [`Problem`] is either a [`Refusal`], an expected outcome that a mutation's payload shows as a typed `userErrors`
//! entry, or a [`Failure`], which ends in the response's `errors`. Neither has `Display` nor `std::error::Error`:
//! async-graphql would turn any `Display` into a client message. The public text and the cause never share a string.

use std::borrow::Cow;
use std::panic::Location;
use std::sync::Arc;

/// The result of everything that can go wrong.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// The cause of a failure: logged once, never shown.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $http:literal, $retryable:literal;)+) => {
        /// The code of a failure: `errors[].extensions.code`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as clients see it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The HTTP status of a response that carries only this failure and no data.
            pub const fn http(self) -> u16 {
                match self { $(Self::$name => $http,)+ }
            }

            /// Whether the same request may succeed later.
            pub const fn retryable(self) -> bool {
                match self { $(Self::$name => $retryable,)+ }
            }

            /// What the code means.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// The body is not the JSON that GraphQL over HTTP asks for.
    BadRequest = "BAD_REQUEST", 400, false;
    /// The document is not GraphQL.
    ParseFailed = "GRAPHQL_PARSE_FAILED", 400, false;
    /// The document does not fit the schema.
    ValidationFailed = "GRAPHQL_VALIDATION_FAILED", 400, false;
    /// A value is not what the field or variable takes.
    BadUserInput = "BAD_USER_INPUT", 400, false;
    /// The document holds several operations and none was chosen, or one that it does not hold.
    OperationResolution = "OPERATION_RESOLUTION_FAILURE", 400, false;
    /// The request is larger, deeper or dearer than the published limits allow.
    LimitExceeded = "LIMIT_EXCEEDED", 400, false;
    /// No token, or one that is not accepted.
    Unauthenticated = "UNAUTHENTICATED", 401, false;
    /// The caller is known, but the directory does not allow what was asked.
    Forbidden = "FORBIDDEN", 403, false;
    /// There is nothing here that the caller may see.
    NotFound = "NOT_FOUND", 404, false;
    /// The method is not allowed for this operation.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", 405, false;
    /// No media type that the caller accepts can be given.
    NotAcceptable = "NOT_ACCEPTABLE", 406, false;
    /// The body took too long to arrive.
    RequestTimeout = "REQUEST_TIMEOUT", 408, true;
    /// The body is larger than the published limit.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE", 413, false;
    /// The address is longer than the published limit: send a long document by POST.
    AddressTooLong = "URI_TOO_LONG", 414, false;
    /// The body is not JSON.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", 415, false;
    /// Too many requests of this subject; see Retry-After.
    RateLimited = "RATE_LIMITED", 429, true;
    /// The answer took longer than the published limit.
    Timeout = "TIMEOUT", 504, true;
    /// The answer would be larger than the published limit; ask for less.
    ResponseTooLarge = "RESPONSE_TOO_LARGE", 413, false;
    /// Something that the answer needs is away. An act was not done, unless its payload is there beside the error.
    Unavailable = "UNAVAILABLE", 503, true;
    /// An act was decided, and what it needed went away while it was being kept: it may or may not have happened. The
    /// same request with the same idempotency key finds out, and does it if it has not.
    OutcomeUnknown = "OUTCOME_UNKNOWN", 503, true;
    /// A fault of ours. The request id finds it in the logs.
    Internal = "INTERNAL", 500, false;
}

/// Who could have done what was refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Responsible {
    /// The step of the review that the act fulfils.
    pub step: Option<entity::enums::ReviewStep>,
    /// The profession whose it is, where it is that of one.
    pub discipline: Option<entity::enums::Discipline>,
    /// The roles that may.
    pub roles: Vec<entity::enums::Role>,
    /// In a sentence, with the relation that is needed.
    pub explanation: String,
    /// The practitioner who is responsible for exactly this row, where one is named.
    pub practitioner: Option<entity::ids::PractitionerId>,
    /// Their name.
    pub name: Option<String>,
    /// How to reach them (from the contact card).
    pub contact: Option<String>,
}

/// One thing that is wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    /// Where: the names from the mutation's argument inwards, for example `["input", "birthDate"]`.
    pub path: Vec<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// An expected outcome: the act was understood and refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The input is wrong.
    Invalid(Vec<InputProblem>),
    /// Nothing that the caller may see stands behind a reference. `path` names the argument.
    NotFound {
        /// Which argument.
        path: Vec<String>,
    },
    /// The row is visible, the act is not allowed.
    NotAllowed {
        /// Why.
        reason: entity::enums::NotAllowedReason,
        /// Who may.
        responsible: Responsible,
    },
    /// Somebody else changed the row since the caller read it.
    VersionConflict {
        /// The version now.
        current: i32,
        /// The fields that changed since.
        changed: Vec<String>,
        /// The role of the last who changed it.
        by: Option<entity::enums::Role>,
    },
    /// The row is not in a state from which the act is possible.
    IllegalTransition {
        /// The state it is in.
        from: String,
        /// The states from which the act is possible.
        allowed: Vec<String>,
    },
    /// A rule of the domain says no; `missing` says what it still needs.
    Rule {
        /// Which rule.
        code: entity::enums::RuleCode,
        /// What it says.
        message: String,
        /// What is missing.
        missing: Vec<String>,
    },
    /// The idempotency key was used for another input.
    IdempotencyKeyReused,
}

/// A failure: nothing was decided about the caller's wish. `Clone`, because async-graphql asks it of the error of an
/// `Option<Result<T>>`.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The coded kind.
    pub code: Code,
    /// The only text that leaves.
    pub public: Cow<'static, str>,
    /// The cause, for the log.
    pub source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    /// Where in our code it was made.
    pub at: &'static Location<'static>,
}

/// Anything that can go wrong.
#[derive(Debug, Clone)]
pub enum Problem {
    /// An expected outcome.
    Refused(Box<Refusal>),
    /// A failure.
    Failed(Box<Failure>),
}

impl Problem {
    /// A failure with a public text.
    #[track_caller]
    pub fn failed(code: Code, public: impl Into<Cow<'static, str>>) -> Self {
        Self::Failed(Box::new(Failure {
            code,
            public: public.into(),
            source: None,
            at: Location::caller(),
        }))
    }

    /// A fault of ours: the cause goes to the log, the caller learns nothing of it.
    #[track_caller]
    pub fn internal(source: impl Into<Cause>) -> Self {
        Self::caused(
            Code::Internal,
            "internal error; the request id finds it in the logs",
            source,
        )
    }

    /// Something we depend on is away.
    #[track_caller]
    pub fn unavailable(source: impl Into<Cause>) -> Self {
        Self::caused(Code::Unavailable, "temporarily unavailable: try again", source)
    }

    /// What we depend on went away when an act was to be kept, or had been.
    #[track_caller]
    pub fn unknown(source: impl Into<Cause>) -> Self {
        Self::caused(
            Code::OutcomeUnknown,
            "it may or may not have happened: repeat it with the same idempotency key, or look before you repeat it",
            source,
        )
    }

    /// A failure with a cause.
    #[track_caller]
    pub fn caused(code: Code, public: impl Into<Cow<'static, str>>, source: impl Into<Cause>) -> Self {
        let at = Location::caller();
        Self::Failed(Box::new(Failure {
            code,
            public: public.into(),
            source: Some(Arc::from(source.into())),
            at,
        }))
    }

    /// One wrong input field.
    pub fn invalid<P: Into<String>>(path: impl IntoIterator<Item = P>, message: impl Into<String>) -> Self {
        let path = path.into_iter().map(Into::into).collect();
        Refusal::Invalid(vec![InputProblem {
            path,
            message: message.into(),
        }])
        .into()
    }

    /// Nothing visible behind the argument.
    pub fn not_found<P: Into<String>>(path: impl IntoIterator<Item = P>) -> Self {
        Refusal::NotFound {
            path: path.into_iter().map(Into::into).collect(),
        }
        .into()
    }

    /// A rule of the domain says no.
    pub fn rule(code: entity::enums::RuleCode, message: impl Into<String>) -> Self {
        Refusal::Rule {
            code,
            message: message.into(),
            missing: Vec::new(),
        }
        .into()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
