//! Children whose whereabouts are protected, and what is withheld from whom.

use entity::enums::ParticipantStatus;
use tests::{Actor, Value, json, on_both};

use super::{act, read, zofia};

const WHERE: &str = "postcode gpPracticeOds setting { id } keyPerson { id }";

/// What somebody reads of a child, and what is withheld from them: the field and the reason of each.
async fn withheld(by: &Actor, child: impl ToString, fields: &str) -> (Value, Vec<String>) {
    let query = format!("query($id: ID!) {{ child(child: {{ id: $id }}) {{ {fields} }} }}");
    let answer = by.post(&query, json!({ "id": child.to_string() })).await;
    let withheld = answer.withheld().iter().map(|one| {
        let field = one["path"].as_array().unwrap().last().unwrap().as_str().unwrap();
        format!("{field} {}", one["reason"].as_str().unwrap())
    });
    let withheld = withheld.collect();
    (answer.data()["child"].clone(), withheld)
}

on_both! {
    async fn nobody_learns_where_a_restricted_child_is(world: World) {
        let child = world.home().restricted_child.id;
        for by in [
            world.health_visitor(),
            world.nursery_nurse(),
            world.health_lead(),
            world.early_years_lead(),
            world.key_person(),
            world.setting_manager(),
            world.admin(),
            world.integration(),
        ] {
            let (seen, kept) = withheld(&by, child, &format!("givenName restriction {WHERE}")).await;
            let role = by.person().role;
            assert_eq!(seen["givenName"], "Leo", "{role:?}");
            for field in ["postcode", "gpPracticeOds", "setting", "keyPerson"] {
                assert_eq!(seen[field], json!(null), "{role:?} {field}");
                assert!(kept.contains(&format!("{field} RESTRICTED_CHILD")), "{role:?}: {kept:?}");
            }
            let nursery = world.home().nursery.id.to_string();
            let by_setting = "query($id: ID!) { children(filter: { setting: { id: $id } }) { nodes { givenName } } }";
            let listed = by.query_with(by_setting, json!({ "id": nursery })).await;
            assert!(!listed.to_string().contains("Leo"), "{role:?}: {listed}");
        }
    }

    async fn a_restriction_reaches_every_review_from_the_next_request_on(world: World) {
        let (id, lead) = (zofia(&world), world.health_lead());
        let scheduled = json!({
            "review": { "id": world.review() }, "expectedVersion": 1,
            "input": { "scheduledAt": "2026-03-20T10:00:00Z", "place": "FAMILY_HOME", "placeDetail": "3 Elm Row" },
        });
        world.health_visitor().mutate("reviewSchedule", scheduled).await.ok();
        let review = "reviews { id restriction: __typename place placeDetail setting { id } }";
        assert_eq!(read(&lead, &id, review).await["reviews"][0]["placeDetail"], "3 Elm Row");
        act(&lead, &id, "childRestrict", 1, json!({ "restriction": "RESTRICTED" })).await.ok();
        for by in [world.health_visitor(), world.key_person(), lead.clone()] {
            let seen = read(&by, &id, review).await["reviews"][0].clone();
            assert_eq!(
                (&seen["place"], &seen["placeDetail"], &seen["setting"]),
                (&json!(null), &json!(null), &json!(null)),
                "{:?}",
                by.person().role
            );
        }
        assert_eq!(world.facts("child.restricted").await[0].data["restriction"], "RESTRICTED");
        assert_eq!(world.facts("review.childRestricted").await.len(), 1);
        act(&lead, &id, "childRestrict", 2, json!({ "restriction": "RESTRICTED" }))
            .await
            .refused("RuleRefused")
            .rule("NOTHING_TO_CHANGE");
        act(&world.caldicott(), &id, "childRestrict", 2, json!({ "restriction": "UNRESTRICTED" })).await.ok();
        assert_eq!(read(&lead, &id, review).await["reviews"][0]["placeDetail"], "3 Elm Row");
    }

    async fn a_very_restricted_child_is_unknown_to_the_team(world: World) {
        let child = world.home().hidden_child.id;
        for by in [world.nursery_nurse(), world.setting_manager(), world.setting_senco()] {
            assert_eq!(read(&by, child, "id").await, json!(null), "{:?}", by.person().role);
            let all = by.query("{ children(first: 100) { totalCount nodes { givenName } } }").await;
            assert!(!all.to_string().contains("Ivy"), "{:?}: {all}", by.person().role);
            assert_eq!(act(&by, child, "childAmend", 1, json!({ "sex": "MALE" })).await.refused("NotFound").0["path"], json!(["child"]));
        }
        for by in [world.health_visitor(), world.key_person(), world.health_lead(), world.caldicott()] {
            assert_eq!(read(&by, child, "givenName").await["givenName"], "Ivy", "{:?}", by.person().role);
        }
    }

    async fn a_protected_child_is_found_by_its_own_key_person_alone(world: World) {
        let found = async |by: &Actor| {
            let query = "query($id: ID!) { children(filter: { keyPerson: { id: $id } }) { nodes { givenName } } }";
            by.query_with(query, json!({ "id": world.key_person().id() })).await["children"]["nodes"].clone()
        };
        let names = |found: &Value| {
            let mut names: Vec<String> = found.as_array().unwrap().iter().map(|one| one["givenName"].to_string()).collect();
            names.sort();
            names.join(" ")
        };
        assert_eq!(names(&found(&world.key_person()).await), r#""Ivy" "Leo" "Zofia""#);
        assert_eq!(names(&found(&world.health_visitor()).await), r#""Zofia""#);
        assert_eq!(names(&found(&world.admin()).await), r#""Zofia""#);
        assert_eq!(names(&found(&world.caldicott()).await), "", "may not read where children are");
    }

    async fn an_invited_colleague_reads_a_summary_and_a_guest_no_more(world: World) {
        let (id, review) = (zofia(&world), world.review());
        let colleague = world.other_health_visitor();
        world.answered(&review, &colleague, ParticipantStatus::Invited).await;
        world.take_part(&review, &world.guest()).await;
        let fields = "givenName nhsNumber postcode carers { id }";
        let (seen, kept) = withheld(&colleague, &id, fields).await;
        assert_eq!((&seen["givenName"], &seen["postcode"], &seen["carers"]), (&json!("Zofia"), &json!(null), &json!(null)));
        assert_eq!(kept, ["carers INVITATION_NOT_ACCEPTED", "postcode INVITATION_NOT_ACCEPTED"]);
        let (seen, kept) = withheld(&world.guest(), &id, fields).await;
        assert_eq!((&seen["givenName"], &seen["carers"]), (&json!("Zofia"), &json!(null)));
        assert_eq!(kept, ["carers NOT_YOUR_ROLE", "postcode NOT_YOUR_ROLE"]);
    }

    async fn a_parent_sees_their_own_child_and_their_own_entry(world: World) {
        let parent = world.parent();
        let all = parent.query("{ children { nodes { givenName postcode carers { givenName } } totalCount } }").await;
        let own = json!({ "givenName": "Zofia", "postcode": "ZZ99 3AA", "carers": [{ "givenName": "Anna" }] });
        assert_eq!(all["children"]["nodes"], json!([own]));
        assert_eq!(all["children"]["totalCount"], json!(null));
        assert_eq!(read(&parent, world.home().minded_child.id, "id").await, json!(null));
        let stepfather = json!({ "id": world.home().stepfather.person.id });
        let other = parent.query_with("query($id: ID!) { carer(carer: { id: $id }) { id } }", stepfather).await;
        assert_eq!(other["carer"], json!(null));
        let staff = read(&world.health_visitor(), zofia(&world), "carers { givenName }").await;
        assert_eq!(staff["carers"].as_array().unwrap().len(), 2);
    }
}
