//! Parents and carers: added, changed, taken off.

use entity::carer;
use tests::{Actor, Payload, Value, World, json, on_both};

async fn amend(by: &Actor, carer: &str, version: i64, input: Value) -> Payload {
    let arguments = json!({ "carer": { "id": carer }, "expectedVersion": version, "input": input });
    by.mutate("carerAmend", arguments).await
}

/// A grandmother to be added to the child in the nursery.
#[expect(clippy::needless_pass_by_value, reason = "a literal at each call")]
fn grandmother(world: &World, more: Value) -> Value {
    let mut input = json!({
        "givenName": "Wanda", "familyName": "Kowalska", "relationship": "GRANDMOTHER",
        "parentalResponsibility": "NOT_HELD",
    });
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "child": { "id": world.home().child.id.to_string() }, "input": input })
}

async fn sign_in(world: &World, subject: &str) -> Value {
    let issuer = world.rows::<carer::Entity>().await[0].issuer.clone();
    json!({ "issuer": issuer, "subject": subject })
}

on_both! {
    async fn a_carer_is_added_with_relationship_and_responsibility_apart(world: World) {
        let input = grandmother(&world, json!({
            "language": "Polish", "interpreterNeeded": true, "email": "wanda@family.example", "phone": " 07700  900123",
            "externalId": { "system": "mosaic", "value": "w-1" },
        }));
        let added = world.health_visitor().mutate("carerAdd", input).await;
        let record = added.record();
        assert_eq!(
            (&record["relationship"], &record["parentalResponsibility"], &record["signsIn"]),
            (&json!("GRANDMOTHER"), &json!("NOT_HELD"), &json!(false))
        );
        assert_eq!((&record["phone"], &record["interpreterNeeded"]), (&json!("07700 900123"), &json!(true)));
        assert_eq!(record["externalIds"][0]["value"], "w-1");
        assert_eq!(record["access"], json!({ "canAmend": true, "canDeactivate": true }));
        assert_eq!(world.kinds().await, ["carer.added", "identifier.added"]);
        assert_eq!(world.last_audit().await, ("carerAdd".to_owned(), "ALLOWED".to_owned(), None));
        let wrong = grandmother(&world, json!({ "familyName": "", "email": "nowhere", "phone": "12" }));
        let wrong = world.admin().mutate("carerAdd", wrong).await;
        assert_eq!(wrong.wrong_inputs(), ["input.familyName", "input.email", "input.phone"]);
    }

    async fn others_add_nobody(world: World) {
        for by in [world.key_person(), world.nursery_nurse(), world.early_years_lead(), world.parent()] {
            let refused = by.mutate("carerAdd", grandmother(&world, json!({}))).await.refused("NotAllowed");
            refused.because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR"]);
        }
        for by in [world.other_health_visitor(), world.other_authority_admin()] {
            by.mutate("carerAdd", grandmother(&world, json!({}))).await.refused("NotFound").at("child");
        }
        assert!(world.journal().await.is_empty());
    }

    async fn sight_of_the_record_is_given_by_those_who_answer_for_access(world: World) {
        let tie = json!({ "signIn": sign_in(&world, "wanda").await, "parentalResponsibility": "HELD" });
        let refused = world.health_visitor().mutate("carerAdd", grandmother(&world, tie.clone())).await;
        refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["AUTHORITY_ADMIN"]);
        let added = world.admin().mutate("carerAdd", grandmother(&world, tie.clone())).await;
        assert_eq!(added.record()["signsIn"], true);
        world
            .admin()
            .mutate("carerAdd", grandmother(&world, tie))
            .await
            .refused("RuleRefused")
            .rule("IDENTIFIER_TAKEN");

        let wanda = tests::cast::Person {
            id: added.id(),
            subject: "wanda".to_owned(),
            ..world.home().mother.person.clone()
        };
        let wanda = world.actor(&wanda);
        let children = "{ children { nodes { givenName carers { givenName } } } }";
        let seen = wanda.query(children).await;
        assert_eq!(seen["children"]["nodes"], json!([{ "givenName": "Zofia", "carers": [{ "givenName": "Wanda" }] }]));
        amend(&world.admin(), &added.id(), 1, json!({ "parentalResponsibility": "REMOVED" })).await.ok();
        wanda.post(children, json!({})).await.failed("FORBIDDEN");
    }

    async fn parents_change_how_they_are_reached_and_nothing_else(world: World) {
        let (parent, own) = (world.parent(), world.home().mother.person.id.clone());
        let amended = amend(&parent, &own, 1, json!({ "phone": "07700 900456", "interpreterNeeded": true })).await;
        assert_eq!(amended.record()["phone"], "07700 900456");
        assert_eq!(world.kinds().await, ["carer.amended"]);
        for input in [
            json!({ "parentalResponsibility": "HELD" }),
            json!({ "relationship": "OTHER" }),
            json!({ "familyName": "Reed" }),
            json!({ "signIn": null }),
        ] {
            amend(&parent, &own, 2, input).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        amend(&parent, &world.home().stepfather.person.id, 1, json!({ "phone": null }))
            .await
            .refused("NotFound");
        let cleared = amend(&world.health_visitor(), &own, 2, json!({ "phone": null })).await;
        assert_eq!((&cleared.record()["phone"], &cleared.record()["interpreterNeeded"]), (&json!(null), &json!(true)));
    }

    async fn who_is_taken_off_signs_in_no_longer(world: World) {
        let own = world.home().mother.person.id.clone();
        let off = json!({ "carer": { "id": own }, "expectedVersion": 1 });
        world.parent().mutate("carerDeactivate", off.clone()).await.refused("NotAllowed");
        world.key_person().mutate("carerDeactivate", off.clone()).await.refused("NotAllowed");
        let done = world.health_visitor().mutate("carerDeactivate", off).await;
        assert_eq!((&done.record()["status"], &done.record()["signsIn"]), (&json!("INACTIVE"), &json!(false)));
        world.parent().post("{ children { nodes { id } } }", json!({})).await.failed("FORBIDDEN");
        amend(&world.admin(), &own, 2, json!({ "phone": null }))
            .await
            .refused("IllegalTransition")
            .from("INACTIVE");
    }
}
