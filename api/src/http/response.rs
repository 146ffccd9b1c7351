//! Answers: an executed operation, or why nothing was executed.

use std::borrow::Cow;
use std::io::{self, Write};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;

use super::negotiate::Media;
use crate::document::{Cost, Limits, Location, RequestError};
use crate::gql::{json, mask};
use crate::problem::{Code, Problem};

/// Why nothing is executed.
#[derive(Debug)]
pub enum Stop {
    /// The request itself is refused, whatever its document says.
    Request {
        /// The coded kind, which is the status.
        code: Code,
        /// For the caller.
        message: Cow<'static, str>,
        /// What the status needs besides.
        headers: Vec<(HeaderName, HeaderValue)>,
    },
    /// The document or its variables are refused.
    Document(Vec<RequestError>),
}

impl Stop {
    /// A refused request.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Request {
            code,
            message: message.into(),
            headers: Vec::new(),
        }
    }

    /// The same with a header more.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        if let Self::Request { headers, .. } = &mut self {
            headers.push((name, value));
        }
        self
    }

    /// The code, for the metrics.
    pub fn code(&self) -> Code {
        match self {
            Self::Request { code, .. } => *code,
            Self::Document(errors) => errors.first().map_or(Code::ValidationFailed, |error| error.code),
        }
    }
}

impl From<Problem> for Stop {
    /// The cause is logged here.
    fn from(problem: Problem) -> Self {
        if let Problem::Failed(failure) = &problem {
            mask::log_failure(failure, "");
        }
        let (code, message) = mask::public(problem);
        Self::new(code, message)
    }
}

/// How this request is answered.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// In which media type.
    pub media: Media,
    /// With which id.
    pub request_id: &'a str,
    /// Within which limits.
    pub limits: &'a Limits,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    errors: Vec<ErrorEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<Refused>,
}

#[derive(Serialize)]
struct Refused {
    cost: Cost,
}

#[derive(Serialize)]
struct ErrorEntry<'a> {
    message: String,
    #[serde(skip_serializing_if = "<[Location]>::is_empty")]
    locations: &'a [Location],
    extensions: ErrorDetail<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorDetail<'a> {
    code: &'static str,
    request_id: &'a str,
    retryable: bool,
    /// The limit that is exceeded, by its name in the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
}

#[derive(Serialize)]
struct Extensions<'a> {
    cost: Cost,
    #[serde(flatten)]
    others: &'a std::collections::BTreeMap<String, async_graphql::Value>,
}

impl Answer<'_> {
    /// Nothing was executed: no `data`.
    pub fn stopped(&self, stop: &Stop) -> HttpResponse {
        match stop {
            Stop::Request {
                code,
                message,
                headers,
            } => {
                let body = ErrorBody {
                    errors: vec![self.entry(*code, message, &[], limit(*code))],
                    extensions: None,
                };
                let status = StatusCode::from_u16(code.http()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut response = self.json(status, &body);
                for (name, value) in headers {
                    response.headers_mut().insert(name.clone(), value.clone());
                }
                response
            }
            Stop::Document(errors) => {
                let entries = errors.iter().take(self.limits.errors);
                let entries = entries
                    .map(|error| self.entry(error.code, &error.message, &error.locations, error.limit));
                let cost = errors.iter().find_map(|error| error.cost);
                let status = match self.media {
                    Media::Json => StatusCode::OK,
                    Media::GraphqlResponse => StatusCode::BAD_REQUEST,
                };
                let body = ErrorBody {
                    errors: entries.collect(),
                    extensions: cost.map(|cost| Refused { cost }),
                };
                self.json(status, &body)
            }
        }
    }

    fn entry<'e>(
        &'e self,
        code: Code,
        message: &str,
        locations: &'e [Location],
        limit: Option<&'static str>,
    ) -> ErrorEntry<'e> {
        let extensions = ErrorDetail {
            code: code.as_str(),
            request_id: self.request_id,
            retryable: code.retryable(),
            limit,
        };
        ErrorEntry {
            message: self.limits.cut(message),
            locations,
            extensions,
        }
    }

    /// An operation was executed, its errors are masked.
    pub fn executed(&self, response: &async_graphql::Response, cost: Cost) -> HttpResponse {
        match self.text(response, cost) {
            Ok(text) => self.head(StatusCode::OK).body(text),
            Err(stop) => self.stopped(&stop),
        }
    }

    /// The same as text, for a transport that has its own frame.
    pub fn text(&self, response: &async_graphql::Response, cost: Cost) -> Result<Vec<u8>, Stop> {
        let extensions = Extensions {
            cost,
            others: &response.extensions,
        };
        let mut written = Capped {
            bytes: Vec::with_capacity(1_024),
            most: self.limits.response_bytes,
        };
        if write(&mut written, response, &extensions).is_err() {
            let most = self.limits.response_bytes;
            let message = format!("the answer would be larger than {most} bytes: ask for less at once");
            return Err(Stop::new(Code::ResponseTooLarge, message));
        }
        Ok(written.bytes)
    }

    /// Why nothing was executed, as the list of errors that a transport with its own frame sends.
    pub fn errors(&self, stop: &Stop) -> serde_json::Value {
        let entries = match stop {
            Stop::Request { code, message, .. } => vec![self.entry(*code, message, &[], limit(*code))],
            Stop::Document(errors) => {
                let entries = errors.iter().take(self.limits.errors);
                entries
                    .map(|error| self.entry(error.code, &error.message, &error.locations, error.limit))
                    .collect()
            }
        };
        serde_json::to_value(entries).unwrap_or_default()
    }

    fn json(&self, status: StatusCode, body: &impl Serialize) -> HttpResponse {
        self.head(status)
            .body(serde_json::to_vec(body).unwrap_or_default())
    }

    fn head(&self, status: StatusCode) -> HttpResponseBuilder {
        let mut builder = HttpResponse::build(status);
        builder
            .insert_header((header::CONTENT_TYPE, self.media.content_type()))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::VARY, "Accept, Authorization"));
        builder
    }
}

/// An executed operation, member by member: its data are text already.
fn write(
    out: &mut impl Write,
    response: &async_graphql::Response,
    extensions: &Extensions<'_>,
) -> io::Result<()> {
    out.write_all(b"{")?;
    if !response.errors.is_empty() {
        out.write_all(b"\"errors\":")?;
        serde_json::to_writer(&mut *out, &response.errors)?;
        out.write_all(b",")?;
    }
    out.write_all(b"\"data\":")?;
    json::write(out, &response.data)?;
    out.write_all(b",\"extensions\":")?;
    serde_json::to_writer(&mut *out, extensions)?;
    out.write_all(b"}")
}

/// The published limit that a code alone says is exceeded.
fn limit(code: Code) -> Option<&'static str> {
    match code {
        Code::AddressTooLong => Some("address_bytes"),
        Code::PayloadTooLarge => Some("body_bytes"),
        Code::ResponseTooLarge => Some("response_bytes"),
        Code::Timeout => Some("timeout"),
        _ => None,
    }
}

/// Stops writing at a size.
struct Capped {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Capped {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.most < self.bytes.len() + piece.len() {
            return Err(io::Error::other("too large"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
