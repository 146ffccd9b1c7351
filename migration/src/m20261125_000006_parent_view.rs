//! The parents' own accounts.

crate::types::migration! {
    /// One carer's own account in a review.
    "m20261125_000006_parent_view", "parent_view.sql", "what parents have said"
}
