//! What an honest issuer sends.

use entity::enums::Role;

use super::super::demo::{DEMO_ISSUER, DEMO_MAX_LIFETIME, DemoIssuer};
use super::*;

#[tokio::test]
async fn a_good_token_of_each_algorithm_gives_its_subject() {
    for (algorithm, alg, kid, pem) in [
        (Algorithm::Rs256, "RS256", "rsa-1", RSA_1),
        (Algorithm::Es256, "ES256", "ec", EC),
        (Algorithm::EdDsa, "EdDSA", "ed", ED),
    ] {
        let (verifier, _) = verifier(algorithm, jwks_file());
        verifier.refresh().await;
        let header = json!({ "alg": alg, "kid": kid, "typ": "at+jwt" });
        let claims = with(
            with(claims(), "scope", json!("changes:read directory:write")),
            "azp",
            json!("liquid"),
        );
        let token = forge::with_pem(algorithm, pem, &header.to_string(), &claims.to_string());
        let subject = verifier.verify(&token).await.unwrap();
        assert_eq!(
            (subject.issuer(), subject.subject()),
            (ISSUER, "nhs|hv-17"),
            "{alg}"
        );
        assert_eq!(
            (subject.authority(), subject.role()),
            ("E09000033", Role::HealthVisitor)
        );
        assert_eq!(subject.scopes(), ["changes:read", "directory:write"]);
        assert!(subject.has_scope("changes:read") && !subject.has_scope("changes"));
        assert_eq!(
            (subject.client_id(), subject.organisation()),
            (Some("liquid"), None)
        );
        assert_eq!(subject.expires_at().timestamp(), start().timestamp() + 900);
        assert!(!format!("{subject:?}").contains("hv-17"));
    }
}

#[tokio::test]
async fn an_audience_may_be_a_list_and_a_fraction_of_a_second_is_cut() {
    let claims = with(claims(), "aud", json!(["account", AUDIENCE]));
    let claims = with(claims, "exp", json!(1_740_820_500.75));
    let subject = verdict(&signed(&header(), &claims)).await.unwrap();
    assert_eq!(subject.expires_at().timestamp(), 1_740_820_500);
}

#[tokio::test]
async fn one_of_nbf_and_iat_is_enough() {
    for absent in ["nbf", "iat"] {
        assert!(
            verdict(&signed(&header(), &with(claims(), absent, Value::Null)))
                .await
                .is_ok(),
            "{absent}"
        );
    }
}

#[tokio::test]
async fn the_names_of_our_claims_are_the_issuers_matter() {
    let mut config = issuer(Algorithm::Rs256, jwks_file());
    config.authority_claim = "https://example.gov.uk/authority".to_owned();
    let verifier = Verifier::new(vec![config], Clock::fixed(start()));
    verifier.refresh().await;
    assert_eq!(
        verifier.verify(&signed(&header(), &claims())).await.unwrap_err(),
        TokenRefused::Claim("authority")
    );
    let claims = with(claims(), "authority", Value::Null);
    let claims = with(claims, "https://example.gov.uk/authority", json!("E06000001"));
    assert_eq!(
        verifier
            .verify(&signed(&header(), &claims))
            .await
            .unwrap()
            .authority(),
        "E06000001"
    );
}

#[tokio::test]
async fn a_token_that_was_verified_before_still_ends_in_time() {
    let (verifier, hands) = ready().await;
    let token = signed(&header(), &claims());
    assert!(verifier.verify(&token).await.is_ok());
    hands.advance(Duration::from_secs(904));
    assert!(verifier.verify(&token).await.is_ok(), "within the leeway");
    hands.advance(Duration::from_secs(1));
    assert_eq!(verifier.verify(&token).await.unwrap_err(), TokenRefused::Expired);
    hands.set(start() - Duration::from_secs(6));
    assert_eq!(
        verifier.verify(&token).await.unwrap_err(),
        TokenRefused::NotYetValid
    );
}

#[tokio::test]
async fn demo_tokens_are_for_their_own_verifier_and_survive_a_restart_in_their_folder() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(start());
    let scopes = ["import:write"];
    let issue = |issuer: &DemoIssuer| {
        issuer
            .issue(
                "admin-1",
                "E06000001",
                Role::Integration,
                &scopes,
                Duration::MAX.min(DEMO_MAX_LIFETIME),
            )
            .unwrap()
    };
    let first = DemoIssuer::in_folder(folder.path(), clock.clone()).unwrap();
    let second = DemoIssuer::in_folder(folder.path(), clock.clone()).unwrap();
    let subject = second.verifier().verify(&issue(&first)).await.unwrap();
    assert_eq!(
        (subject.issuer(), subject.role()),
        (DEMO_ISSUER, Role::Integration)
    );
    assert_eq!(subject.scopes(), scopes);
    assert!(
        second
            .verifier()
            .status()
            .iter()
            .all(super::super::IssuerStatus::ready)
    );

    let other = DemoIssuer::random(clock);
    assert_eq!(
        other.verifier().verify(&issue(&first)).await.unwrap_err(),
        TokenRefused::Signature
    );
    assert_eq!(
        verdict(&issue(&first)).await.unwrap_err(),
        TokenRefused::UnknownIssuer
    );
    assert_eq!(
        other
            .verifier()
            .verify(&signed(&header(), &claims()))
            .await
            .unwrap_err(),
        TokenRefused::UnknownIssuer
    );
}

#[cfg(unix)]
#[test]
fn the_demo_secret_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    DemoIssuer::in_folder(folder.path(), Clock::fixed(start())).unwrap();
    let file = folder.path().join("demo-token.key");
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    std::fs::write(&file, "short").unwrap();
    assert!(DemoIssuer::in_folder(folder.path(), Clock::fixed(start())).is_err());
}
