//! Who may not.

use tests::{Actor, Value, json, on_both};

use super::{act, new_child, read, zofia};

/// The acts on a child, each with an input that would do.
fn acts() -> [(&'static str, Value); 5] {
    [
        ("childAmend", json!({ "sex": "MALE" })),
        (
            "childIdentify",
            json!({ "externalId": { "system": "mosaic", "value": "1" } }),
        ),
        ("childPlace", json!({ "setting": null })),
        ("childRestrict", json!({ "restriction": "RESTRICTED" })),
        ("childDepart", json!({ "departure": "MOVED_AWAY" })),
    ]
}

/// The acts that are refused, each with its reason.
async fn refusals(by: &Actor, child: &str) -> Vec<String> {
    let mut refused = Vec::new();
    for (mutation, input) in acts() {
        let payload = act(by, child, mutation, 1, input).await;
        let error = payload.answer.data()[mutation]["userErrors"][0].clone();
        let reason = if error["reason"].is_string() {
            &error["reason"]
        } else {
            &error["code"]
        };
        refused.push(format!("{mutation} {}", reason.as_str().unwrap_or("done")));
    }
    refused
}

fn all(reason: &str) -> Vec<String> {
    acts()
        .iter()
        .map(|(mutation, _)| format!("{mutation} {reason}"))
        .collect()
}

on_both! {
    async fn early_years_and_parents_change_nothing_of_the_entry(world: World) {
        let id = zofia(&world);
        for by in [
            world.nursery_nurse(),
            world.key_person(),
            world.setting_manager(),
            world.setting_senco(),
            world.area_senco(),
            world.parent(),
        ] {
            assert_eq!(refusals(&by, &id).await, all("ROLE_NOT_ALLOWED"), "{:?}", by.person().role);
            by.mutate("childRegister", new_child(json!({}))).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        let refused = act(&world.key_person(), &id, "childAmend", 1, json!({ "sex": "MALE" })).await;
        refused.refused("NotAllowed").responsible(&["HEALTH_VISITOR"]).naming("Maya Okafor");
        assert!(world.journal().await.is_empty());
    }

    async fn who_does_not_know_of_the_child_finds_nothing(world: World) {
        let id = zofia(&world);
        for by in [
            world.other_health_visitor(),
            world.childminder(),
            world.analyst(),
            world.guest(),
            world.carer(&world.home().minded_mother),
            world.other_authority_admin(),
            world.other_authority_health_visitor(),
            world.other_authority_integration(),
        ] {
            assert_eq!(read(&by, &id, "id").await, json!(null), "{:?}", by.person().role);
            assert_eq!(refusals(&by, &id).await, all("NOT_FOUND"), "{:?}", by.person().role);
            let node = by.query_with("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
            assert_eq!(node["node"], json!(null));
        }
        let (act, outcome, reason) = world.last_audit().await;
        assert_eq!((act.as_str(), outcome.as_str()), ("childDepart", "REFUSED"));
        assert_eq!(reason.as_deref(), Some("NOT_FOUND"));
    }

    async fn the_leads_of_early_years_place_and_the_guardian_protects(world: World) {
        let id = zofia(&world);
        let lead = refusals(&world.early_years_lead(), &id).await;
        assert_eq!(lead, [
            "childAmend ROLE_NOT_ALLOWED",
            "childIdentify ROLE_NOT_ALLOWED",
            "childPlace done",
            "childRestrict ROLE_NOT_ALLOWED",
            "childDepart ROLE_NOT_ALLOWED",
        ]);
        let guarded = world.home().minded_child.id.to_string();
        let guardian = refusals(&world.caldicott(), &guarded).await;
        assert_eq!(guardian[3], "childRestrict done");
        assert_eq!(guardian.iter().filter(|one| one.ends_with("ROLE_NOT_ALLOWED")).count(), 4);
        assert_eq!(refusals(&world.health_visitor(), &guarded).await[3], "childRestrict ROLE_NOT_ALLOWED");
    }

    async fn a_system_needs_the_scope(world: World) {
        let narrow = world.integration().with_scopes(&["reviews:write"]);
        assert_eq!(refusals(&narrow, &zofia(&world)).await, all("SCOPE_MISSING"));
    }

    async fn access_says_the_same_as_the_acts(world: World) {
        let fields = "access { canAmend canIdentify canPlace canRestrict canDepart canReturn canAddCarer canPlanReview }";
        let id = zofia(&world);
        let visitor = read(&world.health_visitor(), &id, fields).await["access"].clone();
        assert_eq!(visitor, json!({
            "canAmend": true, "canIdentify": true, "canPlace": true, "canRestrict": false, "canDepart": true,
            "canReturn": false, "canAddCarer": true, "canPlanReview": true,
        }));
        let key_person = read(&world.key_person(), &id, fields).await["access"].clone();
        assert!(key_person.as_object().unwrap().values().all(|may| may == false), "{key_person}");
    }
}
