//! The sources, for tests that read them: tokens rather than text, so that comments and strings do not count.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::update::root;

/// A file of Rust.
pub struct Source {
    /// From the root of the repository, with slashes.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it is compiled for tests alone.
    pub for_tests: bool,
    product: OnceLock<Vec<Token>>,
    all: OnceLock<Vec<Token>>,
}

/// A token that is not a group, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The token.
    pub text: String,
    /// The line.
    pub line: usize,
}

impl Source {
    /// A file.
    pub fn new(path: &str, text: String, for_tests: bool) -> Self {
        let (product, all) = (OnceLock::new(), OnceLock::new());
        Self {
            path: path.to_owned(),
            text,
            for_tests,
            product,
            all,
        }
    }

    /// The tokens in order, groups as their brackets and contents, without what is compiled for tests alone.
    pub fn tokens(&self) -> &[Token] {
        self.product.get_or_init(|| {
            let mut tokens = Vec::new();
            if !self.for_tests {
                flatten(TokenStream::from_str(&self.text).unwrap(), &mut tokens);
            }
            tokens
        })
    }

    /// All tokens, those for tests too.
    pub fn all_tokens(&self) -> &[Token] {
        self.all.get_or_init(|| {
            let mut tokens = Vec::new();
            flatten_all(TokenStream::from_str(&self.text).unwrap(), &mut tokens);
            tokens
        })
    }

    /// Where these tokens follow each other.
    pub fn lines_with(&self, sequence: &[&str]) -> Vec<String> {
        let tokens = self.tokens();
        let hits = tokens.windows(sequence.len()).filter(|window| {
            window
                .iter()
                .map(|token| token.text.as_str())
                .eq(sequence.iter().copied())
        });
        hits.filter_map(|window| window.first())
            .map(|token| format!("{}:{}", self.path, token.line))
            .collect()
    }
}

static ALL: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for member in ["api", "bench", "cluster", "entity", "migration", "tests"] {
        walk(&root().join(member), &mut files);
    }
    files.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, text)
    };
    let texts: Vec<(PathBuf, String)> = files.into_iter().map(read).collect();
    let tests: HashSet<PathBuf> = texts
        .iter()
        .flat_map(|(path, text)| test_modules(path, text))
        .collect();
    let source = |(path, text): (PathBuf, String)| {
        let for_tests = tests
            .iter()
            .any(|module| path.starts_with(module) || path == module.with_extension("rs"));
        Source::new(
            path.strip_prefix(root()).unwrap().to_str().unwrap(),
            text,
            for_tests,
        )
    };
    texts.into_iter().map(source).collect()
});

/// Every file of Rust under these folders.
pub fn under(folders: &[&str]) -> Vec<&'static Source> {
    let within = |source: &&Source| {
        folders
            .iter()
            .any(|folder| Path::new(&source.path).starts_with(folder))
    };
    ALL.iter().filter(within).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The paths, without extension, of the modules that a file declares for tests alone.
fn test_modules(path: &Path, text: &str) -> Vec<PathBuf> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let names = lines.windows(2).filter_map(|pair| match pair {
        [attribute, module] if attribute.starts_with("#[cfg(test)]") => {
            let name = module.strip_suffix(';')?.split_whitespace().last()?;
            module.contains("mod ").then_some(name)
        }
        _ => None,
    });
    let stem = path.file_stem().unwrap();
    let folder = path.parent().unwrap();
    let own = if stem == "mod" || stem == "lib" || stem == "main" {
        folder.to_owned()
    } else {
        folder.join(stem)
    };
    names.map(|name| own.join(name)).collect()
}

/// Flattens, leaving out each item behind `#[cfg(test)]`.
fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let attribute = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
        let is_test = attribute
            && matches!(trees.peek(), Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)");
        if is_test {
            // The item ends with its braces, or with a semicolon.
            for tree in trees.by_ref() {
                match tree {
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
                    TokenTree::Punct(punct) if punct.as_char() == ';' => break,
                    _ => {}
                }
            }
            continue;
        }
        push(tree, tokens, flatten);
    }
}

fn flatten_all(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        push(tree, tokens, flatten_all);
    }
}

fn push(tree: TokenTree, tokens: &mut Vec<Token>, inner: fn(TokenStream, &mut Vec<Token>)) {
    let line = tree.span().start().line;
    let mut add = |text: &str, line| {
        tokens.push(Token {
            text: text.to_owned(),
            line,
        });
    };
    match tree {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::None => ("", ""),
            };
            add(open, line);
            inner(group.stream(), tokens);
            tokens.push(Token {
                text: close.to_owned(),
                line: group.span_close().start().line,
            });
        }
        other => add(&other.to_string(), line),
    }
}
