//! What a query costs the database depends on what it asks for, never on how many rows there are.

use tests::call::{self, fields, named, select};
use tests::{Value, World, json, on_both, sample};

/// Fifty more reviews of the nursery, each with two participants, a concern and a referral.
async fn crowd(world: &World) {
    for review in world.crowd(50).await {
        let id = review.to_string();
        world.take_part(&id, &world.health_visitor()).await;
        world.take_part(&id, &world.key_person()).await;
        world.insert_case(review).await;
    }
}

/// The relations of a review that stand for the whole case.
fn everything() -> String {
    let of_review = fields("Review");
    let relations = [
        "child",
        "healthTeam",
        "setting",
        "participants",
        "concerns",
        "referrals",
        "access",
    ];
    let chosen = relations.iter().filter_map(|name| {
        let field = of_review.iter().find(|field| field.name.node == **name)?;
        Some(format!("{name} {{ {} }}", select(&named(field), 0)))
    });
    format!("id status dueOn {}", chosen.collect::<Vec<_>>().join(" "))
}

on_both! {
    async fn fifty_reviews_cost_as_many_statements_as_one(world: World) {
        crowd(&world).await;
        let relations = everything();
        for relation in ["child", "participants", "concerns", "referrals"] {
            assert!(relations.contains(relation), "a review has no {relation}");
        }
        let query = format!("query($first: Int, $order: ReviewOrder!) {{ reviews(first: $first, orderBy: $order) {{ nodes {{ {relations} }} }} }}");
        for actor in [world.health_visitor(), world.key_person(), world.health_lead(), world.integration()] {
            let list = async |first: u32, order: &str| {
                let asked = actor.query_with(&query, json!({ "first": first, "order": order }));
                let (data, statements) = world.counting(asked).await;
                let nodes = data["reviews"]["nodes"].as_array().unwrap().clone();
                assert_eq!(nodes.len(), first as usize);
                assert!(nodes.iter().all(complete), "{nodes:#?}");
                statements
            };
            // From both ends, so that each begins with an empty cache.
            world.forget_parts().await;
            let one_cold = list(1, "DUE_ON_DESC").await;
            world.forget_parts().await;
            let fifty_cold = list(50, "DUE_ON_ASC").await;
            let (one_warm, fifty_warm) = (list(1, "DUE_ON_ASC").await, list(50, "DUE_ON_ASC").await);
            let role = &actor.person().role;
            println!("{role:?}: cold {one_cold} and {fifty_cold} statements, warm {one_warm} and {fifty_warm}");
            assert_eq!(one_cold, fifty_cold, "{role:?}, cold");
            assert_eq!(one_warm, fifty_warm, "{role:?}, warm");
            assert!(fifty_warm < fifty_cold, "{role:?}: nothing is kept");
        }
    }

    async fn every_list_costs_the_same_for_one_row_and_for_many(world: World) {
        crowd(&world).await;
        let home = json!({ "id": world.review() });
        let given = |_: &str, kind: &str| (kind == "ReviewRef").then(|| home.clone());
        for field in fields("Query").iter().filter(|field| named(field).ends_with("Connection")) {
            let name = &field.name.node;
            let page = fields(&named(field));
            let node = page.iter().find(|field| field.name.node == "nodes").map(named).unwrap();
            let arguments = sample::arguments(field, &given);
            let list = async |first: u32| {
                let mut arguments = arguments.clone();
                arguments.insert("first".to_owned(), first.into());
                world.forget_parts().await;
                let query = call::query(field, &arguments, &format!("nodes {{ {} }}", select(&node, 2)));
                let asked = world.admin();
                let (data, statements) = world.counting(asked.query_with(&query, arguments.into())).await;
                (data[name.as_str()]["nodes"].as_array().unwrap().len(), statements)
            };
            let ((one, for_one), (many, for_many)) = (list(1).await, list(50).await);
            println!("{name}: {for_one} statements for {one} rows, {for_many} for {many}");
            assert!(for_many <= for_one || one == 0, "{name}: {for_one} for {one} rows, {for_many} for {many}");
        }
    }
}

/// Whether nothing of the case is missing in the answer.
fn complete(review: &Value) -> bool {
    let filled = |name: &str| {
        review
            .get(name)
            .is_none_or(|list| list.as_array().is_some_and(|rows| !rows.is_empty()))
    };
    review["child"]["id"].is_string() && filled("participants") && filled("concerns") && filled("referrals")
}
