//! Reading the change feed.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::reading::visible;
use super::types::{Change, ChangePage};
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::scalars::Cursor;
use crate::problem::{Problem, Result};
use crate::store::journal::{Position, Sought};

/// Facts that are looked at in one go.
const AT_ONCE: u64 = 500;
/// Kinds that may be asked for at once.
const KINDS: usize = 50;

/// The kinds that are asked for, checked: `concern.raised`, or `concern` for all that happens to concerns.
pub fn kinds(types: Option<Vec<String>>) -> Result<Vec<String>> {
    let types = types.unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|char| char.is_ascii_alphabetic());
    let is_kind =
        |kind: &String| kind.len() <= 64 && kind.split('.').count() <= 2 && kind.split('.').all(is_word);
    if KINDS < types.len() || !types.iter().all(is_kind) {
        return Err(Problem::invalid(
            ["types"],
            format!(
                "takes up to {KINDS} names like `concern.raised`, or like `concern` for all that happens to concerns"
            ),
        ));
    }
    Ok(types)
}

/// Reading the change feed.
#[derive(Default)]
pub struct ChangeFeedQueries;

#[Object]
impl ChangeFeedQueries {
    /// What has happened to records that you may know of, in the order in which it was committed: nothing is left out, nothing
    /// comes twice, and nothing slips in before a cursor that you have passed. Keep `cursor` and ask again from there;
    /// a page that is not full is not the end for ever. Changes to records that you may not know of are not there.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "After this cursor; from the beginning if absent.")] after: Option<Cursor>,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(
            desc = "Only these kinds: `concern.raised`, or `concern` for all that happens to concerns. At most 50."
        )]
        types: Option<Vec<String>>,
    ) -> Result<ChangePage> {
        let bounds = page::request(first, None, None, None).bounds()?;
        let most = usize::try_from(bounds.limit).unwrap_or(usize::MAX);
        let sought = Sought {
            review: None,
            kinds: kinds(types)?,
        };
        let begin = after.map(|cursor| Position::parse(&cursor.0)).transpose()?;
        let mut at = begin;
        let mut found: Vec<Change> = Vec::new();
        // What the sieve lets through is mostly the caller's to know; a page is filled whatever lies between.
        while found.len() <= most {
            let rows = ctx.reader().facts_after(at, &sought, AT_ONCE).await?;
            let Some(last) = rows.last() else { break };
            at = Some(Position::of(last));
            found.extend(visible(ctx.reader(), rows.into_iter().map(Arc::new).collect()).await?);
        }
        let has_more = most < found.len();
        found.truncate(most);
        let at = found.last().map(Change::position).or(begin).unwrap_or_default();
        Ok(ChangePage {
            changes: found,
            at,
            has_more,
        })
    }

    /// Where the change feed stands. It is read before everything else that the same operation asks for: whoever goes on from
    /// here with `changes` or a subscription misses nothing that happened after what they have read.
    async fn stream_position(&self, ctx: &Context<'_>) -> Result<Cursor> {
        let position = ctx.request().position().await?;
        Ok(Cursor(position.cursor()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_a_noun_or_a_noun_and_an_act() {
        let asked = |kinds_: &[&str]| kinds(Some(kinds_.iter().map(|kind| (*kind).to_owned()).collect()));
        assert!(asked(&["concern", "healthReview.added"]).is_ok());
        for wrong in [
            "",
            ".",
            "concern.",
            "concern.raised.twice",
            "con%",
            "concern raised",
        ] {
            assert!(asked(&[wrong]).is_err(), "{wrong:?}");
        }
        assert!(asked(&["concern"; 51]).is_err());
        assert_eq!(kinds(None).unwrap(), Vec::<String>::new());
    }
}
