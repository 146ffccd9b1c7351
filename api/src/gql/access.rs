//! What the viewer may do with a record now: the matrix's own answer.

use super::wire::Call;
use crate::policy::{Act, Decision, Record, State, decide_step};
use crate::store::Visible;

/// Whether the viewer may do `A` on this record in its present state.
pub fn may<A: Act<Row = M>, M: Record>(row: &Visible<M>, call: &Call<'_>) -> bool {
    let viewer = &call.walk.request.caller.viewer;
    let asking = viewer.asking(row.sight().relations);
    let state = State {
        own: row.base().state(),
        review_is_open: row.sight().review_is_open,
    };
    let others = row.sight().others;
    matches!(decide_step(A::RULE, asking, state, others), Decision::Allowed(_))
}
