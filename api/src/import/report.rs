//! What became of each row.

use std::io::{self, Write};

use entity::enums::MatchOutcome;
use serde::{Deserialize, Serialize};

use super::problem::RowProblem;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RowOutcome {
    /// A child that was not known was recorded.
    Created,
    /// A known child was brought up to date.
    Updated,
    /// The row says what is already recorded.
    Unchanged,
    /// Whether the child is known is for a person to decide; nothing was recorded.
    ForDecision,
    /// The row has problems; nothing of it was recorded.
    Rejected,
}

impl RowOutcome {
    /// The text of the reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Unchanged => "UNCHANGED",
            Self::ForDecision => "FOR_DECISION",
            Self::Rejected => "REJECTED",
        }
    }
}

/// The report on one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    /// The line on which the row starts.
    pub line: u64,
    /// What became of it.
    pub outcome: RowOutcome,
    /// The child it is about, by its public id.
    pub child: Option<String>,
    /// The open question about it, by its public id.
    #[serde(default)]
    pub question: Option<String>,
    /// How it was matched.
    pub matched: Option<MatchOutcome>,
    /// Whether a review was planned.
    pub review_planned: bool,
    /// Why it was rejected.
    pub problems: Vec<RowProblem>,
    /// What the sender should know although the row was taken.
    pub warnings: Vec<RowProblem>,
}

impl RowReport {
    /// A row that was taken in some way.
    pub fn taken(
        line: u64,
        outcome: RowOutcome,
        child: Option<String>,
        matched: Option<MatchOutcome>,
    ) -> Self {
        let (problems, warnings) = (Vec::new(), Vec::new());
        Self {
            line,
            outcome,
            child,
            question: None,
            matched,
            review_planned: false,
            problems,
            warnings,
        }
    }

    /// The same report with the open question about the row.
    #[must_use]
    pub fn asking(self, question: String) -> Self {
        Self {
            question: Some(question),
            ..self
        }
    }

    /// A row that was not taken.
    pub fn rejected(line: u64, problems: Vec<RowProblem>) -> Self {
        let (outcome, warnings) = (RowOutcome::Rejected, Vec::new());
        Self {
            line,
            outcome,
            child: None,
            question: None,
            matched: None,
            review_planned: false,
            problems,
            warnings,
        }
    }
}

/// The counts of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows with content.
    pub rows: u64,
    /// Children recorded.
    pub created: u64,
    /// Children brought up to date.
    pub updated: u64,
    /// Rows that changed nothing.
    pub unchanged: u64,
    /// Rows on the worklist.
    pub for_decision: u64,
    /// Rows with problems.
    pub rejected: u64,
    /// Reviews planned.
    pub reviews_planned: u64,
}

impl Summary {
    /// Counts a row.
    pub const fn count(&mut self, row: &RowReport) {
        self.rows += 1;
        let counter = match row.outcome {
            RowOutcome::Created => &mut self.created,
            RowOutcome::Updated => &mut self.updated,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::ForDecision => &mut self.for_decision,
            RowOutcome::Rejected => &mut self.rejected,
        };
        *counter += 1;
        if row.review_planned {
            self.reviews_planned += 1;
        }
    }

    /// Whether the import changes nothing that is recorded.
    pub const fn changes_nothing(&self) -> bool {
        self.created == 0 && self.updated == 0 && self.reviews_planned == 0
    }

    /// The counts in a sentence.
    pub fn sentence(&self, dry_run: bool) -> String {
        let Self {
            rows,
            created,
            updated,
            unchanged,
            for_decision,
            rejected,
            reviews_planned,
        } = self;
        let end = match (self.changes_nothing(), dry_run) {
            (true, _) => " Nothing changed.",
            (false, true) => " This was a dry run: nothing was written.",
            (false, false) => "",
        };
        format!(
            "{rows} rows: {created} created, {updated} updated, {unchanged} unchanged, {for_decision} for decision, \
             {rejected} rejected; {reviews_planned} reviews planned.{end}"
        )
    }
}

