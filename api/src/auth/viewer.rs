//! The viewer: a verified subject whom the directory knows. Nothing is read or written without one.

use std::sync::Arc;

use entity::enums::{Purpose, Role};
use entity::ids::AuthorityId;

use super::Subject;
use crate::policy::Asking;
use crate::policy::Relations;
use crate::policy::relation::Who;

/// Somebody who may ask. Made only from a verified token and the directory, by [`crate::store::roster`].
///
/// ```compile_fail
/// // A viewer cannot be made by hand: its fields are private and its constructor belongs to the crate.
/// use integrated_review::auth::viewer::Viewer;
/// let somebody = Viewer { subject: todo!(), who: todo!(), name: String::new() };
/// ```
#[derive(Debug)]
pub struct Viewer {
    subject: Subject,
    who: Who,
    name: String,
}

impl Viewer {
    /// Joins what the token proves with what the directory knows.
    pub(crate) fn new(subject: Subject, who: Who, name: String) -> Self {
        Self { subject, who, name }
    }

    /// What the token proves.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// What the directory knows, as far as the policy depends on it.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// The name in the directory.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The role of the token.
    pub fn role(&self) -> Role {
        self.who.role
    }

    /// The authority of the token.
    pub fn authority(&self) -> AuthorityId {
        self.who.authority
    }

    /// The question that a decision answers, with these relations.
    pub fn asking(&self, relations: Relations) -> Asking<'_> {
        Asking {
            role: self.who.role,
            relations,
            scopes: self.subject.scopes(),
        }
    }
}

/// One request of a viewer.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub viewer: Arc<Viewer>,
    /// The id that finds the request in the logs and the audit.
    pub request_id: Arc<str>,
    /// What records are looked at for.
    pub purpose: Purpose,
    /// How the client names itself.
    pub client: Option<Arc<str>>,
    /// The name of the operation.
    pub operation: Option<Arc<str>>,
}

impl Caller {
    /// A request of a viewer that comes from no client.
    pub fn new(viewer: Arc<Viewer>, request_id: Arc<str>, purpose: Purpose) -> Self {
        Self {
            viewer,
            request_id,
            purpose,
            client: None,
            operation: None,
        }
    }
}
