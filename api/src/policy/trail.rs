//! Who reads who did and saw what.

use entity::enums::{Lens, Role};

use super::lens::Sight;
use super::sets::Lenses;

/// Whether a role reads the audit trail of its authority: every act and every look.
pub const fn reads_trail(role: Role) -> bool {
    matches!(role, Role::CaldicottGuardian | Role::AuthorityAdmin)
}

impl Sight {
    /// The classes of data of which the reader of a child's access log is told that they were looked at: a parent only
    /// of those that are a parent's own to read, so that no class that is kept from them is spoken of.
    pub fn told(self, looked_at: Lenses) -> Lenses {
        if self.lenses.has(Lens::AccessLogNames) {
            looked_at
        } else {
            looked_at.common(self.lenses)
        }
    }

    /// The class of data that the organisation of somebody who looked belongs to: it tells where a child is, but for
    /// those who read the names, whom the directory tells it anyway.
    pub fn place_of_lookers(self) -> Lens {
        if self.lenses.has(Lens::AccessLogNames) {
            Lens::AccessLogNames
        } else {
            Lens::Location
        }
    }
}
