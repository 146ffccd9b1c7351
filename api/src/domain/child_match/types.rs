//! The open question of identity on the wire.

use std::future::{Ready, ready};
use std::str::FromStr;

use async_graphql::Enum;
use entity::child_match;
use entity::enums::{ChildMatchStatus, MatchOutcome, Restriction, Sex, ValueSet};
use entity::ids::ChildMatchId;

use super::loader;
use crate::codes;
use crate::domain::child::Child;
use crate::gql::connection::Connected;
use crate::gql::scalars::{Date, DateTime, NhsNumber};
use crate::gql::wire::Call;
use crate::policy::{Lenses, Shown};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// An imported row that is not clearly one child.
#[derive(Debug, Clone)]
pub struct ChildMatch(pub Visible<child_match::Model>);

wire! {
    /// An imported row that is not clearly one child: it waits for an administrator of the authority, and nothing of it
    /// has been recorded. Administrators and systems of the authority see it.
    ChildMatch = "ChildMatch", node, |question, _call| {
        /// The question's id, for example `child_match_01j…`. Never changes.
        base "id": ChildMatchId = question.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = question.0.base().version;
        /// What became of it.
        base "status": ChildMatchStatus = question.0.base().status;
        /// What matching said of the row.
        base "outcome": MatchOutcome = question.0.base().outcome;
        /// The row as it was sent, in its canonical form.
        must "row": ChildMatchRow = row;
        /// The children it may be about, the nearest first; at most 5.
        many "candidates": ChildMatchCandidate = loader::candidates;
        /// Whether the import asked for a review to be planned; if so, settling the question plans it.
        base "planReview": bool = question.0.base().plan_review;
        /// The child it was settled on.
        one "child": Child = loader::children;
        /// When the row was imported.
        base "createdAt": DateTime = DateTime(question.0.base().created_at);
        /// When the question was last changed.
        base "updatedAt": DateTime = DateTime(question.0.base().updated_at);
        /// What you may do with it now.
        must "access": ChildMatchAccess = own_access;
    }
}

impl Connected for ChildMatch {
    const CONNECTION: &'static str = "ChildMatchConnection";
    const EDGE: &'static str = "ChildMatchEdge";
}

access! {
    /// What you may do with a question of identity now: answered by the same table that allows or refuses the acts.
    ChildMatchAccess = "ChildMatchAccess" of child_match {
        /// `childMatchResolve`
        "canResolve" = ChildMatchResolve;
    }
}

/// An imported row.
#[derive(Debug, Clone)]
pub struct ChildMatchRow(pub Visible<child_match::Model>);

wire! {
    /// An imported row as it was sent, in its canonical form; what the sender left empty is null.
    ChildMatchRow = "ChildMatchRow", row, |row, _call| {
        /// NHS number.
        lens(Identity) "nhsNumber": NhsNumber = |row| cell(row, "nhs_number").and_then(|text| codes::NhsNumber::parse(text).ok()).map(NhsNumber);
        /// Given name.
        lens(Identity) "givenName": String = |row| text(row, "given_name");
        /// Family name.
        lens(Identity) "familyName": String = |row| text(row, "family_name");
        /// Date of birth.
        lens(Identity) "birthDate": Date = |row| cell(row, "birth_date").and_then(|text| text.parse().ok()).map(Date);
        /// Sex.
        lens(Identity) "sex": Sex = |row| cell(row, "sex").and_then(Sex::from_text);
        /// NHS ethnic category of 2001.
        lens(Identity) "ethnicityCode": String = |row| text(row, "ethnicity_code");
        /// The language spoken at home.
        lens(Identity) "firstLanguage": String = |row| text(row, "first_language");
        /// Completed weeks of gestation at birth.
        lens(Identity) "gestationWeeks": i32 = |row| cell(row, "gestation_weeks").and_then(|text| i32::from_str(text).ok());
        /// Protection of the child's whereabouts, where the sender said something.
        lens(Existence) "restriction": Restriction = |row| cell(row, "restriction").and_then(Restriction::from_text);
        /// The sending system.
        lens(Identity) "externalSystem": String = |row| text(row, "external_system");
        /// The child's id in the sending system.
        lens(Identity) "externalId": String = |row| text(row, "external_id");
        /// ODS code of the health visiting team.
        lens(Identity) "healthTeamOds": String = |row| text(row, "health_team_ods");
        /// The system that knows the named health visitor.
        lens(Identity) "namedHealthVisitorSystem": String = |row| text(row, "named_health_visitor_system");
        /// The named health visitor's id in that system.
        lens(Identity) "namedHealthVisitorId": String = |row| text(row, "named_health_visitor_id");
        /// Where the child lives and goes. Withheld where the row or one of the candidates is protected.
        one(Location) "whereabouts": ChildMatchWhereabouts = loader::whereabouts;
    }
}

