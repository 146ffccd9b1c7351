//! Whose the steps of reviews are: looked up for the policy, and marked done with the act that fulfils them.

use std::any::Any;
use std::collections::{BTreeSet, HashMap};

use entity::enums::{ResponsibilityStatus, ReviewStep, Role, ValueSet};
use entity::ids::{PractitionerId, ReviewId};
use entity::{practitioner, responsibility, review};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::reader::among;
use super::{Fact, Permit, Reader, Tx, Visible, constraint};
use crate::codes::{Inputs, REASON};
use crate::policy::relation::Who;
use crate::policy::scope::covered_by;
use crate::policy::step::{self, Fulfils, Standing};
use crate::policy::{Act, Others, Record, Rule, Steps};
use crate::problem::Result;

/// What an act is about to fulfil.
pub(super) struct Duty {
    /// The responsibilities of its step in the review.
    pub rows: Vec<responsibility::Model>,
    /// How the caller stands to them.
    pub standing: Standing,
    covered: Vec<PractitionerId>,
}

impl Duty {
    /// The same as the policy asks for it.
    pub fn others(&self, rule: &'static Rule) -> Others {
        let is_other = self.standing == Standing::Other;
        match rule.fulfils {
            Some(Fulfils::Step(step)) if is_other => Others {
                steps: Steps::NONE.with(step),
                own: false,
            },
            Some(Fulfils::Own) => Others {
                own: is_other,
                ..Others::default()
            },
            _ => Others::default(),
        }
    }

    /// The open ones that the act does: the caller's own; a lead does those that they may do in the party's place, a
    /// system all.
    fn done_by(self, who: &Who) -> impl Iterator<Item = responsibility::Model> {
        let does = move |row: &responsibility::Model| {
            row.status == ResponsibilityStatus::Open
                && match self.standing {
                    // A parent's own answer is what everybody was to ask for.
                    Standing::Responsible if matches!(who.role, Role::Integration | Role::Parent) => true,
                    Standing::Responsible if step::HEARD_ONCE.has(row.step) => true,
                    Standing::Responsible => step::is_of(who, &self.covered, row),
                    Standing::Leads => step::leads_over(who.role, row),
                    Standing::Other => false,
                }
        };
        self.rows.into_iter().filter(does)
    }
}

/// What the rule's act fulfils in the review of this row; nothing where it fulfils no step. The rows are locked.
pub(super) async fn duty<C: ConnectionTrait, M: Record>(
    db: &C,
    who: &Who,
    rule: &'static Rule,
    row: &M,
) -> Result<Option<Duty>> {
    let rows = match rule.fulfils {
        None => return Ok(None),
        Some(Fulfils::Own) => own(row).into_iter().cloned().collect(),
        Some(Fulfils::Step(step)) => match row.review_id() {
            Some(review) => of_step(db, review, step).await?,
            None => Vec::new(),
        },
    };
    let covered = covered(db, who, &rows).await?;
    let standing = step::standing(who, &covered, &rows);
    Ok(Some(Duty {
        rows,
        standing,
        covered,
    }))
}

/// The row itself, if it is a responsibility.
pub(super) fn own<M: Record>(row: &M) -> Option<&responsibility::Model> {
    (row as &dyn Any).downcast_ref::<responsibility::Model>()
}

pub(super) async fn of_step<C: ConnectionTrait>(
    db: &C,
    review: ReviewId,
    step: ReviewStep,
) -> Result<Vec<responsibility::Model>> {
    use responsibility::Column as R;
    let mut select = responsibility::Entity::find()
        .filter(R::ReviewId.eq(review))
        .filter(R::Step.eq(step))
        .order_by_asc(R::Id);
    if db.get_database_backend() == DatabaseBackend::Postgres {
        select = select.lock_exclusive();
    }
    select.all(db).await.map_err(constraint::problem)
}

