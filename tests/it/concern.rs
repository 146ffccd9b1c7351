//! Concerns: raised by everybody, added to, taken back; the sensitive ones unknown to the family.

use entity::enums::ParticipantStatus;
use tests::{Actor, Payload, Value, World, json, on_both};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

fn about(topic: &str, level: &str, evidence: &str) -> Value {
    json!({ "topic": topic, "level": level, "evidence": evidence })
}

async fn raise(who: &Actor, review: &str, input: Value) -> Payload {
    who.mutate("concernRaise", json!({ "review": by_id(review), "input": input }))
        .await
}

async fn add(who: &Actor, concern: &str, input: Value) -> Payload {
    who.mutate("concernAdd", json!({ "concern": by_id(concern), "input": input }))
        .await
}

async fn withdraw(who: &Actor, concern: &str, version: i64) -> Payload {
    let input = json!({ "reason": "Seen again: she sleeps well." });
    who.mutate(
        "concernWithdraw",
        json!({ "concern": by_id(concern), "expectedVersion": version, "input": input }),
    )
    .await
}

/// The health visitor and the key person, both taking part.
async fn both(world: &World) -> (Actor, Actor) {
    let (maya, priya) = (world.health_visitor(), world.key_person());
    world.take_part(&world.review(), &maya).await;
    world.take_part(&world.review(), &priya).await;
    (maya, priya)
}

