//! What an attacker, or a careless provider, sends.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;
use crate::problem::Problem;

#[tokio::test]
async fn unsigned_tokens_are_refused_in_every_spelling() {
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        let header = with(header(), "alg", json!(alg)).to_string();
        let message = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims().to_string())
        );
        assert_eq!(
            verdict(&format!("{message}.")).await.unwrap_err(),
            TokenRefused::Algorithm,
            "{alg}"
        );
    }
    let stripped = signed(&header(), &claims());
    let (message, _) = stripped.rsplit_once('.').unwrap();
    assert_eq!(
        verdict(&format!("{message}.")).await.unwrap_err(),
        TokenRefused::Signature
    );
}

#[tokio::test]
async fn an_algorithm_other_than_the_issuers_is_refused() {
    for alg in [
        "HS256", "HS384", "RS384", "RS512", "PS256", "ES256", "EdDSA", "rs256",
    ] {
        assert_eq!(
            refusal_of_header(with(header(), "alg", json!(alg))).await,
            TokenRefused::Algorithm,
            "{alg}"
        );
    }
    assert_eq!(
        refusal_of_header(with(header(), "alg", json!(["RS256"]))).await,
        TokenRefused::Algorithm
    );
    assert_eq!(
        refusal_of_header(with(header(), "alg", Value::Null)).await,
        TokenRefused::Algorithm
    );
}

#[tokio::test]
async fn a_public_key_is_no_secret() {
    let jwks: Value = serde_json::from_str(JWKS).unwrap();
    let modulus = jwks["keys"][0]["n"].as_str().unwrap();
    for secret in [
        RSA_1_PUBLIC.as_bytes(),
        RSA_1_PUBLIC.trim().as_bytes(),
        modulus.as_bytes(),
        b"".as_slice(),
    ] {
        for (alg, refused) in [
            ("HS256", TokenRefused::Algorithm),
            ("RS256", TokenRefused::Signature),
        ] {
            let header = with(header(), "alg", json!(alg)).to_string();
            let token = forge::with_secret(secret, &header, &claims().to_string());
            assert_eq!(verdict(&token).await.unwrap_err(), refused, "{alg}");
        }
    }
}

#[tokio::test]
async fn a_key_of_the_wrong_type_verifies_nothing() {
    for (alg, kid, algorithm, pem) in [
        ("ES256", "ec", Algorithm::Es256, EC),
        ("EdDSA", "ed", Algorithm::EdDsa, ED),
    ] {
        let own = json!({ "alg": alg, "kid": kid }).to_string();
        let token = forge::with_pem(algorithm, pem, &own, &claims().to_string());
        assert_eq!(verdict(&token).await.unwrap_err(), TokenRefused::Algorithm);
        // The key is published, but not for this issuer's algorithm: it is as if it were not there.
        let posing = json!({ "alg": "RS256", "kid": kid }).to_string();
        let token = forge::with_pem(algorithm, pem, &posing, &claims().to_string());
        assert_eq!(verdict(&token).await.unwrap_err(), TokenRefused::UnknownKey);
    }
}

