//! Organisations and the links between settings and health teams.

use tests::{Value, json, on_both};

fn nursery(urn: &str) -> Value {
    json!({ "input": {
        "kind": "EARLY_YEARS_SETTING", "name": "Heron Nursery", "ofstedUrn": urn, "settingType": "NURSERY",
        "sector": "PRIVATE", "postcode": "zz99 3aa", "phone": "01632 960001", "email": "heron@nursery.example",
        "externalId": { "system": "mosaic", "value": "S-1" }
    } })
}

fn one(id: &str, version: i64) -> Value {
    json!({ "organisation": { "id": id }, "expectedVersion": version })
}

on_both! {
    async fn an_organisation_is_entered_changed_and_taken_out_of_use(world: World) {
        let admin = world.admin();
        let entered = admin.mutate("organisationRegister", nursery("EY 345678")).await;
        let record = entered.record();
        assert_eq!((&record["ofstedUrn"], &record["postcode"]), (&json!("345678"), &json!("ZZ99 3AA")));
        assert_eq!(record["externalIds"][0]["value"], "S-1");
        assert_eq!(record["access"]["canReactivate"], false);

        let reference = json!({ "external": { "system": "mosaic", "value": "S-1" } });
        let change = json!({
            "organisation": reference, "expectedVersion": 1, "input": { "phone": null, "deliveryModel": "SEPARATE_RED_BOOK" }
        });
        let amended = admin.mutate("organisationAmend", change).await;
        assert!(amended.record()["phone"].is_null());
        assert_eq!(amended.record()["email"], "heron@nursery.example");
        assert_eq!(amended.version(), 2);

        let gone = admin.mutate("organisationDeactivate", one(&entered.id(), 2)).await;
        assert_eq!(gone.record()["status"], "INACTIVE");
        admin.mutate("organisationAmend", json!({
            "organisation": { "id": entered.id() }, "expectedVersion": 3, "input": { "name": "Gone" }
        })).await.refused("IllegalTransition").from("INACTIVE");
        let back = admin.mutate("organisationReactivate", one(&entered.id(), 3)).await;
        assert_eq!(back.record()["status"], "ACTIVE");
        assert_eq!(world.kinds().await, [
            "organisation.registered", "identifier.added", "organisation.amended", "organisation.deactivated",
            "organisation.reactivated"
        ]);
    }

    async fn wrong_and_doubled_codes_are_refused(world: World) {
        let admin = world.admin();
        let mut odd = nursery("12");
        odd["input"]["odsCode"] = json!("R1");
        odd["input"]["email"] = json!("nobody");
        let mut wrong = admin.mutate("organisationRegister", odd).await.wrong_inputs();
        wrong.sort();
        wrong.dedup();
        assert_eq!(wrong, ["input.email", "input.odsCode", "input.ofstedUrn"]);
        let taken = format!("EY{}", world.home().nursery.code);
        let refused = admin.mutate("organisationRegister", nursery(&taken)).await.refused("RuleRefused");
        refused.rule("IDENTIFIER_TAKEN");
        // The other authority keeps a directory of its own.
        world.other_authority_admin().mutate("organisationRegister", nursery(&taken)).await.ok();
    }

    async fn only_those_who_keep_the_directory_enter_organisations(world: World) {
        let people = [
            world.health_visitor(), world.health_lead(), world.key_person(), world.setting_manager(),
            world.early_years_lead(), world.parent(), world.guest(), world.analyst(), world.caldicott(),
        ];
        for actor in people {
            let refused = actor.mutate("organisationRegister", nursery("345678")).await.refused("NotAllowed");
            refused.because("ROLE_NOT_ALLOWED").responsible(&["AUTHORITY_ADMIN", "INTEGRATION"]);
        }
        let system = world.integration().with_scopes(&["children:write"]);
        let refused = system.mutate("organisationRegister", nursery("345678")).await.refused("NotAllowed");
        refused.because("SCOPE_MISSING");
        world.integration().mutate("organisationRegister", nursery("345678")).await.ok();
        let theirs = one(&world.elsewhere().nursery.id.to_string(), 1);
        world.admin().mutate("organisationDeactivate", theirs).await.refused("NotFound").at("organisation");
    }

    async fn the_people_of_a_setting_change_how_to_reach_it(world: World) {
        let nursery = world.home().nursery.id;
        let change = |input: Value, version: i64| json!({
            "organisation": { "id": nursery }, "expectedVersion": version, "input": input
        });
        let manager = world.setting_manager();
        let amended = manager.mutate("organisationAmend", change(json!({ "phone": "01632 960002" }), 1)).await;
        assert_eq!(amended.record()["phone"], "01632 960002");
        let more = change(json!({ "deliveryModel": "JOINT_MEETING" }), 2);
        let refused = manager.mutate("organisationAmend", more).await.refused("NotAllowed");
        refused.responsible(&["AUTHORITY_ADMIN"]);
        let other = world.childminder().mutate("organisationAmend", change(json!({ "name": "Mine" }), 2)).await;
        other.refused("NotAllowed").because("RELATION_MISSING");
    }

    async fn what_is_in_use_stays(world: World) {
        let nursery = one(&world.home().nursery.id.to_string(), 1);
        let refused = world.admin().mutate("organisationDeactivate", nursery).await.refused("RuleRefused");
        refused.rule("STILL_IN_USE");
        assert_eq!(refused.0["missing"], json!([
            "3 roles held in it", "3 children placed with it", "1 open review of its children"
        ]));
        let team = one(&world.home().health_team.id.to_string(), 1);
        let refused = world.admin().mutate("organisationDeactivate", team).await.refused("RuleRefused");
        assert_eq!(refused.0["missing"][1], "2 settings linked to it");
        assert!(world.journal().await.is_empty());
    }

    async fn a_setting_turns_to_one_health_team_at_a_time(world: World) {
        let (home, lead) = (world.home(), world.early_years_lead());
        let assign = |setting: String, version: Option<i64>, team: String| json!({
            "setting": { "id": setting }, "expectedVersion": version,
            "input": { "healthTeam": { "id": team }, "contact": { "id": world.other_health_visitor().id() } }
        });
        let (nursery, other) = (home.nursery.id.to_string(), home.other_team.id.to_string());
        let blind = lead.mutate("linkTeamAssign", assign(nursery.clone(), None, other.clone())).await;
        blind.refused("VersionConflict").current_version(1);
        let linked = lead.mutate("linkTeamAssign", assign(nursery.clone(), Some(1), other.clone())).await;
        assert_eq!(linked.record()["healthTeam"]["id"], other);
        assert_eq!(linked.record()["contact"]["displayName"], "Ewan Firth");

        let entered = world.admin().mutate("organisationRegister", self::nursery("345678")).await.id();
        let first = lead.mutate("linkTeamAssign", assign(entered, None, other.clone())).await;
        assert_eq!(first.version(), 1);
        let settings = lead.query(&format!("{{ organisation(organisation: {{ id: \"{other}\" }}) {{ settings {{ name }} }} }}")).await;
        assert_eq!(settings["organisation"]["settings"], json!([
            { "name": "Heron Nursery" }, { "name": "Kingfisher Nursery" }
        ]));

        let upside_down = lead.mutate("linkTeamAssign", assign(other, None, nursery.clone())).await;
        upside_down.refused("RuleRefused").rule("WRONG_KIND");
        let nobody = world.key_person().mutate("linkTeamAssign", assign(nursery, Some(2), home.health_team.id.to_string())).await;
        nobody.refused("NotAllowed").responsible(&["AUTHORITY_ADMIN", "HEALTH_SERVICE_LEAD"]);
    }

    async fn the_directory_is_searched_by_everybody_and_parents_see_no_contacts(world: World) {
        let query = r#"{
            all: organisations(first: 2) { totalCount nodes { name } pageInfo { hasNextPage endCursor } }
            named: organisations(filter: { nameContains: "KINGF" }) { nodes { name linkTeam { healthTeam { name } } } }
            wild: organisations(filter: { nameContains: "%" }) { nodes { name } }
            coded: organisations(filter: { ofstedUrn: "EY900101" }) { nodes { name } }
            health: organisations(filter: { kindIn: [HEALTH_PROVIDER] }, orderBy: NAME_DESC) { nodes { name } }
            closed: organisations(filter: { status: INACTIVE }) { nodes { name } }
        }"#;
        let found = world.key_person().query(query).await;
        assert_eq!(found["all"]["totalCount"], 5);
        assert_eq!(found["all"]["pageInfo"]["hasNextPage"], true);
        assert_eq!(found["named"]["nodes"], json!([
            { "name": "Kingfisher Nursery", "linkTeam": { "healthTeam": { "name": "Riverside Health Visiting" } } }
        ]));
        assert_eq!(found["wild"]["nodes"], json!([]));
        assert_eq!(found["coded"]["nodes"], json!([{ "name": "Kingfisher Nursery" }]));
        assert_eq!(found["health"]["nodes"], json!([
            { "name": "Riverside Health Visiting" }, { "name": "Hilltop Health Visiting" }
        ]));
        assert_eq!(found["closed"]["nodes"], json!([]));

        let contacts = "{ practitioners(filter: { nameContains: \"okafor\" }) { nodes { displayName contactCard { email } } } }";
        let staff = world.key_person().query(contacts).await;
        assert!(staff["practitioners"]["nodes"][0]["contactCard"]["email"].is_string());
        let answer = world.parent().post(contacts, json!({})).await;
        let seen = &answer.data()["practitioners"]["nodes"][0];
        assert_eq!((&seen["displayName"], &seen["contactCard"]), (&json!("Maya Okafor"), &Value::Null));
        assert_eq!(answer.withheld()[0]["lens"], "CONTACT");
        let bad = world.admin().post("{ organisations(filter: { odsCode: \"R\" }) { nodes { id } } }", json!({})).await;
        bad.failed("BAD_USER_INPUT");
    }
}
