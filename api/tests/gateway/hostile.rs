//! Requests meant to harm: each is refused quickly and without any SQL, or served within the limits; the process lives,
//! and its memory does not grow.

use serde_json::json;

use crate::harness::{Answer, Gateway};

/// What the memory may grow by, over all that is here, in MiB: the prepared documents may take 64 of them.
const GROWTH: u64 = 256;

/// `{"query":"{ viewer { name } }"}`, compressed.
const GZIP: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x2c, 0x4d, 0x2d, 0xaa,
    0x54, 0xb2, 0x52, 0xaa, 0x56, 0x28, 0xcb, 0x4c, 0x2d, 0x4f, 0x2d, 0x52, 0xa8, 0x56, 0xc8, 0x4b, 0xcc,
    0x4d, 0x55, 0xa8, 0x55, 0xa8, 0x55, 0xaa, 0x05, 0x00, 0x44, 0x49, 0xe4, 0x6c, 0x1f, 0x00, 0x00, 0x00,
];

/// Whether a hostile request is refused, as what; by a code, and the limit that it names.
type Fate = (u16, &'static str, &'static str);

const SERVED: Fate = (200, "none", "none");
const INVALID: Fate = (400, "GRAPHQL_VALIDATION_FAILED", "none");
const MALFORMED: Fate = (400, "BAD_REQUEST", "none");
const WRONG: Fate = (400, "BAD_USER_INPUT", "none");
const UNSUPPORTED: Fate = (415, "UNSUPPORTED_MEDIA_TYPE", "none");
const LARGE: Fate = (413, "PAYLOAD_TOO_LARGE", "body_bytes");

const fn over(limit: &'static str) -> Fate {
    (400, "LIMIT_EXCEEDED", limit)
}

fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// So many fragments, each spreading the next so many times.
fn bomb(count: usize, spreads: usize) -> String {
    let fragments = each(count, |index| {
        let next = format!("...F{} ", index + 1).repeat(spreads);
        format!("fragment F{index} on Viewer {{ {next} }} ")
    });
    format!("{{ viewer {{ ...F0 }} }} {fragments} fragment F{count} on Viewer {{ name }}")
}

/// `inside`, in so many of two brackets.
fn nested(before: &str, open: &str, count: usize, close: &str, after: &str) -> String {
    format!("{before}{}1{}{after}", open.repeat(count), close.repeat(count))
}

/// What is asked of the caller's own record.
fn viewer(inner: &str) -> String {
    format!("{{ viewer {{ {inner} }} }}")
}

