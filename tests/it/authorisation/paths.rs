//! Reading, by every path.

use tests::call::{TYPES, fields, named};
use tests::stage::{Stage, Standing};
use tests::{Answer, Value, json, on_both, sample};

use super::oracle::Rows;
use super::walk::{LENSES, Reader, Score, everything};
use super::{Crowd, settle};

/// Ids in one request.
const AT_A_TIME: usize = 20;

/// The ids of every row of a type of the schema, of both authorities.
pub fn ids(rows: &Rows, kind: &str) -> Vec<String> {
    macro_rules! ids {
        ($rows:expr) => {
            $rows.iter().map(|row| row.id.to_string()).collect()
        };
    }
    match kind {
        "Review" => rows.reviews.keys().map(ToString::to_string).collect(),
        "Child" => rows.children.keys().map(ToString::to_string).collect(),
        "Participant" => ids!(rows.participants),
        "Concern" => ids!(rows.concerns),
        "ConcernAddition" => ids!(rows.additions),
        "Referral" => ids!(rows.referrals),
        "ConcernSettlement" => ids!(rows.flags.settlements),
        "EarlyFlag" => ids!(rows.flags.raised),
        "TopicMap" => ids!(rows.flags.topic_maps),
        "HealthReview" => ids!(rows.halves.health_reviews),
        "HealthReviewAddition" => ids!(rows.halves.health_additions),
        "Assessment" => ids!(rows.halves.assessments),
        "FamilyNote" => ids!(rows.halves.family_notes),
        "ProgressCheck" => ids!(rows.checks.whole),
        "ProgressCheckArea" => ids!(rows.checks.areas),
        "ProgressCheckContribution" => ids!(rows.checks.contributions),
        "ProgressCheckAddition" => ids!(rows.checks.additions),
        "ParentView" => ids!(rows.family.views),
        "GuestContribution" => ids!(rows.family.questions),
        "SharingAgreement" => ids!(rows.shared.agreements),
        "Disclosure" => ids!(rows.shared.disclosures),
        "SharingOverride" => ids!(rows.shared.overrides),
        "Carer" => ids!(rows.carers),
        "Organisation" => ids!(rows.organisations),
        "LinkTeam" => ids!(rows.links),
        "Practitioner" => ids!(rows.practitioners),
        "RoleAssignment" => ids!(rows.roles),
        "Authority" => ids!(rows.authorities),
        "ChildMatch" => ids!(rows.questions),
        "Protocol" => ids!(rows.protocols),
        "Responsibility" => ids!(rows.responsibilities),
        "PreMeeting" => ids!(rows.meetings.held),
        "PreMeetingTopic" => ids!(rows.meetings.topics),
        "PreMeetingAttendance" => ids!(rows.meetings.attendance),
        "LiaisonMessage" => ids!(rows.meetings.messages),
        "LiaisonRead" => ids!(rows.meetings.marks),
        other => panic!("nobody knows the rows of {other}"),
    }
}

/// The types that are nodes.
pub fn nodes() -> Vec<String> {
    use async_graphql::parser::types::TypeKind;
    let is_node = |kind: &TypeKind| match kind {
        TypeKind::Object(object) => object.implements.iter().any(|it| it.node == "Node"),
        _ => false,
    };
    let mut names: Vec<String> = TYPES
        .iter()
        .filter(|(_, found)| is_node(&found.kind))
        .map(|(name, _)| name.clone())
        .collect();
    names.sort();
    names
}

/// Adds what was expected to exist and did not, and the other way round.
fn existence(reader: &Reader<'_>, kind: &str, asked: &[String], found: &[Value], score: &mut Score) {
    for (id, found) in asked.iter().zip(found) {
        score.cases += 1;
        let expected = reader.sight(kind, id).is_some();
        if expected == found.is_null() {
            score
                .wrong
                .push(reader.says(&format!("{kind} {id}: exists {expected}, answered {found}")));
        }
    }
}