/// Whom somebody covers today, among those who are named in responsibilities.
async fn covered<'r, C: ConnectionTrait>(
    db: &C,
    who: &Who,
    rows: impl IntoIterator<Item = &'r responsibility::Model>,
) -> Result<Vec<PractitionerId>> {
    let named: BTreeSet<PractitionerId> = rows.into_iter().filter_map(|row| row.practitioner_id).collect();
    if who.role == Role::Parent || named.iter().all(|named| who.is(named.0)) {
        return Ok(Vec::new());
    }
    let found = practitioner::Entity::find()
        .filter(among(db, practitioner::Column::Id, named))
        .filter(covered_by(who))
        .all(db)
        .await
        .map_err(constraint::problem)?;
    Ok(found.into_iter().map(|person| person.id).collect())
}

/// The steps of reviews that are somebody else's than this caller's, by review.
fn others_by_review<'r>(
    who: &Who,
    covered: &[PractitionerId],
    rows: impl Iterator<Item = &'r responsibility::Model>,
) -> HashMap<ReviewId, Others> {
    let mut by_step: HashMap<(ReviewId, ReviewStep), Vec<&responsibility::Model>> = HashMap::new();
    for row in rows {
        by_step.entry((row.review_id, row.step)).or_default().push(row);
    }
    let mut others: HashMap<ReviewId, Others> = HashMap::new();
    for ((review, step), rows) in by_step {
        if step::standing(who, covered, rows) == Standing::Other {
            let of_review = others.entry(review).or_default();
            of_review.steps = of_review.steps.with(step);
        }
    }
    others
}

/// Whose the steps are that acts on these rows fulfil: two statements for any number of rows.
pub(super) async fn others<'a, C: ConnectionTrait, M: Record>(
    db: &C,
    who: &Who,
    rows: impl Iterator<Item = &'a M> + Clone,
) -> Result<Vec<Others>> {
    let owns: Vec<&responsibility::Model> = rows.clone().filter_map(own).collect();
    if !owns.is_empty() {
        let covered = covered(db, who, owns.iter().copied()).await?;
        let other = |row: &&responsibility::Model| Others {
            own: step::standing(who, &covered, [*row]) == Standing::Other,
            ..Others::default()
        };
        return Ok(owns.iter().map(other).collect());
    }
    let mut reviews: Vec<ReviewId> = rows.clone().filter_map(Record::review_id).collect();
    reviews.sort_unstable();
    reviews.dedup();
    let found = if reviews.is_empty() || who.role == Role::Integration {
        Vec::new()
    } else {
        responsibility::Entity::find()
            .filter(among(db, responsibility::Column::ReviewId, reviews))
            .all(db)
            .await
            .map_err(constraint::problem)?
    };
    of_rows(db, who, rows, found.iter()).await
}

/// The same where the responsibilities of the rows' reviews are at hand.
async fn of_rows<'a, 'r, C: ConnectionTrait, M: Record>(
    db: &C,
    who: &Who,
    rows: impl Iterator<Item = &'a M>,
    found: impl Iterator<Item = &'r responsibility::Model> + Clone,
) -> Result<Vec<Others>> {
    let covered = covered(db, who, found.clone()).await?;
    let others = others_by_review(who, &covered, found);
    let of = |row: &M| row.review_id().and_then(|id| others.get(&id).copied());
    Ok(rows.map(|row| of(row).unwrap_or_default()).collect())
}

impl Reader {
    /// The same rows with what is known of whose the steps are, for what `access` says. Reviews have their
    /// responsibilities in memory, as every part.
    pub async fn with_others<M: Record>(&self, rows: &[Visible<M>]) -> Result<Vec<Visible<M>>> {
        let (db, who) = (self.store().inner.current(), self.viewer().who());
        let bases = rows.iter().map(Visible::base);
        let review = |row: &M| {
            let review = (row as &dyn Any).downcast_ref::<review::Model>()?;
            Some((review.id, review.revision))
        };
        let reviews: Option<Vec<_>> = bases.clone().map(review).collect();
        let others = match reviews {
            Some(reviews) if who.role != Role::Integration => {
                let kept = self.part_rows::<responsibility::Entity>(&reviews).await?;
                let found = kept.values().flat_map(|rows| rows.iter().map(AsRef::as_ref));
                of_rows(db, who, bases, found).await?
            }
            _ => others(db, who, bases).await?,
        };
        let known = rows.iter().zip(others);
        Ok(known.map(|(row, others)| row.with_others(others)).collect())
    }
}