type Document = (&'static str, String, Fate);

fn deep() -> Vec<Document> {
    let list = |count| nested("{ nodes(ids: ", "[", count, "]", ") { id } }");
    let input = |count| nested("{ review(review: ", "{external:", count, "}", ") { id } }");
    let default = nested("query($a: [ID] = ", "[", 1_400, "]", ") { viewer { name } }");
    let declared = nested("query($a: ", "[", 20_000, "]", ") { viewer { name } }");
    let authorities = format!("{} id {}", "authority { ".repeat(40), "}".repeat(40));
    let circle = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    let own = "fragment A on Viewer { authority { ...B } } fragment B on Authority { ...B }";
    let of_types = format!("{} name {}", "ofType { ".repeat(40), "}".repeat(40));
    let of_fields = format!("{} name {}", "fields { type { ".repeat(5), "} }".repeat(5));
    let viewers = format!("{}{}", "{ viewer ".repeat(200), "}".repeat(200));
    vec![
        ("depth 200", viewers, over("nesting")),
        ("depth 40", viewer(&authorities), over("depth")),
        ("a list literal 100,000 deep", list(100_000), over("query_bytes")),
        ("a list literal 49,000 deep", list(49_000), over("nesting")),
        ("a list literal 1,400 deep", list(1_400), over("nesting")),
        ("a default value 1,400 deep", default, over("nesting")),
        ("a type 20,000 deep", declared, over("nesting")),
        ("inputs 1,400 deep", input(1_400), over("nesting")),
        ("inputs 40 deep", input(40), INVALID),
        ("30 fragments, each twice the next", bomb(30, 2), over("levels")),
        (
            "30 fragments, each ten times the next",
            bomb(30, 10),
            over("levels"),
        ),
        (
            "20 fragments, each ten times the next",
            bomb(20, 10),
            over("fields"),
        ),
        ("a circle of fragments", circle.to_owned(), INVALID),
        (
            "a fragment of itself",
            format!("{} {own}", viewer("...A")),
            INVALID,
        ),
        (
            "an introspection in circles",
            format!("{{ __schema {{ types {{ {of_fields} }} }} }}"),
            over("introspection_lists"),
        ),
        (
            "an introspection of types of types",
            format!("{{ __type(name: \"Query\") {{ {of_types} }} }}"),
            over("depth"),
        ),
    ]
}

fn wide() -> Vec<Document> {
    let aliases = |count, field: &str| each(count, |index| format!("a{index}: {field} "));
    let at_root = |count, field: &str| format!("{{ {} }}", aliases(count, field));
    let fragments = each(100, |index| format!("fragment F{index} on Viewer {{ name }} "));
    let operations = |count| each(count, |index| format!("query Q{index} {{ viewer {{ name }} }} "));
    let skipped = format!("name {}", "@skip(if: false) ".repeat(500));
    let unknown = format!("name {}", "@a ".repeat(10_000));
    vec![
        (
            "10,000 aliases",
            at_root(10_000, "viewer { name }"),
            over("query_bytes"),
        ),
        ("1,000 aliases", at_root(1_000, "viewer { name }"), over("tokens")),
        (
            "10,000 aliases of __typename",
            at_root(10_000, "__typename"),
            over("query_bytes"),
        ),
        (
            "1,300 aliases of __typename",
            at_root(1_300, "__typename"),
            over("root_fields"),
        ),
        (
            "200 aliases below the root",
            viewer(&aliases(200, "name")),
            over("aliases"),
        ),
        ("10,000 directives", viewer(&unknown), over("tokens")),
        ("500 directives", viewer(&skipped), over("directives")),
        (
            "a field 10,000 times",
            viewer(&"name ".repeat(10_000)),
            over("tokens"),
        ),
        ("a field 3,000 times", viewer(&"name ".repeat(3_000)), SERVED),
        (
            "3,000 unknown fields",
            viewer(&each(3_000, |index| format!("x{index} "))),
            INVALID,
        ),
        (
            "100 fragments",
            format!("{} {fragments}", viewer("name")),
            over("fragments"),
        ),
        ("5,000 operations", operations(5_000), over("query_bytes")),
        ("500 operations", operations(500), over("operations")),
    ]
}

fn odd() -> Vec<Document> {
    let reviews = |first: &str| format!("{{ reviews(first: {first}) {{ nodes {{ id child {{ id }} }} }} }}");
    let quotes = "\\\"".repeat(45_000);
    let not_a_name = (400, "GRAPHQL_PARSE_FAILED", "none");
    vec![
        ("a negative first", reviews("-2147483648"), SERVED),
        ("a huge first", reviews("2147483647"), over("cost")),
        ("a first beyond 32 bits", reviews("99999999999999999999"), INVALID),
        ("a first of 50,000 digits", reviews(&"9".repeat(50_000)), INVALID),
        (
            "a comment of 90,000 bytes",
            format!("{} #{}", viewer("name"), "x".repeat(90_000)),
            SERVED,
        ),
        (
            "90,000 commas",
            format!("{} {}", viewer("name"), ",".repeat(90_000)),
            over("tokens"),
        ),
        (
            "a string of 45,000 quotes",
            format!("{{ responsibilityMatrix(on: \"{quotes}\") {{ __typename }} }}"),
            SERVED,
        ),
        ("a NUL", viewer("na\0me"), not_a_name),
        (
            "a NUL in a string",
            "{ node(id: \"\\u0000\") { id } }".to_owned(),
            SERVED,
        ),
    ]
}

type Request = (&'static str, reqwest::RequestBuilder, Fate);

fn variables(gateway: &Gateway) -> Vec<Request> {
    let with = |query: &str, variables: &str| {
        let query = json!(query);
        gateway
            .post()
            .body(format!("{{\"query\":{query},\"variables\":{variables}}}"))
    };
    let ids = |value: &str| {
        with(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            &format!("{{\"ids\":{value}}}"),
        )
    };
    let filter = |value: &str| {
        let query = "query($f: ReviewFilter) { reviews(filter: $f) { totalCount } }";
        with(query, &format!("{{\"f\":{value}}}"))
    };
    let list = |count| json!(vec!["a"; count]).to_string();
    let many = each(80_000, |index| format!("\"v{index}\":1,"));
    vec![
        (
            "a list of 100,000 for variables",
            with(&viewer("name"), &list(100_000)),
            MALFORMED,
        ),
        (
            "a list of 100,000 as a variable",
            ids(&list(100_000)),
            over("list_items"),
        ),
        (
            "a list of 1,001 as a variable",
            ids(&list(1_001)),
            over("list_items"),
        ),
        (
            "80,000 variables",
            with(&viewer("name"), &format!("{{{many}\"x\":1}}")),
            SERVED,
        ),
        (
            "variables 100,000 deep",
            ids(&nested("", "[", 100_000, "]", "")),
            MALFORMED,
        ),
        ("variables 100 deep", ids(&nested("", "[", 100, "]", "")), WRONG),
        (
            "inputs 100 deep in a variable",
            filter(&nested("", "{\"dueOn\":", 100, "}", "")),
            WRONG,
        ),
        ("a NUL in a variable", ids("[\"\\u0000\"]"), SERVED),
        ("half a surrogate pair", ids("[\"\\ud83d\"]"), MALFORMED),
    ]
}

fn numbers(gateway: &Gateway) -> Vec<Request> {
    let first = |value: &str| {
        let query = json!("query($n: Int) { reviews(first: $n) { nodes { id } } }");
        gateway
            .post()
            .body(format!("{{\"query\":{query},\"variables\":{{\"n\":{value}}}}}"))
    };
    vec![
        ("a number beyond i64", first("9223372036854775808"), WRONG),
        ("a number beyond u64", first("-99999999999999999999"), WRONG),
        ("a number beyond f64", first("1e400"), MALFORMED),
        (
            "a number of 100,000 digits",
            first(&"9".repeat(100_000)),
            MALFORMED,
        ),
        (
            "a number of 100,000 decimals",
            first(&format!("0.{}", "1".repeat(100_000))),
            WRONG,
        ),
        ("a huge first in a variable", first("2147483647"), over("cost")),
        ("a negative first in a variable", first("-5"), SERVED),
    ]
}

fn bodies(gateway: &Gateway) -> Vec<Request> {
    let raw = |body: Vec<u8>| gateway.post().body(body);
    let query = |bytes| raw(json!({ "query": "#".repeat(bytes) }).to_string().into_bytes());
    let batch = vec!["{\"query\":\"{ viewer { name } }\"}"; 1_000].join(",");
    let upload = "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n\
        {\"query\":\"mutation { __typename }\"}\r\n--x--\r\n";
    let upload = gateway.typed("multipart/form-data; boundary=x").body(upload);
    let compressed = gateway.post().header("content-encoding", "gzip").body(GZIP);
    vec![
        ("a query of 1 MB", query(1_000_000), over("query_bytes")),
        ("a query of 2 MB", query(2_000_000), LARGE),
        ("20 MB", raw(vec![b' '; 20_000_000]), LARGE),
        (
            "invalid UTF-8",
            raw(b"{\"query\":\"{ viewer { name } } # \xFF\xFE\"}".to_vec()),
            MALFORMED,
        ),
        ("NULs", raw(vec![0; 100_000]), MALFORMED),
        (
            "a batch of 1,000",
            raw(format!("[{batch}]").into_bytes()),
            MALFORMED,
        ),
        ("100,000 brackets", raw(vec![b'['; 100_000]), MALFORMED),
        (
            "100,000 braces",
            raw("{\"a\":".repeat(100_000).into_bytes()),
            MALFORMED,
        ),
        ("an upload", upload, UNSUPPORTED),
        ("a compressed body", compressed, UNSUPPORTED),
    ]
}

/// Asserts what became of a request, and says how long it took.
async fn fate(gateway: &Gateway, name: &str, answer: Answer, expected: Fate, statements: u64) {
    let Answer { status, body, took } = &answer;
    let found = (*status, answer.code(), answer.limit());
    let text = body.to_string();
    assert!(text.len() < 40_000, "{name}: {} bytes", text.len());
    if expected == SERVED {
        // Served: with data, or with an execution error that says what is wrong.
        assert!(
            *status == 200 && body.get("data").is_some(),
            "{name}: {text:.400}"
        );
    } else {
        assert_eq!(found, expected, "{name}: {text:.400}");
        assert!(body.get("data").is_none(), "{name}: {text:.400}");
        assert_eq!(
            gateway.statements().await,
            statements,
            "{name} has cost SQL statements"
        );
    }
    println!("{name:>40}: {} {} {} in {took:?}", found.0, found.1, found.2);
}

#[tokio::test]
async fn hostile_requests_are_refused_without_sql_and_harm_nobody() {
    let gateway = Gateway::start().await;
    assert_eq!(gateway.query("{ viewer { name } }").await.status, 200);
    let (before, _) = gateway.memory();
    for round in 1..=3 {
        println!("round {round}");
        for (name, document, expected) in [deep(), wide(), odd()].concat() {
            let statements = gateway.statements().await;
            let answer = gateway.query(&document).await;
            fate(&gateway, name, answer, expected, statements).await;
        }
        let requests = variables(&gateway)
            .into_iter()
            .chain(numbers(&gateway))
            .chain(bodies(&gateway));
        for (name, request, expected) in requests {
            let statements = gateway.statements().await;
            let answer = gateway.send(request).await;
            fate(&gateway, name, answer, expected, statements).await;
        }
        let (now, peak) = gateway.memory();
        println!("memory: {before} MiB before, {now} MiB now, {peak} MiB at most");
        assert!(now < before + GROWTH, "{before} MiB before, {now} MiB now");
    }
    assert_eq!(gateway.query("{ viewer { name } }").await.status, 200);
}
