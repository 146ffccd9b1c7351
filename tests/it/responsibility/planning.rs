//! Planning a review makes its responsibilities: for every delivery model, with the right dates over Christmas.

use integrated_review::import::run::Options;
use tests::{Value, cohort, json, on_both};

use super::{new_child, of_review, plan};

/// What the shipped protocols come to for a review that is due on Monday 4 January 2027: step, party, day, required. The
/// bank holidays between are 25 and 28 December (for the 26th, a Saturday) and 1 January.
type Expected = &'static [(&'static str, &'static str, &'static str, bool)];

const JOINT_MEETING: Expected = &[
    ("RECORD_SHARING_AGREEMENT", "EARLY_YEARS", "2026-12-09", true),
    ("INVITE_FAMILY", "HEALTH", "2026-12-16", true),
    ("COMPLETE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-23", true),
    ("SHARE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-29", true),
    ("RECORD_PARENT_VIEW", "EITHER", "2026-12-31", true),
    ("HOLD_PRE_MEETING", "HEALTH", "2027-01-04", true),
    ("HOLD_PRE_MEETING", "EARLY_YEARS", "2027-01-04", true),
    ("COMPLETE_HEALTH_REVIEW", "HEALTH", "2027-01-04", true),
    ("LEAD_MEETING", "HEALTH", "2027-01-04", true),
    ("LEAD_MEETING", "EARLY_YEARS", "2027-01-04", true),
    ("AGREE_ACTIONS", "HEALTH", "2027-01-04", true),
    ("AGREE_ACTIONS", "EARLY_YEARS", "2027-01-04", true),
    ("MAKE_REFERRALS", "EITHER", "2027-01-11", false),
    ("SHARE_OUTCOME", "HEALTH", "2027-01-11", true),
    ("COLLECT_FEEDBACK", "EITHER", "2027-01-18", false),
    ("FOLLOW_UP_ACTIONS", "EITHER", "2027-02-15", true),
];

const SEPARATE_PARENT_CARRIED: Expected = &[
    ("RECORD_SHARING_AGREEMENT", "EARLY_YEARS", "2026-12-09", false),
    ("INVITE_FAMILY", "HEALTH", "2026-12-16", true),
    ("COMPLETE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-16", true),
    ("SHARE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-23", true),
    ("RECORD_PARENT_VIEW", "HEALTH", "2027-01-04", true),
    ("COMPLETE_HEALTH_REVIEW", "HEALTH", "2027-01-04", true),
    ("AGREE_ACTIONS", "HEALTH", "2027-01-04", true),
    ("SHARE_OUTCOME", "HEALTH", "2027-01-04", true),
    ("RETURN_FEEDBACK_TO_SETTING", "HEALTH", "2027-01-11", true),
    ("MAKE_REFERRALS", "EITHER", "2027-01-11", false),
    ("COLLECT_FEEDBACK", "EITHER", "2027-01-18", false),
    ("FOLLOW_UP_ACTIONS", "EITHER", "2027-02-15", true),
];

const SEPARATE_RED_BOOK: Expected = &[
    ("RECORD_SHARING_AGREEMENT", "EARLY_YEARS", "2026-12-09", true),
    ("INVITE_FAMILY", "HEALTH", "2026-12-16", true),
    ("COMPLETE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-16", true),
    ("SHARE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-23", true),
    ("RECORD_PARENT_VIEW", "HEALTH", "2027-01-04", true),
    ("COMPLETE_HEALTH_REVIEW", "HEALTH", "2027-01-04", true),
    ("AGREE_ACTIONS", "HEALTH", "2027-01-04", true),
    ("SHARE_OUTCOME", "HEALTH", "2027-01-04", true),
    ("MAKE_REFERRALS", "EITHER", "2027-01-11", false),
    ("RETURN_FEEDBACK_TO_SETTING", "HEALTH", "2027-01-11", true),
    ("COLLECT_FEEDBACK", "EITHER", "2027-01-18", false),
    ("FOLLOW_UP_ACTIONS", "EITHER", "2027-02-15", true),
];

const SEPARATE_DIRECT_SHARE: Expected = &[
    ("RECORD_SHARING_AGREEMENT", "EARLY_YEARS", "2026-12-09", true),
    ("INVITE_FAMILY", "HEALTH", "2026-12-16", true),
    ("COMPLETE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-16", true),
    ("SHARE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-23", true),
    ("RECORD_PARENT_VIEW", "HEALTH", "2027-01-04", true),
    ("COMPLETE_HEALTH_REVIEW", "HEALTH", "2027-01-04", true),
    ("AGREE_ACTIONS", "HEALTH", "2027-01-04", true),
    ("SHARE_OUTCOME", "HEALTH", "2027-01-11", true),
    ("RETURN_FEEDBACK_TO_SETTING", "HEALTH", "2027-01-11", true),
    ("MAKE_REFERRALS", "EITHER", "2027-01-11", false),
    ("COLLECT_FEEDBACK", "EITHER", "2027-01-18", false),
    ("FOLLOW_UP_ACTIONS", "EITHER", "2027-02-15", true),
];

