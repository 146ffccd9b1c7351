//! Reads an answer object by object, and holds every field of it against the oracle.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::sync::LazyLock;

use async_graphql::parser::types::TypeKind;
use entity::enums::{Lens, Role, ValueSet};
use integrated_review::policy::Sight;
use integrated_review::policy::relation::Who;
use serde_json::Map;
use tests::call::{TYPES, fields, named};
use tests::stage::{Mark, Marks, SUPERSEDED};
use tests::{Answer, Value};

use super::oracle::Rows;

/// The class of data of every field that has one: from `@lens` in the schema's text.
pub static LENSES: LazyLock<HashMap<(String, String), Lens>> = LazyLock::new(|| {
    let mut lenses = HashMap::new();
    for name in TYPES.keys() {
        for field in fields(name) {
            for directive in field.directives.iter().filter(|it| it.node.name.node == "lens") {
                let class = directive
                    .node
                    .get_argument("class")
                    .expect("a class")
                    .node
                    .to_string();
                let lens = Lens::from_text(&class).expect("a lens");
                lenses.insert((name.clone(), field.name.node.to_string()), lens);
            }
        }
    }
    lenses
});

/// What has been tried, and where the product and the oracle disagreed.
#[derive(Default)]
pub struct Score {
    /// How many fields of how many objects were held against the oracle.
    pub cases: usize,
    /// The distinct (type, field, path, standing) among them.
    pub kinds: BTreeSet<(String, String, String, String)>,
    /// Each disagreement.
    pub wrong: Vec<String>,
}

impl Score {
    /// Adds what else was tried.
    pub fn add(&mut self, score: Self) {
        self.cases += score.cases;
        self.kinds.extend(score.kinds);
        self.wrong.extend(score.wrong);
    }
}

/// Everything about types with ids `depth` levels deep, with the names of the types; no connections.
pub fn everything(name: &str, depth: usize) -> String {
    let mut selection = "__typename ".to_owned();
    for field in fields(name) {
        let inner = named(&field);
        let takes_arguments = field.arguments.iter().any(|it| !it.node.ty.node.nullable);
        let key = &field.name.node;
        match TYPES.get(&inner).map(|found| &found.kind) {
            _ if takes_arguments || inner.ends_with("Connection") => {}
            Some(TypeKind::Object(_)) => {
                let has_id = fields(&inner).iter().any(|field| field.name.node == "id");
                if 0 < depth || !has_id {
                    let _ = write!(
                        selection,
                        "{key} {{ {} }} ",
                        everything(&inner, depth.saturating_sub(1))
                    );
                } else {
                    let _ = write!(selection, "{key} {{ __typename id }} ");
                }
            }
            Some(TypeKind::Interface(_) | TypeKind::Union(_)) => {}
            _ => {
                let _ = write!(selection, "{key} ");
            }
        }
    }
    selection
}

/// Whose answer it is, and what is known of the rows.
pub struct Reader<'a> {
    pub who: &'a Who,
    pub standing: &'a str,
    pub path: &'a str,
    pub rows: &'a Rows,
    pub marks: &'a Marks,
    /// Whether the marked texts are still where they were put: not so in a run that changes records.
    pub is_still: bool,
    /// What was found out about rows so far.
    pub known: RefCell<HashMap<String, Option<Sight>>>,
}

