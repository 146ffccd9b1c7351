//! The import through the API, and the worklist of identities.

mod list;
mod worklist;

use tests::{Value, json};

/// A row that passes, with these fields.
fn row(given: &str, family: &str, fields: Value) -> Value {
    let mut row = json!({
        "givenName": given, "familyName": family, "birthDate": "2024-01-09", "sex": "F", "postcode": "ZZ99 7ZZ",
    });
    let fields = fields.as_object().unwrap().clone();
    row.as_object_mut().unwrap().extend(fields);
    row
}

/// The arguments of an import of these rows, with these options.
fn list(rows: &[Value], options: Value) -> Value {
    let mut input = json!({ "rows": rows });
    input
        .as_object_mut()
        .unwrap()
        .extend(options.as_object().unwrap().clone());
    json!({ "input": input })
}

/// What to ask of the report.
const REPORT: &str = "report { written created updated unchanged forDecision rejected reviewsPlanned rows { row outcome \
    matched reviewPlanned child { id givenName postcode } childMatch { id } problems { path message whatToDo } \
    warnings { message } } }";