on_both! {
    async fn health_and_early_years_and_the_parents_raise_concerns_side_by_side(world: World) {
        let (maya, priya) = both(&world).await;
        let review = world.review();
        let nights = raise(&maya, &review, about("SLEEP", "WATCH", "Wakes three times a night.")).await;
        assert_eq!(nights.record()["status"], "OPEN");
        assert_eq!(nights.record()["raisedByDiscipline"], "HEALTH");
        assert_eq!(nights.record()["raisedBy"]["name"], "Maya Okafor");
        assert_eq!(nights.record()["sensitivity"], "STANDARD");
        let speech = raise(&priya, &review, about("COMMUNICATION", "CONCERN", "Ten words.")).await;
        assert_eq!(speech.record()["raisedByDiscipline"], "EARLY_YEARS");
        let mother = raise(&world.parent(), &review, about("DIET", "CONCERN", "Eats only white food.")).await;
        assert_eq!(mother.record()["raisedByRole"], "PARENT");
        assert_eq!(mother.record()["raisedBy"]["name"], "Anna Kowalska");

        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ concerns {{ topic level raisedBy {{ role name practitioner {{ id }} }} }} }} }}"#);
        for reads in [&maya, &priya, &world.parent(), &world.health_lead(), &world.early_years_lead(), &world.integration()] {
            let seen = reads.post(&look, json!({})).await;
            let topics: Vec<&str> = seen.data()["review"]["concerns"].as_array().unwrap().iter().filter_map(|it| it["topic"].as_str()).collect();
            assert_eq!(topics, ["SLEEP", "COMMUNICATION", "DIET"], "{:?}", reads.person().role);
            assert!(seen.withheld().is_empty());
        }
        assert_eq!(world.kinds().await, ["concern.raised"; 3]);
        for fact in world.journal().await {
            assert!(fact.data.get("topic").is_none() && fact.data.get("level").is_none(), "{}", fact.data);
        }
        assert_eq!(world.last_audit().await, ("concernRaise".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn a_sensitive_concern_is_unknown_to_the_family_by_every_path(world: World) {
        let (maya, priya) = both(&world).await;
        let review = world.review();
        let mut secret = about("HOME_AND_FAMILY", "SIGNIFICANT", "Seen bruised.");
        secret["sensitivity"] = "PRACTITIONERS_ONLY".into();
        secret["externalId"] = json!({ "system": tests::cast::CMS, "value": "concern-9" });
        let secret = raise(&priya, &review, secret).await;
        let open = raise(&priya, &review, about("SLEEP", "WATCH", "Tired.")).await;
        let added = add(&maya, &secret.id(), json!({ "text": "The same at home." })).await;
        let addition = added.record()["additions"][0]["id"].as_str().expect("an addition").to_owned();

        let look = format!(
            r#"query($filter: ConcernFilter) {{
                review(review: {{ id: "{review}" }}) {{ concerns {{ id additions {{ id }} }} version updatedAt }}
                concerns {{ totalCount nodes {{ id additions {{ id }} }} edges {{ node {{ id }} }} }}
                filtered: concerns(filter: $filter, last: 5) {{ totalCount nodes {{ id }} }}
                one: concern(concern: {{ id: "{0}" }}) {{ id }}
                external: concern(concern: {{ external: {{ system: "{1}", value: "concern-9" }} }}) {{ id }}
                node(id: "{0}") {{ id }}
                nodes(ids: ["{0}", "{addition}"]) {{ id }}
            }}"#,
            secret.id(), tests::cast::CMS,
        );
        let filter = json!({ "filter": { "sensitivityIn": ["PRACTITIONERS_ONLY"], "levelIn": ["SIGNIFICANT"], "topicIn": ["HOME_AND_FAMILY"] } });
        for blind in [world.parent(), world.integration()] {
            let answer = blind.post(&look, filter.clone()).await;
            let seen = answer.data();
            assert_eq!(seen["review"]["concerns"], json!([{ "id": open.id(), "additions": [] }]));
            assert_eq!(seen["concerns"]["nodes"], json!([{ "id": open.id(), "additions": [] }]));
            assert_eq!(seen["concerns"]["edges"].as_array().map(Vec::len), Some(1));
            assert_ne!(seen["concerns"]["totalCount"], 2);
            assert_eq!(seen["filtered"]["nodes"], json!([]));
            assert_ne!(seen["filtered"]["totalCount"], 1);
            assert!(seen["one"].is_null() && seen["external"].is_null() && seen["node"].is_null());
            assert_eq!(seen["nodes"], json!([null, null]));
            assert!(answer.withheld().is_empty(), "nothing says that there is more: {:?}", answer.withheld());
        }
        add(&world.parent(), &secret.id(), json!({ "text": "What?" })).await.refused("NotFound");
        withdraw(&world.parent(), &secret.id(), 1).await.refused("NotFound");

        world.settled().await;
        let told = world.integration().told().await;
        let raised: Vec<String> = told.into_iter().filter(|(kind, _)| kind.starts_with("concern.")).map(|(_, id)| id).collect();
        assert_eq!(raised, [open.id()], "the journal that systems read");

        let answer = maya.post(&look, filter).await;
        assert_eq!(answer.data()["filtered"]["totalCount"], 1);
        assert_eq!(answer.data()["nodes"], json!([{ "id": secret.id() }, { "id": addition }]));
    }

    async fn only_practitioners_keep_a_concern_among_themselves(world: World) {
        both(&world).await;
        let mut secret = about("SLEEP", "WATCH", " ");
        secret["sensitivity"] = "PRACTITIONERS_ONLY".into();
        let wrong = raise(&world.parent(), &world.review(), secret).await.wrong_inputs();
        assert_eq!(wrong, ["input.evidence", "input.sensitivity"]);
        assert!(world.journal().await.is_empty());
    }

    async fn who_may_raise_a_concern(world: World) {
        let review = world.review();
        let input = || about("SLEEP", "WATCH", "Tired.");
        for refused in [world.health_lead(), world.early_years_lead(), world.admin(), world.caldicott(), world.integration()] {
            let refused = raise(&refused, &review, input()).await;
            refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON", "PARENT"]);
        }
        for team in [world.health_visitor(), world.nursery_nurse(), world.setting_senco()] {
            raise(&team, &review, input()).await.refused("NotAllowed").because("RELATION_MISSING").naming("Maya Okafor");
        }
        for stranger in [world.analyst(), world.childminder(), world.guest(), world.carer(&world.home().minded_mother), world.other_authority_health_visitor()] {
            raise(&stranger, &review, input()).await.refused("NotFound").at("review");
        }
        let stepfather = world.carer(&world.home().stepfather);
        let answer = stepfather.post("{ concerns { nodes { id } } }", json!({})).await;
        assert_eq!(answer.code(), "FORBIDDEN", "no parental responsibility, no sign-in");
        assert!(world.journal().await.is_empty());
        assert!(world.audit().await.iter().all(|line| line.outcome == entity::enums::AuditOutcome::Refused));
    }

    async fn the_original_stays_and_nobody_talks_down_what_the_other_side_raised(world: World) {
        let (maya, priya) = both(&world).await;
        let raised = raise(&maya, &world.review(), about("SLEEP", "CONCERN", "Wakes three times a night.")).await;
        let down = json!({ "text": "She sleeps well here.", "level": "WATCH" });
        add(&priya, &raised.id(), down.clone()).await.refused("RuleRefused").rule("OTHER_DISCIPLINE");
        let noted = add(&priya, &raised.id(), json!({ "text": "She sleeps well here." })).await;
        assert_eq!((noted.record()["level"].as_str(), noted.version()), (Some("CONCERN"), 1));
        let up = add(&world.parent(), &raised.id(), json!({ "text": "Five times now.", "level": "SIGNIFICANT" })).await;
        assert_eq!((up.record()["level"].as_str(), up.version()), (Some("SIGNIFICANT"), 2));
        let eased = add(&maya, &raised.id(), down).await;
        let record = eased.record();
        assert_eq!((record["level"].as_str(), record["originalLevel"].as_str()), (Some("WATCH"), Some("CONCERN")));
        assert_eq!(record["evidence"], "Wakes three times a night.");
        let additions: Vec<_> = record["additions"].as_array().unwrap().iter()
            .map(|it| (it["addedByRole"].as_str().unwrap(), it["level"].as_str())).collect();
        assert_eq!(additions, [("KEY_PERSON", None), ("PARENT", Some("SIGNIFICANT")), ("HEALTH_VISITOR", Some("WATCH"))]);

        let heavy = "{ now: concerns(filter: { levelIn: [WATCH] }) { totalCount } then: concerns(filter: { levelIn: [CONCERN] }) { totalCount } }";
        assert_eq!(maya.query(heavy).await, json!({ "now": { "totalCount": 1 }, "then": { "totalCount": 0 } }));
        assert_eq!(world.facts("concern.levelChanged").await.len(), 2);
        add(&world.health_lead(), &raised.id(), json!({ "text": "Hm." })).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        add(&priya, &raised.id(), json!({ "text": "a\u{0}b" })).await.refused("InvalidInput").at("input.text");
    }

    async fn a_concern_is_taken_back_by_its_author_alone(world: World) {
        let (maya, priya) = both(&world).await;
        let raised = raise(&maya, &world.review(), about("SLEEP", "CONCERN", "Wakes.")).await;
        let (id, version) = (raised.id(), raised.version());
        for other in [&priya, &world.nursery_nurse(), &world.parent()] {
            withdraw(other, &id, version).await.refused("NotAllowed").because("NOT_THE_AUTHOR");
        }
        add(&priya, &id, json!({ "text": "Here too.", "level": "SIGNIFICANT" })).await.ok();
        withdraw(&maya, &id, version).await.refused("VersionConflict").current_version(2);
        let seen = maya.query(&format!(r#"{{ review(review: {{ id: "{}" }}) {{ concerns {{ version access {{ canAdd canWithdraw }} }} }} }}"#, world.review())).await;
        assert_eq!(seen["review"]["concerns"][0]["access"], json!({ "canAdd": true, "canWithdraw": true }));
        let gone = withdraw(&maya, &id, 2).await;
        assert_eq!((gone.record()["status"].as_str(), gone.version()), (Some("WITHDRAWN"), 3));
        assert_eq!(gone.record()["withdrawnReason"], "Seen again: she sleeps well.");
        withdraw(&maya, &id, 3).await.refused("IllegalTransition").from("WITHDRAWN");
        add(&priya, &id, json!({ "text": "Still." })).await.refused("IllegalTransition").from("WITHDRAWN");
    }

    async fn nothing_is_added_once_the_review_has_ended(world: World) {
        let (maya, _) = both(&world).await;
        let raised = raise(&maya, &world.review(), about("SLEEP", "CONCERN", "Wakes.")).await;
        let end = json!({ "end": "ENTERED_IN_ERROR", "reason": "Planned twice." });
        maya.mutate("reviewEnd", json!({ "review": by_id(&world.review()), "expectedVersion": 1, "input": end })).await.ok();
        raise(&maya, &world.review(), about("DIET", "WATCH", "Picky.")).await.refused("IllegalTransition").from("ENTERED_IN_ERROR");
        add(&maya, &raised.id(), json!({ "text": "Still." })).await.refused("IllegalTransition").from("ENTERED_IN_ERROR");
        withdraw(&maya, &raised.id(), 1).await.refused("IllegalTransition").from("ENTERED_IN_ERROR");
    }

    async fn who_declined_or_is_only_invited_reads_no_concern(world: World) {
        let (maya, _) = both(&world).await;
        let raised = raise(&maya, &world.review(), about("SLEEP", "CONCERN", "Wakes.")).await;
        let look = format!(r#"{{ concerns {{ totalCount nodes {{ id }} }} node(id: "{}") {{ id }} }}"#, raised.id());
        let nothing = json!({ "concerns": { "totalCount": 0, "nodes": [] }, "node": null });
        let blind = [
            (world.childminder(), Some(ParticipantStatus::Invited)),
            (world.other_health_visitor(), Some(ParticipantStatus::Declined)),
            (world.area_senco(), Some(ParticipantStatus::Invited)),
            (world.admin(), None),
            (world.caldicott(), None),
            (world.analyst(), None),
            (world.other_authority_health_lead(), None),
        ];
        for (reads, answered) in blind {
            if let Some(status) = answered {
                world.answered(&world.review(), &reads, status).await;
            }
            assert_eq!(reads.query(&look).await, nothing, "{:?}", reads.person().role);
        }
        let look = format!(r#"{{ review(review: {{ id: "{}" }}) {{ concerns {{ id }} }} }}"#, world.review());
        for (reads, reason) in [(world.admin(), "NOT_YOUR_ROLE"), (world.area_senco(), "INVITATION_NOT_ACCEPTED")] {
            let answer = reads.post(&look, json!({})).await;
            assert!(answer.data()["review"]["concerns"].is_null());
            assert_eq!(answer.withheld()[0]["reason"], reason);
        }
    }

    async fn concerns_are_filtered_ordered_and_paged(world: World) {
        let (maya, priya) = both(&world).await;
        for (number, topic) in ["SLEEP", "DIET", "HEARING", "SLEEP", "VISION"].into_iter().enumerate() {
            let raises = if number % 2 == 0 { &maya } else { &priya };
            raise(raises, &world.review(), about(topic, "WATCH", "Seen.")).await.ok();
        }
        let topics = |page: &Value| -> Vec<String> {
            page["nodes"].as_array().unwrap().iter().map(|it| it["topic"].as_str().unwrap().to_owned()).collect()
        };
        let first = maya.query("{ concerns(first: 3) { nodes { topic } pageInfo { endCursor hasNextPage } } }").await;
        assert_eq!(topics(&first["concerns"]), ["VISION", "SLEEP", "HEARING"]);
        let after = json!({ "after": first["concerns"]["pageInfo"]["endCursor"] });
        let rest = maya.query_with("query($after: Cursor) { concerns(first: 3, after: $after) { nodes { topic } pageInfo { hasNextPage } } }", after).await;
        assert_eq!(topics(&rest["concerns"]), ["DIET", "SLEEP"]);
        assert_eq!(rest["concerns"]["pageInfo"]["hasNextPage"], false);

        let filters = [
            ("filter: { topicIn: [SLEEP] }, orderBy: CREATED_AT_ASC", vec!["SLEEP", "SLEEP"]),
            ("filter: { raisedByDiscipline: EARLY_YEARS }, orderBy: CREATED_AT_ASC", vec!["DIET", "SLEEP"]),
            ("filter: { raisedByRoleIn: [HEALTH_VISITOR], topicIn: [HEARING, DIET] }", vec!["HEARING"]),
            ("filter: { statusIn: [WITHDRAWN] }", vec![]),
            ("filter: { topicIn: [] }", vec![]),
        ];
        for (filter, expected) in filters {
            let page = maya.query(&format!("{{ concerns({filter}) {{ nodes {{ topic }} }} }}")).await;
            assert_eq!(topics(&page["concerns"]), expected, "{filter}");
        }
    }

    async fn the_number_of_statements_does_not_depend_on_the_number_of_reviews(world: World) {
        let maya = world.health_visitor();
        for review in world.crowd(12).await {
            let review = review.to_string();
            world.take_part(&review, &maya).await;
            world.take_part(&review, &world.key_person()).await;
            let raised = raise(&maya, &review, about("SLEEP", "WATCH", "Wakes.")).await;
            add(&world.key_person(), &raised.id(), json!({ "text": "Here too." })).await.ok();
        }
        let look = |first: u32| format!(
            "{{ reviews(first: {first}, orderBy: DUE_ON_DESC) {{ nodes {{ healthLead {{ id }} earlyYearsLead {{ id }}
                participants {{ displayName practitioner {{ familyName }} access {{ canAttend }} }}
                concerns {{ topic raisedBy {{ name practitioner {{ id }} }} additions {{ text addedBy {{ name }} }} access {{ canAdd }} }} }} }} }}"
        );
        let warm = maya.query(&look(12)).await;
        assert_eq!(warm["reviews"]["nodes"][11]["concerns"][0]["additions"][0]["addedBy"]["name"], "Priya Nair");
        // What is shown for the first time is written down once.
        maya.query(&look(1)).await;
        let (_, one) = world.counting(maya.query(&look(1))).await;
        let (_, twelve) = world.counting(maya.query(&look(12))).await;
        assert_eq!(one, twelve);
        let list = |first: u32| format!("{{ concerns(first: {first}) {{ nodes {{ topic raisedBy {{ name }} review {{ status }} }} }} }}");
        maya.query(&list(1)).await;
        maya.query(&list(12)).await;
        let (_, one) = world.counting(maya.query(&list(1))).await;
        let (_, twelve) = world.counting(maya.query(&list(12))).await;
        assert_eq!(one, twelve);
    }
}
