//! Acting: every mutation by everybody, on rows that exist for them and on rows that do not, is refused and allowed as the
//! matrix says; and `access` says beforehand what will come of it.

use entity::enums::{
    Discipline, NotAllowedReason, ResponsibilityStatus, ReviewStep, Role, StepParty, ValueSet,
};
use entity::responsibility;
use integrated_review::policy::matrix::RULES;
use integrated_review::policy::{Asking, Decision, Fulfils, Rule, Sight, State, decide};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Map;
use tests::call::{self, TYPES, fields, mutation, named};
use tests::stage::{Stage, Standing};
use tests::{Answer, Value, World, json, on_both, sample};

use super::oracle::Rows;
use super::paths::{capital, ids, pick};
use super::walk::{Reader, Score};
use super::{Crowd, settle};

/// Scopes as the actors of the tests have them.
const SCOPES: [&str; 5] = [
    "directory:write",
    "children:write",
    "reviews:write",
    "concerns:write",
    "referrals:write",
];

/// Steps that whoever hears the parents may do.
const HEARD: [ReviewStep; 2] = [ReviewStep::RecordSharingAgreement, ReviewStep::RecordParentView];

/// The type of the schema whose rows a rule is about.
fn kind_of(rule: &Rule) -> String {
    rule.on.split('_').map(capital).collect()
}

/// The argument that names the row, where the act takes one: what is made in the authority has none.
fn target_of(rule: &Rule) -> Option<String> {
    let reference = format!("{}Ref!", kind_of(rule));
    let field = mutation(rule.mutation);
    let argument = field
        .arguments
        .iter()
        .find(|it| it.node.ty.node.to_string() == reference);
    argument.map(|it| it.node.name.node.to_string())
}

/// Sample arguments for an act on this row, which they say to have read in this version.
fn arguments(rule: &Rule, row: Option<&str>, version: i64) -> Map<String, Value> {
    let target = target_of(rule);
    let given = |name: &str, _: &str| match name {
        name if Some(name) == target.as_deref() => row.map(|id| json!({ "id": id })),
        "expectedVersion" => Some(version.into()),
        _ => None,
    };
    sample::arguments(&mutation(rule.mutation), &given)
}

/// Whether the step that an act fulfils is another party's than this reader's, in plain words: nobody is away in the
/// stage, and leads may act in the place of their own profession.
fn is_anothers(rule: &Rule, reader: &Reader<'_>, (kind, id): (&str, &str)) -> bool {
    let key = entity::ids::split(id).expect("an id").1;
    let rows = reader.rows;
    let review = match kind {
        "Review" => Some(key),
        "Referral" => rows
            .referrals
            .iter()
            .find(|row| row.id.0 == key)
            .map(|row| row.review_id.0),
        "ProgressCheck" => rows
            .checks
            .whole
            .iter()
            .find(|row| row.id.0 == key)
            .map(|row| row.review_id.0),
        _ => None,
    };
    let of_step = |row: &&responsibility::Model| match rule.fulfils {
        None => false,
        // What the parents say is recorded by whoever hears it.
        _ if HEARD.contains(&row.step) => false,
        Some(Fulfils::Own) => row.id.0 == key,
        Some(Fulfils::Step(step)) => row.step == step && Some(row.review_id.0) == review,
    };
    let whose = |row: &responsibility::Model| {
        let (held, own) = (reader.role(), reader.role().discipline());
        let leads = [Role::HealthServiceLead, Role::EarlyYearsServiceLead].contains(&held);
        let of_party = match row.party {
            StepParty::Health => own == Some(Discipline::Health),
            StepParty::EarlyYears => own == Some(Discipline::EarlyYears),
            StepParty::Role => {
                row.role == Some(held) || (leads && row.role.and_then(Role::discipline) == own)
            }
            StepParty::Either | StepParty::Both => own.is_some(),
        };
        let named = row.practitioner_id.is_some_and(|named| reader.who.is(named.0));
        of_party || named || matches!(held, Role::AuthorityAdmin | Role::Integration)
    };
    let counts = |row: &&responsibility::Model| {
        matches!(
            row.status,
            ResponsibilityStatus::Open | ResponsibilityStatus::Done
        )
    };
    let mut duties = rows
        .responsibilities
        .iter()
        .filter(of_step)
        .filter(counts)
        .peekable();
    duties.peek().is_some() && !duties.any(whose)
}

/// What matrix and protocol say of an act, for somebody who sees the row so.
fn ruling(rule: &'static Rule, reader: &Reader<'_>, sight: Sight, (kind, id): (&str, &str)) -> Decision {
    let own = state(reader.rows, kind, id);
    let decision = by_matrix(rule, reader, sight, own);
    match decision {
        Decision::Refused(_) => decision,
        _ if is_anothers(rule, reader, (kind, id)) => Decision::Refused(NotAllowedReason::NotResponsible),
        _ => decision,
    }
}

