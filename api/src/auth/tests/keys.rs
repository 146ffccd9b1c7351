//! Sources that rotate, fail, lie and are flooded.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::server::{Answer, KeyServer};
use super::*;

/// The test set reduced to the keys with these ids.
fn jwks_of(kids: &[&str]) -> Answer {
    let mut set: Value = serde_json::from_str(JWKS).unwrap();
    set["keys"]
        .as_array_mut()
        .unwrap()
        .retain(|key| kids.contains(&key["kid"].as_str().unwrap()));
    Answer::Body(set.to_string())
}

async fn served(answer: Answer) -> (KeyServer, Verifier, MockClock) {
    let server = KeyServer::start(answer).await;
    let (verifier, hands) = verifier(Algorithm::Rs256, server.source());
    verifier.refresh().await;
    (server, verifier, hands)
}

#[tokio::test]
async fn a_flood_of_unknown_kids_asks_the_source_once_a_minute() {
    let (server, verifier, hands) = served(jwks_of(&["rsa-1"])).await;
    assert_eq!(server.readings(), 1);
    let good = signed(&header(), &claims());
    let (_, rest) = good.split_once('.').unwrap();
    let tokens: Vec<_> = (0..300)
        .map(|n| with(header(), "kid", json!(format!("unknown-{n}"))).to_string())
        .map(|header| format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header)))
        .collect();
    let flood = || async {
        let verdicts = futures::future::join_all(tokens.iter().map(|token| verifier.verify(token))).await;
        assert!(
            verdicts
                .iter()
                .all(|verdict| verdict.as_ref().unwrap_err() == &TokenRefused::UnknownKey)
        );
    };
    flood().await;
    flood().await;
    assert_eq!(server.readings(), 2);
    hands.advance(Duration::from_secs(61));
    flood().await;
    assert_eq!(server.readings(), 3);
    assert!(verifier.verify(&good).await.is_ok());
}

#[tokio::test]
async fn a_rotation_needs_no_pause_and_a_withdrawn_key_ends_also_what_it_had_signed() {
    let (server, verifier, _hands) = served(jwks_of(&["rsa-1"])).await;
    let old = signed(&header(), &claims());
    assert!(verifier.verify(&old).await.is_ok());

    server.answer(jwks_of(&["rsa-1", "rsa-2"]));
    assert!(
        verifier.verify(&signed_with_second()).await.is_ok(),
        "the new key is found at once"
    );
    assert!(verifier.verify(&old).await.is_ok(), "the old one still counts");

    server.answer(jwks_of(&["rsa-2"]));
    verifier.refresh().await;
    assert_eq!(verifier.verify(&old).await.unwrap_err(), TokenRefused::UnknownKey);
    assert!(verifier.verify(&signed_with_second()).await.is_ok());
}

#[tokio::test]
async fn the_last_good_set_stays_while_the_source_is_away() {
    let (server, verifier, _hands) = served(jwks_of(&["rsa-1"])).await;
    let elsewhere = KeyServer::start(jwks_of(&["rsa-2"])).await;
    for answer in [
        Answer::Nothing,
        Answer::Status("503 Service Unavailable".to_owned()),
        elsewhere.redirect(),
        Answer::Body("<html>maintenance</html>".to_owned()),
        Answer::Body("{}".to_owned()),
        Answer::Body(format!(
            "{{\"keys\":[],\"filler\":\"{}\"}}",
            "x".repeat(300 * 1024)
        )),
    ] {
        server.answer(answer);
        verifier.refresh().await;
        let status = verifier.status().remove(0);
        assert!(status.ready() && status.problem.is_some(), "{status:?}");
        assert!(!status.problem.unwrap().contains("127.0.0.1"));
        assert!(verifier.verify(&signed(&header(), &claims())).await.is_ok());
    }
    assert_eq!(elsewhere.readings(), 0, "redirects are not followed");
    server.answer(jwks_of(&["rsa-1"]));
    verifier.refresh().await;
    assert_eq!(verifier.status().remove(0).problem, None);
}

#[tokio::test]
async fn a_source_that_is_away_at_the_start_is_reported_and_found_later() {
    let (server, verifier, hands) = served(Answer::Nothing).await;
    let status = verifier.status().remove(0);
    assert!(!status.ready() && status.read_at.is_none() && status.problem.is_some());
    let token = signed(&header(), &claims());
    assert_eq!(
        verifier.verify(&token).await.unwrap_err(),
        TokenRefused::KeysUnavailable
    );

    server.answer(jwks_of(&["rsa-1"]));
    assert_eq!(
        verifier.verify(&token).await.unwrap_err(),
        TokenRefused::KeysUnavailable,
        "not asked again so soon"
    );
    hands.advance(Duration::from_secs(61));
    assert!(verifier.verify(&token).await.is_ok());
    assert!(verifier.status().remove(0).ready());
}

#[tokio::test]
async fn keys_that_do_not_fit_are_left_out() {
    let mut set: Value = serde_json::from_str(JWKS).unwrap();
    let good = set["keys"][0].clone();
    for (kid, name, value) in [
        ("for-encryption", "use", json!("enc")),
        ("for-pss", "alg", json!("PS256")),
        ("for-signing", "key_ops", json!(["sign"])),
        ("of-another-type", "kty", json!("oct")),
        ("without-exponent", "e", json!("")),
        ("not-base64", "n", json!("+/+/")),
        ("", "use", json!("sig")),
        ("rsa-1", "n", json!("AAAA")),
    ] {
        let key = with(with(good.clone(), "kid", json!(kid)), name, value);
        set["keys"].as_array_mut().unwrap().push(key);
    }
    set["keys"].as_array_mut().unwrap().push(json!("not a key"));
    let (_server, verifier, _hands) = served(Answer::Body(set.to_string())).await;
    assert_eq!(verifier.status().remove(0).keys, 2, "rsa-1 and rsa-2");
    assert!(verifier.verify(&signed(&header(), &claims())).await.is_ok());
}

#[tokio::test]
async fn a_set_without_a_usable_key_is_a_withdrawal_and_is_reported() {
    let (server, verifier, _hands) = served(jwks_of(&["rsa-1"])).await;
    server.answer(jwks_of(&["ec", "rsa-weak"]));
    verifier.refresh().await;
    let status = verifier.status().remove(0);
    assert!(!status.ready() && status.problem.is_some());
    assert!(verifier.verify(&signed(&header(), &claims())).await.is_err());
}

#[tokio::test]
async fn a_file_is_read_again_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jwks.json");
    let (verifier, hands) = verifier(Algorithm::Rs256, KeySource::file(&path));
    verifier.refresh().await;
    assert!(!verifier.status().remove(0).ready());
    std::fs::write(&path, JWKS).unwrap();
    hands.advance(Duration::from_secs(61));
    assert!(verifier.verify(&signed(&header(), &claims())).await.is_ok());
}

#[test]
fn keys_come_by_https_or_from_this_machine() {
    for good in [
        "https://id.example.gov.uk/jwks",
        "http://localhost:8080/k",
        "http://127.0.0.1/k",
        "http://[::1]/k",
    ] {
        assert!(KeySource::url(good).is_ok(), "{good}");
    }
    for bad in [
        "http://id.example.gov.uk/jwks",
        "ftp://127.0.0.1/k",
        "file:///etc/passwd",
        "http://127.0.0.1.evil.example/",
        "jwks",
    ] {
        assert!(KeySource::url(bad).is_err(), "{bad}");
    }
}
