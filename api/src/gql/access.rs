//! What the viewer may do with a record now: the matrix's own answer.

use super::wire::Call;
use crate::policy::{Act, Decision, Record, decide};
use crate::store::Visible;

/// Whether the viewer may do `A` on this record in its present state.
pub fn may<A: Act<Row = M>, M: Record>(row: &Visible<M>, call: &Call<'_>) -> bool {
    let viewer = &call.walk.request.caller.viewer;
    let asking = viewer.asking(row.sight().relations);
    matches!(decide(A::RULE, asking, row.base().state()), Decision::Allowed(_))
}
