//! The fields of one input, checked together, so that everything that is wrong is said at once.

use super::{Checked, text};
use crate::problem::{InputProblem, Refusal, Result};

/// What is wrong with the fields of one input.
#[derive(Debug, Default)]
pub struct Inputs(Vec<InputProblem>);

impl Inputs {
    /// A free text that must be there.
    pub fn text(&mut self, field: &str, given: &str, longest: usize) -> String {
        self.check(field, text(given, longest)).unwrap_or_default()
    }

    /// A free text that may be left out.
    pub fn optional(&mut self, field: &str, given: Option<&str>, longest: usize) -> Option<String> {
        given.and_then(|given| self.check(field, text(given, longest)))
    }

    /// A code that has been read.
    pub fn check<T>(&mut self, field: &str, read: Checked<T>) -> Option<T> {
        read.map_err(|problem| self.wrong(field, problem.message())).ok()
    }

    /// A condition that must hold.
    pub fn must(&mut self, holds: bool, field: &str, message: impl FnOnce() -> String) {
        if !holds {
            self.wrong(field, message());
        }
    }

    /// Notes what is wrong with a field. A field within others is named by the way to it: `corrected.scores.0.score`.
    pub fn wrong(&mut self, field: &str, message: impl Into<String>) {
        let path = std::iter::once("input").chain(field.split('.'));
        self.0.push(InputProblem {
            path: path.map(str::to_owned).collect(),
            message: message.into(),
        });
    }

    /// Notes what is wrong with a field within a field: an item of a list, for example.
    pub fn wrong_at(&mut self, path: &[&str], message: impl Into<String>) {
        let input = std::iter::once("input");
        self.0.push(InputProblem {
            path: input.chain(path.iter().copied()).map(str::to_owned).collect(),
            message: message.into(),
        });
    }

    /// Refuses if anything is wrong.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Invalid(self.0).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let mut inputs = Inputs::default();
        assert_eq!(inputs.text("reason", " because ", 20), "because");
        assert_eq!(inputs.optional("advice", None, 20), None);
        inputs.text("summary", " ", 20);
        inputs.must(false, "endedOn", || "lies in the future".to_owned());
        let Err(Problem::Refused(refusal)) = inputs.done() else {
            panic!("refused")
        };
        let Refusal::Invalid(problems) = *refusal else {
            panic!("invalid")
        };
        let fields: Vec<_> = problems.iter().map(|problem| problem.path[1].as_str()).collect();
        assert_eq!(fields, ["summary", "endedOn"]);
        assert!(Inputs::default().done().is_ok());
    }
}
