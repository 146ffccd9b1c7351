//! The import through the API, and the worklist of identities.

mod list;
mod worklist;

use tests::{Value, json};

/// A row that passes, with these fields.
fn row(given: &str, family: &str, fields: Value) -> Value {
    let mut row = json!({
        "givenName": given, "familyName": family, "birthDate": "2024-01-09", "sex": "F", "postcode": "ZZ99 7ZZ",
    });
    if let (Value::Object(row), Value::Object(fields)) = (&mut row, fields) {
        row.extend(fields);
    }
    row
}

/// The arguments of an import of these rows, with these options.
fn list(rows: &[Value], options: Value) -> Value {
    let mut input = json!({ "rows": rows });
    if let (Value::Object(input), Value::Object(options)) = (&mut input, options) {
        input.extend(options);
    }
    json!({ "input": input })
}

/// What to ask of the report.
const REPORT: &str = "report { written created updated unchanged forDecision rejected reviewsPlanned rows { row outcome \
    matched reviewPlanned child { id givenName postcode } childMatch { id } problems { path message whatToDo } \
    warnings { message } } }";