async fn by_node(crowd: &Crowd<'_>, kind: &str) -> Score {
    let ids = ids(&crowd.rows, kind);
    let document = format!(
        "query($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename id ... on {kind} {{ {} }} }} }}",
        everything(kind, 1)
    );
    let (asked, document) = (&ids, &document);
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move {
            let mut answers = Vec::new();
            for some in asked.chunks(AT_A_TIME) {
                answers.push(actor.post(document, json!({ "ids": some })).await);
            }
            answers
        }
    };
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        let found = |answer: &Answer| answer.data()["nodes"].as_array().cloned().unwrap_or_default();
        let found: Vec<Value> = answers.iter().flat_map(found).collect();
        existence(reader, kind, &ids, &found, score);
    };
    crowd.ask(&format!("nodes of {kind}"), ask, more).await
}

/// Who has looked at each child: by everybody, of both authorities.
async fn by_access_log(crowd: &Crowd<'_>) -> Score {
    let ids = ids(&crowd.rows, "Child");
    let document = format!(
        "query($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename id ... on Child {{ accessLog(first: 3) {{ nodes {{ {} }} }} }} }} }}",
        everything("AccessLogEntry", 0)
    );
    let (asked, document) = (&ids, &document);
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move {
            let mut answers = Vec::new();
            for some in asked.chunks(AT_A_TIME) {
                answers.push(actor.post(document, json!({ "ids": some })).await);
            }
            answers
        }
    };
    crowd.ask("Child.accessLog", ask, |_, _, _| {}).await
}

/// Who did and saw what: by everybody; who may not read it is told so.
async fn by_trail(crowd: &Crowd<'_>) -> Score {
    let document = format!(
        "{{ auditTrail(first: 100) {{ totalCount nodes {{ {} }} }} }}",
        everything("AuditEntry", 1)
    );
    let document = &document;
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move { vec![actor.post(document, json!({})).await] }
    };
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        score.cases += 1;
        let reads = reader.sight("AuditEntry", "").is_some();
        let is_given = answers[0].body["data"]["auditTrail"].is_object();
        let is_refused = answers[0].body["errors"][0]["extensions"]["code"] == "FORBIDDEN";
        if reads != is_given || reads == is_refused {
            score.wrong.push(reader.says(&answers[0].body.to_string()));
        }
    };
    crowd.ask("Query.auditTrail", ask, more).await
}

/// The root fields that give one record by a reference: name, argument and type.
fn singles() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for field in fields("Query") {
        for argument in field.arguments.iter().map(|it| &it.node) {
            let kind = sample::kind_of(&argument.ty.node.to_string().replace('!', ""));
            if kind.is_some() && nodes().contains(&named(&field)) {
                found.push((
                    field.name.node.to_string(),
                    argument.name.node.to_string(),
                    named(&field),
                ));
            }
        }
    }
    found
}

async fn by_root_field(crowd: &Crowd<'_>, (field, argument, kind): &(String, String, String)) -> Score {
    let document = format!(
        "query($it: {kind}Ref!) {{ {field}({argument}: $it) {{ {} }} }}",
        everything(kind, 1)
    );
    let some = pick(&ids(&crowd.rows, kind), 6);
    let (document, asked) = (&document, &some);
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move {
            let mut answers = Vec::new();
            for id in asked {
                answers.push(actor.post(document, json!({ "it": { "id": id } })).await);
            }
            answers
        }
    };
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        let found: Vec<Value> = answers
            .iter()
            .map(|answer| answer.data()[field.as_str()].clone())
            .collect();
        existence(reader, kind, &some, &found, score);
    };
    crowd.ask(&format!("Query.{field}"), ask, more).await
}

async fn by_connection(crowd: &Crowd<'_>, name: &str, kind: &str, order: &str) -> Score {
    let document = format!(
        "{{ {name}(first: 100, orderBy: {order}) {{ totalCount nodes {{ {0} }} edges {{ node {{ __typename id }} }} }} }}",
        everything(kind, 0)
    );
    let document = &document;
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move { vec![actor.post(document, json!({})).await] }
    };
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        let page = &answers[0].data()[name];
        // Only what has a deadline has a place in its order.
        if order != "RESPOND_BY_ASC" {
            listed(reader, kind, page, score);
        }
    };
    crowd.ask(&format!("Query.{name} by {order}"), ask, more).await
}

