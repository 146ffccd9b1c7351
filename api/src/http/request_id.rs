//! The id by which a request is found again: the caller's own, or one of ours; it comes back with the answer.

use std::collections::hash_map::RandomState;
use std::future::{Ready, ready};
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
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

    /// The caller's id, where it is one, or a new one.
    fn of(given: Option<&HeaderValue>) -> Self {
        let given = given
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_id(text));
        Self(given.map_or_else(fresh, Arc::from))
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
        ready(Ok(
            assigned.unwrap_or_else(|| Self::of(request.headers().get(&HEADER)))
        ))
    }
}

/// Gives every request its id and every answer the id of its request.
pub async fn assign(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = RequestId::of(request.headers().get(&HEADER));
    request.extensions_mut().insert(id.clone());
    let mut response = next.call(request).await?;
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HEADER, value);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::RequestId;

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
            let id = RequestId::of(Some(&HeaderValue::from_str(given).unwrap()));
            assert_eq!(&*id.0 == given, kept, "{given}");
        }
        assert_ne!(RequestId::of(None).0, RequestId::of(None).0);
    }
}
