//! Practitioners: their entries, contact cards and roles.

use tests::{Actor, Value, World, json, on_both};

fn entry(world: &World, role: &str, place: Option<String>) -> Value {
    let place = place.map(|id| json!({ "id": id }));
    json!({ "input": {
        "givenName": "Amara", "familyName": "Osei",
        "signIn": { "issuer": "https://idp.example.gov.uk", "subject": "ashmere|amara" },
        "registration": { "body": "NMC", "number": "12a3456e" },
        "email": "amara@health.example", "phone": "07700 900123", "available": "Mondays",
        "cover": { "id": world.health_visitor().id() }, "trainedModels": ["JOINT_MEETING"],
        "role": { "role": role, "organisation": place },
        "externalId": { "system": "mosaic", "value": "P-1" }
    } })
}

fn of(id: &str, version: i64, input: Value) -> Value {
    let mut arguments = json!({ "practitioner": { "id": id }, "expectedVersion": version });
    if !input.is_null() {
        arguments["input"] = input;
    }
    arguments
}

/// The roles that somebody holds now: role and the name of the place.
async fn roles(actor: &Actor, id: &str) -> Value {
    let query = format!(
        "{{ practitioner(practitioner: {{ id: \"{id}\" }}) {{ roles {{ role organisation {{ name }} }} }} }}"
    );
    actor.query(&query).await["practitioner"]["roles"].clone()
}

