//! What a query costs the database depends on what it asks for, never on how many rows there are.

use tests::call::{self, fields, named, select};
use tests::{Actor, Value, World, json, on_both, sample};

/// Fifty more reviews of the nursery, each with two participants, a concern and a referral.
async fn crowd(world: &World) {
    let mut reviews = world.crowd(50).await;
    reviews.push(world.home().review);
    for review in reviews {
        let id = review.to_string();
        world.take_part(&id, &world.health_visitor()).await;
        world.take_part(&id, &world.key_person()).await;
        world.insert_case(review).await;
    }
}

/// These relations of a review, as far as the schema has them, each with what `inner` selects of its type.
fn case(relations: &[&str], inner: impl Fn(&str) -> String) -> String {
    let of_review = fields("Review");
    let chosen = relations.iter().map(|name| {
        let field = of_review.iter().find(|field| field.name.node == **name);
        let field = field.unwrap_or_else(|| panic!("a review has no {name}"));
        format!("{name} {{ {} }}", inner(&named(field)))
    });
    format!("id status dueOn {}", chosen.collect::<Vec<_>>().join(" "))
}

/// Asserts that fifty reviews with this selection cost as many statements as one, cold and warm.
///
/// A relation that has no rows for the one review costs nothing there: `empty` says how many such the selection has.
async fn one_costs_as_much_as_fifty(world: &World, actor: &Actor, selection: &str, empty: u64) -> (u64, u64) {
    let query = format!(
        "query($first: Int, $order: ReviewOrder!) {{ reviews(first: $first, orderBy: $order) {{ nodes {{ {selection} }} }} }}"
    );
    let list = async |first: u32, order: &str| {
        let asked = actor.query_with(&query, json!({ "first": first, "order": order }));
        let (data, statements) = world.counting(asked).await;
        let nodes = data["reviews"]["nodes"].as_array().unwrap().clone();
        assert_eq!(nodes.len(), first as usize);
        let gap = nodes.iter().find(|node| !complete(node));
        assert!(gap.is_none(), "{gap:#?}");
        statements
    };
    world.forget_parts().await;
    let one_cold = list(1, "DUE_ON_DESC").await;
    world.forget_parts().await;
    let fifty_cold = list(50, "DUE_ON_ASC").await;
    // What is shown for the first time is written down once.
    list(1, "DUE_ON_ASC").await;
    let (one_warm, fifty_warm) = (list(1, "DUE_ON_ASC").await, list(50, "DUE_ON_ASC").await);
    let role = actor.person().role;
    let same = |one: u64, fifty: u64| one <= fifty && fifty <= one + empty;
    assert!(
        same(one_cold, fifty_cold),
        "{role:?}, cold: {one_cold} for one, {fifty_cold} for fifty"
    );
    assert!(
        same(one_warm, fifty_warm),
        "{role:?}, warm: {one_warm} for one, {fifty_warm} for fifty"
    );
    assert!(fifty_warm < fifty_cold, "{role:?}: nothing is kept");
    (fifty_cold, fifty_warm)
}

on_both! {
    async fn fifty_reviews_cost_as_many_statements_as_one(world: World) {
        crowd(&world).await;
        let plain = case(&["child", "participants", "concerns", "referrals"], call::leaves);
        let wide = ["child", "healthTeam", "setting", "participants", "concerns", "referrals", "access"];
        let wide = case(&wide, |kind| select(kind, 0));
        for actor in [world.health_visitor(), world.key_person(), world.health_lead(), world.integration()] {
            let role = actor.person().role;
            let (cold, warm) = one_costs_as_much_as_fifty(&world, &actor, &plain, 0).await;
            println!("{role:?}: child, participants, concerns, referrals: {cold} statements, {warm} when kept");
            let (cold, warm) = one_costs_as_much_as_fifty(&world, &actor, &wide, 4).await;
            println!("{role:?}: and everything around them: {cold} statements, {warm} when kept");
        }
    }

    async fn every_list_costs_the_same_for_one_row_and_for_many(world: World) {
        crowd(&world).await;
        world.crowd_of_settings(30).await;
        let home = json!({ "id": world.review() });
        let given = |_: &str, kind: &str| (kind == "ReviewRef").then(|| home.clone());
        for field in fields("Query").iter().filter(|field| named(field).ends_with("Connection")) {
            let name = &field.name.node;
            let page = fields(&named(field));
            let node = page.iter().find(|field| field.name.node == "nodes").map(named).unwrap();
            let arguments = sample::arguments(field, &given);
            // The administrator sees no case.
            let of_cases = ["Concern", "Referral"].contains(&node.as_str());
            let actor = if of_cases { world.health_lead() } else { world.admin() };
            let list = async |first: u32| {
                let mut arguments = arguments.clone();
                arguments.insert("first".to_owned(), first.into());
                world.forget_parts().await;
                let query = call::query(field, &arguments, &format!("nodes {{ {} }}", select(&node, 1)));
                let (data, statements) = world.counting(actor.query_with(&query, arguments.into())).await;
                (data[name.as_str()]["nodes"].as_array().unwrap().len(), statements)
            };
            let ((one, for_one), (many, for_many)) = (list(1).await, list(20).await);
            println!("{name}: {for_one} statements for {one} rows, {for_many} for {many}");
            // The first row may lack what others have: a relation without rows costs nothing.
            let relations = fields(&node).iter().filter(|it| call::leaves(&node).split(' ').all(|leaf| it.name.node != leaf)).count();
            let most = for_one + 2 * u64::try_from(relations).unwrap();
            assert!(for_many <= most, "{name}: {for_one} for {one} rows, {for_many} for {many}");
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
