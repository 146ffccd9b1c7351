//! The invariants of `docs/ARCHITECTURE.md` that the type system cannot hold: read from the sources.

use std::collections::BTreeSet;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use tests::sources::{Source, under};

const PRODUCT: &[&str] = &["api/src", "entity/src", "migration/src"];
const EVERYTHING: &[&str] = &[
    "api/src",
    "api/tests",
    "entity/src",
    "migration/src",
    "bench/src",
    "cluster/src",
    "tests/src",
    "tests/it",
];

/// Names that stand outside the files where they may stand.
fn strays(folders: &[&str], names: &[&str], may: impl Fn(&str) -> bool) -> Vec<String> {
    let sources = under(folders);
    let outside = sources.iter().filter(|source| !may(&source.path));
    outside
        .flat_map(|source| names.iter().flat_map(|name| source.lines_with(&[name])))
        .collect()
}

#[test]
fn only_the_store_names_a_connection() {
    let names = [
        "DatabaseConnection",
        "DatabaseTransaction",
        "ConnectionTrait",
        "TransactionTrait",
        "StreamTrait",
        "Statement",
        "ConnectOptions",
    ];
    let found = strays(&["api/src"], &names, |path| path.starts_with("api/src/store/"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn only_the_token_module_names_jsonwebtoken() {
    let found = strays(PRODUCT, &["jsonwebtoken"], |path| path == "api/src/auth/token.rs");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn rules_are_pure() {
    let impure = [
        "async",
        "await",
        "Clock",
        "Store",
        "Reader",
        "Seen",
        "Tx",
        "Attempt",
        "EntityTrait",
        "QueryFilter",
        "QuerySelect",
        "ColumnTrait",
        "Condition",
    ];
    let is_rules = |path: &str| {
        path.starts_with("api/src/domain/") && (path.ends_with("/rules.rs") || path.contains("/rules/"))
    };
    let found = strays(&["api/src/domain"], &impure, |path| !is_rules(path));
    assert!(found.is_empty(), "{found:#?}");
    assert!(
        under(&["api/src/domain"])
            .iter()
            .any(|source| is_rules(&source.path))
    );
}

#[test]
fn a_slice_uses_neither_the_rules_nor_the_mutations_of_another() {
    let mut found = Vec::new();
    for source in under(&["api/src/domain"]) {
        let own = source.path.split('/').nth(3).unwrap();
        for path in paths(source) {
            if let [start @ .., slice, part] = path.as_slice()
                && start.last().is_some_and(|last| last == "domain")
                && slice != own
                && ["rules", "mutations"].contains(&part.as_str())
            {
                found.push(format!("{}: {}", source.path, path.join("::")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What the house is built of knows nothing of what is built on it.
#[test]
fn the_arrows_point_downwards() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "api/src/store/",
            &["domain", "schema", "http", "engine", "import", "demo", "cli"],
        ),
        (
            "api/src/policy/",
            &[
                "store", "gql", "domain", "schema", "http", "engine", "import", "demo", "cli",
            ],
        ),
        (
            "api/src/auth/",
            &[
                "gql", "domain", "schema", "http", "engine", "import", "demo", "cli",
            ],
        ),
        (
            "api/src/document/",
            &[
                "store", "policy", "auth", "domain", "schema", "http", "engine", "cli",
            ],
        ),
        (
            "api/src/http/",
            &[
                "store", "policy", "auth", "domain", "schema", "import", "demo", "cli",
            ],
        ),
        (
            "api/src/domain/",
            &["http", "engine", "document", "import", "demo", "cli"],
        ),
        (
            "api/src/codes/",
            &[
                "store", "policy", "auth", "gql", "domain", "schema", "http", "engine", "cli",
            ],
        ),
    ];
    let mut found = BTreeSet::new();
    for source in under(&["api/src"]) {
        for (folder, modules) in forbidden
            .iter()
            .filter(|(folder, _)| source.path.starts_with(folder))
        {
            for path in paths(source) {
                if let [start, module, ..] = path.as_slice()
                    && start == "crate"
                    && modules.contains(&module.as_str())
                {
                    found.insert(format!("{} (in {folder}) uses {}", source.path, path.join("::")));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Every path of a file that starts with `crate`, cut behind the module of a slice: uses and inline paths.
fn paths(source: &Source) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let tokens = source.tokens();
    let mut starts = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.text == "crate")
        .map(|(at, _)| at);
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    starts
        .by_ref()
        .for_each(|start| grow(&texts[start..], Vec::new(), &mut found));
    found
}

/// Reads `a::b::{c, d::e}` from where it starts; gives how many tokens that were.
fn grow(tokens: &[&str], mut path: Vec<String>, found: &mut BTreeSet<Vec<String>>) {
    let mut at = 0;
    loop {
        match tokens.get(at..) {
            Some(["{", rest @ ..]) => {
                let mut depth = 0;
                let mut fresh = true;
                for (inner, token) in rest.iter().enumerate() {
                    match *token {
                        "}" if depth == 0 => return,
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        "," if depth == 0 => fresh = true,
                        _ if fresh && depth == 0 => {
                            grow(&rest[inner..], path.clone(), found);
                            fresh = false;
                        }
                        _ => {}
                    }
                }
                return;
            }
            Some([name, ":", ":", ..]) => {
                path.push((*name).to_owned());
                at += 3;
            }
            Some([name, ..]) => {
                path.push((*name).to_owned());
                found.insert(path.iter().take(4).cloned().collect());
                // What is longer than a slice's module is found as its beginning too.
                for length in 2..path.len() {
                    found.insert(path.iter().take(length).cloned().collect());
                }
                return;
            }
            _ => return,
        }
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let long = under(EVERYTHING)
        .into_iter()
        .map(|source| (&source.path, source.text.lines().count()));
    let long: Vec<_> = long.filter(|(_, lines)| 400 < *lines).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_function_is_longer_than_60_lines() {
    struct Functions<'a>(&'a str, Vec<String>);
    impl Functions<'_> {
        fn measure(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature, block: &syn::Block) {
            let lines = block.span().end().line - signature.span().start().line + 1;
            let expected = attributes.iter().any(|attribute| {
                let list = attribute
                    .meta
                    .require_list()
                    .map(|list| list.tokens.to_string())
                    .unwrap_or_default();
                attribute.path().is_ident("expect") && list.contains("too_many_lines")
            });
            if 60 < lines && !expected {
                self.1
                    .push(format!("{}: {} has {lines} lines", self.0, signature.ident));
            }
        }
    }
    impl<'ast> Visit<'ast> for Functions<'_> {
        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            self.measure(&item.attrs, &item.sig, &item.block);
            visit::visit_item_fn(self, item);
        }
        fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
            self.measure(&item.attrs, &item.sig, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }
    let mut long = Vec::new();
    for source in under(EVERYTHING) {
        let mut functions = Functions(&source.path, Vec::new());
        functions.visit_file(&syn::parse_file(&source.text).unwrap());
        long.append(&mut functions.1);
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn lints_are_expected_with_a_reason_never_allowed() {
    let mut found = Vec::new();
    for source in under(EVERYTHING) {
        let tokens = source.all_tokens();
        for (at, token) in tokens.iter().enumerate() {
            let next = |ahead: usize| tokens.get(at + ahead).map(|token| token.text.as_str());
            let inner = usize::from(next(1) == Some("!"));
            if token.text == "#" && next(1 + inner) == Some("[") && next(2 + inner) == Some("allow") {
                found.push(format!("{}:{}", source.path, token.line));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_product_does_not_panic_on_purpose() {
    let mut found = Vec::new();
    for source in under(PRODUCT) {
        for call in ["unwrap", "expect", "unwrap_unchecked"] {
            found.extend(source.lines_with(&[".", call, "("]));
        }
        for name in ["panic", "todo", "unimplemented", "unreachable", "dbg"] {
            found.extend(source.lines_with(&[name, "!"]));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_test_sleeps_or_is_left_out() {
    let mut found = Vec::new();
    for source in under(EVERYTHING) {
        // The product may wait: for a source of keys that is away, for example.
        if source.path.contains("/src/") && !source.for_tests && !source.path.starts_with("tests/") {
            continue;
        }
        let own = source.path == "tests/it/architecture.rs";
        for pair in source.all_tokens().windows(2).filter(|_| !own) {
            let [token, next] = pair else { continue };
            let sleeps = token.text == "sleep" && next.text == "(";
            if sleeps || ["ignore", "should_panic"].contains(&token.text.as_str()) {
                found.push(format!("{}:{} {}", source.path, token.line, token.text));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let text = "use crate::domain::{child::rules, review::{loader, rules::plan}};\n#[cfg(test)]\nmod tests { fn a() { b.unwrap(); } }\nfn c() { crate::store::Tx::d(); }";
    let source = Source::new("api/src/domain/x/y.rs", text.to_owned(), false);
    let found: BTreeSet<String> = paths(&source).into_iter().map(|path| path.join("::")).collect();
    for path in [
        "crate::domain::child::rules",
        "crate::domain::review::rules",
        "crate::domain::review::loader",
    ] {
        assert!(found.contains(path), "{path} {found:?}");
    }
    assert!(source.lines_with(&[".", "unwrap", "("]).is_empty());
    assert_eq!(source.lines_with(&["Tx"]), ["api/src/domain/x/y.rs:4"]);
}