/// The report on a whole import that fits into one answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// What concerns the file as a whole.
    pub warnings: Vec<String>,
    /// The rows, in their order.
    pub rows: Vec<RowReport>,
}

impl Report {
    /// Adds a row.
    pub fn add(&mut self, row: RowReport) {
        self.summary.count(&row);
        self.rows.push(row);
    }
}

/// Writes the report row by row as CSV: a line for each problem or warning, or one where there is none.
pub struct CsvReport<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvReport<W> {
    /// Starts with the header.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record([
            "line",
            "outcome",
            "match",
            "child",
            "kind",
            "field",
            "what",
            "what_to_do",
        ])?;
        Ok(Self { out })
    }

    /// Writes a row.
    pub fn row(&mut self, row: &RowReport) -> io::Result<()> {
        use entity::enums::ValueSet;
        let line = row.line.to_string();
        let matched = row.matched.map_or("", MatchOutcome::as_str);
        let start = [
            line.as_str(),
            row.outcome.as_str(),
            matched,
            row.child.as_deref().unwrap_or_default(),
        ];
        let problems = row.problems.iter().map(|problem| ("problem", problem));
        let told: Vec<_> = problems
            .chain(row.warnings.iter().map(|warning| ("warning", warning)))
            .collect();
        if told.is_empty() {
            self.out.write_record(start.into_iter().chain([""; 4]))?;
        }
        for (kind, problem) in told {
            let field = problem.field.as_deref().unwrap_or_default();
            let end = [kind, field, problem.what.as_str(), problem.what_to_do.as_str()].map(harmless);
            self.out
                .write_record(start.into_iter().chain(end.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    /// Writes what is still in memory.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if crate::codes::starts_like_a_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Writes one row for a terminal: a line for each problem and warning; nothing where there is none.
pub fn write_text(out: &mut impl Write, row: &RowReport) -> io::Result<()> {
    for (kind, told) in [("", &row.problems), ("warning: ", &row.warnings)] {
        for RowProblem {
            line,
            field,
            what,
            what_to_do,
        } in told
        {
            let field = field
                .as_ref()
                .map(|field| format!(" {field}:"))
                .unwrap_or_default();
            writeln!(out, "line {line}:{field} {kind}{what}; {what_to_do}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut report = Report::default();
        let child = Some("child_1".to_owned());
        report.add(RowReport::taken(
            2,
            RowOutcome::Created,
            child,
            Some(MatchOutcome::NoMatch),
        ));
        let mut problem = RowProblem::row(3, "it is, well, wrong", "do better");
        problem.field = Some("sex".to_owned());
        report.add(RowReport::rejected(
            3,
            vec![problem, RowProblem::row(3, "=1", "two")],
        ));
        report
    }

    #[test]
    fn rows_are_counted_and_summed_up() {
        let report = report();
        let expected =
            "2 rows: 1 created, 0 updated, 0 unchanged, 0 for decision, 1 rejected; 0 reviews planned.";
        assert_eq!(report.summary.sentence(false), expected);
        assert!(report.summary.sentence(true).ends_with("nothing was written."));
        let mut second = Summary::default();
        second.count(&RowReport::taken(2, RowOutcome::Unchanged, None, None));
        assert!(second.changes_nothing() && second.sentence(false).ends_with("Nothing changed."));
    }

    #[test]
    fn the_report_is_written_as_csv_and_as_text() {
        let mut bytes = Vec::new();
        let mut out = CsvReport::new(&mut bytes).unwrap();
        report().rows.iter().for_each(|row| out.row(row).unwrap());
        out.finish().unwrap();
        let expected = "line,outcome,match,child,kind,field,what,what_to_do\n2,CREATED,NO_MATCH,child_1,,,,\n\
                        3,REJECTED,,,problem,sex,\"it is, well, wrong\",do better\n3,REJECTED,,,problem,,'=1,two\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        let mut text = Vec::new();
        report()
            .rows
            .iter()
            .for_each(|row| write_text(&mut text, row).unwrap());
        let expected = "line 3: sex: it is, well, wrong; do better\nline 3: =1; two\n";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn a_report_survives_json() {
        let report = report();
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    }
}
