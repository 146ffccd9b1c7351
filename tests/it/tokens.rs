//! Who is let in, at the door: what `api/src/auth/tests` tries on the verifier alone, over HTTP, with the directory behind
//! it. A token that is not good costs no SQL.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use integrated_review::http::HttpSettings;
use reqwest::RequestBuilder;
use tests::{Actor, Value, World, json, on_both, token};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const HELLO: &str = "{ viewer { name } }";

/// What came back: status, code, and how many SQL statements that took.
async fn fate(world: &World, request: RequestBuilder) -> (u16, String, u64) {
    let request = request.header("x-request-id", world.next_request());
    let (response, statements) = world.counting(request.send()).await;
    let response = response.unwrap();
    let status = response.status().as_u16();
    assert_eq!(response.headers().contains_key("www-authenticate"), status == 401);
    let body: Value = response.json().await.unwrap_or_default();
    let code = body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none");
    (status, code.to_owned(), statements)
}

/// The status of the answer to a head that the server need not read to its end: it answers and closes, and a client that
/// is still writing then would miss what it said, so writing and reading go side by side.
async fn status_of_head(world: &World, token: &str) -> u16 {
    let address = world.url().trim_start_matches("http://");
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\ncontent-length: 0\r\n\r\n"
    );
    let (mut answer, mut request) = TcpStream::connect(address).await.unwrap().into_split();
    let mut said = Vec::new();
    // Either ends in an error once the server has closed; what it said before is what counts.
    let _ = tokio::join!(request.write_all(head.as_bytes()), answer.read_to_end(&mut said));
    let said = String::from_utf8(said).unwrap();
    let status = said.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.unwrap_or_else(|| panic!("no answer: {said:?}"))
}

fn ask(world: &World, url: &str, token: &str) -> RequestBuilder {
    let request = world.client().post(format!("{url}/graphql")).bearer_auth(token);
    request.json(&json!({ "query": HELLO }))
}

async fn present(world: &World, token: &str) -> (u16, String, u64) {
    fate(world, ask(world, world.url(), token)).await
}

fn claims(actor: &Actor, world: &World) -> Value {
    token::claims(actor.person(), &[], world.now())
}

fn unauthenticated() -> (u16, String, u64) {
    (401, "UNAUTHENTICATED".to_owned(), 0)
}

