//! Searching: nobody finds a record by what they may not read of it, and a count counts what is shown.

use async_graphql::parser::types::{BaseType, InputValueDefinition, TypeKind};
use entity::enums::Lens;
use tests::call::{TYPES, fields, named};
use tests::stage::{Stage, Standing};
use tests::{Answer, Value, World, json, on_both};

use super::oracle::Rows;
use super::paths::{ids, node_of};
use super::walk::{Reader, Score};
use super::{Crowd, settle};

/// The class of data that a filter searches; `None` for what everybody who knows of the record may read.
fn class_of(kind: &str, field: &str) -> Option<Lens> {
    match (kind, field) {
        ("Child", "birthDate" | "familyNameStartsWith") => Some(Lens::Identity),
        ("Child" | "Review", "setting") | ("Child", "keyPerson") => Some(Lens::Location),
        ("Concern", "topicIn" | "levelIn" | "sensitivityIn") => Some(Lens::ConcernDetail),
        ("Concern", "outcomeIn" | "lookAgainOn") | ("EarlyFlag", "topicIn" | "levelIn") => {
            Some(Lens::ConcernDetail)
        }
        ("Referral", "service" | "urgencyIn") => Some(Lens::Referral),
        ("LiaisonMessage", _) => Some(Lens::PractitionerOnly),
        ("Organisation" | "Practitioner" | "Protocol", _)
        | ("Child", "statusIn" | "healthTeam" | "namedHealthVisitor" | "withoutReview")
        | (
            "Review",
            "statusIn" | "deliveryModelIn" | "dueOn" | "child" | "healthTeam" | "overdue" | "mine",
        )
        | ("Concern", "statusIn" | "review" | "raisedByDiscipline" | "raisedByRoleIn")
        | ("Referral", "statusIn" | "overdue" | "review" | "child")
        | ("Responsibility", "mine" | "overdue" | "stepIn" | "statusIn" | "partyIn" | "dueOn" | "review")
        | ("EarlyFlag", "mine" | "overdue" | "statusIn" | "dueOn" | "child")
        | ("ChildMatch", "statusIn" | "outcomeIn") => None,
        _ => panic!("say which class of data the filter {field} of {kind} searches"),
    }
}

/// Values to search for.
fn values(rows: &Rows, world: &World, definition: &InputValueDefinition) -> Vec<Value> {
    let ty = definition.ty.node.to_string().replace(['[', ']', '!'], "");
    let is_list = matches!(definition.ty.node.base, BaseType::List(_));
    let home = world.home();
    let listed = |values: Vec<Value>| {
        if is_list {
            values.into_iter().map(|it| json!([it])).collect()
        } else {
            values
        }
    };
    if let Some(TypeKind::Enum(members)) = TYPES.get(&ty).map(|found| &found.kind) {
        return listed(
            members
                .values
                .iter()
                .map(|it| it.node.value.node.as_str().into())
                .collect(),
        );
    }
    let organisations =
        [home.nursery.id, home.health_team.id, home.speech_service.id].map(|id| id.to_string());
    let people = [&home.key_person, &home.health_visitor].map(|person| person.id.clone());
    let by_id = |ids: &[String]| ids.iter().map(|id| json!({ "id": id })).collect();
    match (definition.name.node.as_str(), ty.as_str()) {
        (_, "Boolean") => vec![json!(true), json!(false)],
        (_, "DateRangeInput") => vec![json!({ "from": "2024-01-01" }), json!({ "to": "2030-01-01" })],
        (_, "OrganisationRef") => by_id(&organisations),
        (_, "PractitionerRef") => by_id(&people),
        ("child", _) => ids(rows, "Child").into_iter().map(Value::from).collect(),
        ("review", _) => ids(rows, "Review").into_iter().map(Value::from).collect(),
        ("setting" | "healthTeam" | "service", _) => organisations.into_iter().map(Value::from).collect(),
        (_, "String") => vec!["Mark".into(), "Mark00001".into(), "a".into(), "900201".into()],
        (name, ty) => panic!("nobody knows what to search for by {name}: {ty}"),
    }
}

async fn search(crowd: &Crowd<'_>, list: &str, kind: &str, (field, value): (&str, &Value)) -> Score {
    let document = format!(
        "query($filter: {kind}Filter) {{ {list}(first: 100, filter: $filter) {{ totalCount nodes {{ __typename id }} }} }}"
    );
    let (document, variables) = (&document, &json!({ "filter": { field: value } }));
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move { vec![actor.post(document, variables.clone()).await] }
    };
    let class = class_of(kind, field);
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        if answers[0].body["errors"].is_array() {
            // What a filter names is looked up like anything else.
            let code = answers[0].code().to_owned();
            if code != "NOT_FOUND" && code != "BAD_USER_INPUT" {
                score
                    .wrong
                    .push(reader.says(&format!("{field}: {value} ends in {code}")));
            }
            return;
        }
        let page = &answers[0].data()[list];
        let found: Vec<&str> = page["nodes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|node| node["id"].as_str())
            .collect();
        for id in &found {
            score.cases += 1;
            let sight = reader.sight(kind, id);
            let open = class.is_none_or(|lens| sight.is_some_and(|sight| sight.lenses.has(lens)));
            let own = field == "keyPerson" && value["id"] == reader.own_id();
            if !(open || own) {
                score.wrong.push(reader.says(&format!(
                    "finds {id} by {field}: {value}, which they may not read"
                )));
            }
        }
        let counted = page["totalCount"].as_u64();
        if found.len() < 100 && counted.is_some_and(|count| count != found.len() as u64) {
            score.wrong.push(reader.says(&format!(
                "{field}: {value} counts {counted:?}, shows {}",
                found.len()
            )));
        }
    };
    crowd.ask(&format!("Query.{list} by {field}"), ask, more).await
}

on_both! {
    async fn every_filter_of_every_list(world: World) {
        let stage = Stage::set(&world).await;
        let crowd = Crowd::gather(&world, &stage).await;
        let mut total = Score::default();
        for list in fields("Query").iter().filter(|field| named(field).ends_with("Connection")) {
            let kind = node_of(&named(list));
            let Some(TypeKind::InputObject(filter)) = TYPES.get(&format!("{kind}Filter")).map(|it| &it.kind) else { continue };
            for field in &filter.fields {
                for value in values(&crowd.rows, &world, &field.node) {
                    let searched = (field.node.name.node.as_str(), &value);
                    total.add(search(&crowd, &list.name.node, &kind, searched).await);
                }
            }
        }
        settle(&world, "by filters", &total);
    }
}
