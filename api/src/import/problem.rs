//! What can be wrong with a row, and with a file as a whole.

use serde::{Deserialize, Serialize};

use super::columns::Column;
use crate::codes::CodeProblem;

/// One thing that is wrong with a row. It never repeats the value: most values are personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// The line of the file on which the row starts; the header is line 1.
    pub line: u64,
    /// The column, or `None` where the row as a whole is meant.
    pub field: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub what_to_do: String,
}

impl RowProblem {
    /// A problem of one column.
    pub fn of(line: u64, column: Column, problem: CodeProblem) -> Self {
        let CodeProblem { what, what_to_do } = problem;
        Self {
            line,
            field: Some(column.name().to_owned()),
            what,
            what_to_do: what_to_do.to_owned(),
        }
    }

    /// A problem of the row as a whole.
    pub fn row(line: u64, what: impl Into<String>, what_to_do: &str) -> Self {
        Self {
            line,
            field: None,
            what: what.into(),
            what_to_do: what_to_do.to_owned(),
        }
    }
}

/// Why a file cannot be read, or not any further. Rows before that line stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// The line, where one is to blame.
    pub line: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub what_to_do: String,
}

impl FileProblem {
    /// A problem of the file as a whole.
    pub fn new(what: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self {
            line: None,
            what: what.into(),
            what_to_do: what_to_do.into(),
        }
    }

    /// A problem from a line on.
    pub fn at(line: u64, what: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            what: what.into(),
            what_to_do: what_to_do.into(),
        }
    }

    /// All of it in one sentence.
    pub fn message(&self) -> String {
        match self.line {
            Some(line) => format!("line {line}: {}; {}", self.what, self.what_to_do),
            None => format!("{}; {}", self.what, self.what_to_do),
        }
    }
}
