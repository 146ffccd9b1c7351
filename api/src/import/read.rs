//! From bytes to rows: a CSV reader of bounded memory that always knows the line.

use std::io::{ErrorKind, Read};

use csv_core::{ReadRecordResult, Reader};

use super::columns::{Column, Header};
use super::problem::{FileProblem, RowProblem};
use super::row::RawRow;
use crate::codes::CodeProblem;

/// How much is read at once.
const CHUNK: usize = 64 * 1024;
/// The longest row, in bytes. A quotation mark that is never closed ends here instead of eating the file.
const LONGEST_ROW: usize = 32 * 1024;
/// The longest cell, in bytes.
const LONGEST_CELL: usize = 1000;
/// The most columns.
const MOST_COLUMNS: usize = 200;

/// A line of the file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A row, by column.
    Row(RawRow),
    /// What is no row, and why.
    Unreadable {
        /// Where it starts.
        line: u64,
        /// What is wrong with it.
        problems: Vec<RowProblem>,
    },
}

/// Reads a file row by row.
pub struct RowReader<R> {
    records: Records<R>,
    header: Header,
}

impl<R: Read> RowReader<R> {
    /// Opens a file: looks at its encoding and reads its header.
    pub fn open(source: R) -> Result<Self, FileProblem> {
        let mut records = Records::new(source);
        records.look_at_the_encoding()?;
        let Some(record) = records.next()? else {
            return Err(FileProblem::new(
                "the file is empty",
                "give a file with a header and one row for each child",
            ));
        };
        let mut cells = Vec::new();
        for cell in records.cells(record) {
            cells.push(std::str::from_utf8(cell).map_err(|_| {
                FileProblem::at(
                    record.line,
                    "the header is not UTF-8",
                    "save the file as “CSV UTF-8”",
                )
            })?);
        }
        let header = Header::read(&cells)?;
        Ok(Self { records, header })
    }

    /// What the sender should know about the file as a whole.
    pub fn warnings(&self) -> &[String] {
        self.header.warnings()
    }

    fn read_row(&mut self) -> Result<Option<Line>, FileProblem> {
        while let Some(record) = self.records.next()? {
            let cells: Vec<&[u8]> = self.records.cells(record).collect();
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            return Ok(Some(row_of(record.line, &cells, &self.header)));
        }
        Ok(None)
    }
}

impl<R: Read> Iterator for RowReader<R> {
    type Item = Result<Line, FileProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read_row().transpose()
    }
}

/// Sorts the cells of a record into their columns.
fn row_of(line: u64, cells: &[&[u8]], header: &Header) -> Line {
    let (expected, found) = (header.places().len(), cells.len());
    let surplus = cells
        .iter()
        .skip(expected)
        .any(|cell| !cell.trim_ascii().is_empty());
    if found < expected || surplus {
        let what = format!("the row has {found} cells, the header has {expected}");
        let what_to_do =
            "look for a missing or surplus comma, or for a text with a comma that has no quotation marks";
        return Line::Unreadable {
            line,
            problems: vec![RowProblem::row(line, what, what_to_do)],
        };
    }
    let mut row = RawRow::new(line);
    let mut problems = Vec::new();
    for (cell, column) in cells.iter().zip(header.places()) {
        let Some(column) = *column else { continue };
        match text_of(cell) {
            Ok(text) => row.set(column, text),
            Err(problem) => problems.push(RowProblem::of(line, column, problem)),
        }
    }
    if problems.is_empty() {
        Line::Row(row)
    } else {
        Line::Unreadable { line, problems }
    }
}

fn text_of(cell: &[u8]) -> Result<&str, CodeProblem> {
    if cell.len() > LONGEST_CELL {
        let what = format!("the cell has {} bytes; {LONGEST_CELL} are allowed", cell.len());
        return Err(CodeProblem::new(
            what,
            "shorten it; look for a quotation mark that is not closed",
        ));
    }
    std::str::from_utf8(cell).map_err(|error| {
        let byte = cell.get(error.valid_up_to()).copied().unwrap_or_default();
        CodeProblem::new(
            format!("the text is not UTF-8 (byte {byte:#04X}); it is probably Windows-1252 or Latin-1"),
            "save the file as “CSV UTF-8”",
        )
    })
}

/// Where a record starts and how many cells it has.
#[derive(Clone, Copy)]
struct Record {
    line: u64,
    cells: usize,
}

