//! The main job from end to end: a cohort comes in, reviews are planned, the family is invited, the parties accept, a
//! concern is raised and referred. Everybody speaks over HTTP, and every act is first tried by those whose it is not.

use entity::enums::{Role, ValueSet};
use integrated_review::import::run::Options;
use integrated_review::policy::Rule;
use integrated_review::policy::matrix::RULES;
use tests::cast::{CMS, Person};
use tests::{Actor, Payload, Value, World, cohort, json, on_both};

/// The record that an act is about.
#[derive(Clone)]
struct Target {
    /// The mutation's argument.
    argument: &'static str,
    id: String,
    /// The case management system's identifier.
    external: &'static str,
    version: Option<i64>,
}

impl Target {
    /// The record of a payload, on which the next act is an edit.
    fn of(argument: &'static str, payload: &Payload, external: &'static str) -> Self {
        Self {
            argument,
            id: payload.id(),
            external,
            version: Some(payload.version()),
        }
    }

    /// The record as the parent of something new.
    fn parent(&self) -> Self {
        Self {
            version: None,
            ..self.clone()
        }
    }

    /// The arguments of an actor: a system knows none of our ids.
    fn arguments(&self, actor: &Actor, input: &Value) -> Value {
        let reference = if actor.person().is_system() {
            World::external(self.external)
        } else {
            json!({ "id": self.id })
        };
        let mut arguments = json!({ self.argument: reference, "input": input });
        if let Some(version) = self.version {
            arguments["expectedVersion"] = version.into();
        }
        if input.is_null() {
            arguments.as_object_mut().unwrap().remove("input");
        }
        arguments
    }
}

/// The eight who take part in the story.
struct Scene {
    everybody: Vec<Actor>,
}

impl Scene {
    fn new(world: &World, parent: Actor) -> Self {
        let everybody = vec![
            world.health_visitor(),
            world.key_person(),
            world.childminder(),
            world.health_lead(),
            world.early_years_lead(),
            world.admin(),
            world.integration(),
            parent,
        ];
        Self { everybody }
    }

    fn actor(&self, role: Role) -> &Actor {
        self.everybody
            .iter()
            .find(|actor| actor.person().role == role)
            .unwrap()
    }

    /// The act, done by one whose it is after all those whose it is not were refused.
    async fn act(&self, by: Role, mutation: &str, target: &Target, input: Value) -> Payload {
        let rule = RULES.iter().find(|rule| rule.mutation == mutation).unwrap();
        let roles: Vec<Role> = rule.lines.iter().flat_map(|line| line.roles).copied().collect();
        assert!(roles.contains(&by), "{mutation} is no act of {by:?}");
        for other in self
            .everybody
            .iter()
            .filter(|other| !roles.contains(&other.person().role))
        {
            refused(other, rule, target, &input).await;
        }
        let actor = self.actor(by);
        let done = actor.mutate(mutation, target.arguments(actor, &input)).await;
        done.ok();
        done
    }
}

/// Tries an act that is not of the actor's role: not found where they cannot see the record, else refused with the
/// reason and all who may.
async fn refused(actor: &Actor, rule: &Rule, target: &Target, input: &Value) {
    let payload = actor.mutate(rule.mutation, target.arguments(actor, input)).await;
    let seen = actor
        .query_with(
            "query($id: ID!) { node(id: $id) { id } }",
            json!({ "id": target.id }),
        )
        .await;
    if seen["node"].is_null() {
        payload.refused("NotFound").at(target.argument);
        return;
    }
    let refusal = payload.refused("NotAllowed");
    refusal.because("ROLE_NOT_ALLOWED");
    for role in rule
        .lines
        .iter()
        .flat_map(|line| line.roles)
        .filter(|role| **role != Role::Integration)
    {
        refusal.responsible(&[role.as_str()]);
    }
}

fn external(value: &str) -> Value {
    json!({ "system": CMS, "value": value })
}

