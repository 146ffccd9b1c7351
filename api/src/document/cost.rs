//! What a document is when every fragment is written out, without writing it out: each fragment is measured once.
//!
//! It runs before validation, over all operations and all fragments, used or not, because validation itself is not
//! linear in what a fragment expands to. All sums saturate; a fragment that spreads itself is refused.

use std::collections::HashMap;

use apollo_compiler::ast::{Definition, Document, Field, FragmentDefinition, OperationDefinition, Selection};

use super::RequestError;
use super::limits::Limits;
use crate::problem::Code;

/// Refuses a document that is too deep or too wide.
pub fn check(document: &Document, limits: &Limits) -> Result<(), RequestError> {
    let mut measure = Measure::of(document, limits)?;
    let mut sum = Shape::default();
    for definition in &document.definitions {
        let shape = match definition {
            Definition::OperationDefinition(operation) => measure.operation(operation, limits)?,
            Definition::FragmentDefinition(fragment) => measure.fragment(&fragment.name)?,
            _ => continue,
        };
        sum = sum.beside(&shape);
    }
    sum.within(limits)
}

const WRITTEN_OUT: &str = "has, fragments written out, more than";

/// The size of a selection set with its fragments written out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Shape {
    depth: usize,
    levels: usize,
    fields: usize,
    top: usize,
    aliases: usize,
    directives: usize,
}

impl Shape {
    fn beside(self, other: &Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            levels: self.levels.max(other.levels),
            fields: self.fields.saturating_add(other.fields),
            top: self.top.saturating_add(other.top),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
        }
    }

    fn within(&self, limits: &Limits) -> Result<(), RequestError> {
        let measures = [
            ("depth", self.depth, limits.depth, "is deeper than", "fields"),
            (
                "levels",
                self.levels,
                limits.levels,
                "nests selections, fragments counted, deeper than",
                "levels",
            ),
            ("fields", self.fields, limits.fields, WRITTEN_OUT, "fields"),
            ("aliases", self.aliases, limits.aliases, WRITTEN_OUT, "aliases"),
            (
                "directives",
                self.directives,
                limits.directives,
                WRITTEN_OUT,
                "directives",
            ),
        ];
        let exceeded = measures.into_iter().find(|(_, found, most, ..)| most < found);
        exceeded.map_or(Ok(()), |(limit, _, most, is, what)| {
            let message = format!("the document {is} {most} {what}");
            Err(RequestError::limit(limit, message))
        })
    }
}

enum Seen {
    Measuring,
    Measured(Shape),
}

struct Measure<'d> {
    fragments: HashMap<&'d str, &'d FragmentDefinition>,
    seen: HashMap<&'d str, Seen>,
}

impl<'d> Measure<'d> {
    fn of(document: &'d Document, limits: &Limits) -> Result<Self, RequestError> {
        let fragments: Vec<_> = document
            .definitions
            .iter()
            .filter_map(|definition| match definition {
                Definition::FragmentDefinition(fragment) => Some((fragment.name.as_str(), fragment.as_ref())),
                _ => None,
            })
            .collect();
        if limits.fragments < fragments.len() {
            let message = format!("more than {} fragments", limits.fragments);
            return Err(RequestError::limit("fragments", message));
        }
        if limits.operations < document.definitions.len().saturating_sub(fragments.len()) {
            let message = format!("more than {} operations", limits.operations);
            return Err(RequestError::limit("operations", message));
        }
        Ok(Self {
            fragments: fragments.into_iter().collect(),
            seen: HashMap::new(),
        })
    }

    fn operation(
        &mut self,
        operation: &'d OperationDefinition,
        limits: &Limits,
    ) -> Result<Shape, RequestError> {
        let mut shape = self.selections(&operation.selection_set)?;
        if limits.root_fields < shape.top {
            let message = format!("more than {} fields at the root", limits.root_fields);
            return Err(RequestError::limit("root_fields", message));
        }
        let on_variables: usize = operation
            .variables
            .iter()
            .map(|variable| variable.directives.len())
            .sum();
        shape.directives = shape
            .directives
            .saturating_add(operation.directives.len() + on_variables);
        Ok(shape)
    }