/// What an imported row says of where a child is.
#[derive(Debug, Clone)]
pub struct ChildMatchWhereabouts(pub Visible<child_match::Model>);

wire! {
    /// What an imported row says of where the child lives and goes.
    ChildMatchWhereabouts = "ChildMatchWhereabouts", row, |row, _call| {
        /// Postcode of residence.
        lens(Location) "postcode": String = |row| text(row, "postcode");
        /// ODS code of the GP practice.
        lens(Location) "gpPracticeOds": String = |row| text(row, "gp_practice_ods");
        /// Ofsted URN of the early years setting.
        lens(Location) "settingUrn": String = |row| text(row, "setting_urn");
        /// The system that knows the key person.
        lens(Location) "keyPersonSystem": String = |row| text(row, "key_person_system");
        /// The key person's id in that system.
        lens(Location) "keyPersonId": String = |row| text(row, "key_person_id");
    }
}

/// A child that a row may be about.
#[derive(Debug, Clone)]
pub struct ChildMatchCandidate {
    /// The child, as far as the caller may see it.
    pub child: Option<Child>,
    /// How near it comes.
    pub score: f64,
    /// What speaks for and against it.
    pub reasons: Vec<String>,
}

wire! {
    /// A child that an imported row may be about.
    ChildMatchCandidate = "ChildMatchCandidate", own, |candidate, _call| {
        /// The child.
        one "child": Child = candidate_children;
        /// How near it comes, from 0 to 1: 0.95 is taken as the same child, below 0.6 nobody is a candidate.
        base "score": f64 = candidate.score;
        /// What speaks for and against it, in words.
        base "reasons": Vec<String> = candidate.reasons.clone();
    }
}

impl ChildMatchCandidate {
    /// That the child is on record, and how near it comes to what was sent.
    fn shows(&self) -> impl Iterator<Item = Shown> {
        let child = self.child.as_ref();
        child.into_iter().flat_map(|child| child.0.shown(Lenses::NONE))
    }
}

/// What an administrator decides about an imported row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ChildMatchDecision {
    /// The row is about a child who is on record: it is brought up to date.
    Link,
    /// The row is about a child who is not on record: it is entered.
    Create,
    /// The row is set aside: nothing of it is taken, now or when it is sent again unchanged.
    Dismiss,
}

/// A cell of the row by the name of its column.
pub fn cell<'a>(row: &'a child_match::Model, column: &str) -> Option<&'a str> {
    row.row.get(column)?.as_str()
}

fn text(row: &child_match::Model, column: &str) -> Option<String> {
    cell(row, column).map(str::to_owned)
}

fn row(questions: &[ChildMatch], _: &Call<'_>) -> Ready<Result<Vec<Option<ChildMatchRow>>>> {
    let rows = questions
        .iter()
        .map(|question| Some(ChildMatchRow(question.0.clone())));
    ready(Ok(rows.collect()))
}

fn own_access(questions: &[ChildMatch], _: &Call<'_>) -> Ready<Result<Vec<Option<ChildMatchAccess>>>> {
    let access = questions
        .iter()
        .map(|question| Some(ChildMatchAccess(question.0.clone())));
    ready(Ok(access.collect()))
}

fn candidate_children(candidates: &[ChildMatchCandidate], _: &Call<'_>) -> Ready<Result<Vec<Option<Child>>>> {
    ready(Ok(candidates
        .iter()
        .map(|candidate| candidate.child.clone())
        .collect()))
}
