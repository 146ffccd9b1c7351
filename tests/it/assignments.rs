//! One role in several organisations: the token names the one that is played.

use tests::{Actor, Answer, Value, World, json, on_both};

const WHERE: &str = "{ viewer { organisation { name } } reviews { totalCount } }";

/// The other health visitor works in the children's team too, beside their own.
async fn in_both(world: &World) -> Actor {
    let (person, team) = (
        world.other_health_visitor(),
        world.home().health_team.id.to_string(),
    );
    let input = json!({ "role": "HEALTH_VISITOR", "organisation": { "id": team } });
    let given = json!({ "practitioner": { "id": person.id() }, "input": input });
    world.admin().mutate("practitionerAssignRole", given).await.ok();
    person
}

/// Asserts that the directory does not let them in; gives the text.
fn turned_away(answer: &Answer) -> String {
    assert_eq!(answer.status, 403, "{:#}", answer.body);
    let error = &answer.body["errors"][0];
    assert_eq!(error["extensions"]["code"], "FORBIDDEN");
    error["message"].as_str().unwrap().to_owned()
}

async fn place(actor: &Actor) -> Value {
    actor.query(WHERE).await["viewer"]["organisation"]["name"].clone()
}

on_both! {
    async fn a_token_names_the_organisation_where_a_role_is_held_in_several(world: World) {
        let person = in_both(&world).await;
        let refused = turned_away(&person.post(WHERE, json!({})).await);
        assert!(refused.contains("more than one organisation") && refused.contains("organisation claim"), "{refused}");

        let (near, far) = (&world.home().health_team, &world.home().other_team);
        for (team, reviews) in [(near, 1), (far, 0)] {
            for text in [team.id.to_string(), team.code.clone(), team.code.to_lowercase()] {
                let there = person.clone().in_organisation(&text).query(WHERE).await;
                assert_eq!(there["viewer"]["organisation"]["name"], team.name, "{text}");
                // What a role opens, it opens in the organisation that was named.
                assert_eq!(there["reviews"]["totalCount"], reviews, "{text}");
            }
        }
    }

    async fn an_ofsted_urn_names_a_setting_with_or_without_its_prefix(world: World) {
        let (person, minding) = (world.key_person(), &world.home().childminding);
        let input = json!({ "role": "KEY_PERSON", "organisation": { "id": minding.id } });
        let given = json!({ "practitioner": { "id": person.id() }, "input": input });
        world.admin().mutate("practitionerAssignRole", given).await.ok();
        turned_away(&person.post(WHERE, json!({})).await);
        for text in [minding.code.clone(), format!("EY{}", minding.code), format!("ey {}", minding.code)] {
            assert_eq!(place(&person.clone().in_organisation(&text)).await, minding.name, "{text}");
        }
        let nursery = &world.home().nursery;
        assert_eq!(place(&person.in_organisation(&nursery.code)).await, nursery.name);
    }

    async fn one_place_needs_no_name_and_takes_no_other(world: World) {
        let (visitor, team) = (world.health_visitor(), &world.home().health_team);
        assert_eq!(place(&visitor).await, team.name);
        assert_eq!(place(&visitor.clone().in_organisation(&team.code)).await, team.name);
        let nowhere = turned_away(&world.actor(&stranger(&world)).post(WHERE, json!({})).await);
        let elsewhere = [
            world.home().other_team.code.clone(),
            world.elsewhere().health_team.id.to_string(),
            world.elsewhere().health_team.code.clone(),
            world.home().nursery.code.clone(),
            world.home().child.id.to_string(),
            "RX999".to_owned(),
            "no code at all; ' OR 1 = 1".to_owned(),
        ];
        for text in elsewhere {
            let answer = visitor.clone().in_organisation(&text).post(WHERE, json!({})).await;
            assert_eq!(turned_away(&answer), nowhere, "{text}");
        }
        // Held in the authority itself, or in none: there is nothing to name.
        for actor in [world.area_senco(), world.parent(), world.integration()] {
            assert_eq!(turned_away(&actor.in_organisation(&team.code).post(WHERE, json!({})).await), nowhere);
        }
    }

    async fn whoever_is_not_in_the_directory_learns_nothing_of_it(world: World) {
        let team = world.home().health_team.code.clone();
        in_both(&world).await;
        let stranger = world.actor(&stranger(&world));
        let plain = turned_away(&stranger.post(WHERE, json!({})).await);
        assert_eq!(turned_away(&stranger.in_organisation(&team).post(WHERE, json!({})).await), plain);
        // Another role of the same person: the two places are none of its business.
        let mut other = world.home().other_health_visitor.clone();
        other.role = entity::enums::Role::KeyPerson;
        assert_eq!(turned_away(&world.actor(&other).post(WHERE, json!({})).await), plain);
    }

    async fn a_second_place_costs_no_statement(world: World) {
        let (before, one) = world.counting(world.other_health_visitor().query("{ viewer { name } }")).await;
        let person = in_both(&world).await.in_organisation(&world.home().other_team.code);
        let (after, both) = world.counting(person.query("{ viewer { name } }")).await;
        assert_eq!((after, both), (before, one));
    }

    async fn a_role_in_several_organisations_ends_and_moves_in_the_one_that_is_named(world: World) {
        let (admin, person) = (world.admin(), in_both(&world).await);
        let (near, far) = (world.home().health_team.id, world.home().other_team.id);
        let of = |version: i64, input: Value| {
            json!({ "practitioner": { "id": person.id() }, "expectedVersion": version, "input": input })
        };
        let end = admin.mutate("practitionerEndRole", of(2, json!({ "role": "HEALTH_VISITOR" }))).await;
        assert_eq!(end.wrong_inputs(), ["input.organisation"]);
        let unsaid = json!({ "role": "HEALTH_VISITOR", "to": { "id": far } });
        assert_eq!(admin.mutate("practitionerMove", of(2, unsaid)).await.wrong_inputs(), ["input.from"]);
        let onto = json!({ "role": "HEALTH_VISITOR", "from": { "id": near }, "to": { "id": far } });
        admin.mutate("practitionerMove", of(2, onto)).await.refused("RuleRefused").rule("ROLE_HELD");

        let end = json!({ "role": "HEALTH_VISITOR", "organisation": { "id": far } });
        let ended = admin.mutate("practitionerEndRole", of(2, end.clone())).await;
        assert_eq!(ended.version(), 3);
        assert_eq!(place(&person).await, world.home().health_team.name);
        admin.mutate("practitionerEndRole", of(3, end)).await.refused("RuleRefused").rule("ROLE_NOT_HELD");
    }

    async fn access_is_explained_for_the_organisation_that_is_named(world: World) {
        let (admin, person) = (world.admin(), in_both(&world).await);
        let ask = |place: Value| {
            let query = "query($record: ID!, $who: PractitionerRef!, $place: OrganisationRef) {
                explainAccess(record: $record, practitioner: $who, role: HEALTH_VISITOR, organisation: $place) { visible }
            }";
            let variables = json!({ "record": world.review(), "who": { "id": person.id() }, "place": place });
            let admin = admin.clone();
            async move { admin.post(query, variables).await }
        };
        for (team, visible) in [(&world.home().health_team, true), (&world.home().other_team, false)] {
            let answer = ask(json!({ "id": team.id })).await;
            assert_eq!(answer.data()["explainAccess"]["visible"], visible, "{}", team.name);
        }
        let nursery = ask(json!({ "id": world.home().nursery.id })).await;
        assert!(nursery.data()["explainAccess"].is_null());
        assert_eq!(ask(Value::Null).await.body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    }
}

/// Somebody with a good token whom the directory does not know.
fn stranger(world: &World) -> tests::cast::Person {
    tests::cast::Person {
        subject: "nobody".to_owned(),
        ..world.home().health_visitor.clone()
    }
}
