//! The responsibility matrix as a page that people can read: not copied from the table, but asked of [`decide`], for
//! every act, role, relation and state.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use entity::enums::{Relation, Restriction, Role, ValueSet};

use super::matrix::{RULES, Rule};
use super::sets::{Lenses, Relations};
use super::step::{EACH_FOR_ITSELF, HEARD};
use super::{Asking, Decision, Fulfils, decide, lens};

const HEAD: &str = "# Responsibility matrix

Who may do what. Generated from `api/src/policy/matrix/` by asking the decision for every act, role, relation and
state; a test keeps it in step (`UPDATE=1 tests/run matrix` rewrites it).

An act is allowed if the caller's role and relation to the row have an entry and the row is in one of the states named.
Systems (INTEGRATION) also need the scope. Something new is made by an act on its parent row. A row outside the caller's
scope is *not found*, whatever the act.

An act that fulfils a step of a review belongs to the party that the protocol of the review names (health, early years,
either, a role), to whoever is named in the responsibility, and to who covers for them; a lead may act in their place and
says why. The protocol is the authority's own, or the shipped default of the delivery model.

Relations: PARTICIPANT has accepted a place in the review; INVITED has not answered; TEAM works in the child's health
team or setting, or is the child's named practitioner; LEAD_OF_AUTHORITY leads, administers or oversees; PARENT_OF holds
parental responsibility; GUEST is invited to one question for a time; AUTHOR made the entry, or is the person it names;
DELEGATE delivers in the author's place, by a recorded delegation; INTEGRATION_OF_AUTHORITY is a system of the authority; MEMBER_OF_AUTHORITY has no closer relation;
LINK_TEAM works in the health team that was asked about the child by an early flag which stands.
";

/// The page.
pub fn render() -> String {
    let mut page = HEAD.to_owned();
    let mut on = "";
    for rule in RULES.iter() {
        if rule.on != on {
            on = rule.on;
            let _ = write!(page, "\n## On {}\n", on.replace('_', " "));
        }
        section(&mut page, rule);
    }
    page.push_str(READ);
    for role in Role::ALL.iter().copied() {
        read(&mut page, role);
    }
    page
}

const READ: &str = "
## Who reads what

The classes of data (`@lens` in `schema.graphql`) that are open on a child, and on a review and its parts, asked of the
policy for every role and relation; where there is no line, nothing is. The last column is closed where the child is
protected. The author of a part also reads what they wrote in it.

| role | as | reads | unless the child is protected |
|---|---|---|---|
";

/// What somebody in this role reads of a case: a line for the relations that open the same.
fn read(page: &mut String, role: Role) {
    let mut lines: Vec<((Lenses, Lenses), Vec<&str>)> = Vec::new();
    for relation in Relation::ALL.iter().copied() {
        let sight = |restriction| lens::of_case(role, Relations::of(&[relation]), restriction).lenses;
        let opens = (sight(Restriction::Unrestricted), sight(Restriction::Restricted));
        match lines.iter_mut().find(|(same, _)| *same == opens) {
            Some((_, relations)) => relations.push(relation.as_str()),
            None => lines.push((opens, vec![relation.as_str()])),
        }
    }
    lines.retain(|((open, _), _)| *open != Lenses::NONE);
    for ((open, protected), relations) in lines {
        let names = |lenses: Lenses| lenses.iter().map(ValueSet::as_str).collect::<Vec<_>>().join(", ");
        let (always, seldom) = (names(protected), names(open.without(protected)));
        let (role, relations) = (role.as_str(), relations.join(", "));
        let _ = writeln!(page, "| {role} | {relations} | {always} | {seldom} |");
    }
}

fn section(page: &mut String, rule: &'static Rule) {
    let _ = write!(page, "\n### {}\n\n{}\n\n", rule.mutation, rule.summary);
    let states = if rule.states.len() == rule.all_states.len() {
        "any".to_owned()
    } else {
        rule.states.join(", ")
    };
    let _ = write!(
        page,
        "States: {states}{}. Scope: `{}`.{}\n\n| role | as |\n|---|---|\n",
        if rule.in_open_review {
            ", while the review is open"
        } else {
            ""
        },
        rule.scope,
        match rule.fulfils {
            Some(Fulfils::Step(step)) if HEARD.has(step) => {
                format!(" Fulfils {}, whoever hears it.", step.as_str())
            }
            Some(Fulfils::Step(step)) if EACH_FOR_ITSELF.has(step) => {
                format!(" Fulfils {}, each profession its own part.", step.as_str())
            }
            Some(Fulfils::Step(step)) => format!(
                " Fulfils {}: the responsible party's alone, or a lead's with a reason.",
                step.as_str()
            ),
            Some(Fulfils::Own) => " The responsible party's alone, or a lead's with a reason.".to_owned(),
            None => String::new(),
        }
    );
    for role in Role::ALL.iter().copied() {
        let relations = allowed(rule, role);
        if !relations.is_empty() {
            let names: Vec<&str> = relations.iter().map(|relation| relation.as_str()).collect();
            let _ = writeln!(page, "| {} | {} |", role.as_str(), names.join(", "));
        }
    }
}

/// The relations as which the role may do it in at least one state; each state of the rule gives the same answer, and
/// no other state allows anything (see the test).
fn allowed(act: &'static Rule, role: Role) -> Vec<Relation> {
    let scopes = [act.scope.to_owned()];
    let may = |relation: Relation| {
        let asking = Asking {
            role,
            relations: Relations::of(&[relation]),
            scopes: &scopes,
        };
        let grants = |state: &&'static str| matches!(decide(act, asking, *state), Decision::Allowed(_));
        act.all_states.iter().any(grants)
    };
    Relation::ALL
        .iter()
        .copied()
        .filter(|relation| may(*relation))
        .collect()
}

/// The acts by the kind of row they are about.
pub fn by_row() -> BTreeMap<&'static str, Vec<&'static Rule>> {
    let mut acts: BTreeMap<&'static str, Vec<&'static Rule>> = BTreeMap::new();
    for rule in RULES.iter() {
        acts.entry(rule.on).or_default().push(rule);
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_either_named_or_refused_whoever_asks() {
        for rule in RULES.iter() {
            let scopes = [rule.scope.to_owned()];
            for role in Role::ALL.iter().copied() {
                for relation in Relation::ALL.iter().copied() {
                    let asking = Asking {
                        role,
                        relations: Relations::of(&[relation]),
                        scopes: &scopes,
                    };
                    let named = allowed(rule, role).contains(&relation);
                    for state in rule.all_states {
                        let is_allowed = matches!(decide(rule, asking, *state), Decision::Allowed(_));
                        assert_eq!(
                            is_allowed,
                            named && rule.states.contains(state),
                            "{} {role:?} {relation:?} {state}",
                            rule.mutation
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_system_without_the_scope_is_refused_everything() {
        let asking = Asking {
            role: Role::Integration,
            relations: Relations::of(&[Relation::IntegrationOfAuthority]),
            scopes: &[],
        };
        for rule in RULES.iter() {
            for state in rule.all_states {
                assert!(
                    !matches!(decide(rule, asking, *state), Decision::Allowed(_)),
                    "{}",
                    rule.mutation
                );
            }
        }
    }

    #[test]
    fn the_states_of_every_rule_are_states_of_its_row() {
        for rule in RULES.iter() {
            for state in rule.states {
                assert!(rule.all_states.contains(state), "{}: {state}", rule.mutation);
            }
        }
    }
}
