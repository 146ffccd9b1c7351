//! The id by which a request is found again: the caller's own, or one of ours; it comes back with the answer.

use std::collections::hash_map::RandomState;
use std::future::{Ready, ready};
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};

/// The header, in and out.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// A request's id.
#[derive(Debug, Clone)]
pub struct RequestId(pub Arc<str>);

impl RequestId {
    /// A new one, for an operation of a connection that stays open.
    pub fn fresh() -> Self {
        Self(fresh())
    }

    /// The caller's id, where they give one, or a new one.
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers
            .get(&HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_id(text));
        Self(given.map_or_else(fresh, Arc::from))
    }

    /// Names it in an answer.
    pub fn mark(&self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            headers.insert(HEADER, value);
        }
    }
}

/// What may stand in logs: at most 64 characters, none of them special.
fn is_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
}

/// Unique: a random number of this process and a counter.
fn fresh() -> Arc<str> {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    static COUNTER: AtomicU64 = AtomicU64::new(1);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}-{count:x}", *PROCESS).into()
}

impl FromRequest for RequestId {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let assigned = request.extensions().get::<Self>().cloned();
        ready(Ok(assigned.unwrap_or_else(|| Self::of(request.headers()))))
    }
}

/// Gives every request its id and every answer the id of its request.
pub async fn assign(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = RequestId::of(request.headers());
    request.extensions_mut().insert(id.clone());
    let mut response = next.call(request).await?;
    id.mark(response.headers_mut());
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ids_are_taken_over() {
        let long = "a".repeat(65);
        for (given, kept) in [
            ("abc-1.2_X", true),
            ("", false),
            ("a b", false),
            ("a\"b", false),
            (long.as_str(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, HeaderValue::from_str(given).unwrap());
            let id = RequestId::of(&headers);
            assert_eq!(&*id.0 == given, kept, "{given}");
        }
        let none = HeaderMap::new();
        assert_ne!(RequestId::of(&none).0, RequestId::of(&none).0);
    }
}
