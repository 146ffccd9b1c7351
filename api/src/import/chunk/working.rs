//! A child while rows are taken.

use entity::child;

use crate::codes::NhsNumber;
use crate::import::matching::Candidate;

/// A child while rows are taken.
#[derive(Debug)]
pub struct Working {
    /// As it was; `None` for a child that was not known.
    pub before: Option<child::Model>,
    /// As it is to be.
    pub now: child::Model,
    /// Its identifiers: system and value.
    pub identifiers: Vec<(String, String)>,
    /// How many of them were known before.
    pub known_identifiers: usize,
}

impl Working {
    /// A child that is recorded.
    pub fn recorded(child: child::Model) -> Self {
        Self {
            before: Some(child.clone()),
            now: child,
            identifiers: Vec::new(),
            known_identifiers: 0,
        }
    }

    /// Adds an identifier that was known before.
    pub fn identify(&mut self, system: String, value: String) {
        self.identifiers.push((system, value));
        self.known_identifiers = self.identifiers.len();
    }

    /// The identifiers that are new.
    pub fn added(&self) -> &[(String, String)] {
        self.identifiers.get(self.known_identifiers..).unwrap_or_default()
    }

    /// Whether anything is new.
    pub fn has_changed(&self) -> bool {
        self.before.as_ref() != Some(&self.now) || !self.added().is_empty()
    }

    pub(super) fn candidate(&self) -> Candidate {
        let (nhs, external): (Vec<_>, Vec<_>) = self
            .identifiers
            .iter()
            .cloned()
            .partition(|(system, _)| system == NhsNumber::SYSTEM);
        Candidate {
            child: self.now.id,
            given_name: self.now.given_name.clone(),
            family_name: self.now.family_name.clone(),
            birth_date: self.now.birth_date,
            postcode: self.now.postcode.clone(),
            nhs_number: nhs.into_iter().next().map(|(_, value)| value),
            external_ids: external,
        }
    }
}