fn by_matrix(rule: &'static Rule, reader: &Reader<'_>, sight: Sight, own: &str) -> Decision {
    let scopes = SCOPES.map(str::to_owned);
    let asking = Asking {
        role: reader.role(),
        relations: sight.relations,
        scopes: &scopes,
    };
    decide(
        rule,
        asking,
        State {
            own,
            review_is_open: sight.review_is_open,
        },
    )
}

/// The kind and reason of the first user error, or nothing where the act was done.
fn outcome(answer: &Answer, act: &str) -> (String, String) {
    let error = &answer.data()[act]["userErrors"][0];
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    (text("__typename"), text("reason"))
}

/// Whether an answer is what sight and matrix say.
fn agrees(expected: Option<Decision>, (kind, reason): &(String, String)) -> bool {
    match expected {
        None => kind == "NotFound",
        Some(Decision::Refused(why)) => kind == "NotAllowed" && reason == why.as_str(),
        // Versions are compared before states.
        Some(Decision::WrongState { .. }) => kind == "IllegalTransition" || kind == "VersionConflict",
        Some(Decision::Allowed(_)) => kind != "NotAllowed" && kind != "IllegalTransition",
    }
}

async fn try_act(crowd: &Crowd<'_>, world: &World, rule: &'static Rule) -> Score {
    let kind = kind_of(rule);
    let target = target_of(rule);
    let rows: Vec<Option<String>> = match &target {
        Some(_) => pick(&ids(&crowd.rows, &kind), 5).into_iter().map(Some).collect(),
        None => vec![None],
    };
    let documents: Vec<(Option<String>, String, Value)> = rows
        .into_iter()
        .map(|row| {
            // A version that nobody has read: whoever may act is told so, and nothing changes.
            let arguments = arguments(rule, row.as_deref(), 999);
            let keyed = with_key(rule, arguments, &world.next_request());
            (row, call::document(rule.mutation, &keyed, None), keyed.into())
        })
        .collect();
    let documents = &documents;
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move {
            let mut answers = Vec::new();
            for (_, document, variables) in documents {
                answers.push(actor.post(document, variables.clone()).await);
            }
            answers
        }
    };
    let own = world.home().authority.to_string();
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        for ((row, ..), answer) in documents.iter().zip(answers) {
            let id = row.as_deref().unwrap_or(&own);
            let expected = reader
                .sight(&kind, id)
                .map(|sight| ruling(rule, reader, sight, (&kind, id)));
            let got = outcome(answer, rule.mutation);
            score.cases += 1;
            // What is wrong with an input may be said before anything is looked up.
            if !(agrees(expected, &got)
                || got.0 == "InvalidInput" && !matches!(expected, Some(Decision::Refused(_))))
            {
                score.wrong.push(reader.says(&format!(
                    "on {id}: the rules say {expected:?}, the answer {got:?}"
                )));
            }
        }
    };
    crowd.ask(rule.mutation, ask, more).await
}

fn with_key(rule: &Rule, mut arguments: Map<String, Value>, key: &str) -> Map<String, Value> {
    let takes_key = mutation(rule.mutation)
        .arguments
        .iter()
        .any(|it| it.node.name.node == "idempotencyKey");
    if takes_key {
        arguments.insert("idempotencyKey".to_owned(), key.into());
    }
    arguments
}

/// The state of a row, as the matrix calls it.
fn state<'a>(rows: &'a Rows, kind: &str, id: &str) -> &'a str {
    use integrated_review::policy::Record;
    let key = entity::ids::split(id).expect("an id").1;
    macro_rules! state {
        ($rows:expr) => {
            $rows
                .into_iter()
                .find(|row| row.id.0 == key)
                .map_or("GONE", |row| row.state())
        };
    }
    match kind {
        "Review" => state!(rows.reviews.values()),
        "Child" => state!(rows.children.values()),
        "Participant" => state!(rows.participants.iter()),
        "Concern" => state!(rows.concerns.iter()),
        "Referral" => state!(rows.referrals.iter()),
        "EarlyFlag" => state!(rows.flags.raised.iter()),
        "HealthReview" => state!(rows.halves.health_reviews.iter()),
        "Assessment" => state!(rows.halves.assessments.iter()),
        "ProgressCheck" => state!(rows.checks.whole.iter()),
        "ParentView" => state!(rows.family.views.iter()),
        "GuestContribution" => state!(rows.family.questions.iter()),
        "SharingAgreement" => state!(rows.shared.agreements.iter()),
        "SharingOverride" => state!(rows.shared.overrides.iter()),
        "Carer" => state!(rows.carers.iter()),
        "Organisation" => state!(rows.organisations.iter()),
        "Practitioner" => state!(rows.practitioners.iter()),
        "Authority" => state!(rows.authorities.iter()),
        "ChildMatch" => state!(rows.questions.iter()),
        "Protocol" => state!(rows.protocols.iter()),
        "Responsibility" => state!(rows.responsibilities.iter()),
        "PreMeeting" => state!(rows.meetings.held.iter()),
        "PreMeetingTopic" => state!(rows.meetings.topics.iter()),
        "LiaisonMessage" => state!(rows.meetings.messages.iter()),
        other => panic!("no act is about {other}"),
    }
}