    fn fragment(&mut self, name: &str) -> Result<Shape, RequestError> {
        // A fragment that is not defined is validation's to name.
        let Some((&name, &fragment)) = self.fragments.get_key_value(name) else {
            return Ok(Shape::default());
        };
        match self.seen.get(name) {
            Some(Seen::Measured(shape)) => return Ok(*shape),
            Some(Seen::Measuring) => {
                let message = format!("fragment `{name}` spreads itself");
                return Err(RequestError::new(Code::ValidationFailed, message));
            }
            None => {}
        }
        self.seen.insert(name, Seen::Measuring);
        let mut shape = self.selections(&fragment.selection_set)?;
        shape.directives = shape.directives.saturating_add(fragment.directives.len());
        self.seen.insert(name, Seen::Measured(shape));
        Ok(shape)
    }

    /// The recursion is bounded by the brackets that may be open at once and by the number of fragments.
    fn selections(&mut self, selections: &'d [Selection]) -> Result<Shape, RequestError> {
        let mut sum = Shape::default();
        for selection in selections {
            let (mut shape, directives) = match selection {
                Selection::Field(field) => (self.field(field)?, &field.directives),
                Selection::InlineFragment(inline) => {
                    (self.selections(&inline.selection_set)?, &inline.directives)
                }
                Selection::FragmentSpread(spread) => {
                    (self.fragment(&spread.fragment_name)?, &spread.directives)
                }
            };
            shape.levels = shape.levels.saturating_add(1);
            shape.directives = shape.directives.saturating_add(directives.len());
            sum = sum.beside(&shape);
        }
        Ok(sum)
    }

    fn field(&mut self, field: &'d Field) -> Result<Shape, RequestError> {
        let inner = self.selections(&field.selection_set)?;
        Ok(Shape {
            depth: inner.depth.saturating_add(1),
            fields: inner.fields.saturating_add(1),
            top: 1,
            aliases: inner.aliases.saturating_add(usize::from(field.alias.is_some())),
            ..inner
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use apollo_compiler::ast::Document;

    use super::check;
    use crate::document::Limits;
    use crate::problem::Code;

    fn code(text: &str) -> Option<Code> {
        let document = Document::parse(text, "test").unwrap_or_else(|partial| partial.partial);
        check(&document, &Limits::default()).err().map(|error| error.code)
    }

    /// Fragments that each spread the next `spreads` times.
    fn bomb(fragments: usize, spreads: usize) -> String {
        let mut text = String::from("{ ...F0 } ");
        for index in 0..fragments {
            let next = format!("...F{} ", index + 1).repeat(spreads);
            write!(text, "fragment F{index} on Query {{ {next} }} ").unwrap();
        }
        text + &format!("fragment F{fragments} on Query {{ a }}")
    }

    #[test]
    fn fragments_are_measured_once() {
        assert_eq!(code(&bomb(4, 2)), None);
        assert_eq!(code(&bomb(29, 10)), Some(Code::LimitExceeded));
        assert_eq!(code(&bomb(49, 2)), Some(Code::LimitExceeded));
        assert_eq!(code(&bomb(60, 1)), Some(Code::LimitExceeded));
    }

    #[test]
    fn circles_are_refused() {
        let text = "{ ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } }";
        assert_eq!(code(text), Some(Code::ValidationFailed));
        assert_eq!(
            code("{ a } fragment A on Query { ...A }"),
            Some(Code::ValidationFailed)
        );
    }

    #[test]
    fn aliases_directives_and_root_fields_are_counted() {
        let aliased = |count: usize| {
            let fields: Vec<_> = (0..count).map(|index| format!("a{index}: __typename ")).collect();
            let fields = fields.concat();
            format!("{{ x {{ {fields} }} }}")
        };
        assert_eq!(code(&aliased(100)), None);
        assert_eq!(code(&aliased(101)), Some(Code::LimitExceeded));
        assert_eq!(code(&format!("{{ a {} }}", "@skip(if: false) ".repeat(50))), None);
        assert_eq!(
            code(&format!("{{ a {} }}", "@skip(if: false) ".repeat(51))),
            Some(Code::LimitExceeded)
        );
        assert_eq!(
            code(&format!("{{ {} }}", "a ".repeat(21))),
            Some(Code::LimitExceeded)
        );
        let spread = format!("{{ ...F b }} fragment F on Query {{ {} }}", "a ".repeat(20));
        assert_eq!(code(&spread), Some(Code::LimitExceeded));
        assert_eq!(
            code(&format!("{}{}", "{a ".repeat(16), "}".repeat(16))),
            Some(Code::LimitExceeded)
        );
    }
}
