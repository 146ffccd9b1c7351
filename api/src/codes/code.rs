//! What the simple codes have in common.

/// Upper case, without surrounding white space.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

/// Whether a text has exactly the shape of a pattern: `A` a letter, `9` a digit, anything else itself.
pub(super) fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, wanted)| match wanted {
                b'A' => byte.is_ascii_uppercase(),
                b'9' => byte.is_ascii_digit(),
                other => byte == other,
            })
}

/// A newtype over a text that was checked.
macro_rules! checked_code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The code in its stored form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    };
}
pub(super) use checked_code;
