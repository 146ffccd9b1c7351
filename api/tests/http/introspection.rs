//! Introspection is for callers with a token, and is whole.

use serde_json::json;

use crate::harness::{Server, code};

#[tokio::test]
async fn introspection_is_for_callers_with_a_token() {
    let server = Server::start();
    for query in [
        "{ __schema { types { name } } }",
        "{ __type(name: \"Query\") { name } }",
        "{ __typename }",
    ] {
        let request = server.client.post(format!("{}/graphql", server.url));
        let (status, body) = server.send(request.json(&json!({ "query": query }))).await;
        assert_eq!(
            (status, code(&body), body.get("data")),
            (401, "UNAUTHENTICATED", None)
        );
        assert_eq!(server.query(query).await.0, 200);
    }
}

#[tokio::test]
async fn what_is_deprecated_is_shown_when_asked_for() {
    let server = Server::start();
    let fields = async |arguments: &str| {
        let query = format!(
            "{{ __type(name: \"Query\") {{ fields{arguments} {{ name isDeprecated deprecationReason
                args(includeDeprecated: true) {{ name isDeprecated deprecationReason defaultValue }} }} }}
               __schema {{ types {{ inputFields(includeDeprecated: true) {{ name }} enumValues(includeDeprecated: true) {{ name }} }} }} }}"
        );
        let (status, body) = server.query(&query).await;
        assert_eq!((status, body.get("errors")), (200, None), "{body}");
        let fields = body["data"]["__type"]["fields"].as_array().unwrap().clone();
        fields.into_iter().find(|field| field["name"] == "greeting")
    };
    assert_eq!(fields("").await, None);
    assert_eq!(fields("(includeDeprecated: false)").await, None);
    let shown = fields("(includeDeprecated: true)").await.unwrap();
    assert_eq!(
        (&shown["isDeprecated"], &shown["deprecationReason"]),
        (&json!(true), &json!("Use hello. Removed 2027-01-01."))
    );
}