const SEPARATE_BY_EXCEPTION: Expected = &[
    ("RECORD_SHARING_AGREEMENT", "EARLY_YEARS", "2026-12-09", false),
    ("INVITE_FAMILY", "HEALTH", "2026-12-16", true),
    ("COMPLETE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-16", true),
    ("SHARE_PROGRESS_CHECK", "EARLY_YEARS", "2026-12-23", false),
    ("RECORD_PARENT_VIEW", "HEALTH", "2027-01-04", true),
    ("COMPLETE_HEALTH_REVIEW", "HEALTH", "2027-01-04", true),
    ("AGREE_ACTIONS", "HEALTH", "2027-01-04", true),
    ("SHARE_OUTCOME", "HEALTH", "2027-01-11", true),
    ("RETURN_FEEDBACK_TO_SETTING", "HEALTH", "2027-01-11", false),
    ("MAKE_REFERRALS", "EITHER", "2027-01-11", false),
    ("COLLECT_FEEDBACK", "EITHER", "2027-01-18", false),
    ("FOLLOW_UP_ACTIONS", "EITHER", "2027-02-15", true),
];

const HEALTH_ONLY: Expected = &[
    ("INVITE_FAMILY", "HEALTH", "2026-12-16", true),
    ("RECORD_PARENT_VIEW", "HEALTH", "2027-01-04", true),
    ("COMPLETE_HEALTH_REVIEW", "HEALTH", "2027-01-04", true),
    ("AGREE_ACTIONS", "HEALTH", "2027-01-04", true),
    ("SHARE_OUTCOME", "HEALTH", "2027-01-11", true),
    ("MAKE_REFERRALS", "HEALTH", "2027-01-11", false),
    ("COLLECT_FEEDBACK", "HEALTH", "2027-01-18", false),
    ("FOLLOW_UP_ACTIONS", "HEALTH", "2027-02-15", true),
];

const MODELS: [(&str, Expected); 6] = [
    ("JOINT_MEETING", JOINT_MEETING),
    ("SEPARATE_PARENT_CARRIED", SEPARATE_PARENT_CARRIED),
    ("SEPARATE_RED_BOOK", SEPARATE_RED_BOOK),
    ("SEPARATE_DIRECT_SHARE", SEPARATE_DIRECT_SHARE),
    ("SEPARATE_BY_EXCEPTION", SEPARATE_BY_EXCEPTION),
    ("HEALTH_ONLY", HEALTH_ONLY),
];

/// Who is named, by party.
fn named(party: &str) -> Value {
    match party {
        "HEALTH" => json!({ "displayName": "Maya Okafor" }),
        "EARLY_YEARS" => json!({ "displayName": "Priya Nair" }),
        _ => Value::Null,
    }
}

