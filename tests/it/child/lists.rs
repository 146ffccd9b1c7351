//! Lists of children.

use tests::{Value, World, json, on_both};

fn names(found: &Value) -> Vec<&str> {
    let nodes = found["children"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|one| one["givenName"].as_str().unwrap())
        .collect()
}

on_both! {
    async fn children_are_found_by_what_one_may_read(world: World) {
        let admin = world.admin();
        let find = async |filter: Value| {
            let query = "query($filter: ChildFilter) {
                children(filter: $filter, orderBy: FAMILY_NAME_ASC) { nodes { givenName } } }";
            admin.query_with(query, json!({ "filter": filter })).await
        };
        assert_eq!(names(&find(json!({})).await), ["Nia", "Zofia", "Leo", "Idris", "Ivy"]);
        assert_eq!(names(&find(json!({ "familyNameStartsWith": "KOWAL-" })).await), ["Zofia"]);
        assert_eq!(names(&find(json!({ "withoutReview": false })).await), ["Zofia"]);
        assert_eq!(names(&find(json!({ "withoutReview": true })).await), ["Nia", "Leo", "Idris", "Ivy"]);
        assert_eq!(names(&find(json!({ "birthDate": { "from": "2024-01-03" } })).await), [""; 0]);
        assert_eq!(names(&find(json!({ "birthDate": { "to": "2024-01-02" } })).await).len(), 5);
        assert_eq!(names(&find(json!({ "statusIn": ["MOVED_AWAY"] })).await), [""; 0]);
        let setting = World::external("organisation-3");
        assert_eq!(names(&find(json!({ "setting": setting })).await), ["Zofia"], "the protected are not found by it");
        let team = World::external("organisation-1");
        assert_eq!(names(&find(json!({ "healthTeam": team })).await).len(), 5);
        let visitor = World::external("practitioner-1");
        assert_eq!(names(&find(json!({ "namedHealthVisitor": visitor })).await).len(), 5);
        let unknown = World::external("nobody");
        let query = "query($filter: ChildFilter) { children(filter: $filter) { nodes { id } } }";
        let answer = admin.post(query, json!({ "filter": { "setting": unknown } })).await;
        answer.failed("NOT_FOUND");
    }

    async fn pages_neither_repeat_nor_lose_a_child(world: World) {
        world.crowd(20).await;
        let admin = world.admin();
        for order in ["BIRTH_DATE_ASC", "BIRTH_DATE_DESC", "FAMILY_NAME_ASC"] {
            let (mut seen, mut after) = (Vec::new(), json!(null));
            loop {
                let query = "query($after: Cursor, $order: ChildOrder!) {
                    children(first: 7, after: $after, orderBy: $order) {
                        nodes { id } pageInfo { hasNextPage endCursor } totalCount } }";
                let page = admin.query_with(query, json!({ "after": after, "order": order })).await["children"].clone();
                assert_eq!(page["totalCount"], 25);
                seen.extend(page["nodes"].as_array().unwrap().iter().map(|one| one["id"].to_string()));
                after = page["pageInfo"]["endCursor"].clone();
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(seen.len(), 25, "{order}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 25, "{order}");
        }
    }

    async fn fifty_children_cost_as_many_statements_as_one(world: World) {
        world.crowd(60).await;
        let query = |first: u32| format!(
            "{{ children(first: {first}) {{ nodes {{ givenName nhsNumber externalIds {{ value }} healthTeam {{ name }}
                setting {{ name }} namedHealthVisitor {{ familyName }} keyPerson {{ familyName }}
                carers {{ givenName externalIds {{ value }} }} reviews {{ status healthTeam {{ name }} }}
                access {{ canAmend }} }} }} }}"
        );
        for by in [world.admin(), world.health_visitor()] {
            let (_, one) = world.counting(by.query(&query(1))).await;
            let (many, fifty) = world.counting(by.query(&query(50))).await;
            assert_eq!(many["children"]["nodes"].as_array().unwrap().len(), 50);
            assert!(fifty <= one, "{:?}: {one} statements for one child, {fifty} for fifty", by.person().role);
        }
    }
}
