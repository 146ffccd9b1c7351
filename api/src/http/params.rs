//! The parameters of a request, from its body or its address.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web;
use bytes::BytesMut;
use futures::StreamExt;
use serde_json::{Map, Value};

use super::response::Stop;
use crate::problem::Code;

/// A GraphQL request's parameters. `extensions` are checked and ignored: there are none that we know.
#[derive(Debug, PartialEq)]
pub struct Params {
    /// The document.
    pub query: String,
    /// Which of its operations.
    pub operation_name: Option<String>,
    /// The values of its variables.
    pub variables: Map<String, Value>,
}

/// Reads a body, which has to be JSON: other types, which a foreign page could send unasked, are not read.
pub async fn from_body(
    request: &HttpRequest,
    payload: &mut web::Payload,
    most: usize,
    patience: Duration,
) -> Result<Params, Stop> {
    let headers = request.headers();
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !is_json(content_type) {
        return Err(Stop::new(
            Code::UnsupportedMediaType,
            "the Content-Type must be application/json",
        ));
    }
    let encoding = headers
        .get(CONTENT_ENCODING)
        .and_then(|value| value.to_str().ok());
    if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(Stop::new(
            Code::UnsupportedMediaType,
            "the body must not be compressed",
        ));
    }
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| most < length) {
        return Err(too_large(most));
    }
    match tokio::time::timeout(patience, read(payload, most)).await {
        Ok(body) => from_json(&body?),
        Err(_) => Err(Stop::new(
            Code::RequestTimeout,
            "the body took too long to arrive",
        )),
    }
}

async fn read(payload: &mut web::Payload, most: usize) -> Result<BytesMut, Stop> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Stop::new(Code::BadRequest, "the body broke off"))?;
        if most < body.len() + chunk.len() {
            return Err(too_large(most));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn too_large(most: usize) -> Stop {
    Stop::new(
        Code::PayloadTooLarge,
        format!("the body is larger than {most} bytes"),
    )
}

/// `application/json`, in UTF-8, which is what JSON is in.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let is_type = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    is_type && is_utf8
}

fn from_json(body: &[u8]) -> Result<Params, Stop> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => from_map(map),
        Ok(Value::Array(_)) => Err(bad("one request at a time: batches are not taken")),
        Ok(_) => Err(bad("the body must be a JSON object")),
        Err(error) => Err(bad(format!(
            "the body is not JSON (line {}, column {})",
            error.line(),
            error.column()
        ))),
    }
}

/// Reads the address: `variables` and `extensions` are JSON there.
pub fn from_address(query_string: &str, most: usize) -> Result<Params, Stop> {
    if most < query_string.len() {
        let message = format!("the address's parameters are longer than {most} bytes: use POST");
        return Err(Stop::new(Code::AddressTooLong, message));
    }
    let pairs = web::Query::<Vec<(String, String)>>::from_query(query_string);
    let pairs = pairs
        .map_err(|_| bad("the address's parameters are not readable"))?
        .into_inner();
    let mut map = Map::new();
    for (name, text) in pairs {
        let value = match name.as_str() {
            "query" | "operationName" => Value::String(text),
            "variables" | "extensions" if text.is_empty() => Value::Null,
            "variables" | "extensions" => {
                serde_json::from_str(&text).map_err(|_| bad(format!("`{name}` is not JSON")))?
            }
            _ => continue,
        };
        if map.insert(name.clone(), value).is_some() {
            return Err(bad(format!("`{name}` is given twice")));
        }
    }
    from_map(map)
}

fn from_map(mut map: Map<String, Value>) -> Result<Params, Stop> {
    let query = match map.remove("query") {
        Some(Value::String(query)) => query,
        Some(Value::Null) | None => return Err(bad("`query` is missing")),
        Some(_) => return Err(bad("`query` must be a string")),
    };
    let operation_name = match map.remove("operationName") {
        Some(Value::String(name)) => Some(name),
        Some(Value::Null) | None => None,
        Some(_) => return Err(bad("`operationName` must be a string")),
    };
    let mut object = |name: &str| match map.remove(name) {
        Some(Value::Object(object)) => Ok(object),
        Some(Value::Null) | None => Ok(Map::new()),
        Some(_) => Err(bad(format!("`{name}` must be an object"))),
    };
    object("extensions")?;
    Ok(Params {
        query,
        operation_name,
        variables: object("variables")?,
    })
}

fn bad(message: impl Into<std::borrow::Cow<'static, str>>) -> Stop {
    Stop::new(Code::BadRequest, message)
}

#[cfg(test)]
mod tests {
    use super::{from_address, from_json, is_json};

    #[test]
    fn bodies_have_the_right_types() {
        assert!(
            from_json(br#"{"query":"{a}","operationName":null,"variables":null,"extensions":{},"id":1}"#)
                .is_ok()
        );
        for wrong in [
            "",
            "[]",
            "null",
            "{}",
            r#"{"query":1}"#,
            r#"{"query":null}"#,
            r#"{"query":"{a}","operationName":1}"#,
            r#"{"query":"{a}","variables":[]}"#,
            r#"{"query":"{a}","variables":"{}"}"#,
            r#"{"query":"{a}","extensions":1}"#,
        ] {
            assert!(from_json(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(
            from_json(format!(r#"{{"query":"{{a}}","variables":{}"#, "[".repeat(100_000)).as_bytes())
                .is_err()
        );
    }

    #[test]
    fn addresses_carry_json() {
        let from_address = |text| from_address(text, 1_000);
        let params = from_address("query=%7Ba%7D&operationName=A&variables=%7B%22x%22%3A1%7D&other=1")
            .ok()
            .unwrap();
        assert_eq!(
            (params.query.as_str(), params.operation_name.as_deref()),
            ("{a}", Some("A"))
        );
        assert_eq!(params.variables["x"], 1);
        for wrong in [
            "",
            "query",
            "query=a&query=b",
            "query=a&variables=x",
            "query=a&variables=1",
            "query=a&extensions=[]",
        ] {
            assert!(from_address(wrong).is_err() != (wrong == "query"), "{wrong}");
        }
    }

    #[test]
    fn only_json_in_utf8() {
        for (content_type, expected) in [
            ("application/json", true),
            ("Application/JSON; Charset=\"UTF-8\"", true),
            ("application/json; charset=latin1", false),
            ("text/plain", false),
            ("", false),
            ("application/x-www-form-urlencoded", false),
            ("application/jsonx", false),
        ] {
            assert_eq!(is_json(content_type), expected, "{content_type}");
        }
    }
}