/// The records of a file, one at a time, in buffers that never grow.
struct Records<R> {
    source: R,
    chunk: Vec<u8>,
    next: usize,
    filled: usize,
    ended: bool,
    parser: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: Read> Records<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            chunk: vec![0; CHUNK],
            next: 0,
            filled: 0,
            ended: false,
            parser: Reader::new(),
            bytes: vec![0; LONGEST_ROW],
            ends: vec![0; MOST_COLUMNS],
        }
    }

    /// What has been read and not yet used; more is read where nothing is left.
    fn pending(&mut self) -> Result<&[u8], FileProblem> {
        if self.next >= self.filled && !self.ended {
            (self.next, self.filled) = (0, 0);
            self.fill()?;
        }
        Ok(self.chunk.get(self.next..self.filled).unwrap_or_default())
    }

    /// Reads once more behind what is there.
    fn fill(&mut self) -> Result<(), FileProblem> {
        loop {
            match self
                .source
                .read(self.chunk.get_mut(self.filled..).unwrap_or_default())
            {
                Ok(0) => self.ended = true,
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    let what = format!("the file cannot be read any further ({})", error.kind());
                    return Err(FileProblem::at(
                        self.parser.line(),
                        what,
                        "check the file and the disk, then start again",
                    ));
                }
            }
            return Ok(());
        }
    }

    /// Skips the byte order mark of UTF-8; refuses UTF-16.
    fn look_at_the_encoding(&mut self) -> Result<(), FileProblem> {
        while self.filled < 4 && !self.ended {
            self.fill()?;
        }
        let start = self.chunk.get(..self.filled.min(64)).unwrap_or_default();
        if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) || start.contains(&0) {
            return Err(FileProblem::new(
                "the file is UTF-16 or no text at all",
                "save it as “CSV UTF-8”",
            ));
        }
        if start.starts_with(b"PK\x03\x04") {
            return Err(FileProblem::new(
                "the file is a workbook, not CSV",
                "save it as “CSV UTF-8”",
            ));
        }
        if start.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.next = 3;
        }
        Ok(())
    }

    /// Skips line ends, so that the line of the next record is that of its first character.
    fn skip_line_ends(&mut self) -> Result<(), FileProblem> {
        loop {
            match self.pending()?.first() {
                Some(b'\n') => self.parser.set_line(self.parser.line() + 1),
                Some(b'\r') => {}
                _ => return Ok(()),
            }
            self.next += 1;
        }
    }

    fn next(&mut self) -> Result<Option<Record>, FileProblem> {
        self.skip_line_ends()?;
        let line = self.parser.line();
        let (mut written, mut cells) = (0, 0);
        loop {
            self.pending()?;
            let input = self.chunk.get(self.next..self.filled).unwrap_or_default();
            let bytes = self.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, taken, more_bytes, more_ends) = self.parser.read_record(input, bytes, ends);
            self.next += taken;
            written += more_bytes;
            cells += more_ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => return Ok(Some(Record { line, cells })),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::OutputFull => {
                    let what = format!(
                        "the row that starts here is longer than {} KiB",
                        LONGEST_ROW / 1024
                    );
                    return Err(FileProblem::at(
                        line,
                        what,
                        "look for a quotation mark that is opened and not closed",
                    ));
                }
                ReadRecordResult::OutputEndsFull => {
                    let what = format!("the row that starts here has more than {MOST_COLUMNS} cells");
                    return Err(FileProblem::at(line, what, "give one row for each child"));
                }
            }
        }
    }

    /// The cells of the record that was read last.
    fn cells(&self, record: Record) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends.get(..record.cells).unwrap_or_default();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts
            .zip(ends)
            .map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default())
    }
}

/// The cells of a row that did not come from a file, for example the input of a mutation.
pub fn row_from_cells<'a>(line: u64, cells: impl IntoIterator<Item = (Column, &'a str)>) -> Line {
    let mut row = RawRow::new(line);
    let mut problems = Vec::new();
    for (column, text) in cells {
        match text_of(text.as_bytes()) {
            Ok(text) => row.set(column, text),
            Err(problem) => problems.push(RowProblem::of(line, column, problem)),
        }
    }
    if problems.is_empty() {
        Line::Row(row)
    } else {
        Line::Unreadable { line, problems }
    }
}

#[cfg(test)]
mod tests;