/// The mother of a child of the cohort, as the administrator enters her.
async fn mother(world: &World, child: &str, external_id: &str) -> Actor {
    let input = json!({
        "givenName": "Sade", "familyName": "Abbott", "relationship": "BIOLOGICAL_MOTHER",
        "parentalResponsibility": "HELD", "externalId": external(external_id),
        "signIn": { "issuer": tests::token::ISSUER, "subject": "parents|sade-abbott" },
    });
    let added = world
        .admin()
        .mutate("carerAdd", json!({ "child": { "id": child }, "input": input }))
        .await;
    let template = world.home().mother.person.clone();
    world.actor(&Person {
        id: added.id(),
        subject: "parents|sade-abbott".to_owned(),
        ..template
    })
}

/// The id of a child of the cohort.
async fn child(world: &World, external_id: &str) -> String {
    let query = "query($child: ChildRef!) { child(child: $child) { id } }";
    let found = world
        .integration()
        .query_with(query, json!({ "child": World::external(external_id) }))
        .await;
    found["child"]["id"]
        .as_str()
        .expect("the child of the file")
        .to_owned()
}

/// A review is planned by the case management system, the family is invited, both halves have somebody.
async fn prepared(world: &World, scene: &Scene, of: &Target, key: (&'static str, Role)) -> Target {
    let planned = scene
        .act(
            Role::Integration,
            "reviewPlan",
            of,
            json!({ "externalId": external("review-of-cohort") }),
        )
        .await;
    assert_eq!(planned.record()["status"], "DUE");
    let review = Target::of("review", &planned, "review-of-cohort");
    let invited = scene
        .act(Role::HealthVisitor, "reviewInvite", &review, json!({}))
        .await;
    assert_eq!(invited.record()["status"], "INVITED");
    let review = Target::of("review", &invited, "review-of-cohort");

    let own = json!({ "party": { "practitioner": World::external("practitioner-1") }, "capacity": "HEALTH_LEAD",
        "acceptNow": true });
    let asks = world.health_visitor();
    asks.mutate("participantInvite", review.parent().arguments(&asks, &own))
        .await
        .ok();
    let (whom, role) = key;
    let other = json!({ "party": { "practitioner": World::external(whom) }, "capacity": "EARLY_YEARS_LEAD",
        "externalId": external("party-of-cohort") });
    let asked = scene
        .act(Role::HealthVisitor, "participantInvite", &review.parent(), other)
        .await;
    let party = Target::of("participant", &asked, "party-of-cohort");
    // Only whoever is asked can accept, whatever the role.
    let early = asks
        .mutate("participantAccept", party.arguments(&asks, &Value::Null))
        .await;
    early.refused("NotAllowed").because("NOT_THE_AUTHOR");
    // Until then they see a summary, and raise nothing.
    let concern = json!({ "topic": "COMMUNICATION", "level": "WATCH", "evidence": "Few words." });
    let asked_for = scene.actor(role);
    let early = asked_for
        .mutate("concernRaise", review.parent().arguments(asked_for, &concern))
        .await;
    early.refused("NotAllowed").because("INVITATION_NOT_ACCEPTED");
    let accepted = scene.act(role, "participantAccept", &party, Value::Null).await;
    assert_eq!(accepted.record()["status"], "ACCEPTED");
    review
}

/// A concern is raised, added to and referred; the parents agree; the service takes it on.
async fn referred(scene: &Scene, review: &Target, by: Role) -> Vec<Payload> {
    let concern = json!({ "topic": "COMMUNICATION", "level": "CONCERN", "evidence": "Few words at 26 months.",
        "externalId": external("concern-of-cohort") });
    let raised = scene.act(by, "concernRaise", &review.parent(), concern).await;
    let concern = Target::of("concern", &raised, "concern-of-cohort");
    let addition = json!({ "text": "Follows two-step requests at home." });
    let added = scene
        .act(Role::Parent, "concernAdd", &concern.parent(), addition)
        .await;

    let referral = json!({ "service": World::external("organisation-5"), "concern": World::external("concern-of-cohort"),
        "reason": "SPEECH_AND_LANGUAGE", "summary": "Please assess.", "externalId": external("referral-of-cohort") });
    let mut payloads = vec![
        raised,
        added,
        scene.act(by, "referralDraft", &review.parent(), referral).await,
    ];
    for (who, mutation, input, status) in [
        (by, "referralPropose", json!({}), "AWAITING_PARENT_AGREEMENT"),
        (
            Role::Parent,
            "referralAnswer",
            json!({ "answer": "AGREED" }),
            "READY",
        ),
        (Role::HealthVisitor, "referralSend", json!({}), "SENT"),
        (
            Role::Integration,
            "referralAcknowledge",
            json!({ "serviceReference": "SLT-77" }),
            "RECEIVED",
        ),
        (Role::Integration, "referralAccept", json!({}), "ACCEPTED"),
    ] {
        let last = payloads.last().unwrap();
        let target = Target::of("referral", last, "referral-of-cohort");
        let done = scene.act(who, mutation, &target, input).await;
        assert_eq!(done.record()["status"], status, "{mutation}");
        payloads.push(done);
    }
    payloads
}

on_both! {
    async fn a_cohort_from_the_file_to_the_referral_with_a_key_person(world: World) {
        let file = cohort::csv(world.home(), 200);
        let dry = world.import(&file, Options { dry_run: true, ..Options::default() }).await;
        assert_eq!((dry.summary.created, world.rows::<entity::child::Entity>().await.len()), (200, 10));
        let first = world.import(&file, Options::default()).await;
        assert_eq!((first.summary.created, first.summary.rejected, first.summary.for_decision), (200, 0, 0));
        let again = world.import(&file, Options::default()).await;
        assert_eq!((again.summary.unchanged, again.summary.created), (200, 0));

        let id = child(&world, "cohort-1").await;
        let scene = Scene::new(&world, mother(&world, &id, "mother-of-cohort").await);
        let of = Target { argument: "child", id, external: "cohort-1", version: None };
        let review = prepared(&world, &scene, &of, ("practitioner-5", Role::KeyPerson)).await;
        let at = json!({ "scheduledAt": "2026-03-20T10:00:00Z", "place": "EARLY_YEARS_SETTING" });
        let scheduled = scene.act(Role::HealthVisitor, "reviewSchedule", &review, at).await;
        assert_eq!(scheduled.record()["status"], "SCHEDULED");
        referred(&scene, &review, Role::KeyPerson).await;

        let kinds = world.kinds().await;
        for kind in ["review.planned", "review.invited", "participant.accepted", "concern.raised", "referral.accepted"] {
            assert!(kinds.iter().any(|found| found == kind), "{kind} {kinds:?}");
        }
    }

    async fn the_same_with_a_childminder(world: World) {
        world.import(&cohort::csv(world.home(), 200), Options::default()).await;
        let id = child(&world, "cohort-120").await;
        let scene = Scene::new(&world, mother(&world, &id, "mother-of-cohort").await);
        let of = Target { argument: "child", id, external: "cohort-120", version: None };
        let review = prepared(&world, &scene, &of, ("practitioner-6", Role::Childminder)).await;
        let at = json!({ "scheduledAt": "2026-03-20T10:00:00Z", "place": "EARLY_YEARS_SETTING" });
        let scheduled = scene.act(Role::Childminder, "reviewSchedule", &review, at).await;
        assert_eq!(scheduled.record()["status"], "SCHEDULED");
        referred(&scene, &review, Role::Childminder).await;
    }

    async fn the_import_plans_the_reviews_of_all_who_are_due(world: World) {
        let options = Options { plan_reviews: true, ..Options::default() };
        let file = cohort::csv(world.home(), 200);
        let done = world.import(&file, options).await;
        assert_eq!((done.summary.created, done.summary.reviews_planned), (200, 200));
        let again = world.import(&file, options).await;
        assert_eq!((again.summary.unchanged, again.summary.reviews_planned), (200, 0));
        let count = "{ reviews(first: 1) { totalCount } }";
        // The review of the cast is there too; each sees their own share.
        assert_eq!(world.health_visitor().query(count).await["reviews"]["totalCount"], 201);
        assert_eq!(world.key_person().query(count).await["reviews"]["totalCount"], 101);
        assert_eq!(world.childminder().query(count).await["reviews"]["totalCount"], 60);
        // A parent may not count, but sees the review of her own child.
        let own = world.parent().query("{ reviews { totalCount nodes { id } } }").await;
        assert_eq!(own["reviews"], json!({ "totalCount": null, "nodes": [{ "id": world.review() }] }));
        assert_eq!(world.other_health_visitor().query(count).await["reviews"]["totalCount"], 0);
        assert_eq!(world.other_authority_admin().query(count).await["reviews"]["totalCount"], 1);
    }
}
