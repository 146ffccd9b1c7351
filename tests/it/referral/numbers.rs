//! At once, again, late and in numbers.

use entity::enums::{ReferralReason, ReferralStatus, ReferralUrgency, Role};
use entity::{referral, review};
use sea_orm::{EntityTrait, Set};
use tests::{Payload, Value, World, json, on_both};

use super::Case;

on_both! {
    async fn of_two_who_edit_at_once_one_is_told(world: World) {
        let case = Case::draft(&world).await;
        world.take_part(&world.review(), &world.setting_senco()).await;
        let (visitor, senco) = (world.health_visitor(), world.setting_senco());
        let (one, other) = futures::join!(
            case.call(&visitor, "referralAmend", json!({ "summary": "By the health visitor." })),
            case.call(&senco, "referralAmend", json!({ "summary": "By the SENCO." })),
        );
        let was_done = |payload: &Payload| payload.answer.data()["referralAmend"]["referral"]["version"] == 2;
        let (lost, role) = match (was_done(&one), was_done(&other)) {
            (true, false) => (other, "HEALTH_VISITOR"),
            (false, true) => (one, "SETTING_SENCO"),
            both => panic!("one of two: {both:?}"),
        };
        let conflict = lost.refused("VersionConflict");
        let said = &conflict.current_version(2).0;
        assert_eq!((&said["changedFields"], &said["changedByRole"]), (&json!(["summary"]), &json!(role)));
    }

    async fn a_retry_with_the_same_key_sends_once(world: World) {
        let case = Case::agreed(&world).await;
        let arguments =
            json!({ "referral": { "id": case.id }, "expectedVersion": case.version, "idempotencyKey": "send-1" });
        let visitor = world.health_visitor();
        let (one, other) = futures::join!(
            visitor.mutate("referralSend", arguments.clone()),
            visitor.mutate("referralSend", arguments),
        );
        assert_ne!(one.replayed(), other.replayed());
        assert_eq!((one.version(), other.version()), (case.version + 1, case.version + 1));
        assert_eq!(world.facts("referral.sent").await.len(), 1);
    }

    async fn silence_is_overdue_and_found(world: World) {
        let case = Case::sent(&world).await;
        let lead = world.health_lead();
        let query = "query($late: Boolean!) { \
            referrals(filter: { overdue: $late }, orderBy: RESPOND_BY_ASC) { nodes { id isOverdue } } }";
        let found =
            async |late: bool| lead.query_with(query, json!({ "late": late })).await["referrals"]["nodes"].clone();
        assert_eq!(
            (found(true).await, found(false).await),
            (json!([]), json!([{ "id": case.id, "isOverdue": false }]))
        );
        world.advance(std::time::Duration::from_hours(43 * 24));
        assert_eq!(
            (found(true).await, found(false).await),
            (json!([{ "id": case.id, "isOverdue": true }]), json!([]))
        );
    }

    async fn any_number_of_referrals_costs_the_same_statements(world: World) {
        many(&world, 40).await;
        let lead = world.health_lead();
        let page = async |first: u32, after: Value| {
            let query = "query($first: Int!, $after: Cursor) { \
                referrals(first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { \
                    id summary review { status } child { givenName } service { name } draftedBy { familyName } \
                    externalIds { value } access { canSend } } } }";
            let variables = json!({ "first": first, "after": after });
            world.counting(lead.query_with(query, variables)).await
        };
        let ((_, one), (all, many)) = (page(1, json!(null)).await, page(50, json!(null)).await);
        assert_eq!(one, many, "statements for one and for forty");
        assert_eq!(all["referrals"]["nodes"].as_array().unwrap().len(), 40);
        let (mut ids, mut after) = (Vec::new(), json!(null));
        loop {
            let (rows, _) = page(7, after).await;
            let rows = &rows["referrals"];
            ids.extend(rows["nodes"].as_array().unwrap().iter().map(|row| row["id"].clone()));
            if rows["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = rows["pageInfo"]["endCursor"].clone();
        }
        let whole: Vec<Value> = all["referrals"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].clone())
            .collect();
        assert_eq!(ids, whole, "pages of seven make the whole list");
    }
}

/// Drafts out of as many reviews, as if by the mutations.
async fn many(world: &World, count: u32) {
    let (home, now) = (world.home(), world.now());
    let reviews = world.crowd(count).await;
    let children = world.rows::<review::Entity>().await;
    let rows = reviews.into_iter().map(|review| referral::ActiveModel {
        id: Set(world.clock().new_id()),
        authority_id: Set(home.authority),
        review_id: Set(review),
        child_id: Set(children.iter().find(|row| row.id == review).unwrap().child_id),
        service_id: Set(home.speech_service.id),
        reason: Set(ReferralReason::Hearing),
        urgency: Set(ReferralUrgency::Routine),
        summary: Set("A hearing test.".to_owned()),
        status: Set(ReferralStatus::Draft),
        drafted_by_id: Set(entity::ids::PractitionerId(home.health_visitor.uuid)),
        drafted_by_role: Set(Role::HealthVisitor),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    });
    referral::Entity::insert_many(rows)
        .exec_without_returning(world.db())
        .await
        .unwrap();
}
