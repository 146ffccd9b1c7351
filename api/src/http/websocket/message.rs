//! The messages of `graphql-transport-ws`, read strictly.

use serde_json::{Map, Value, json};

/// With which code and why a connection is closed. Codes of the protocol, and of RFC 6455.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// The code.
    pub code: u16,
    /// At most 123 bytes.
    pub reason: String,
}

impl Close {
    /// A close with a reason, cut to what a control frame holds.
    pub fn new(code: u16, reason: &str) -> Self {
        let mut reason = reason.to_owned();
        let mut end = reason.len().min(123);
        while !reason.is_char_boundary(end) {
            end -= 1;
        }
        reason.truncate(end);
        Self { code, reason }
    }

    /// The message is none of the protocol.
    pub fn malformed(why: &str) -> Self {
        Self::new(4400, why)
    }
}

/// What a client says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Who it is.
    Init(Map<String, Value>),
    /// Whether we are there.
    Ping(Option<Value>),
    /// That it is there.
    Pong,
    /// An operation.
    Subscribe {
        /// The operation's id.
        id: String,
        /// The document.
        query: String,
        /// Which of its operations.
        operation_name: Option<String>,
        /// The variables.
        variables: Map<String, Value>,
    },
    /// That it wants no more of an operation.
    Complete(String),
}

/// Ids are kept and sent with each item.
const LONGEST_ID: usize = 256;

/// Reads a message.
pub fn read(text: &str) -> Result<Said, Close> {
    let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
        return Err(Close::malformed("a message is a JSON object"));
    };
    let Some(Value::String(kind)) = message.remove("type") else {
        return Err(Close::malformed("a message has a type"));
    };
    let payload = message.remove("payload");
    match kind.as_str() {
        "connection_init" => object(payload, "the payload of connection_init").map(Said::Init),
        "ping" => object(payload.clone(), "the payload of ping").map(|_| Said::Ping(payload)),
        "pong" => object(payload, "the payload of pong").map(|_| Said::Pong),
        "complete" => id(&mut message).map(Said::Complete),
        "subscribe" => subscribe(id(&mut message)?, payload),
        _ => Err(Close::malformed("there is no message of this type")),
    }
}

fn id(message: &mut Map<String, Value>) -> Result<String, Close> {
    match message.remove("id") {
        Some(Value::String(id)) if !id.is_empty() && id.len() <= LONGEST_ID => Ok(id),
        _ => Err(Close::malformed("the id is a text of 1 to 256 bytes")),
    }
}

fn object(value: Option<Value>, what: &str) -> Result<Map<String, Value>, Close> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(Close::malformed(&format!("{what} is an object"))),
    }
}

fn subscribe(id: String, payload: Option<Value>) -> Result<Said, Close> {
    let Some(Value::Object(mut payload)) = payload else {
        return Err(Close::malformed("the payload of subscribe is an object"));
    };
    let Some(Value::String(query)) = payload.remove("query") else {
        return Err(Close::malformed("the payload of subscribe has a query"));
    };
    let operation_name = match payload.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(Close::malformed("operationName is a text")),
    };
    let variables = object(payload.remove("variables"), "variables")?;
    object(payload.remove("extensions"), "extensions")?;
    Ok(Said::Subscribe {
        id,
        query,
        operation_name,
        variables,
    })
}

/// An item, around a result that is text already.
pub fn next(id: &str, result: &[u8]) -> Vec<u8> {
    let id = Value::from(id).to_string();
    [
        b"{\"id\":",
        id.as_bytes(),
        b",\"type\":\"next\",\"payload\":",
        result,
        b"}",
    ]
    .concat()
}

/// Why an operation was not executed.
pub fn error(id: &str, errors: &Value) -> String {
    json!({ "id": id, "type": "error", "payload": errors }).to_string()
}

/// The end of an operation.
pub fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}

/// That the connection is open.
pub fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

/// That we are here.
pub fn pong(payload: Option<&Value>) -> String {
    match payload {
        Some(payload) => json!({ "type": "pong", "payload": payload }).to_string(),
        None => json!({ "type": "pong" }).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_of_the_protocol_closes_with_4400() {
        for wrong in [
            "",
            "1",
            "[]",
            "{}",
            r#"{"type":1}"#,
            r#"{"type":"start","id":"1","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":1}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","extensions":1}}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"complete","id":1}"#,
            r#"{"type":"connection_init","payload":1}"#,
            r#"{"type":"ping","payload":"x"}"#,
        ] {
            assert_eq!(read(wrong).unwrap_err().code, 4400, "{wrong}");
        }
        let long = format!(r#"{{"type":"complete","id":"{}"}}"#, "x".repeat(257));
        assert_eq!(read(&long).unwrap_err().code, 4400);
    }

    #[test]
    fn messages_of_the_protocol_are_read() {
        assert_eq!(read(r#"{"type":"connection_init"}"#), Ok(Said::Init(Map::new())));
        assert_eq!(
            read(r#"{"type":"ping","payload":null}"#),
            Ok(Said::Ping(Some(Value::Null)))
        );
        let text =
            r#"{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":null,"operationName":"A"}}"#;
        let said = Said::Subscribe {
            id: "1".to_owned(),
            query: "{a}".to_owned(),
            operation_name: Some("A".to_owned()),
            variables: Map::new(),
        };
        assert_eq!(read(text), Ok(said));
        assert_eq!(next("\"", b"{}"), br#"{"id":"\"","type":"next","payload":{}}"#);
    }

    #[test]
    fn a_reason_fits_a_control_frame() {
        let close = Close::new(4400, &"ü".repeat(100));
        assert!(close.reason.len() <= 123 && close.reason.len() >= 122);
    }
}
