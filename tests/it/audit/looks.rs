//! What an answer leaves behind: which children, which classes of data, and nothing where nothing was shown.

use std::collections::BTreeSet;

use entity::access_shown;
use entity::enums::{Purpose, Relation, Role};
use tests::{json, on_both};

use super::child;

const DUE: &str = "query Due { reviews(first: 50) { nodes { id status child { givenName } } } }";

on_both! {
    async fn a_list_records_every_child_that_it_shows(world: World) {
        world.crowd(60).await;
        let lead = world.health_lead().with_header("x-client-name", "case management 4.2");
        let lead = lead.with_header("x-request-id", "the-list");
        let (data, looks) = world.looking(lead.query(DUE)).await;
        assert_eq!(data["reviews"]["nodes"].as_array().unwrap().len(), 50);
        let [look] = looks.as_slice() else { panic!("{} looks", looks.len()) };
        assert_eq!(look.children.len(), 50);
        for (lenses, relations) in look.children.values() {
            let lenses: Vec<_> = lenses.iter().map(|lens| entity::enums::ValueSet::as_str(*lens)).collect();
            assert_eq!(lenses, ["EXISTENCE", "IDENTITY"]);
            assert!(relations.contains(&Relation::LeadOfAuthority), "{relations:?}");
        }
        let entry = &look.entry;
        assert_eq!((entry.authority_id, entry.at), (world.home().authority, world.now()));
        assert_eq!((entry.actor_id, entry.role), (lead.person().uuid, Role::HealthServiceLead));
        assert_eq!((entry.purpose, entry.organisation_id), (Purpose::Supervision, None));
        assert_eq!(entry.operation.as_deref(), Some("Due"));
        assert_eq!(entry.client.as_deref(), Some("case management 4.2"));
        assert_eq!(entry.request_id, "the-list");
    }

    async fn the_place_of_whoever_looks_is_recorded(world: World) {
        let (_, looks) = world.looking(world.key_person().query("{ reviews { nodes { id } } }")).await;
        assert_eq!(looks[0].entry.organisation_id, Some(world.home().nursery.id));
        assert!(looks[0].children[&world.home().child.id].1.contains(&Relation::Team));
    }

    async fn what_shows_nothing_of_a_child_leaves_nothing(world: World) {
        world.crowd(3).await;
        let nobody = json!({ "id": entity::ids::ChildId(world.clock().new_uuid()).to_string() });
        for (actor, query) in [
            (world.health_visitor(), "{ viewer { name role organisation { name } access { canImportChildren: __typename } } }"),
            (world.health_lead(), "{ organisations { nodes { name } } practitioners { nodes { displayName roles { role } } } }"),
            (world.health_lead(), "{ reviews { totalCount } children { totalCount pageInfo { hasNextPage } } }"),
            (world.health_lead(), "{ responsibilityMatrix { mutation } __schema { queryType { name } } }"),
            (world.guest(), "{ reviews { nodes { id } } }"),
            (world.analyst(), "{ reviews { nodes { id } } }"),
            (world.health_lead(), "query($id: ID!) { node(id: $id) { id } child(child: { id: $id }) { givenName } }"),
            (world.other_authority_health_lead(), "query($id: ID!) { child(child: { id: $id }) { givenName } }"),
        ] {
            let (answer, looks) = world.looking(actor.post(query, nobody.clone())).await;
            answer.data();
            assert!(looks.is_empty(), "{query}: {looks:?}");
        }
    }

    async fn that_something_is_there_is_a_class_of_its_own(world: World) {
        let (concern, referral) = world.insert_case(world.home().review).await;
        let zofia = world.home().child.id;
        for query in [
            format!("{{ node(id: \"{}\") {{ __typename }} }}", world.review()),
            format!("{{ node(id: \"{concern}\") {{ id }} }}"),
            format!("{{ node(id: \"{referral}\") {{ id }} }}"),
            "{ reviews { nodes { access { canInvite } } } }".to_owned(),
            "{ reviews { edges { node { version } } } }".to_owned(),
        ] {
            let (_, looks) = world.looking(world.health_visitor().query(&query)).await;
            assert_eq!(looks.len(), 1, "{query}");
            assert_eq!(looks[0].lenses_of(zofia), ["EXISTENCE"], "{query}");
        }
    }

    async fn each_class_is_recorded_where_it_is_shown_and_not_where_it_is_withheld(world: World) {
        let (concern, _) = world.insert_case(world.home().review).await;
        let zofia = world.home().child.id;
        let wide = "query($id: ID!) { child(child: { id: $id }) { givenName postcode carers { phone } reviews { concerns { evidence } referrals { summary } endReason } } }";
        let asked = json!({ "id": zofia.to_string() });
        for (actor, lenses) in [
            (world.health_visitor(), vec!["EXISTENCE", "IDENTITY", "LOCATION", "CONTACT", "PARENT_VIEW", "CONCERN_DETAIL", "REFERRAL"]),
            (world.admin(), vec!["EXISTENCE", "IDENTITY", "LOCATION", "CONTACT"]),
            (world.caldicott(), vec!["EXISTENCE", "IDENTITY"]),
        ] {
            let (answer, looks) = world.looking(actor.post(wide, asked.clone())).await;
            answer.data();
            assert_eq!(looks.len(), 1);
            assert_eq!(looks[0].lenses_of(zofia), lenses, "{:?}", actor.person().role);
        }
        let part = format!("{{ node(id: \"{concern}\") {{ ... on Concern {{ evidence }} }} }}");
        let (_, looks) = world.looking(world.health_visitor().query(&part)).await;
        assert_eq!(looks[0].lenses_of(zofia), ["EXISTENCE", "CONCERN_DETAIL"]);
    }

    async fn a_payload_is_an_answer_like_any_other(world: World) {
        let input = json!({ "topic": "SLEEP", "level": "WATCH", "evidence": "Wakes." });
        let arguments = json!({ "review": { "id": world.review() }, "input": input });
        let visitor = world.health_visitor();
        world.take_part(&world.review(), &visitor).await;
        let raise = visitor.mutate_for("concernRaise", arguments.clone(), "concern { evidence review { child { givenName } } }");
        let (payload, looks) = world.looking(raise).await;
        payload.ok();
        assert_eq!(looks.len(), 1);
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE", "IDENTITY", "CONCERN_DETAIL"]);
        // A refusal is an act in the trail; it shows no record.
        let (refused, looks) = world.looking(world.health_lead().mutate("concernRaise", arguments)).await;
        refused.refused("NotAllowed");
        assert!(looks.is_empty(), "{looks:?}");
        let act = world.audit().await.pop().unwrap();
        assert_eq!((act.child_id, act.purpose), (Some(world.home().child.id), Some(Purpose::Supervision)));
    }

    async fn whoever_explains_access_learns_of_the_record(world: World) {
        let query = "query($record: ID!, $who: ID!) { explainAccess(record: $record, practitioner: { id: $who }, role: KEY_PERSON) { state } }";
        let asked = json!({ "record": world.review(), "who": world.key_person().id() });
        let (_, looks) = world.looking(world.admin().query_with(query, asked)).await;
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE"]);
    }

    async fn several_ways_to_a_child_are_one_look(world: World) {
        let query = "query($id: ID!) { a: child(child: { id: $id }) { givenName } b: node(id: $id) { ... on Child { postcode } } reviews { nodes { child { sex } } } }";
        let asked = json!({ "id": world.home().child.id.to_string() });
        let (_, looks) = world.looking(world.health_visitor().query_with(query, asked)).await;
        assert_eq!(looks.len(), 1);
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE", "IDENTITY", "LOCATION"]);
    }

    async fn the_same_content_is_kept_once(world: World) {
        world.crowd(20).await;
        let lead = world.health_lead();
        for _ in 0..3 {
            lead.query(DUE).await;
        }
        world.early_years_lead().query(DUE).await;
        assert_eq!(world.looks().await.len(), 4);
        // The two leads stand alike to the children.
        assert_eq!(world.rows::<access_shown::Entity>().await.len(), 1);
        child(&lead, world.home().child.id, "givenName").await;
        child(&lead, world.home().child.id, "postcode").await;
        let ids: BTreeSet<_> = world.rows::<access_shown::Entity>().await.into_iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), 3);
    }

    async fn an_open_question_is_a_look_at_its_candidates(world: World) {
        let twin = json!({ "input": { "rows": [{
            "givenName": "Zosia", "familyName": "Kowalska", "birthDate": "2024-01-02", "sex": "F", "postcode": "ZZ99 3AA",
        }] } });
        let imported = world.admin().mutate_for("childrenImport", twin, "report { forDecision rows { outcome } }").await;
        assert_eq!(imported.ok()["report"]["forDecision"], 1, "{:#}", imported.answer.body);
        let (_, looks) = world.looking(world.admin().query("{ childMatches { nodes { row { givenName } } } }")).await;
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE", "IDENTITY"]);
    }
}
