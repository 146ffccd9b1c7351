//! The authority, and who the viewer is in it.

use tests::{json, on_both};

on_both! {
    async fn the_administrator_amends_the_authority_and_nobody_else(world: World) {
        let input = json!({ "name": "Ashmere", "defaultModel": "SEPARATE_RED_BOOK" });
        let arguments = json!({ "expectedVersion": 1, "input": input });
        let amended = world.admin().mutate("authorityAmend", arguments.clone()).await;
        assert_eq!(amended.record()["name"], "Ashmere");
        assert_eq!(amended.record()["defaultModel"], "SEPARATE_RED_BOOK");
        assert_eq!(amended.version(), 2);
        assert_eq!(world.kinds().await, ["authority.amended"]);
        assert_eq!(world.last_audit().await, ("authorityAmend".to_owned(), "ALLOWED".to_owned(), None));

        for actor in [world.health_lead(), world.health_visitor(), world.parent(), world.integration()] {
            let refused = actor.mutate("authorityAmend", arguments.clone()).await.refused("NotAllowed");
            refused.because("ROLE_NOT_ALLOWED").responsible(&["AUTHORITY_ADMIN"]);
        }
        world.admin().mutate("authorityAmend", arguments).await.refused("VersionConflict").current_version(2);
        let half = json!({ "expectedVersion": 2, "input": { "defaultModel": "HEALTH_ONLY" } });
        assert_eq!(world.admin().mutate("authorityAmend", half).await.wrong_inputs(), ["input.defaultModel"]);
        assert_eq!(world.journal().await.len(), 1);
    }

    async fn everybody_sees_their_own_authority(world: World) {
        let query = "{ authority { gssCode access { canAmend canRegisterOrganisation } } }";
        let ours = world.parent().query(query).await;
        assert_eq!(ours["authority"]["gssCode"], world.home().gss_code);
        assert_eq!(ours["authority"]["access"]["canAmend"], false);
        let theirs = world.other_authority_admin().query(query).await;
        assert_eq!(theirs["authority"]["gssCode"], world.elsewhere().gss_code);
        assert_eq!(theirs["authority"]["access"]["canAmend"], true);
    }

    async fn the_viewer_is_whom_token_and_directory_agree_on(world: World) {
        let query = "{ viewer { name role scopes tokenExpiresAt authority { name } organisation { id }
            practitioner { id } children { id } access { canRegisterChild canImportChildren canRegisterPractitioner } } }";
        let visitor = world.health_visitor().query(query).await;
        let viewer = &visitor["viewer"];
        assert_eq!((&viewer["name"], &viewer["role"]), (&json!("Maya Okafor"), &json!("HEALTH_VISITOR")));
        assert_eq!(viewer["organisation"]["id"], world.home().health_team.id.to_string());
        assert_eq!(viewer["practitioner"]["id"], world.health_visitor().id());
        assert_eq!(viewer["children"], json!([]));
        assert_eq!(viewer["access"], json!({
            "canRegisterChild": true, "canImportChildren": false, "canRegisterPractitioner": false
        }));

        let parent = world.parent().query(query).await;
        let viewer = &parent["viewer"];
        assert!(viewer["practitioner"].is_null() && viewer["organisation"].is_null());
        assert_eq!(viewer["children"], json!([{ "id": world.home().child.id }]));

        let system = world.integration().with_scopes(&["children:write"]).query(query).await;
        let viewer = &system["viewer"];
        assert_eq!((&viewer["name"], &viewer["scopes"]), (&json!("Case management"), &json!(["children:write"])));
        assert_eq!(viewer["access"], json!({
            "canRegisterChild": true, "canImportChildren": true, "canRegisterPractitioner": false
        }));
    }
}