on_both! {
    async fn every_record_by_its_id(world: World) {
        let stage = Stage::set(&world).await;
        println!("{} people, {} marked texts", stage.people.len(), stage.marks.count());
        let crowd = Crowd::gather(&world, &stage).await;
        let mut total = Score::default();
        for kind in nodes() {
            total.add(by_node(&crowd, &kind).await);
        }
        settle(&world, "by node and nodes, with what is near", &total);
    }

    async fn who_did_and_saw_what(world: World) {
        let stage = Stage::set(&world).await;
        let crowd = Crowd::gather(&world, &stage).await;
        // Both authorities have lines of both kinds.
        let invite = |review: String| json!({ "review": { "id": review }, "expectedVersion": 1 });
        world.key_person().mutate("reviewInvite", invite(world.review())).await.refused("NotAllowed");
        let elsewhere = world.elsewhere().review.to_string();
        world.other_authority_key_person().mutate("reviewInvite", invite(elsewhere)).await.refused("NotAllowed");
        let mut total = by_access_log(&crowd).await;
        total.add(by_access_log(&crowd).await);
        total.add(by_trail(&crowd).await);
        settle(&world, "by the access logs and the audit trail", &total);
    }

    async fn every_root_field_that_gives_one_record(world: World) {
        let stage = Stage::set(&world).await;
        let crowd = Crowd::gather(&world, &stage).await;
        let mut total = Score::default();
        for single in singles() {
            total.add(by_root_field(&crowd, &single).await);
        }
        settle(&world, "by root fields, with what is near", &total);
    }

    async fn every_connection_with_its_count_and_its_orders(world: World) {
        let stage = Stage::set(&world).await;
        let crowd = Crowd::gather(&world, &stage).await;
        let mut total = Score::default();
        for field in fields("Query").iter().filter(|field| named(field).ends_with("Connection")) {
            let Some(order) = field.arguments.iter().find(|it| it.node.name.node == "orderBy") else { continue };
            let (name, kind) = (field.name.node.as_str(), node_of(&named(field)));
            for order in members(&order.node.ty.node.to_string().replace('!', "")) {
                total.add(by_connection(&crowd, name, &kind, &order).await);
            }
        }
        settle(&world, "by connections, counts and orders", &total);
    }
}

/// Holds a list without a filter, and its count, against the oracle.
fn listed(reader: &Reader<'_>, kind: &str, list: &Value, score: &mut Score) {
    use entity::enums::Role;
    let found: Vec<String> = list["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|node| node["id"].as_str().map(str::to_owned))
        .collect();
    let expected = reader.rows.listed(reader.who, kind);
    if expected.len() <= 100 {
        reader.list(&found, &expected, score);
    }
    let counts = !matches!(reader.role(), Role::Parent | Role::GuestProfessional);
    let expected = counts.then_some(expected.len());
    let counted = list["totalCount"]
        .as_u64()
        .and_then(|count| usize::try_from(count).ok());
    score.cases += 1;
    if counted != expected {
        score
            .wrong
            .push(reader.says(&format!("counts {counted:?}, there are {expected:?}")));
    }
}

/// The type of the nodes of a connection.
pub fn node_of(connection: &str) -> String {
    let page = fields(connection);
    page.iter()
        .find(|field| field.name.node == "nodes")
        .map(named)
        .expect("nodes")
}

fn members(name: &str) -> Vec<String> {
    use async_graphql::parser::types::TypeKind;
    match TYPES.get(name).map(|found| &found.kind) {
        Some(TypeKind::Enum(members)) => members
            .values
            .iter()
            .map(|it| it.node.value.node.to_string())
            .collect(),
        _ => panic!("{name} is no enum"),
    }
}

/// So many, evenly spread, so that both authorities are among them.
pub fn pick(ids: &[String], count: usize) -> Vec<String> {
    let step = ids.len().div_ceil(count).max(1);
    ids.iter().step_by(step).cloned().collect()
}

pub fn capital(name: &str) -> String {
    let (head, tail) = name.split_at(1);
    head.to_uppercase() + tail
}

#[test]
fn every_class_of_data_has_fields() {
    use entity::enums::{Lens, ValueSet};
    // The classes whose fields come with the two halves of the review. May only shrink.
    let to_come = [Lens::LeadsOnly];
    for lens in Lens::ALL.iter().filter(|lens| !to_come.contains(lens)) {
        assert!(
            LENSES.values().any(|used| used == lens),
            "no field stands behind {lens:?}"
        );
    }
}
