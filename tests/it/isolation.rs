//! Authorities cannot see each other: what is another's cannot be told from what does not exist.

use std::collections::BTreeMap;

use async_graphql::parser::types::FieldDefinition;
use entity::ids::TypedId;
use integrated_review::policy::matrix::RULES;
use tests::call::{self, fields, mutation, named, select};
use tests::{Actor, Value, World, json, on_both, sample};

/// The id of a record of each kind in the other authority.
async fn foreign(world: &World) -> BTreeMap<String, String> {
    let there = world.elsewhere();
    let (concern, referral) = world.insert_case(there.review).await;
    let party = world.elsewhere_takes_part().await;
    let question = world.elsewhere_asks().await;
    let (half, assessment, note) = world.elsewhere_health().await;
    let (check, area, said, added) = world.elsewhere_check().await;
    let view = world.elsewhere_views().await;
    let asked_of_guest = world.elsewhere_is_asked(party).await;
    let protocols = world.insert_protocols(there).await;
    let (given, content) = (
        entity::enums::SharingStatus::Given,
        entity::enums::SharingMode::Content,
    );
    let agreement = world
        .insert_agreement(there, there.child.id, (given, content))
        .await;
    let asked = entity::enums::SharingOverrideStatus::Requested;
    let over = world.insert_override(there, there.child.id, asked).await;
    let duty = world.insert_responsibility(there, there.review).await;
    let flags = world.elsewhere_flags(concern).await;
    let meets = world.elsewhere_meets().await;
    let mut ids = vec![
        there.authority.to_string(),
        there.nursery.id.to_string(),
        there.health_visitor.id.clone(),
        there.child.id.to_string(),
        there.mother.person.id.clone(),
        there.review.to_string(),
        party.to_string(),
        question.to_string(),
        concern.to_string(),
        referral.to_string(),
        half.to_string(),
        assessment.to_string(),
        note.to_string(),
        check.to_string(),
        area.to_string(),
        said.to_string(),
        added.to_string(),
        view.to_string(),
        asked_of_guest.to_string(),
        protocols[0].to_string(),
        duty.to_string(),
        agreement.to_string(),
        over.to_string(),
        meets.meeting.to_string(),
        meets.topic.to_string(),
        meets.attendance.to_string(),
        meets.message.to_string(),
        meets.mark.to_string(),
    ];
    ids.extend(flags);
    ids.sort();
    let kind = |id: String| (id.rsplit_once('_').unwrap().0.to_owned(), id);
    ids.into_iter().map(kind).collect()
}

/// An id of the same kind that nothing has.
fn unknown(world: &World, kind: &str) -> String {
    format!("{kind}_{}", entity::ids::encode(world.clock().new_uuid()))
}

/// The body of an answer without what is different each time.
fn body(answer: &tests::Answer, id: &str) -> (u16, String) {
    let mut body = answer.body.clone();
    if let Some(extensions) = body.get_mut("extensions").and_then(Value::as_object_mut) {
        extensions.remove("requestId");
    }
    for error in body
        .get_mut("errors")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        error["extensions"]["requestId"] = Value::Null;
    }
    (answer.status, body.to_string().replace(id, "ID"))
}

/// Asserts that a document gets the same answer for another authority's id and for one that nothing has.
async fn alike(
    actor: &Actor,
    query: &str,
    variables: impl Fn(&str) -> Value,
    (theirs, nobodys): (&str, &str),
) {
    let one = actor.post(query, variables(theirs)).await;
    let other = actor.post(query, variables(nobodys)).await;
    let role = actor.person().role;
    assert_eq!(
        body(&one, theirs),
        body(&other, nobodys),
        "{role:?} can tell {theirs} from nothing: {query}"
    );
}

fn references(field: &FieldDefinition) -> Vec<(String, String)> {
    let arguments = field.arguments.iter().map(|argument| &argument.node);
    let kind = |ty: String| sample::kind_of(&ty.replace('!', ""));
    arguments
        .filter_map(|it| Some((it.name.node.to_string(), kind(it.ty.node.to_string())?)))
        .collect()
}

fn somebody_of_each_kind(world: &World) -> Vec<Actor> {
    vec![
        world.health_visitor(),
        world.childminder(),
        world.health_lead(),
        world.area_senco(),
        world.admin(),
        world.integration(),
        world.parent(),
        world.guest(),
        world.caldicott(),
        world.analyst(),
    ]
}