/// The boolean of `access` that says whether an act is possible: named in its description.
fn boolean_of(kind: &str, act: &str) -> Option<String> {
    let own = TYPES.get(&format!("{kind}Access"))?;
    let named = format!("`{act}`");
    let async_graphql::parser::types::TypeKind::Object(object) = &own.kind else {
        return None;
    };
    let says = |field: &&async_graphql::Positioned<async_graphql::parser::types::FieldDefinition>| {
        field
            .node
            .description
            .as_ref()
            .is_some_and(|text| text.node.trim().starts_with(&named))
    };
    object
        .fields
        .iter()
        .find(says)
        .map(|field| field.node.name.node.to_string())
}

/// One step of a random run: somebody asks what they may do, and does it.
async fn step(world: &World, stage: &Stage, random: &mut ChaCha8Rng, score: &mut Score) {
    let standing = stage.people.choose(random).expect("people");
    let rule = RULES.choose(random).expect("rules");
    let Some(viewer) = world.try_viewer(&standing.actor).await else {
        return;
    };
    let rows = Rows::read(world).await;
    let reader = Reader {
        who: viewer.who(),
        standing: &standing.name,
        path: rule.mutation,
        rows: &rows,
        marks: &stage.marks,
        is_still: false,
        known: std::cell::RefCell::default(),
    };
    let kind = kind_of(rule);
    let all = match target_of(rule) {
        Some(_) => ids(&rows, &kind),
        None => vec![world.home().authority.to_string()],
    };
    // Half of the time one that exists for them, where there is any.
    let near: Vec<String> = all
        .iter()
        .filter(|id| reader.sight(&kind, id).is_some())
        .cloned()
        .collect();
    let from = if random.random_bool(0.7) && !near.is_empty() {
        &near
    } else {
        &all
    };
    let id = from.choose(random).expect("rows").clone();
    let predicted = predicted(standing, rule, &kind, &id).await;
    let arguments = arguments(rule, Some(&id), predicted.1);
    let keyed = with_key(rule, arguments, &world.next_request());
    let answer = standing
        .actor
        .post(&call::document(rule.mutation, &keyed, None), keyed.into())
        .await;
    let got = outcome(&answer, rule.mutation);
    score.cases += 1;
    let was_possible = !["NotFound", "NotAllowed", "IllegalTransition"].contains(&got.0.as_str());
    let in_doubt = got.0 == "InvalidInput" || (got.0 == "NotFound" && predicted.0 == Some(true));
    if predicted.0.unwrap_or(false) != was_possible && !in_doubt {
        score
            .wrong
            .push(reader.says(&format!("on {id}: access says {predicted:?}, the answer {got:?}")));
    }
    let rows = Rows::read(world).await;
    let after = Reader {
        rows: &rows,
        known: std::cell::RefCell::default(),
        ..reader
    };
    after.read(&answer, score);
}

/// What `access` says, and the version; nothing where the row does not exist for them.
async fn predicted(standing: &Standing, rule: &Rule, kind: &str, id: &str) -> (Option<bool>, i64) {
    let boolean =
        boolean_of(kind, rule.mutation).unwrap_or_else(|| panic!("no access says {}", rule.mutation));
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ version access {{ {boolean} }} }} }} }}"
    );
    let answer = standing.actor.post(&query, json!({ "id": id })).await;
    let node = &answer.data()["node"];
    (
        node["access"][boolean.as_str()].as_bool(),
        node["version"].as_i64().unwrap_or(1),
    )
}

on_both! {
    async fn every_act_by_everybody(world: World) {
        let stage = Stage::set(&world).await;
        let crowd = Crowd::gather(&world, &stage).await;
        let mut total = Score::default();
        for rule in RULES.iter().copied() {
            // What is made without a version would be done: the random run does such acts.
            if fields("Mutation").iter().any(|field| {
                field.name.node == rule.mutation
                    && field.arguments.iter().any(|it| it.node.name.node == "expectedVersion" && !it.node.ty.node.nullable)
            }) {
                total.add(try_act(&crowd, &world, rule).await);
            }
        }
        settle(&world, "acts by everybody", &total);
    }

    async fn access_says_what_will_come_of_every_act(world: World) {
        let stage = Stage::set(&world).await;
        let mut random = ChaCha8Rng::seed_from_u64(2);
        let mut total = Score::default();
        for _ in 0..STEPS {
            step(&world, &stage, &mut random, &mut total).await;
        }
        settle(&world, "random acts, predicted by access", &total);
    }
}

/// Steps of the random run.
const STEPS: usize = 500;

#[test]
fn every_act_has_its_boolean() {
    for rule in RULES.iter().copied() {
        assert!(
            boolean_of(&kind_of(rule), rule.mutation).is_some(),
            "no access says {}",
            rule.mutation
        );
        assert!(named(&mutation(rule.mutation)).ends_with("Payload"));
    }
}
