//! The published limits: what one request may weigh. Every one of them is configurable and shown to clients.

use std::time::Duration;

/// The limits of one request, from its bytes to its answer.
///
/// The order of the fields is the order in which they are applied; each step is linear in what the step before
/// it let through.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the parameters in the address of a GET request.
    pub address_bytes: usize,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Bytes of a document.
    pub query_bytes: usize,
    /// Tokens of a document.
    pub tokens: usize,
    /// Brackets of any kind open at once.
    pub nesting: usize,
    /// Fragment definitions of a document.
    pub fragments: usize,
    /// Operations of a document.
    pub operations: usize,
    /// Fields below fields, over fragments.
    pub depth: usize,
    /// Selection sets inside selection sets, fragments counted: a fragment's spread is one level more.
    pub levels: usize,
    /// Fields of a document after every fragment is written out.
    pub fields: usize,
    /// Aliases, after every fragment is written out; `__typename` may be aliased, and counts.
    pub aliases: usize,
    /// Fields at the root of an operation, after every fragment is written out.
    pub root_fields: usize,
    /// Directives, after every fragment is written out.
    pub directives: usize,
    /// Items of a list given as an argument or in a variable.
    pub list_items: usize,
    /// Lists of fields or types inside one another in an introspection.
    pub introspection_lists: usize,
    /// What an operation may cost: one per object that it may load.
    pub cost: u64,
    /// How many items a plain list (a review's parts) is taken to have.
    pub list_bound: u64,
    /// How many items a connection is taken to have when neither `first` nor `last` is given.
    pub page_default: u64,
    /// How long an operation may run.
    #[serde(with = "humantime_serde")]
    pub timeout: Duration,
    /// Bytes of an answer.
    pub response_bytes: usize,
    /// Errors of an answer; further ones are left out.
    pub errors: usize,
    /// Characters of an error's message; longer ones are cut.
    pub error_chars: usize,
    /// Bytes of memory for prepared documents.
    pub prepared_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            address_bytes: 16 * 1024,
            body_bytes: 1024 * 1024,
            query_bytes: 100_000,
            tokens: 4_000,
            nesting: 48,
            fragments: 50,
            operations: 20,
            depth: 15,
            levels: 30,
            fields: 5_000,
            aliases: 100,
            root_fields: 20,
            directives: 50,
            list_items: 1_000,
            introspection_lists: 2,
            cost: 20_000,
            list_bound: 10,
            page_default: 20,
            timeout: Duration::from_secs(20),
            response_bytes: 8 * 1024 * 1024,
            errors: 20,
            error_chars: 300,
            prepared_bytes: 64 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// Cuts a message to the length that is published.
    pub fn cut(&self, message: &str) -> String {
        if message.chars().nth(self.error_chars).is_none() {
            return message.to_owned();
        }
        let kept: String = message.chars().take(self.error_chars.saturating_sub(1)).collect();
        kept + "…"
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;

    #[test]
    fn messages_are_cut_at_characters() {
        let limits = Limits {
            error_chars: 4,
            ..Limits::default()
        };
        assert_eq!(limits.cut("åäöé"), "åäöé");
        assert_eq!(limits.cut("åäöéx"), "åäö…");
    }
}
