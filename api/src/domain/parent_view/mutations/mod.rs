//! The acts on the parents' own accounts, one file each.

mod amend;
mod ask;
mod decline;
mod record;
mod withdraw;

use async_graphql::MergedObject;
use entity::ids::{ChildId, ParentViewId};
use entity::{carer, parent_view, review};
use sea_orm::ColumnTrait;

use super::rules::{Scribe, Speaker};
use crate::policy::Act;
use crate::problem::Result;
use crate::store::{Fact, Permit, Tx};

/// The acts on the parents' own accounts.
#[derive(MergedObject, Default)]
pub struct ParentViewMutations(
    ask::ParentViewAskMutation,
    record::ParentViewRecordMutation,
    decline::ParentViewDeclineMutation,
    amend::ParentViewAmendMutation,
    withdraw::ParentViewWithdrawMutation,
);

/// The caller, who writes it down.
fn scribe(tx: &Tx) -> Scribe {
    let who = tx.caller().viewer.who();
    Scribe {
        entry: who.actor,
        role: who.role,
    }
}

/// What is on record of a carer in the permit's review, and how many accounts it has.
struct OnRecord {
    child: ChildId,
    carer: Option<carer::Model>,
    earlier: Option<parent_view::Model>,
    known: u64,
}

impl OnRecord {
    async fn read<A: Act<Row = review::Model>>(
        tx: &Tx,
        permit: &Permit<A>,
        carer: Option<carer::Model>,
    ) -> Result<Self> {
        use parent_view::Column as C;
        let of_review = || {
            tx.see::<parent_view::Entity>()
                .filter(C::ReviewId.eq(permit.row().id))
        };
        let known = tx.count(of_review()).await?;
        let earlier = match &carer {
            Some(carer) => tx.one(of_review().filter(C::CarerId.eq(carer.id))).await?,
            None => None,
        };
        Ok(Self {
            child: permit.row().child_id,
            carer,
            earlier,
            known,
        })
    }

    fn speaker(&self) -> Speaker<'_> {
        Speaker {
            child: self.child,
            carer: self.carer.as_ref(),
            earlier: self.earlier.as_ref(),
            known: self.known,
        }
    }

    /// Writes it: one row a carer and review, whatever has become of it before.
    async fn write<A: Act<Row = review::Model>>(
        &self,
        tx: &mut Tx,
        permit: &Permit<A>,
        said: parent_view::ActiveModel,
        fact: Fact,
    ) -> Result<ParentViewId> {
        match &self.earlier {
            Some(earlier) => tx.cascade(permit, earlier, said, fact).await.map(|()| earlier.id),
            None => tx.create(permit, said, fact).await,
        }
    }

    /// The carer, for the fact.
    fn carer(&self) -> Option<entity::ids::CarerId> {
        self.carer.as_ref().map(|carer| carer.id)
    }
}
