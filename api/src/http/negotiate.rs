//! Which of the two media types of GraphQL over HTTP the caller wants.

/// A media type that an answer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`: the status says little, for intermediaries that make their own 4xx.
    Json,
    /// `application/graphql-response+json`: the status says what happened.
    GraphqlResponse,
}

impl Media {
    /// The Content-Type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// Chooses by the Accept header. None: nothing that is accepted can be given.
pub fn choose(accept: Option<&str>) -> Option<Media> {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return Some(Media::Json);
    };
    let ranges: Vec<Range> = accept.split(',').filter_map(Range::read).collect();
    let weight = |media| {
        let fitting = ranges
            .iter()
            .filter_map(|range| Some((range.fits(media)?, range.q)));
        // The most specific range decides; of equally specific ones the first.
        fitting
            .rev()
            .max_by_key(|(specificity, _)| *specificity)
            .map_or(0, |(_, q)| q)
    };
    let (json, graphql) = (weight(Media::Json), weight(Media::GraphqlResponse));
    if json == 0 && graphql == 0 {
        return None;
    }
    let names_graphql = ranges
        .iter()
        .any(|range| range.fits(Media::GraphqlResponse) == Some(2) && 0 < range.q);
    match json.cmp(&graphql) {
        std::cmp::Ordering::Less => Some(Media::GraphqlResponse),
        std::cmp::Ordering::Equal if names_graphql => Some(Media::GraphqlResponse),
        _ => Some(Media::Json),
    }
}

/// One item of an Accept header; `q` in thousandths.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    q: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut q = 1_000;
        for parameter in parts {
            let (name, value) = parameter.split_once('=')?;
            match (name.trim(), value.trim()) {
                ("q" | "Q", value) => q = thousandths(value)?,
                (name, value) if name.eq_ignore_ascii_case("charset") && !is_utf8(value) => return None,
                _ => {}
            }
        }
        Some(Self { kind, subtype, q })
    }

    /// How specific the range is, where it fits.
    fn fits(&self, media: Media) -> Option<u8> {
        let subtype = match media {
            Media::Json => "json",
            Media::GraphqlResponse => "graphql-response+json",
        };
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (kind, "*") if kind.eq_ignore_ascii_case("application") => Some(1),
            (kind, given)
                if kind.eq_ignore_ascii_case("application") && given.eq_ignore_ascii_case(subtype) =>
            {
                Some(2)
            }
            _ => None,
        }
    }
}

fn is_utf8(charset: &str) -> bool {
    charset.trim_matches('"').eq_ignore_ascii_case("utf-8")
}

/// A weight between 0 and 1 with up to three decimals.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if 3 < decimals.len() || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    Some((whole * 1_000 + decimals).min(1_000))
}

#[cfg(test)]
mod tests {
    use super::{Media, choose};

    #[test]
    fn media_types_are_negotiated() {
        let (json, graphql) = (Some(Media::Json), Some(Media::GraphqlResponse));
        for (accept, chosen) in [
            (None, json),
            (Some(""), json),
            (Some("*/*"), json),
            (Some("application/*"), json),
            (Some("application/json"), json),
            (Some("APPLICATION/JSON; charset=UTF-8"), json),
            (Some("application/graphql-response+json"), graphql),
            (
                Some("application/graphql-response+json; charset=utf-8, application/json;q=0.9"),
                graphql,
            ),
            (
                Some("application/json;q=0.9, application/graphql-response+json;q=0.8"),
                json,
            ),
            (
                Some("application/json, application/graphql-response+json"),
                graphql,
            ),
            (Some("application/json;q=0, */*"), graphql),
            (Some("application/graphql-response+json;q=0, */*;q=0.1"), json),
            (Some("text/html, */*;q=0.1"), json),
            (Some("text/html"), None),
            (Some("application/json;q=0"), None),
            (Some("application/json;charset=latin1"), None),
            (Some("nonsense"), None),
        ] {
            assert_eq!(choose(accept), chosen, "{accept:?}");
        }
    }
}
