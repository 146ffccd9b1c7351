//! The schema: merges the slices. The only file that imports them all.

use async_graphql::{EmptySubscription, MergedObject, Schema};

use crate::domain::review::{ReviewMutations, ReviewQueries};
use crate::gql::node::NodeQueries;

/// Looking.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct Query(NodeQueries, ReviewQueries);

/// Acting: one mutation for each act of the responsibility matrix.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub struct Mutation(ReviewMutations);

/// The schema.
pub type Gateway = Schema<Query, Mutation, EmptySubscription>;

/// The schema, without data: what a request needs is given with the request.
pub fn build() -> Gateway {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .disable_suggestions()
        .finish()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_builds() {
        let sdl = super::build().sdl();
        println!("{sdl}");
        assert!(sdl.contains("type Review implements Node"), "{sdl}");
    }
}
