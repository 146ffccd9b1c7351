//! Placing a child.

use entity::enums::DirectoryStatus;
use entity::organisation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tests::{json, on_both};

use super::{act, new_child, read, zofia};

on_both! {
    async fn open_reviews_follow_and_the_named_practitioners_go_with_their_organisation(world: World) {
        let (lead, id) = (world.health_lead(), zofia(&world));
        let (team, minding) = (world.home().other_team.id.to_string(), world.home().childminding.id.to_string());
        let input = json!({
            "healthTeam": { "id": team }, "namedHealthVisitor": { "id": world.other_health_visitor().id() },
            "setting": { "id": minding },
        });
        let placed = act(&lead, &id, "childPlace", 1, input).await;
        let record = placed.record();
        assert_eq!((&record["healthTeam"]["id"], &record["setting"]["id"]), (&json!(team), &json!(minding)));
        assert_eq!(record["namedHealthVisitor"]["id"], json!(world.other_health_visitor().id()));
        assert_eq!(record["keyPerson"], json!(null), "the key person stays with the nursery");
        let review = read(&lead, &id, "reviews { healthTeam { id } setting { id } }").await;
        assert_eq!(review["reviews"], json!([{ "healthTeam": { "id": team }, "setting": { "id": minding } }]));
        assert_eq!(world.kinds().await, ["review.childPlaced", "child.placed"]);
        assert!(!world.facts("child.placed").await[0].data.to_string().contains(&minding));

        assert_eq!(read(&world.other_health_visitor(), &id, "givenName").await["givenName"], "Zofia");
        assert_eq!(read(&world.key_person(), &id, "id").await, json!(null), "the key person's child no longer");
        act(&lead, &id, "childPlace", 2, json!({ "setting": { "id": minding } }))
            .await
            .refused("RuleRefused")
            .rule("NOTHING_TO_CHANGE");
        let taken_out = act(&lead, &id, "childPlace", 2, json!({ "setting": null })).await;
        assert_eq!(taken_out.record()["setting"], json!(null));
        assert_eq!(taken_out.record()["healthTeam"]["id"], json!(team));
    }

    async fn who_places_a_child_out_of_sight_gets_no_child_back(world: World) {
        let input = json!({ "healthTeam": { "id": world.home().other_team.id.to_string() }, "setting": null });
        let placed = act(&world.health_visitor(), world.home().home_child.id, "childPlace", 1, input).await;
        assert_eq!(placed.ok()["child"], json!(null));
    }

    async fn organisations_and_practitioners_must_fit(world: World) {
        let (admin, id) = (world.admin(), zofia(&world));
        let place = async |input| act(&admin, &id, "childPlace", 1, input).await;
        let nursery = json!({ "id": world.home().nursery.id.to_string() });
        place(json!({ "healthTeam": nursery })).await.refused("InvalidInput").at("input.healthTeam");
        let speech = json!({ "id": world.home().speech_service.id.to_string() });
        place(json!({ "setting": speech })).await.refused("InvalidInput").at("input.setting");
        for (field, person) in [
            ("namedHealthVisitor", world.other_health_visitor()),
            ("namedHealthVisitor", world.nursery_nurse()),
            ("keyPerson", world.setting_manager()),
            ("keyPerson", world.childminder()),
        ] {
            let refused = place(json!({ field: { "id": person.id() } })).await.refused("RuleRefused");
            refused.rule("CAPACITY_MISMATCH");
        }
        let alone = new_child(json!({ "keyPerson": { "id": world.key_person().id() } }));
        admin.mutate("childRegister", alone).await.refused("InvalidInput").at("input.keyPerson");
        let elsewhere = json!({ "id": world.elsewhere().nursery.id.to_string() });
        place(json!({ "setting": elsewhere })).await.refused("NotFound").at("input.setting");

        organisation::Entity::update_many()
            .col_expr(organisation::Column::Status, Expr::value(DirectoryStatus::Inactive))
            .filter(organisation::Column::Id.eq(world.home().childminding.id))
            .exec(world.db())
            .await
            .unwrap();
        let closed = json!({ "id": world.home().childminding.id.to_string() });
        place(json!({ "setting": closed })).await.refused("RuleRefused").rule("NOT_ACTIVE");
        assert!(world.journal().await.is_empty());
    }
}