#[tokio::test]
async fn the_kid_alone_chooses_the_key() {
    let second = forge::with_pem(
        Algorithm::Rs256,
        RSA_2,
        &header().to_string(),
        &claims().to_string(),
    );
    assert_eq!(verdict(&second).await.unwrap_err(), TokenRefused::Signature);
    for absent in [
        Value::Null,
        json!(""),
        json!(7),
        json!(["rsa-1"]),
        json!("k".repeat(257)),
    ] {
        assert_eq!(
            refusal_of_header(with(header(), "kid", absent)).await,
            TokenRefused::NoKeyId
        );
    }
    for unknown in ["rsa-9", "../../etc/passwd", "' OR 1=1 --", "RSA-1", "rsa-weak"] {
        let header = with(header(), "kid", json!(unknown));
        assert_eq!(
            refusal_of_header(header).await,
            TokenRefused::UnknownKey,
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn headers_that_bring_a_key_or_demand_an_extension_are_refused() {
    let jwks: Value = serde_json::from_str(JWKS).unwrap();
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("jwk", jwks["keys"][0].clone()),
        ("jku", json!("https://attacker.example/jwks.json")),
        ("x5u", json!("https://attacker.example/chain.pem")),
        ("x5c", json!(["MIIB"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("cty", json!("JWT")),
    ] {
        assert_eq!(
            refusal_of_header(with(header(), name, value)).await,
            TokenRefused::Header(name)
        );
    }
    for typ in [json!("logout+jwt"), json!("dpop+jwt"), json!(1)] {
        assert_eq!(
            refusal_of_header(with(header(), "typ", typ)).await,
            TokenRefused::Header("typ")
        );
    }
}

#[tokio::test]
async fn claims_of_the_wrong_type_are_refused() {
    for name in ["iss", "sub", "aud", "authority", "role"] {
        for wrong in [
            Value::Null,
            json!(7),
            json!({ "is": ISSUER }),
            json!(true),
            json!(""),
        ] {
            let given = with(claims(), name, wrong.clone());
            let refused = refusal_of_claims(given).await;
            let other_audience = name == "aud" && wrong == json!("");
            let expected = if other_audience {
                TokenRefused::Audience
            } else {
                TokenRefused::Claim(name)
            };
            assert_eq!(refused, expected, "{name}: {wrong}");
        }
    }
    for (name, right) in [
        ("iss", ISSUER),
        ("sub", "nhs|hv-17"),
        ("role", "HEALTH_VISITOR"),
        ("exp", "1740820500"),
    ] {
        assert_eq!(
            refusal_of_claims(with(claims(), name, json!([right]))).await,
            TokenRefused::Claim(name)
        );
    }
    for aud in [json!([]), json!([AUDIENCE, 7]), json!([[AUDIENCE]])] {
        assert_eq!(
            refusal_of_claims(with(claims(), "aud", aud)).await,
            TokenRefused::Claim("aud")
        );
    }
}

#[tokio::test]
async fn times_and_claims_that_may_be_absent_have_their_types_too() {
    for (name, wrong) in [
        ("nbf", json!("1740819600")),
        ("nbf", json!(1e300)),
        ("iat", json!([])),
        ("exp", Value::Null),
        ("exp", json!("1740820500")),
        ("exp", json!({ "is": 1_740_820_500 })),
        ("exp", json!(u64::MAX)),
        ("scope", json!(["changes:read"])),
        ("azp", json!(["one", "two"])),
        ("client_id", json!(5)),
        ("organisation", json!(["RX101"])),
        ("organisation", json!("")),
        ("sub", json!("line\nbreak")),
        ("sub", json!("s".repeat(256))),
        ("role", json!("SUPERUSER")),
    ] {
        assert_eq!(
            refusal_of_claims(with(claims(), name, wrong)).await,
            TokenRefused::Claim(name)
        );
    }
    let eternal = with(with(claims(), "nbf", Value::Null), "iat", Value::Null);
    assert_eq!(refusal_of_claims(eternal).await, TokenRefused::Claim("nbf"));
}

#[tokio::test]
async fn other_issuers_and_audiences_are_refused() {
    for iss in [
        "https://evil.example",
        "https://id.example.gov.uk/",
        "HTTPS://ID.EXAMPLE.GOV.UK",
    ] {
        assert_eq!(
            refusal_of_claims(with(claims(), "iss", json!(iss))).await,
            TokenRefused::UnknownIssuer
        );
    }
    for aud in [
        json!("another-service"),
        json!(["a", "b"]),
        json!("integrated-review "),
    ] {
        assert_eq!(
            refusal_of_claims(with(claims(), "aud", aud)).await,
            TokenRefused::Audience
        );
    }
}

#[tokio::test]
async fn time_is_kept_to_five_seconds() {
    let now = start().timestamp();
    for (name, at, refused) in [
        ("exp", now - 5, Some(TokenRefused::Expired)),
        ("exp", now - 4, None),
        ("exp", -1, Some(TokenRefused::Expired)),
        ("nbf", now + 6, Some(TokenRefused::NotYetValid)),
        ("nbf", now + 5, None),
        ("iat", now + 6, Some(TokenRefused::NotYetValid)),
        ("exp", now + 3600, None),
        ("exp", now + 3601, Some(TokenRefused::LifetimeTooLong)),
    ] {
        let outcome = verdict(&signed(&header(), &with(claims(), name, json!(at)))).await;
        assert_eq!(outcome.err(), refused, "{name} at {}", at - now);
    }
}

#[tokio::test]
async fn doubled_members_are_refused() {
    let object = claims().to_string();
    for doubled in [
        "\"exp\":9999999999",
        "\"sub\":\"admin\"",
        "\"authority\":\"E06000001\"",
        "\"iss\":\"x\"",
        "\"nonce\":1,\"nonce\":2",
    ] {
        let claims = format!("{{{doubled},{}", &object[1..]);
        let token = forge::with_pem(Algorithm::Rs256, RSA_1, &header().to_string(), &claims);
        assert_eq!(
            verdict(&token).await.unwrap_err(),
            TokenRefused::Duplicate,
            "{doubled}"
        );
    }
    let header = format!("{{\"alg\":\"none\",{}", &header().to_string()[1..]);
    let token = forge::with_pem(Algorithm::Rs256, RSA_1, &header, &object);
    assert_eq!(verdict(&token).await.unwrap_err(), TokenRefused::Duplicate);
}

#[tokio::test]
async fn what_is_no_token_is_refused_before_it_is_decoded() {
    let good = signed(&header(), &claims());
    assert_eq!(
        verdict(&"a".repeat(1024 * 1024)).await.unwrap_err(),
        TokenRefused::TooLong
    );
    let large = signed(
        &header(),
        &with(claims(), "filler", json!("x".repeat(1024 * 1024))),
    );
    assert_eq!(verdict(&large).await.unwrap_err(), TokenRefused::TooLong);
    for text in [
        String::new(),
        "..".to_owned(),
        "a.b".to_owned(),
        "not a token".to_owned(),
        format!("{good}."),
        format!(".{good}"),
        format!("Bearer {good}"),
        good.replace('.', ".."),
        format!("{}=", good.replacen('.', "=.", 1)),
        format!(
            "{}.{}.AA",
            URL_SAFE_NO_PAD.encode("[]"),
            URL_SAFE_NO_PAD.encode("7")
        ),
        "[".repeat(8_000),
    ] {
        let refused = verdict(&text).await.unwrap_err();
        assert_eq!(refused, TokenRefused::Malformed, "{text:.60}");
    }
    let deep = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
    let token = forge::with_pem(
        Algorithm::Rs256,
        RSA_1,
        &header().to_string(),
        &format!("{{\"a\":{deep}}}"),
    );
    assert_eq!(verdict(&token).await.unwrap_err(), TokenRefused::Malformed);
}

#[tokio::test]
async fn a_changed_byte_is_seen() {
    let good = signed(&header(), &claims());
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, _) = message.split_once('.').unwrap();
    let other = URL_SAFE_NO_PAD.encode(with(claims(), "role", json!("AUTHORITY_ADMIN")).to_string());
    let swapped = format!("{header}.{other}.{signature}");
    assert_eq!(verdict(&swapped).await.unwrap_err(), TokenRefused::Signature);
    let longer = format!("{good}AAAA");
    assert_eq!(verdict(&longer).await.unwrap_err(), TokenRefused::Signature);
}

#[test]
fn callers_learn_one_text_and_an_outage_is_no_fault_of_theirs() {
    for refused in [
        TokenRefused::Expired,
        TokenRefused::Claim("sub"),
        TokenRefused::UnknownIssuer,
    ] {
        let Problem::Failed(failure) = Problem::from(refused) else {
            panic!("a refused token is a failure")
        };
        assert_eq!(
            (failure.code.http(), failure.public.as_ref()),
            (401, refused.public())
        );
    }
    let Problem::Failed(failure) = Problem::from(TokenRefused::KeysUnavailable) else {
        panic!("a failure")
    };
    assert_eq!(failure.code.http(), 503);
}
