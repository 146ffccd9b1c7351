//! JSON texts, written as soon as their values are at hand.
//!
//! An answer has thousands of values. As a tree of them it costs an allocation for each key, text and object; as text it
//! is copied once a level. In async-graphql's own tree such a text is a [`Value::Binary`]; no scalar of ours is one.

use std::io::{self, Write};

use async_graphql::Value;
use bytes::Bytes;
use serde::Serialize;

use crate::problem::{Problem, Result};

/// Many JSON texts, one behind the other.
#[derive(Debug, Default)]
pub struct Texts {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    /// None yet, with room for so many.
    pub fn with_capacity(texts: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(texts * 24),
            ends: Vec::with_capacity(texts),
        }
    }

    /// The text of each value.
    ///
    /// # Errors
    /// If a value cannot be written as JSON.
    pub fn of<T: Serialize>(values: impl ExactSizeIterator<Item = T>) -> Result<Self> {
        let mut texts = Self::with_capacity(values.len());
        for value in values {
            serde_json::to_writer(&mut texts.bytes, &value).map_err(Problem::internal)?;
            texts.ends.push(texts.bytes.len());
        }
        Ok(texts)
    }

    /// The same text so many times.
    pub fn repeated(text: &str, times: usize) -> Self {
        let bytes = text.as_bytes().repeat(times);
        let ends = (1..=times).map(|count| count * text.len()).collect();
        Self { bytes, ends }
    }

    /// Adds a text that is written piece by piece.
    pub fn push<'a>(&mut self, pieces: impl IntoIterator<Item = &'a [u8]>) {
        for piece in pieces {
            self.bytes.extend_from_slice(piece);
        }
        self.ends.push(self.bytes.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each text.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.bytes.as_slice();
        let mut begin = 0;
        self.ends.iter().map(move |end| {
            let (text, others) = rest.split_at((end - begin).min(rest.len()));
            (rest, begin) = (others, *end);
            text
        })
    }

    /// Each text as a value of async-graphql's tree.
    pub fn into_values(self) -> Vec<Value> {
        let bytes = Bytes::from(self.bytes);
        let mut begin = 0;
        self.ends
            .into_iter()
            .map(|end| Value::Binary(bytes.slice(std::mem::replace(&mut begin, end)..end)))
            .collect()
    }
}

/// Writes a tree in which such texts may stand.
///
/// # Errors
/// If the writer takes no more.
pub fn write(out: &mut impl Write, value: &Value) -> io::Result<()> {
    match value {
        Value::Binary(text) => out.write_all(text),
        Value::List(items) => {
            out.write_all(b"[")?;
            for (place, item) in items.iter().enumerate() {
                if 0 < place {
                    out.write_all(b",")?;
                }
                write(out, item)?;
            }
            out.write_all(b"]")
        }
        Value::Object(members) => {
            out.write_all(b"{")?;
            for (place, (name, member)) in members.iter().enumerate() {
                if 0 < place {
                    out.write_all(b",")?;
                }
                serde_json::to_writer(&mut *out, name.as_str())?;
                out.write_all(b":")?;
                write(out, member)?;
            }
            out.write_all(b"}")
        }
        plain => Ok(serde_json::to_writer(out, plain)?),
    }
}

/// A tree in which such texts may stand, as plain JSON.
///
/// # Errors
/// If a text in it is no JSON.
pub fn plain(value: &Value) -> serde_json::Result<serde_json::Value> {
    let mut text = Vec::new();
    write(&mut text, value).map_err(serde_json::Error::io)?;
    serde_json::from_slice(&text)
}

#[cfg(test)]
mod tests {
    use async_graphql::{Name, indexmap::IndexMap};

    use super::*;

    fn written(value: &Value) -> String {
        let mut text = Vec::new();
        write(&mut text, value).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn texts_keep_their_places_and_are_written_as_they_are() {
        let mut texts = Texts::of(["a \"b\"\n", "", "ü"].into_iter()).unwrap();
        texts.push([b"{".as_slice(), b"}"]);
        let each: Vec<&[u8]> = texts.iter().collect();
        assert_eq!(
            each,
            [br#""a \"b\"\n""#.as_slice(), br#""""#, "\"ü\"".as_bytes(), b"{}"]
        );
        assert_eq!((texts.len(), texts.is_empty()), (4, false));
        let list = Value::List(texts.into_values());
        assert_eq!(written(&list), r#"["a \"b\"\n","","ü",{}]"#);
        let object = IndexMap::from([
            (Name::new("null"), Value::Null),
            (Name::new("list"), list),
            (Name::new("number"), Value::from(1.5)),
            (Name::new("enum"), Value::Enum(Name::new("DUE"))),
        ]);
        let object = Value::Object(object);
        assert_eq!(
            written(&object),
            r#"{"null":null,"list":["a \"b\"\n","","ü",{}],"number":1.5,"enum":"DUE"}"#
        );
        assert_eq!(plain(&object).unwrap()["list"][2], "ü");
        assert_eq!(
            Texts::repeated("null", 2).iter().collect::<Vec<_>>(),
            [b"null", b"null"]
        );
    }
}
