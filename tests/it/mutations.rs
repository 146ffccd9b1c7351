//! Every mutation is an act of the responsibility matrix, speaks the same way, and asks systems for a key.

use std::collections::BTreeSet;

use integrated_review::policy::matrix::RULES;
use tests::call::{self, fields, mutation, named};
use tests::{Payload, json, on_both, sample};

fn mutations() -> BTreeSet<String> {
    fields("Mutation")
        .iter()
        .map(|field| field.name.node.to_string())
        .collect()
}

#[test]
fn every_mutation_has_a_line_and_every_line_a_mutation() {
    let lines: BTreeSet<String> = RULES.iter().map(|rule| rule.mutation.to_owned()).collect();
    assert_eq!(lines.len(), RULES.len(), "a mutation has two lines");
    let (lines, mutations) = (&lines, &mutations());
    let unruled: Vec<_> = mutations.difference(lines).collect();
    let unmade: Vec<_> = lines.difference(mutations).collect();
    assert!(
        unruled.is_empty() && unmade.is_empty(),
        "without a line: {unruled:?}; without a mutation: {unmade:?}"
    );
}

#[test]
fn every_mutation_has_its_own_input_and_payload() {
    for name in mutations() {
        let field = mutation(&name);
        let own = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        assert_eq!(field.ty.node.to_string(), format!("{own}Payload!"), "{name}");
        let payload: Vec<String> = fields(&format!("{own}Payload"))
            .iter()
            .map(|it| it.name.node.to_string())
            .collect();
        for needed in ["userErrors", "replayed"] {
            assert!(
                payload.iter().any(|field| field == needed),
                "{own}Payload has no {needed}"
            );
        }
        let argument = |wanted: &str| field.arguments.iter().find(|it| it.node.name.node == wanted);
        let key = argument("idempotencyKey").unwrap_or_else(|| panic!("{name} takes no idempotencyKey"));
        assert_eq!(key.node.ty.node.to_string(), "String", "{name}");
        if let Some(input) = argument("input") {
            let given = named_type(&input.node.ty.node.to_string());
            // A role is given alone in the same words as together with the person.
            let shared = ["RoleInput"];
            assert!(
                given == format!("{own}Input") || shared.contains(&given.as_str()),
                "{name} takes {given}"
            );
        }
        if let Some(version) = argument("expectedVersion") {
            // An act that may also make something takes none for what is not there yet.
            assert_eq!(named_type(&version.node.ty.node.to_string()), "Int", "{name}");
        }
    }
}

fn named_type(text: &str) -> String {
    text.replace(['!', '[', ']'], "")
}

/// Calls a mutation with sample arguments, whatever comes of it.
async fn call(actor: &tests::Actor, name: &str, key: Option<&str>) -> Payload {
    let mut arguments = sample::arguments(&mutation(name), &|_, _| None);
    arguments.insert("idempotencyKey".to_owned(), json!(key));
    actor.mutate(name, arguments.into()).await
}

on_both! {
    async fn a_system_must_give_a_key_to_every_act(world: World) {
        for name in mutations() {
            for key in [None, Some(""), Some("a\u{7}bell"), Some("x".repeat(201).as_str())] {
                let answer = call(&world.integration(), &name, key).await.answer;
                let told = answer.failed("BAD_USER_INPUT").body["errors"][0]["message"].to_string();
                assert!(told.contains("idempotencyKey"), "{name} {told}");
            }
        }
        assert!(world.journal().await.is_empty());
    }

    async fn nobody_acts_on_what_is_not_there(world: World) {
        let people = [
            world.health_visitor(), world.key_person(), world.parent(), world.guest(), world.admin(), world.analyst(),
        ];
        for name in mutations() {
            let on_a_row = mutation(&name).arguments.iter().any(|it| it.node.ty.node.to_string().ends_with("Ref!"));
            for actor in people.iter().filter(|_| on_a_row) {
                let answer = call(actor, &name, Some("a key")).await.answer;
                let errors = &answer.data()[&name]["userErrors"];
                let kind = errors[0]["__typename"].as_str().unwrap_or("none");
                // What is wrong with the input may be said before anything is looked up.
                assert!(["NotFound", "InvalidInput"].contains(&kind), "{name}: {errors:#}");
            }
        }
        assert!(world.journal().await.is_empty());
    }
}

#[test]
fn payloads_and_inputs_belong_to_mutations() {
    for name in call::TYPES.keys().filter(|name| name.ends_with("Payload")) {
        let used = fields("Mutation").iter().any(|field| &named(field) == name);
        assert!(used, "no mutation gives {name}");
    }
}