on_both! {
    async fn a_token_that_is_not_good_is_refused_without_sql(world: World) {
        let visitor = world.health_visitor();
        let (good, now) = (claims(&visitor, &world), world.now().timestamp());
        assert_eq!(present(&world, &token::sign_claims(&good)).await.0, 200);
        for (name, value) in [
            ("iss", json!("https://evil.example")), ("iss", json!([token::ISSUER])), ("iss", json!(7)),
            ("aud", json!("another-service")), ("aud", json!(7)), ("aud", Value::Null),
            ("sub", json!(["ashmere-health-visitor"])), ("sub", json!(7)), ("sub", Value::Null),
            ("exp", json!(now - 5)), ("exp", json!(now.to_string())), ("exp", Value::Null), ("exp", json!(now + 24 * 3600)),
            ("nbf", json!(now + 60)), ("nbf", json!("now")), ("iat", json!(now + 60)),
            ("role", json!("SUPERUSER")), ("authority", json!(["E09000999"])),
        ] {
            let mut claims = good.clone();
            claims[name] = value;
            assert_eq!(present(&world, &token::sign_claims(&claims)).await, unauthenticated(), "{name}: {claims}");
        }
        let signed = token::sign_claims(&good);
        let (message, signature) = signed.rsplit_once('.').unwrap();
        let (_, payload) = message.split_once('.').unwrap();
        for header in [
            json!({ "alg": "none", "kid": "ec" }), json!({ "alg": "HS256", "kid": "ec" }), json!({ "alg": "ES256" }),
            json!({ "alg": "ES256", "kid": "unknown" }), json!({ "alg": "ES256", "kid": "ec", "crit": ["exp"] }),
            json!({ "alg": "ES256", "kid": "ec", "jku": "https://evil.example/jwks.json" }),
            json!({ "alg": "ES256", "kid": "ec", "jwk": token::keys()["keys"][0] }),
            json!({ "alg": "ES256", "kid": "ec", "x5u": "https://evil.example/chain.pem" }),
        ] {
            let header = URL_SAFE_NO_PAD.encode(header.to_string());
            for signature in [signature, ""] {
                assert_eq!(present(&world, &format!("{header}.{payload}.{signature}")).await, unauthenticated());
            }
        }
    }

    async fn a_long_token_is_not_looked_at(world: World) {
        let visitor = world.health_visitor();
        let mut claims = claims(&visitor, &world);
        claims["filler"] = "x".repeat(8 * 1024).into();
        assert_eq!(present(&world, &token::sign_claims(&claims)).await, unauthenticated());
        claims["filler"] = "x".repeat(1024 * 1024).into();
        // The head of a request is bounded too: such a token does not even arrive.
        let token = token::sign_claims(&claims);
        assert_eq!(world.counting(status_of_head(&world, &token)).await, (431, 0));
        assert_eq!(present(&world, &visitor.token()).await.0, 200);
    }

    async fn a_token_in_the_address_is_none(world: World) {
        let token = world.health_visitor().token();
        for name in ["access_token", "token", "authorization", "bearer", "Authorization"] {
            let address = format!("{}/graphql?query=%7Bviewer%7Bname%7D%7D&{name}={token}", world.url());
            assert_eq!(fate(&world, world.client().get(&address)).await, unauthenticated(), "{name}");
            let body = json!({ "query": HELLO, name: token });
            let request = world.client().post(format!("{}/graphql", world.url())).json(&body);
            assert_eq!(fate(&world, request).await, unauthenticated(), "{name}");
        }
        let request = world.client().post(format!("{}/graphql", world.url())).json(&json!({ "query": HELLO }));
        assert_eq!(fate(&world, request.header("cookie", format!("token={token}"))).await, unauthenticated());
    }

    async fn token_and_directory_must_agree(world: World) {
        let visitor = world.health_visitor();
        let forbidden = async |name: &str, value: &str| {
            let mut claims = claims(&visitor, &world);
            claims[name] = value.into();
            let (status, code, _) = present(&world, &token::sign_claims(&claims)).await;
            assert_eq!((status, code.as_str()), (403, "FORBIDDEN"), "{name}: {value}");
        };
        forbidden("role", "HEALTH_SERVICE_LEAD").await;
        forbidden("role", "AUTHORITY_ADMIN").await;
        forbidden("role", "PARENT").await;
        forbidden("authority", world.elsewhere().gss_code).await;
        forbidden("authority", "E09000001").await;
        forbidden("sub", "nobody").await;
        for actor in [visitor.clone(), world.parent()] {
            assert_eq!(present(&world, &actor.token()).await.0, 200);
        }
        world.deactivate(&visitor).await;
        // The token is as good as before; the next request is refused all the same.
        let (status, code, _) = present(&world, &visitor.token()).await;
        assert_eq!((status, code.as_str()), (403, "FORBIDDEN"));
    }

    async fn keys_may_be_away_at_the_start_and_later(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jwks.json");
        let verifier = token::verifier_of(&path, world.clock().clone()).await;
        let gateway = world.gateway_for(verifier.clone(), HttpSettings::default());
        let visitor = world.health_visitor();
        let request = || fate(&world, ask(&world, &gateway.url, &visitor.token()));
        let ready = async || world.client().get(format!("{}/health/ready", gateway.url)).send().await.unwrap().status();
        let unavailable = (503, "UNAVAILABLE".to_owned(), 0);
        assert_eq!(request().await, unavailable);
        assert_eq!(ready().await, 503);
        std::fs::write(&path, token::keys().to_string()).unwrap();
        assert_eq!(request().await, unavailable, "asked at most once a minute");
        world.advance(std::time::Duration::from_secs(61));
        assert_eq!(request().await.0, 200);
        assert_eq!(ready().await, 200);
        std::fs::remove_file(&path).unwrap();
        verifier.refresh().await;
        assert_eq!(request().await.0, 200, "the last good keys are kept");
        assert_eq!(ready().await, 200);
    }

    async fn keys_are_rotated_without_a_pause(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jwks.json");
        let publish = |kids: &[&str]| {
            let mut key = token::keys()["keys"][0].clone();
            let keys = kids.iter().map(|kid| {
                key["kid"] = (*kid).into();
                key.clone()
            });
            std::fs::write(&path, json!({ "keys": keys.collect::<Vec<_>>() }).to_string()).unwrap();
        };
        publish(&["old"]);
        let verifier = token::verifier_of(&path, world.clock().clone()).await;
        let gateway = world.gateway_for(verifier.clone(), HttpSettings::default());
        let visitor = world.health_visitor();
        let status = async |kid: &str| {
            let token = token::sign_as(kid, &claims(&visitor, &world));
            fate(&world, ask(&world, &gateway.url, &token)).await.0
        };
        assert_eq!(status("old").await, 200);
        publish(&["old", "new"]);
        assert_eq!(status("new").await, 200, "found at once");
        assert_eq!(status("old").await, 200, "still good");
        publish(&["new"]);
        verifier.refresh().await;
        assert_eq!((status("new").await, status("old").await), (200, 401));
    }
}
