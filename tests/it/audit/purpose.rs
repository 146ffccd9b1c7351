//! What records are looked at for, and with what.

use entity::enums::{Purpose, Role};
use integrated_review::policy::purpose;
use tests::on_both;

const ASK: &str = "{ reviews { nodes { id } } }";

on_both! {
    async fn the_purpose_is_said_or_usual_in_the_role(world: World) {
        for actor in [
            world.health_visitor(), world.key_person(), world.health_lead(), world.admin(), world.caldicott(), world.parent(),
        ] {
            let (_, looks) = world.looking(actor.query(ASK)).await;
            assert_eq!(Some(looks[0].entry.purpose), purpose::usual(actor.person().role), "{:?}", actor.person().role);
            let said = actor.with_header("x-purpose", "REFERRAL");
            let (_, looks) = world.looking(said.query(ASK)).await;
            assert_eq!(looks[0].entry.purpose, Purpose::Referral);
        }
    }

    async fn a_system_says_what_for(world: World) {
        let system = world.integration().with_header("x-purpose", "REPORTING");
        let (_, looks) = world.looking(system.query(ASK)).await;
        assert_eq!((looks[0].entry.role, looks[0].entry.purpose), (Role::Integration, Purpose::Reporting));
        let silent = world.integration().with_header("x-purpose", "");
        for query in [ASK, "{ __typename }", "mutation { authorityAmend(expectedVersion: 1, input: {}) { replayed } }"] {
            let answer = silent.post(query, tests::json!({})).await;
            assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{query}");
            let told = answer.body["errors"][0]["message"].as_str().unwrap();
            assert!(told.contains("X-Purpose") && told.contains("REVIEW, REFERRAL"), "{told}");
            assert!(answer.body.get("data").is_none());
        }
    }

    async fn an_unknown_purpose_is_refused_before_anything_is_read(world: World) {
        for actor in [world.health_visitor(), world.parent(), world.integration(), world.admin()] {
            for wrong in ["CURIOSITY", "review", "REVIEW, AUDIT", "RÉVIEW"] {
                let actor = actor.clone().with_header("x-purpose", wrong);
                let ((answer, looks), statements) = world.counting(world.looking(actor.post(ASK, tests::json!({})))).await;
                assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{wrong}");
                assert_eq!(statements, 0, "{wrong}");
                assert!(looks.is_empty());
            }
        }
    }

    async fn acts_have_their_purpose_too(world: World) {
        let visitor = world.health_visitor().with_header("x-purpose", "REFERRAL").with_header("x-client-name", "  portal  ");
        let arguments = tests::json!({ "review": { "id": world.review() }, "expectedVersion": 1 });
        visitor.mutate("reviewInvite", arguments).await.ok();
        let act = world.audit().await.pop().unwrap();
        assert_eq!((act.purpose, act.client.as_deref()), (Some(Purpose::Referral), Some("portal")));
        assert_eq!(act.organisation_id, Some(world.home().health_team.id));
    }

    async fn a_clients_name_is_cut_and_cleaned(world: World) {
        for (sent, kept) in [
            ("x".repeat(500), Some("x".repeat(64))),
            ("   ".to_owned(), None),
            ("caf\u{e9} \u{9f}\u{202e}4.2".to_owned(), Some("caf\u{e9} 4.2".to_owned())),
        ] {
            let actor = world.health_visitor().with_header("x-client-name", sent);
            let (_, looks) = world.looking(actor.query(ASK)).await;
            assert_eq!(looks[0].entry.client, kept);
        }
        let (_, looks) = world.looking(world.health_visitor().query(ASK)).await;
        assert_eq!(looks[0].entry.client, None);
    }

    async fn an_operations_name_is_cut(world: World) {
        let query = format!("query {} {ASK}", "n".repeat(300));
        let (_, looks) = world.looking(world.health_visitor().query(&query)).await;
        assert_eq!(looks[0].entry.operation, Some("n".repeat(64)));
    }
}