on_both! {
    async fn every_model_gives_the_right_responsibilities_over_christmas(world: World) {
        world.set_time("2026-11-24T09:00:00Z".parse().unwrap());
        for (number, (model, expected)) in MODELS.into_iter().enumerate() {
            let child = new_child(&world, number, model != "HEALTH_ONLY").await;
            let review = plan(&world, &child, model, "2027-01-04").await.id();
            let rows = of_review(&world.health_visitor(), &review).await;
            let found: Vec<_> = rows.iter().map(|row| {
                assert_eq!(row["status"], "OPEN");
                assert_eq!(row["practitioner"], named(row["party"].as_str().unwrap()), "{row:#}");
                let text = |name: &str| row[name].as_str().unwrap();
                (text("step"), text("party"), text("dueOn"), row["isRequired"].as_bool().unwrap())
            }).collect();
            assert_eq!(found, expected, "{model}");
            let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ protocol {{ isDefault number deliveryModel protocol {{ id }} }} }} }}"#);
            let seen = world.parent().post(&look, json!({})).await;
            assert!(seen.data()["review"].is_null(), "another child's");
            let seen = world.health_lead().query(&look).await;
            assert_eq!(seen["review"]["protocol"], json!({ "isDefault": true, "number": 1, "deliveryModel": model, "protocol": null }));
        }
        // The rows belong to the fact of the plan.
        assert_eq!(world.facts("review.planned").await.len(), 6);
        assert!(world.kinds().await.iter().all(|kind| !kind.starts_with("responsibility.")));
    }

    async fn what_is_next_overdue_or_waived_shows_up_where_it_should(world: World) {
        world.set_time("2026-11-24T09:00:00Z".parse().unwrap());
        let child = new_child(&world, 0, true).await;
        let review = plan(&world, &child, "JOINT_MEETING", "2027-01-04").await.id();
        let (maya, priya) = (world.health_visitor(), world.key_person());
        world.set_time("2026-12-17T09:00:00Z".parse().unwrap());
        let list = "query($filter: ResponsibilityFilter) { responsibilities(filter: $filter) { totalCount nodes { step party isOverdue } } }";
        let steps = async |by: &tests::Actor, filter: Value| -> Vec<String> {
            let seen = by.query_with(list, json!({ "filter": filter })).await;
            seen["responsibilities"]["nodes"].as_array().unwrap().iter().map(|row| row["step"].as_str().unwrap().to_owned()).collect()
        };
        let overdue = json!({ "overdue": true });
        assert_eq!(steps(&world.health_lead(), overdue.clone()).await, ["RECORD_SHARING_AGREEMENT", "INVITE_FAMILY"]);
        let mine = json!({ "overdue": true, "mine": true });
        assert_eq!(steps(&maya, mine.clone()).await, ["INVITE_FAMILY"]);
        assert_eq!(steps(&priya, mine.clone()).await, ["RECORD_SHARING_AGREEMENT"]);
        assert!(steps(&world.nursery_nurse(), mine.clone()).await.is_empty(), "her colleague's");
        assert!(steps(&world.other_authority_health_lead(), overdue.clone()).await.is_empty());

        let agreement = super::one(&maya, &review, "RECORD_SHARING_AGREEMENT", "EARLY_YEARS").await;
        assert_eq!(agreement["isOverdue"], true);
        let waived = super::act(&world.early_years_lead(), "responsibilityWaive", &agreement, json!({ "reason": "The parents decide at the meeting." })).await;
        assert_eq!((&waived.record()["status"], &waived.record()["settledByRole"]), (&json!("WAIVED"), &json!("EARLY_YEARS_SERVICE_LEAD")));
        assert_eq!(steps(&world.health_lead(), overdue.clone()).await, ["INVITE_FAMILY"]);
        assert_eq!(steps(&priya, json!({ "statusIn": ["WAIVED"] })).await, ["RECORD_SHARING_AGREEMENT"]);
        assert!(steps(&priya, mine).await.is_empty());

        let next = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ nextSteps {{ step dueOn isOverdue reason presentPractitioner {{ displayName }} }} }} }}"#);
        let seen = maya.query(&next).await;
        let next_steps = seen["review"]["nextSteps"].as_array().unwrap();
        assert_eq!(next_steps.len(), 15);
        assert_eq!(next_steps[0], json!({ "step": "INVITE_FAMILY", "dueOn": "2026-12-16", "isOverdue": true, "reason": null, "presentPractitioner": { "displayName": "Maya Okafor" } }));
        assert_eq!(next_steps[1]["isOverdue"], false);

        let end = json!({ "end": "DECLINED", "reason": "Not wanted." });
        maya.mutate("reviewEnd", json!({ "review": { "id": review }, "expectedVersion": 1, "input": end })).await.ok();
        assert_eq!(maya.query(&next).await["review"]["nextSteps"], json!([]));
        assert!(steps(&world.health_lead(), overdue).await.is_empty(), "nothing is overdue in a review that has ended");
        let invite = super::one(&maya, &review, "INVITE_FAMILY", "HEALTH").await;
        assert_eq!((&invite["status"], &invite["isOverdue"]), (&json!("OPEN"), &json!(false)));
    }

    async fn another_model_keeps_what_is_done(world: World) {
        world.set_time("2026-11-24T09:00:00Z".parse().unwrap());
        let child = new_child(&world, 0, true).await;
        let review = plan(&world, &child, "JOINT_MEETING", "2027-01-04").await.id();
        let maya = world.health_visitor();
        let of_review_at = |version: i64, input: Value| json!({ "review": { "id": review }, "expectedVersion": version, "input": input });
        maya.mutate("reviewInvite", of_review_at(1, json!({}))).await.ok();
        let model = json!({ "deliveryModel": "SEPARATE_PARENT_CARRIED", "reason": "No room." });
        world.health_lead().mutate("reviewChangeModel", of_review_at(2, model)).await.ok();
        let rows = of_review(&maya, &review).await;
        let of_status = |status: &str| -> Vec<(&str, &str)> {
            rows.iter().filter(|row| row["status"] == status).map(|row| (row["step"].as_str().unwrap(), row["party"].as_str().unwrap())).collect()
        };
        assert_eq!(of_status("DONE"), [("INVITE_FAMILY", "HEALTH")]);
        assert_eq!(of_status("LAPSED"), [
            ("RECORD_PARENT_VIEW", "EITHER"), ("HOLD_PRE_MEETING", "HEALTH"), ("HOLD_PRE_MEETING", "EARLY_YEARS"),
            ("LEAD_MEETING", "HEALTH"), ("LEAD_MEETING", "EARLY_YEARS"), ("AGREE_ACTIONS", "EARLY_YEARS"),
        ]);
        let open: Vec<_> = SEPARATE_PARENT_CARRIED.iter().filter(|(step, ..)| *step != "INVITE_FAMILY").map(|(step, party, due, required)| (*step, *party, *due, *required)).collect();
        let mut found: Vec<_> = rows.iter().filter(|row| row["status"] == "OPEN").map(|row| {
            let text = |name: &str| row[name].as_str().unwrap();
            (text("step"), text("party"), text("dueOn"), row["isRequired"].as_bool().unwrap())
        }).collect();
        let mut open = open;
        open.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, open);
    }

    async fn the_import_plans_responsibilities_too(world: World) {
        let options = Options { plan_reviews: true, ..Options::default() };
        let done = world.import(&cohort::csv(world.home(), 40), options).await;
        assert_eq!(done.summary.reviews_planned, 40);
        let rows = world.rows::<entity::responsibility::Entity>().await;
        let reviews: std::collections::HashSet<_> = rows.iter().map(|row| row.review_id).collect();
        assert_eq!(reviews.len(), 40, "the review of the cast was not planned");
        let seen = world.health_visitor().query("{ responsibilities(first: 1, filter: { stepIn: [INVITE_FAMILY] }) { totalCount nodes { review { protocol { isDefault } } } } }").await;
        assert_eq!(seen["responsibilities"]["totalCount"], 40);
        assert_eq!(seen["responsibilities"]["nodes"][0]["review"]["protocol"]["isDefault"], true);
    }

    async fn open_responsibilities_follow_the_people_of_the_child(world: World) {
        world.set_time("2026-11-24T09:00:00Z".parse().unwrap());
        let child = new_child(&world, 0, true).await;
        let review = plan(&world, &child, "JOINT_MEETING", "2027-01-04").await.id();
        let lead = world.health_lead();
        let named = async |step: &str, party: &str| super::one(&lead, &review, step, party).await["practitioner"]["displayName"].clone();
        let row = super::one(&lead, &review, "AGREE_ACTIONS", "HEALTH").await;
        super::act(&lead, "responsibilityReassign", &row, json!({ "practitioner": { "id": world.nursery_nurse().id() } })).await.ok();
        let places = json!({
            "healthTeam": { "id": world.home().other_team.id.to_string() },
            "namedHealthVisitor": { "id": world.other_health_visitor().id() },
        });
        let placing = json!({ "child": { "id": child }, "expectedVersion": 1, "input": places });
        world.admin().mutate("childPlace", placing).await.ok();
        assert_eq!(named("SHARE_OUTCOME", "HEALTH").await, "Ewan Firth");
        assert_eq!(named("SHARE_PROGRESS_CHECK", "EARLY_YEARS").await, "Priya Nair");
        assert_eq!(named("AGREE_ACTIONS", "HEALTH").await, "Grace Lindqvist", "somebody in particular");
        let party = json!({ "party": { "practitioner": { "id": world.health_visitor().id() } }, "capacity": "HEALTH_LEAD" });
        let asked = lead.mutate("participantInvite", json!({ "review": { "id": review }, "input": party })).await;
        assert_eq!(named("SHARE_OUTCOME", "HEALTH").await, "Ewan Firth", "asked, not accepted");
        let accepting = json!({ "participant": { "id": asked.id() }, "expectedVersion": asked.version() });
        world.health_visitor().mutate("participantAccept", accepting).await.ok();
        assert_eq!(named("SHARE_OUTCOME", "HEALTH").await, "Maya Okafor");
        assert_eq!(named("AGREE_ACTIONS", "HEALTH").await, "Grace Lindqvist");
        let mine = "{ responsibilities(filter: { mine: true, stepIn: [SHARE_OUTCOME] }) { totalCount } }";
        assert_eq!(world.health_visitor().query(mine).await["responsibilities"]["totalCount"], 1);
        assert_eq!(world.other_health_visitor().query(mine).await["responsibilities"]["totalCount"], 0);
        let declining = json!({ "participant": { "id": asked.id() }, "expectedVersion": asked.version() + 1, "input": { "reason": "Moves team." } });
        world.health_visitor().mutate("participantDecline", declining).await.ok();
        assert_eq!(named("SHARE_OUTCOME", "HEALTH").await, "Ewan Firth", "whoever is named for the child");
    }
}
