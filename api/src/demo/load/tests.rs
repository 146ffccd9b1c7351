use chrono::{DateTime, Utc};
use serde_json::Value;

use super::*;
use crate::auth::demo::DemoIssuer;
use crate::clock::Clock;
use crate::demo::roles;
use crate::document::{FrontEnd, Limits};
use crate::engine::GatewayEngine;
use crate::http::{Engine, HttpSettings, RequestInfo};
use crate::store::DatabaseSettings;

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty() || members.values().all(empty),
        _ => false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_world_is_loaded_once_and_every_role_sees_something() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("demo.db").display());
    let (clock, hands) = Clock::mock(now());
    let store = Store::connect(&DatabaseSettings::at(url), clock.clone())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let issuer = DemoIssuer::random(clock.clone());
    let loaded = load(&store, &issuer, clock.today()).await.unwrap();
    assert_eq!((loaded.authorities, loaded.children), (2, 220));
    assert!(loaded.reviews > 150 && loaded.acts > 900, "{loaded:?}");
    let filled_on = clock.today();
    hands.set(now() + FILLED_AGO);
    let engine = GatewayEngine::new(store.clone(), issuer.verifier(), &HttpSettings::default());
    let front_end = FrontEnd::new(engine.sdl(), Limits::default()).unwrap();
    for role in roles::roles(&issuer).unwrap() {
        let info = RequestInfo {
            request_id: "r".into(),
            client_name: None,
            purpose: role.purpose.map(str::to_owned),
            peer: None,
        };
        let subject = engine.authenticate(Some(&role.token), &info).await.unwrap();
        let session = engine.admit(subject).await.unwrap();
        let operation = front_end.prepare(&role.example_query, None, serde_json::Map::new());
        let answer = engine.execute(session, operation.unwrap()).await.unwrap();
        let data = crate::gql::json::plain(&answer.data).unwrap();
        match role.role {
            "HEALTH_SERVICE_LEAD" => {
                assert_eq!(data["responsibilities"]["nodes"][0]["isOverdue"], true, "{data}");
            }
            "HEALTH_VISITOR" | "KEY_PERSON" => {
                let topics = data["review"]["agenda"].as_array().unwrap();
                let written = topics.iter().filter(|topic| !empty(&topic["earlyYears"]));
                assert!(written.count() >= 2, "{data}");
                let withheld = answer.extensions.contains_key("withheld");
                assert_eq!(withheld, role.role == "KEY_PERSON", "{:?}", answer.extensions);
            }
            "SETTING_MANAGER" => {
                let refusal = &data["healthReviewStart"]["userErrors"][0];
                assert_eq!(refusal["code"], "NOT_ALLOWED", "{data}");
                assert!(!empty(&refusal["responsible"]), "{data}");
            }
            _ => {}
        }
        assert!(
            answer.errors.is_empty() && !empty(&data),
            "{} {data} {:?}",
            role.role,
            answer.errors
        );
    }
    assert!(load(&store, &issuer, filled_on).await.unwrap().was_there);
    store.close().await.unwrap();
}