on_both! {
    async fn a_practitioner_is_entered_with_a_first_role(world: World) {
        let team = world.home().health_team.id.to_string();
        let entered = world.admin().mutate("practitionerRegister", entry(&world, "HEALTH_VISITOR", Some(team))).await;
        let record = entered.record();
        assert_eq!((&record["displayName"], &record["registrationNumber"]), (&json!("Amara Osei"), &json!("12A3456E")));
        assert_eq!(record["contactCard"]["cover"]["id"], world.health_visitor().id());
        assert_eq!((&record["trainedModels"], &record["isSystem"]), (&json!(["JOINT_MEETING"]), &json!(false)));
        assert_eq!(record["externalIds"][0]["value"], "P-1");
        assert_eq!(roles(&world.admin(), &entered.id()).await, json!([
            { "role": "HEALTH_VISITOR", "organisation": { "name": "Riverside Health Visiting" } }
        ]));
        assert_eq!(world.kinds().await, ["practitioner.registered", "role.assigned", "identifier.added"]);
        let twice = world.admin().mutate("practitionerRegister", entry(&world, "ANALYST", None)).await;
        twice.refused("RuleRefused").rule("IDENTIFIER_TAKEN");
    }

    async fn a_role_must_fit_where_it_is_held(world: World) {
        let home = world.home();
        let table = [
            ("HEALTH_VISITOR", Some(home.nursery.id.to_string())),
            ("KEY_PERSON", Some(home.health_team.id.to_string())),
            ("CHILDMINDER", Some(home.nursery.id.to_string())),
            ("AUTHORITY_ADMIN", Some(home.health_team.id.to_string())),
            ("KEY_PERSON", None),
            ("PARENT", None),
            ("INTEGRATION", None),
        ];
        for (role, place) in table {
            let refused = world.admin().mutate("practitionerRegister", entry(&world, role, place)).await;
            refused.refused("RuleRefused").rule("WRONG_KIND");
        }
        let theirs = entry(&world, "KEY_PERSON", Some(world.elsewhere().nursery.id.to_string()));
        let hidden = world.admin().mutate("practitionerRegister", theirs).await;
        hidden.refused("NotFound").at("input.role.organisation");
        assert!(world.journal().await.is_empty());
    }

    async fn a_system_enters_people_but_gives_no_power(world: World) {
        let system = world.integration();
        for role in ["AUTHORITY_ADMIN", "CALDICOTT_GUARDIAN", "INTEGRATION"] {
            let refused = system.mutate("practitionerRegister", entry(&world, role, None)).await.refused("NotAllowed");
            refused.responsible(&["AUTHORITY_ADMIN"]);
        }
        let nursery = world.home().nursery.id.to_string();
        let entered = system.mutate("practitionerRegister", entry(&world, "KEY_PERSON", Some(nursery))).await;
        let more = json!({ "practitioner": { "id": entered.id() }, "input": { "role": "AUTHORITY_ADMIN" } });
        system.mutate("practitionerAssignRole", more.clone()).await.refused("NotAllowed");
        world.admin().mutate("practitionerAssignRole", more).await.ok();
        let take_over = json!({ "signIn": { "issuer": "https://idp.example.gov.uk", "subject": "mine" } });
        let refused = system.mutate("practitionerAmend", of(&world.admin().id(), 1, take_over)).await;
        refused.refused("NotAllowed").responsible(&["AUTHORITY_ADMIN"]);
    }

    async fn only_those_who_keep_the_directory_enter_people(world: World) {
        let input = entry(&world, "ANALYST", None);
        for actor in [world.health_lead(), world.setting_manager(), world.key_person(), world.parent(), world.guest()] {
            let refused = actor.mutate("practitionerRegister", input.clone()).await.refused("NotAllowed");
            refused.because("ROLE_NOT_ALLOWED").responsible(&["AUTHORITY_ADMIN"]);
        }
        let end = of(&world.key_person().id(), 1, json!({ "role": "KEY_PERSON" }));
        for actor in [world.setting_manager(), world.key_person(), world.health_visitor(), world.parent()] {
            actor.mutate("practitionerEndRole", end.clone()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
    }

    async fn everybody_keeps_their_own_contact_card(world: World) {
        let own = world.key_person();
        let card = json!({ "phone": "01632 960003", "available": "after 3 pm", "cover": { "id": world.setting_senco().id() } });
        let amended = own.mutate("practitionerAmend", of(&own.id(), 1, card.clone())).await;
        assert_eq!(amended.record()["contactCard"]["phone"], "01632 960003");
        let facts = world.facts("practitioner.amended").await;
        assert_eq!(facts[0].data, json!({ "changed": ["phone", "available", "cover_id"] }));

        let cleared = own.mutate("practitionerAmend", of(&own.id(), 2, json!({ "cover": null }))).await;
        assert!(cleared.record()["contactCard"]["cover"].is_null());
        assert_eq!(cleared.record()["contactCard"]["phone"], "01632 960003");
        let self_cover = json!({ "cover": { "id": own.id() } });
        assert_eq!(own.mutate("practitionerAmend", of(&own.id(), 3, self_cover)).await.wrong_inputs(), ["input.cover"]);
        let trained = of(&own.id(), 3, json!({ "trainedModels": ["JOINT_MEETING"] }));
        own.mutate("practitionerAmend", trained).await.refused("NotAllowed").responsible(&["AUTHORITY_ADMIN"]);
        let other = world.setting_senco().mutate("practitionerAmend", of(&own.id(), 3, card)).await;
        other.refused("NotAllowed").because("NOT_THE_AUTHOR");
    }

    async fn a_role_moves_ends_and_is_given_again(world: World) {
        let (admin, home) = (world.admin(), world.home());
        let id = world.other_health_visitor().id();
        let to = |team: &str| json!({ "role": "HEALTH_VISITOR", "to": { "id": team } });
        let (riverside, hilltop) = (home.health_team.id.to_string(), home.other_team.id.to_string());
        let stays = admin.mutate("practitionerMove", of(&id, 1, to(&hilltop))).await;
        stays.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        let not_there = json!({ "role": "HEALTH_VISITOR", "from": { "id": riverside }, "to": { "id": hilltop } });
        admin.mutate("practitionerMove", of(&id, 1, not_there)).await.refused("RuleRefused").rule("ROLE_NOT_HELD");

        let moved = admin.mutate("practitionerMove", of(&id, 1, to(&riverside))).await;
        assert_eq!(moved.version(), 2);
        assert_eq!(roles(&admin, &id).await[0]["organisation"]["name"], "Riverside Health Visiting");
        let viewer = world.other_health_visitor().query("{ viewer { organisation { id } } }").await;
        assert_eq!(viewer["viewer"]["organisation"]["id"], riverside);
        // Back again: the earlier assignment is taken up.
        admin.mutate("practitionerMove", of(&id, 2, to(&hilltop))).await.ok();
        assert_eq!(world.kinds().await, [
            "role.ended", "role.assigned", "practitioner.rolesChanged",
            "role.ended", "role.assigned", "practitioner.rolesChanged"
        ]);

        let held = |team: &str| json!({ "practitioner": { "id": id }, "input": {
            "role": "HEALTH_VISITOR", "organisation": { "id": team }
        } });
        admin.mutate("practitionerAssignRole", held(&hilltop)).await.refused("RuleRefused").rule("ROLE_HELD");
        admin.mutate("practitionerEndRole", of(&id, 3, json!({ "role": "HEALTH_VISITOR" }))).await.ok();
        assert_eq!(roles(&admin, &id).await, json!([]));
        world.other_health_visitor().post("{ viewer { name } }", json!({})).await.failed("FORBIDDEN");
        let again = admin.mutate("practitionerAssignRole", held(&riverside)).await;
        assert_eq!(again.version(), 5);
        world.other_health_visitor().query("{ viewer { name } }").await;
    }

    async fn whoever_leaves_is_signed_out_and_may_come_back(world: World) {
        let (admin, id) = (world.admin(), world.childminder().id());
        let gone = admin.mutate("practitionerDeactivate", of(&id, 1, Value::Null)).await;
        assert_eq!((&gone.record()["status"], &gone.record()["roles"]), (&json!("INACTIVE"), &json!([])));
        world.childminder().post("{ viewer { name } }", json!({})).await.failed("FORBIDDEN");
        let more = json!({ "practitioner": { "id": id }, "input": { "role": "ANALYST" } });
        admin.mutate("practitionerAssignRole", more).await.refused("IllegalTransition").from("INACTIVE");

        let back = admin.mutate("practitionerReactivate", of(&id, 2, Value::Null)).await;
        assert_eq!(back.record()["status"], "ACTIVE");
        world.childminder().post("{ viewer { name } }", json!({})).await.failed("FORBIDDEN");
        let place = world.home().childminding.id;
        let again = json!({ "practitioner": { "id": id }, "input": { "role": "CHILDMINDER", "organisation": { "id": place } } });
        admin.mutate("practitionerAssignRole", again).await.ok();
        world.childminder().query("{ viewer { name } }").await;
        assert_eq!(world.kinds().await, [
            "role.ended", "practitioner.deactivated", "practitioner.reactivated", "role.assigned",
            "practitioner.rolesChanged"
        ]);
    }

    async fn the_only_administrator_stays(world: World) {
        let (admin, id) = (world.admin(), world.admin().id());
        let gone = admin.mutate("practitionerDeactivate", of(&id, 1, Value::Null)).await;
        gone.refused("RuleRefused").rule("STILL_IN_USE");
        let end = of(&id, 1, json!({ "role": "AUTHORITY_ADMIN" }));
        admin.mutate("practitionerEndRole", end.clone()).await.refused("RuleRefused").rule("STILL_IN_USE");
        let second = json!({ "practitioner": { "id": world.caldicott().id() }, "input": { "role": "AUTHORITY_ADMIN" } });
        admin.mutate("practitionerAssignRole", second).await.ok();
        // Without its role, the caller does not see what came of it; the act is done.
        admin.mutate("practitionerEndRole", end).await.ok();
        admin.post("{ viewer { name } }", json!({})).await.failed("FORBIDDEN");
    }

    async fn practitioners_are_found_by_role_place_and_name(world: World) {
        let query = format!(
            "{{ here: practitioners(filter: {{ organisation: {{ external: {{ system: \"{}\", value: \"organisation-3\" }} }} }}) {{ nodes {{ familyName }} }}
               visitors: practitioners(filter: {{ role: HEALTH_VISITOR }}, orderBy: FAMILY_NAME_DESC) {{ nodes {{ familyName }} }}
               named: practitioners(filter: {{ nameContains: \"oka MAYA\" }}) {{ nodes {{ displayName }} }}
               systems: practitioners(filter: {{ isSystem: true }}) {{ nodes {{ displayName roles {{ role }} }} }} }}",
            tests::cast::CMS
        );
        let found = world.parent().query(&query).await;
        let names = |list: &str| -> Vec<String> {
            let nodes = found[list]["nodes"].as_array().unwrap().iter();
            nodes.map(|node| node["familyName"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names("here"), ["Aziz", "Nair", "Waters"]);
        assert_eq!(names("visitors"), ["Okafor", "Firth"]);
        assert_eq!(found["named"]["nodes"], json!([{ "displayName": "Maya Okafor" }]));
        assert_eq!(found["systems"]["nodes"], json!([
            { "displayName": "Case management", "roles": [{ "role": "INTEGRATION" }] }
        ]));
        let theirs = format!("{{ practitioner(practitioner: {{ id: \"{}\" }}) {{ id }} }}", world.other_authority_admin().id());
        assert!(world.admin().query(&theirs).await["practitioner"].is_null());
    }

    async fn a_directory_of_many_costs_as_many_statements_as_one_of_few(world: World) {
        let document = |first: u32| format!(
            "{{ organisations(first: {first}) {{ nodes {{ externalIds {{ value }} linkTeam {{ contact {{ displayName }} }}
                settings {{ name }} practitioners {{ roles {{ organisation {{ name }} }} contactCard {{ cover {{ id }} }} }} }} }} }}"
        );
        let admin = world.admin();
        admin.query(&document(1)).await;
        let (_, many) = world.counting(admin.query(&document(5))).await;
        let (_, again) = world.counting(admin.query(&document(4))).await;
        assert_eq!(many, again);
    }
}