on_both! {
    async fn node_tells_nothing_of_another_authority(world: World) {
        let query = "query($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename id } nodes(ids: $ids) { id } }";
        for (kind, theirs) in foreign(&world).await {
            let nobodys = unknown(&world, &kind);
            for actor in somebody_of_each_kind(&world) {
                let variables = |id: &str| json!({ "id": id, "ids": [id] });
                alike(&actor, query, variables, (&theirs, &nobodys)).await;
            }
            let answer = world.admin().post(query, json!({ "id": theirs, "ids": [theirs] })).await;
            assert!(answer.body["data"]["node"].is_null(), "{:#}", answer.body);
        }
    }

    async fn root_fields_tell_nothing_of_another_authority(world: World) {
        let foreign = foreign(&world).await;
        for field in fields("Query") {
            for (argument, kind) in references(&field) {
                let Some(theirs) = foreign.get(&kind) else { continue };
                let nobodys = unknown(&world, &kind);
                let arguments = sample::arguments(&field, &|name, _| (name == argument).then(|| json!({ "id": "" })));
                let inner = named(&field);
                let selection = if inner.ends_with("Connection") { "totalCount nodes { id }".to_owned() } else { select(&inner, 0) };
                let query = call::query(&field, &arguments, &selection);
                for actor in somebody_of_each_kind(&world) {
                    let variables = |id: &str| {
                        let mut arguments = arguments.clone();
                        arguments[&argument] = json!({ "id": id });
                        arguments.into()
                    };
                    alike(&actor, &query, variables, (theirs, &nobodys)).await;
                }
            }
        }
    }

    async fn mutations_tell_nothing_of_another_authority(world: World) {
        let foreign = foreign(&world).await;
        let made = |rule: &&&integrated_review::policy::Rule| {
            fields("Mutation").iter().any(|field| field.name.node == rule.mutation)
        };
        for rule in RULES.iter().filter(made) {
            let field = mutation(rule.mutation);
            for (argument, kind) in references(&field) {
                let Some(theirs) = foreign.get(&kind) else { continue };
                let nobodys = unknown(&world, &kind);
                let arguments = sample::arguments(&field, &|name, _| (name == argument).then(|| json!({ "id": "" })));
                let query = call::document(rule.mutation, &arguments, Some("__typename"));
                // Those who might do it, if it were theirs, and the one who knows all identifiers.
                let roles: Vec<_> = rule.lines.iter().flat_map(|line| line.roles).collect();
                let may = |person: &&&tests::cast::Person| roles.contains(&&person.role);
                let staff = world.home().staff();
                let mut actors: Vec<Actor> = staff.iter().filter(may).take(2).map(|it| world.actor(it)).collect();
                actors.push(world.admin());
                for actor in actors.into_iter().filter(|actor| !actor.person().is_system()) {
                    let variables = |id: &str| {
                        let mut arguments = arguments.clone();
                        arguments[&argument] = json!({ "id": id });
                        arguments.into()
                    };
                    alike(&actor, &query, variables, (theirs, &nobodys)).await;
                }
            }
        }
        assert!(world.journal().await.is_empty());
    }

    async fn lists_hold_nothing_of_another_authority(world: World) {
        foreign(&world).await;
        let theirs: Vec<String> = world.elsewhere_ids().await;
        let review = json!({ "id": world.review() });
        for field in fields("Query").iter().filter(|field| named(field).ends_with("Connection")) {
            let given = |name: &str, kind: &str| match name {
                "first" => Some(json!(100)),
                _ => (kind == "ReviewRef").then(|| review.clone()),
            };
            let arguments = sample::arguments(field, &given);
            let query = call::query(field, &arguments, "nodes { id }");
            for actor in somebody_of_each_kind(&world) {
                let answer = actor.post(&query, arguments.clone().into()).await;
                let text = answer.body.to_string();
                let leak = theirs.iter().find(|id| text.contains(id.as_str()));
                assert!(leak.is_none(), "{} shows {:?} {leak:?}", field.name.node, actor.person().role);
            }
        }
    }

    async fn the_same_external_identifier_means_each_authoritys_own_record(world: World) {
        let query = "query($review: ReviewRef!) { review(review: $review) { id } }";
        let ask = json!({ "review": World::external("review-1") });
        let here = world.integration().query_with(query, ask.clone()).await;
        let there = world.other_authority_integration().query_with(query, ask).await;
        assert_eq!(here["review"]["id"], world.home().review.to_string());
        assert_eq!(there["review"]["id"], world.elsewhere().review.to_string());
    }

    async fn a_token_counts_in_its_own_authority_alone(world: World) {
        let mut stranger = world.home().health_visitor.clone();
        stranger.gss_code = world.elsewhere().gss_code;
        let answer = world.actor(&stranger).post("{ reviews { nodes { id } } }", json!({})).await;
        assert_eq!(answer.status, 403);
        answer.failed("FORBIDDEN");
        let mut nowhere = world.home().health_visitor.clone();
        nowhere.gss_code = "E06000999";
        let unknown = world.actor(&nowhere).post("{ reviews { nodes { id } } }", json!({})).await;
        assert_eq!(body(&answer, ""), body(&unknown, ""));
    }
}

#[test]
fn ids_of_every_kind_are_tried() {
    for reference in call::TYPES.keys().filter(|name| name.ends_with("Ref")) {
        let kind = sample::kind_of(reference).unwrap();
        let known = [
            entity::ids::OrganisationId::PREFIX,
            entity::ids::PractitionerId::PREFIX,
            entity::ids::ChildId::PREFIX,
            entity::ids::ChildMatchId::PREFIX,
            entity::ids::CarerId::PREFIX,
            entity::ids::ReviewId::PREFIX,
            entity::ids::ParticipantId::PREFIX,
            entity::ids::ConcernId::PREFIX,
            entity::ids::ReferralId::PREFIX,
            entity::ids::HealthReviewId::PREFIX,
            entity::ids::AssessmentId::PREFIX,
            entity::ids::ProgressCheckId::PREFIX,
            entity::ids::ParentViewId::PREFIX,
            entity::ids::GuestContributionId::PREFIX,
            entity::ids::EarlyFlagId::PREFIX,
            entity::ids::ProtocolId::PREFIX,
            entity::ids::ResponsibilityId::PREFIX,
            entity::ids::SharingAgreementId::PREFIX,
            entity::ids::SharingOverrideId::PREFIX,
            entity::ids::PreMeetingId::PREFIX,
            entity::ids::PreMeetingTopicId::PREFIX,
            entity::ids::LiaisonMessageId::PREFIX,
        ];
        // A new kind of reference needs a record of the other authority in `foreign`.
        assert!(known.contains(&kind.as_str()), "{reference} is not tried");
    }
}