impl Reader<'_> {
    /// What the reader sees of a row.
    pub fn sight(&self, kind: &str, id: &str) -> Option<Sight> {
        if let Some(known) = self.known.borrow().get(id) {
            return *known;
        }
        let sight = self.rows.sight(self.who, kind, id);
        self.known.borrow_mut().insert(id.to_owned(), sight);
        sight
    }

    /// Holds an answer against the oracle.
    pub fn read(&self, answer: &Answer, score: &mut Score) {
        let withheld: BTreeSet<(Vec<String>, String)> = answer
            .withheld()
            .iter()
            .map(|entry| {
                (
                    keys(&entry["path"]),
                    entry["lens"].as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect();
        self.value(&answer.body["data"], &mut Vec::new(), &withheld, score);
        self.scan(&answer.body.to_string(), score);
    }

    fn value(
        &self,
        value: &Value,
        path: &mut Vec<String>,
        withheld: &BTreeSet<(Vec<String>, String)>,
        score: &mut Score,
    ) {
        match value {
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.value(item, path, withheld, score)),
            Value::Object(object) => {
                self.object(object, path, withheld, score);
                for (key, inner) in object {
                    path.push(key.clone());
                    self.value(inner, path, withheld, score);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn object(
        &self,
        object: &Map<String, Value>,
        path: &mut Vec<String>,
        withheld: &BTreeSet<(Vec<String>, String)>,
        score: &mut Score,
    ) {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let (Some(kind), Some(id)) = (text("__typename"), text("id")) else {
            return;
        };
        let Some(sight) = self.sight(kind, id) else {
            score.wrong.push(self.says(&format!(
                "sees {id}, which does not exist for them, at {}",
                path.join(".")
            )));
            return;
        };
        for (key, value) in object {
            let Some(lens) = LENSES.get(&(kind.to_owned(), key.clone())) else {
                continue;
            };
            score.cases += 1;
            score.kinds.insert((
                kind.to_owned(),
                key.clone(),
                self.path.to_owned(),
                self.standing.to_owned(),
            ));
            path.push(key.clone());
            let told = withheld.contains(&(path.clone(), lens.as_str().to_owned()));
            path.pop();
            let mark = self.marks.of(id, key);
            let open = sight.lenses.has(*lens);
            let silent = self.rows.is_silent(kind, id, key);
            let wrong = match (open, value.is_null()) {
                (true, false) if silent => Some("is shown though it is not given"),
                (true, true) if silent => None,
                (false, false) => Some("is shown though its lens is closed"),
                (false, true) if !told => Some("is withheld without being said to be"),
                (true, _) if self.is_still && mark.is_some() && mark != value.as_str() => {
                    Some("is not what is recorded")
                }
                _ => None,
            };
            if let Some(wrong) = wrong {
                score
                    .wrong
                    .push(self.says(&format!("{kind}.{key} of {id} {wrong}: {value}")));
            }
        }
    }

    /// Looks for marked texts anywhere in the answer, also in errors and under aliases.
    pub fn scan(&self, body: &str, score: &mut Score) {
        for mark in self.marks.within(body) {
            score.cases += 1;
            if !self.may_read(mark) {
                score
                    .wrong
                    .push(self.says(&format!("reads {}.{} of {}", mark.kind, mark.field, mark.id)));
            }
        }
    }

    fn may_read(&self, mark: &Mark) -> bool {
        let sees = |kind: &str, id: &str, lens: Lens| {
            self.sight(kind, id).is_some_and(|sight| sight.lenses.has(lens))
        };
        let field = if mark.field == SUPERSEDED {
            "externalIds"
        } else {
            mark.field
        };
        let lens = LENSES[&(mark.kind.to_owned(), field.to_owned())];
        let own = sees(mark.kind, &mark.id, lens) && !self.rows.is_silent(mark.kind, &mark.id, mark.field);
        if mark.field == SUPERSEDED {
            return own && Rows::mends_identities(self.who.role);
        }
        own || (mark.kind == "Carer" && mark.field.ends_with("Name") && self.knows_by_name(&mark.id))
    }

    /// A carer is called by name where they take part in a review, and where they raised a concern.
    fn knows_by_name(&self, carer: &str) -> bool {
        let sees = |kind: &str, id: String| {
            self.sight(kind, &id)
                .is_some_and(|sight| sight.lenses.has(Lens::Identity))
        };
        let is = |id: Option<entity::ids::CarerId>| id.is_some_and(|id| id.to_string() == carer);
        let mut parties = self.rows.participants.iter().filter(|party| is(party.carer_id));
        let mut concerns = self
            .rows
            .concerns
            .iter()
            .filter(|concern| is(concern.raised_by_carer_id));
        parties.any(|party| sees("Participant", party.id.to_string()))
            || concerns.any(|concern| sees("Concern", concern.id.to_string()))
    }

    /// Asserts which rows a list holds.
    pub fn list(&self, found: &[String], expected: &[String], score: &mut Score) {
        let (found, expected): (BTreeSet<_>, BTreeSet<_>) =
            (found.iter().collect(), expected.iter().collect());
        score.cases += found.len().max(expected.len());
        for id in found.difference(&expected) {
            score.wrong.push(self.says(&format!("lists {id}")));
        }
        for id in expected.difference(&found) {
            score.wrong.push(self.says(&format!("does not list {id}")));
        }
    }

    /// A sentence about this reader.
    pub fn says(&self, what: &str) -> String {
        format!("{} by {}: {what}", self.standing, self.path)
    }

    /// Their own id as a practitioner.
    pub fn own_id(&self) -> String {
        entity::ids::PractitionerId(self.who.actor).to_string()
    }

    /// The role.
    pub fn role(&self) -> Role {
        self.who.role
    }
}

fn keys(path: &Value) -> Vec<String> {
    let steps = path.as_array().into_iter().flatten();
    steps
        .filter_map(|step| step.as_str().map(str::to_owned))
        .collect()
}
