//! A list of children through the API.

use tests::{Actor, Payload, Value, json, on_both};

use super::{REPORT, list, row};

async fn import(actor: &Actor, rows: &[Value], options: Value) -> Payload {
    actor
        .mutate_for("childrenImport", list(rows, options), REPORT)
        .await
}

fn counts(report: &Value) -> [i64; 6] {
    [
        "created",
        "updated",
        "unchanged",
        "forDecision",
        "rejected",
        "reviewsPlanned",
    ]
    .map(|name| report[name].as_i64().unwrap())
}

fn two_rows() -> [Value; 2] {
    [
        row(
            "Ada",
            "Lovelace",
            json!({ "nhsNumber": "900 000 0009", "settingUrn": "", "restriction": null }),
        ),
        row(
            "Béla",
            "Bartók",
            json!({ "externalId": { "system": "census", "value": "c-7" }, "birthDate": "09/02/2024" }),
        ),
    ]
}

on_both! {
    async fn a_list_is_taken_and_a_second_time_changes_nothing(world: World) {
        let options = json!({ "planReviews": true });
        let first = import(&world.admin(), &two_rows(), options.clone()).await;
        let report = &first.ok()["report"];
        assert_eq!(counts(report), [2, 0, 0, 0, 0, 2], "{report:#}");
        assert_eq!(report["written"], true);
        let ada = &report["rows"][0];
        assert_eq!((&ada["row"], &ada["outcome"], &ada["matched"]), (&json!(1), &json!("CREATED"), &json!("NO_MATCH")));
        assert_eq!((&ada["child"]["givenName"], &ada["child"]["postcode"]), (&json!("Ada"), &json!("ZZ99 7ZZ")));
        let journal = world.journal().await.len();
        let second = import(&world.admin(), &two_rows(), options).await;
        assert_eq!(counts(&second.ok()["report"]), [0, 0, 2, 0, 0, 0]);
        assert_eq!(second.ok()["report"]["rows"][0]["child"]["id"], ada["child"]["id"]);
        assert_eq!(world.journal().await.len(), journal);
        let by_census = r#"{ child(child: { external: { system: "census", value: "c-7" } }) { givenName } }"#;
        assert_eq!(world.admin().query(by_census).await["child"]["givenName"], "Béla");
    }

    async fn a_rejected_row_says_everything_and_leaves_nothing(world: World) {
        let bad = row("=1+1", "Quill", json!({ "nhsNumber": "9434765918", "birthDate": "31/02/2024", "settingUrn": "999999",
            "keyPerson": { "system": "census", "value": "nobody" } }));
        let rows = [two_rows()[0].clone(), bad];
        let taken = import(&world.admin(), &rows, json!({})).await;
        let report = &taken.ok()["report"];
        assert_eq!(counts(report), [1, 0, 0, 0, 1, 0], "{report:#}");
        let problems = report["rows"][1]["problems"].as_array().unwrap();
        let paths: Vec<String> = problems.iter().map(|problem| problem["path"][0].to_string()).collect();
        assert_eq!(paths, [r#""nhsNumber""#, r#""givenName""#, r#""birthDate""#], "{problems:#?}");
        assert!(problems.iter().all(|problem| problem["whatToDo"].as_str().is_some_and(|text| !text.is_empty())));
        assert!(!taken.answer.body.to_string().contains("9434765918"), "a problem repeats the value");
        // What the directory does not know is said of rows that are right by themselves.
        let unplaced = row("Cy", "Twombly", json!({ "settingUrn": "999999", "healthTeamOds": "ZZZZ9" }));
        let report = import(&world.admin(), &[unplaced], json!({})).await.ok()["report"].clone();
        let problems = report["rows"][0]["problems"].as_array().unwrap();
        assert_eq!(problems.len(), 2, "{problems:#?}");
        assert_eq!(world.facts("child.registered").await.len(), 1);
    }

    async fn all_or_nothing_is_one_of_the_two_policies(world: World) {
        let bad = row("Dot", "Dash", json!({ "sex": "?", "externalId": { "system": "census", "value": "" } }));
        let rows = [two_rows()[0].clone(), bad];
        let refused = import(&world.admin(), &rows, json!({ "errorPolicy": "REJECT_ALL" })).await;
        assert_eq!(refused.wrong_inputs(), ["input.rows.1.sex", "input.rows.1.externalId.value"]);
        let report = &refused.answer.data()["childrenImport"]["report"];
        assert_eq!((&report["written"], counts(report)), (&json!(false), [1, 0, 0, 0, 1, 0]));
        assert!(world.journal().await.is_empty());
    }

    async fn a_validation_writes_nothing_and_keeps_no_key(world: World) {
        let system = world.integration();
        let mut arguments = list(&two_rows(), json!({ "validateOnly": true, "planReviews": true }));
        arguments["idempotencyKey"] = "once".into();
        let told = system.mutate_for("childrenImport", arguments, REPORT).await;
        let report = &told.ok()["report"];
        assert_eq!((&report["written"], counts(report)), (&json!(false), [2, 0, 0, 0, 0, 2]));
        assert!(report["rows"][0]["child"].is_null());
        assert!(world.journal().await.is_empty());
        let mut arguments = list(&two_rows(), json!({ "planReviews": true }));
        arguments["idempotencyKey"] = "once".into();
        let done = system.mutate_for("childrenImport", arguments, REPORT).await;
        assert_eq!((done.replayed(), counts(&done.ok()["report"])), (false, [2, 0, 0, 0, 0, 2]));
    }

    async fn a_retry_gets_the_first_report(world: World) {
        let mut arguments = list(&two_rows(), json!({}));
        arguments["idempotencyKey"] = "monday".into();
        let system = world.integration();
        let first = system.mutate_for("childrenImport", arguments.clone(), REPORT).await;
        let again = system.mutate_for("childrenImport", arguments.clone(), REPORT).await;
        assert_eq!((first.replayed(), again.replayed()), (false, true));
        assert_eq!(first.ok()["report"], again.ok()["report"]);
        arguments["input"]["rows"][0]["sex"] = "M".into();
        let other = system.mutate_for("childrenImport", arguments, REPORT).await;
        other.refused("IdempotencyKeyReused");
    }

    async fn who_may_not_is_told_whose_it_is(world: World) {
        for actor in [world.key_person(), world.health_visitor(), world.health_lead(), world.parent(), world.caldicott()] {
            let refused = import(&actor, &two_rows(), json!({})).await;
            refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["AUTHORITY_ADMIN", "INTEGRATION"]);
        }
        let narrow = world.integration().with_scopes(&["reviews:write"]);
        import(&narrow, &two_rows(), json!({})).await.refused("NotAllowed").because("SCOPE_MISSING");
        assert!(world.facts("child.registered").await.is_empty());
    }

    async fn a_thousand_rows_go_in_one_call_and_no_more(world: World) {
        let many: Vec<Value> = (0..1_001)
            .map(|number| {
                let id = json!({ "externalId": { "system": "census", "value": format!("m-{number}") } });
                let day = 1 + number % 28;
                let mut row = row(&format!("Given{}", letters(number)), &format!("Family{}", letters(number * 7)), id);
                row["birthDate"] = format!("2024-02-{day:02}").into();
                row["postcode"] = format!("ZZ99 {}{}Z", number % 10, char::from(b'A' + u8::try_from(number % 20).unwrap())).into();
                row
            })
            .collect();
        let selection = "report { created rejected forDecision }";
        let admin = world.admin();
        let taken = admin.mutate_for("childrenImport", list(&many[..1_000], json!({})), selection).await;
        let report = &taken.ok()["report"];
        assert_eq!(report["created"].as_i64().unwrap() + report["forDecision"].as_i64().unwrap(), 1_000, "{report}");
        let answer = admin.mutate_for("childrenImport", list(&many, json!({})), selection).await.answer;
        assert_eq!(answer.status, 400, "{:#}", answer.body);
        answer.failed("LIMIT_EXCEEDED");
        let none = admin.mutate_for("childrenImport", list(&[], json!({})), selection).await;
        assert_eq!(none.wrong_inputs(), ["input.rows"]);
    }
}

/// A number in letters: names have no digits.
fn letters(number: u32) -> String {
    number
        .to_string()
        .bytes()
        .map(|digit| char::from(digit - b'0' + b'a'))
        .collect()
}
