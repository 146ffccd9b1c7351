use super::*;

const HEADER: &str = "given_name,family_name,birth_date,sex,postcode\n";

fn read(bytes: &[u8]) -> Vec<Result<Line, FileProblem>> {
    RowReader::open(bytes).unwrap().collect()
}

fn names(bytes: &[u8]) -> Vec<(u64, String)> {
    read(bytes)
        .into_iter()
        .map(|line| match line.unwrap() {
            Line::Row(row) => (row.line(), row.get(Column::GivenName).to_owned()),
            Line::Unreadable { line, problems } => (line, format!("! {}", problems[0].what)),
        })
        .collect()
}

/// Gives one byte at a time, as a slow pipe may.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let take = self.0.len().min(1).min(into.len());
        into[..take].copy_from_slice(&self.0[..take]);
        self.0 = &self.0[take..];
        Ok(take)
    }
}

#[test]
fn lines_are_those_of_the_file_with_every_kind_of_line_end() {
    let rows = "\n\"Anna\nMaria\",Berg,2024-01-01,F,M1 1AE\n\n,,,,\nBen,Berg,2024-01-01,M,";
    for end in ["\n", "\r\n"] {
        let file = format!("{HEADER}{rows}").replace('\n', end);
        let expected = vec![(3, format!("Anna{end}Maria")), (7, "Ben".to_owned())];
        assert_eq!(names(file.as_bytes()), expected, "{end:?}");
        let marked = [b"\xEF\xBB\xBF".as_slice(), file.as_bytes()].concat();
        assert_eq!(names(&marked), expected);
        let slow: Vec<_> = RowReader::open(Drops(&marked))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(
            slow,
            RowReader::open(marked.as_slice())
                .unwrap()
                .map(Result::unwrap)
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn short_and_long_rows_are_named_and_the_next_one_is_read() {
    let file = format!("{HEADER}Anna,Berg,2024-01-01\nBen,Berg,2024-01-01,M,,x\nCem,Berg,2024-01-01,M,,,\n");
    let expected = [
        (2, "! the row has 3 cells, the header has 5".to_owned()),
        (3, "! the row has 6 cells, the header has 5".to_owned()),
        (4, "Cem".to_owned()),
    ];
    assert_eq!(names(file.as_bytes()), expected);
}

#[test]
fn other_encodings_are_named_with_line_and_column() {
    let file = [
        HEADER.as_bytes(),
        b"Zo\xEB,Berg,2024-01-01,F,\nAnna,Berg,2024-01-01,F,\n",
    ]
    .concat();
    let lines = read(&file);
    let Ok(Line::Unreadable { line: 2, problems }) = &lines[0] else {
        panic!("{lines:?}")
    };
    assert_eq!(problems[0].field.as_deref(), Some("given_name"));
    assert!(problems[0].what.contains("0xEB") && problems[0].what.contains("Windows-1252"));
    assert!(matches!(&lines[1], Ok(Line::Row(_))));
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(HEADER.bytes().flat_map(|byte| [byte, 0]))
        .collect();
    assert!(
        RowReader::open(wide.as_slice())
            .err()
            .unwrap()
            .what
            .contains("UTF-16")
    );
    assert!(RowReader::open(&wide[2..]).err().unwrap().what.contains("UTF-16"));
    assert!(
        RowReader::open(b"PK\x03\x04abc".as_slice())
            .err()
            .unwrap()
            .what
            .contains("workbook")
    );
    assert!(
        RowReader::open(b"".as_slice())
            .err()
            .unwrap()
            .what
            .contains("empty")
    );
    assert!(
        RowReader::open(b"pr\xE9nom,x".as_slice())
            .err()
            .unwrap()
            .what
            .contains("UTF-8")
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_eat_the_file() {
    let tail = "Ben,Berg,2024-01-01,M,\n".repeat(100_000);
    let file = format!("{HEADER}Anna,Berg,2024-01-01,F,\n\"Ben,Berg,2024-01-01,M,\n{tail}");
    let mut reader = RowReader::open(file.as_bytes()).unwrap();
    assert!(matches!(reader.next(), Some(Ok(Line::Row(_)))));
    let problem = reader.next().unwrap().unwrap_err();
    assert_eq!(problem.line, Some(3));
    assert!(problem.what_to_do.contains("quotation mark"));
}

#[test]
fn cells_and_columns_are_bounded() {
    let file = format!("{HEADER}{},Berg,2024-01-01,F,\n", "a".repeat(1001));
    assert_eq!(
        names(file.as_bytes()),
        [(2, "! the cell has 1001 bytes; 1000 are allowed".to_owned())]
    );
    let file = format!("{HEADER}{}\n", ",".repeat(300));
    assert!(
        read(file.as_bytes())[0]
            .as_ref()
            .unwrap_err()
            .what
            .contains("more than 200 cells")
    );
    assert!(matches!(row_from_cells(1, [(Column::Sex, "F")]), Line::Row(row) if row.get(Column::Sex) == "F"));
}

#[test]
fn a_failing_disk_is_told() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("x"))
        }
    }
    let source = HEADER.as_bytes().chain(Broken);
    let mut reader = RowReader::open(source).unwrap();
    assert!(
        reader
            .next()
            .unwrap()
            .unwrap_err()
            .what
            .contains("cannot be read any further")
    );
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_fail_or_run_forever(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2000)) {
        let file = [HEADER.as_bytes(), &bytes].concat();
        let mut last = 1;
        if let Ok(reader) = RowReader::open(file.as_slice()) {
            for line in reader.take(3000) {
                let line = match line {
                    Ok(Line::Row(row)) => row.line(),
                    Ok(Line::Unreadable { line, .. }) => line,
                    Err(_) => break,
                };
                proptest::prop_assert!(line >= last);
                last = line;
            }
        }
    }
}