impl Tx {
    /// Notes what the act that is now permitted will fulfil when it commits. A lead who acts in the party's place says
    /// why.
    pub(super) fn will_fulfil(
        &mut self,
        rule: &'static Rule,
        duty: Duty,
        reason: Option<&str>,
    ) -> Result<()> {
        let leads = duty.standing == Standing::Leads;
        let reason = in_place_reason(leads, reason)?;
        self.in_place_reason.clone_from(&reason);
        if matches!(rule.fulfils, Some(Fulfils::Step(_))) {
            let caller = self.caller().viewer.who().clone();
            self.fulfils = duty.done_by(&caller).map(|row| (row, reason.clone())).collect();
        }
        Ok(())
    }

    /// Marks done what the act has fulfilled.
    pub(super) async fn fulfil(&mut self, rule: &'static Rule) -> Result<()> {
        for (row, reason) in std::mem::take(&mut self.fulfils) {
            let change = responsibility::ActiveModel {
                status: Set(ResponsibilityStatus::Done),
                reason: Set(reason),
                ..self.settled()
            };
            let fact = Fact::new(
                "responsibility.done",
                json!({
                    "step": row.step.as_str(), "party": row.party.as_str(),
                    "status": ResponsibilityStatus::Done.as_str(), "by": rule.mutation,
                }),
            );
            self.update(&row, change, fact).await?;
        }
        Ok(())
    }

    /// Opens a step again: what fulfilled it turned out to be in error, so it is to be done after all. Nothing is owed any
    /// more once the review has ended.
    pub async fn unfulfil<A: Act>(&mut self, permit: &Permit<A>, step: ReviewStep) -> Result<()> {
        let review = permit.review().filter(|review| review.status.is_open());
        let Some(review) = review.map(|review| review.id) else {
            return Ok(());
        };
        let rows = of_step(self.connection(), review, step).await?;
        for row in rows.iter().filter(|row| row.status == ResponsibilityStatus::Done) {
            let change = responsibility::ActiveModel {
                status: Set(ResponsibilityStatus::Open),
                reason: Set(None),
                settled_by_id: Set(None),
                settled_by_role: Set(None),
                settled_at: Set(None),
                ..Default::default()
            };
            let fact = Fact::new(
                "responsibility.reopened",
                json!({
                    "step": row.step.as_str(), "party": row.party.as_str(),
                    "from": row.status.as_str(), "status": ResponsibilityStatus::Open.as_str(),
                    "by": A::RULE.mutation,
                }),
            );
            self.update(row, change, fact).await?;
        }
        Ok(())
    }

    /// Why the caller, a lead, does it in the place of the responsible party.
    pub fn in_place_reason(&self) -> Option<String> {
        self.in_place_reason.clone()
    }

    /// How the caller stands to a responsibility.
    pub async fn stands_to(&self, row: &responsibility::Model) -> Result<Standing> {
        let who = self.caller().viewer.who();
        let covered = covered(self.connection(), who, std::slice::from_ref(row)).await?;
        Ok(step::stands_to(who, &covered, row))
    }

    /// That the caller settles a responsibility now.
    pub fn settled(&self) -> responsibility::ActiveModel {
        let who = self.caller().viewer.who();
        responsibility::ActiveModel {
            settled_by_id: Set(Some(PractitionerId(who.actor))),
            settled_by_role: Set(Some(who.role)),
            settled_at: Set(Some(self.now())),
            ..Default::default()
        }
    }
}

/// Why a lead acts in the party's place: asked of nobody else.
fn in_place_reason(leads: bool, given: Option<&str>) -> Result<Option<String>> {
    let mut inputs = Inputs::default();
    let reason = inputs.optional("inPlaceReason", given, REASON);
    inputs.must(!leads || given.is_some(), "inPlaceReason", || {
        "is required of a lead: the step belongs to the responsible party; say why you do it in their place"
            .to_owned()
    });
    inputs.done()?;
    Ok(reason.filter(|_| leads))
}
