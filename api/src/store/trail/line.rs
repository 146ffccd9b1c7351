//! One line of the trail.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::enums::{AuditKind, Purpose, Role};
use entity::ids::{ChildId, OrganisationId};
use entity::{access_log, access_shown, audit};
use sea_orm::prelude::Uuid;

use crate::policy::{Lenses, Relations};
use crate::store::shown;

/// What acts and looks say alike.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The line's number among those of its kind.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Uuid,
    /// In which role.
    pub role: Role,
    /// Where they held it.
    pub organisation: Option<OrganisationId>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The name of the operation.
    pub operation: Option<&'a str>,
    /// How the client named itself.
    pub client: Option<&'a str>,
    /// The request.
    pub request_id: &'a str,
}

macro_rules! said {
    ($row:ident, $purpose:expr) => {
        Said {
            id: $row.id,
            at: $row.at,
            actor: $row.actor_id,
            role: $row.role,
            organisation: $row.organisation_id,
            purpose: $purpose,
            operation: $row.operation.as_deref(),
            client: $row.client.as_deref(),
            request_id: &$row.request_id,
        }
    };
}

/// One line of the trail.
#[derive(Debug, Clone)]
pub enum TrailLine {
    /// An attempt to change something.
    Act(Arc<audit::Model>),
    /// An answer that showed something.
    Look(Arc<access_log::Model>, Arc<access_shown::Model>),
}

impl TrailLine {
    /// What the line is about.
    pub const fn kind(&self) -> AuditKind {
        match self {
            Self::Act(_) => AuditKind::Act,
            Self::Look(..) => AuditKind::Look,
        }
    }

    /// What acts and looks say alike.
    pub fn said(&self) -> Said<'_> {
        match self {
            Self::Act(row) => said!(row, row.purpose),
            Self::Look(row, _) => said!(row, Some(row.purpose)),
        }
    }

    /// The act, if it is one.
    pub fn act(&self) -> Option<&audit::Model> {
        match self {
            Self::Act(row) => Some(row),
            Self::Look(..) => None,
        }
    }

    /// The children of whom a look showed something.
    pub fn children(&self) -> &[ChildId] {
        match self {
            Self::Act(_) => &[],
            Self::Look(_, content) => &content.children.0,
        }
    }

    /// Of how many children a look showed something.
    pub fn shown_count(&self) -> Option<i32> {
        match self {
            Self::Act(_) => None,
            Self::Look(..) => Some(i32::try_from(self.children().len()).unwrap_or(i32::MAX)),
        }
    }

    /// What a look showed of one child.
    pub fn shown_of(&self, child: ChildId) -> (Lenses, Relations) {
        match self {
            Self::Act(_) => (Lenses::NONE, Relations::NONE),
            Self::Look(_, content) => shown::of_child(content, child),
        }
    }

    pub(super) fn place(&self) -> Place {
        let said = self.said();
        (said.at, self.kind(), said.id)
    }
}

/// A place in the list: of the same time, a look counts as the newer; an answer comes after its act.
pub(super) type Place = (DateTime<Utc>, AuditKind, i64);
