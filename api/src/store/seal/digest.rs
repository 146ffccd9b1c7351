//! What a seal is computed over, in a form that anybody can compute again with a SHA-256 and the rows.
//!
//! A row is its name and version (`act 1`, `look 1`) in a line, then for each column that is not null, in the order below,
//! its name, `=`, the length of the value in bytes, `:`, and the value. Ids are UUIDs in their usual text form, times are
//! UTC with six decimals. A column that a later version adds is null in older rows, so their digests stay.

use crate::hex::hex;
use std::fmt::Display;

use chrono::{DateTime, SecondsFormat, Utc};
use entity::enums::ValueSet;
use entity::{access_log, audit, audit_seal};
use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub type Digest = [u8; 32];

/// Bytes of one row in a seal: its id, and its digest.
const PLACE: usize = 40;

struct Canon(Sha256);

impl Canon {
    fn new(what: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(what);
        hash.update(b"\n");
        Self(hash)
    }

    fn with(self, name: &str, value: impl Display) -> Self {
        self.maybe(name, Some(value))
    }

    fn maybe(mut self, name: &str, value: Option<impl Display>) -> Self {
        if let Some(value) = value {
            let text = value.to_string();
            self.0.update(format!("{name}={}:{text}\n", text.len()));
        }
        self
    }

    fn bytes(mut self, name: &str, value: &[u8]) -> Self {
        self.0.update(format!("{name}={}:", value.len()));
        self.0.update(value);
        self.0.update(b"\n");
        self
    }

    fn done(self) -> Digest {
        self.0.finalize().into()
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The digest of an act.
pub fn act(row: &audit::Model) -> Digest {
    Canon::new("act 1")
        .with("id", row.id)
        .with("xid", row.xid)
        .with("at", time(row.at))
        .with("authority", row.authority_id.0)
        .with("actor", row.actor_id)
        .with("role", row.role.as_str())
        .maybe("organisation", row.organisation_id.map(|id| id.0))
        .maybe("purpose", row.purpose.map(ValueSet::as_str))
        .maybe("operation", row.operation.as_ref())
        .maybe("client", row.client.as_ref())
        .with("act", &row.act)
        .maybe("subjectType", row.subject_type.as_ref())
        .maybe("subject", row.subject_id)
        .maybe("review", row.review_id.map(|id| id.0))
        .maybe("child", row.child_id.map(|id| id.0))
        .with("outcome", row.outcome.as_str())
        .maybe("reason", row.reason.as_ref())
        .maybe("matrixLine", row.matrix_line.as_ref())
        .with("request", &row.request_id)
        .done()
}

/// The digest of a look. What it showed is named by its own hash.
pub fn look(row: &access_log::Model) -> Digest {
    Canon::new("look 1")
        .with("id", row.id)
        .with("xid", row.xid)
        .with("at", time(row.at))
        .with("authority", row.authority_id.0)
        .with("actor", row.actor_id)
        .with("role", row.role.as_str())
        .maybe("organisation", row.organisation_id.map(|id| id.0))
        .with("purpose", row.purpose.as_str())
        .maybe("operation", row.operation.as_ref())
        .maybe("client", row.client.as_ref())
        .with("request", &row.request_id)
        .with("shown", row.shown_id)
        .done()
}

/// The hash of a seal over everything else in it, the hash of the seal before it among them.
pub fn seal(row: &audit_seal::Model) -> String {
    let hash = Canon::new("seal 1")
        .with("chain", row.chain.as_str())
        .with("number", row.number)
        .with("previous", &row.previous)
        .with("firstId", row.first_id)
        .with("lastXid", row.last_xid)
        .with("lastId", row.last_id)
        .with("count", row.count)
        .with("at", time(row.at))
        .bytes("digests", &row.digests)
        .done();
    hex(&hash)
}

/// The rows of a seal in one column.
pub fn packed(rows: &[(i64, Digest)]) -> Vec<u8> {
    let place = |(id, digest): &(i64, Digest)| {
        let mut place = id.to_be_bytes().to_vec();
        place.extend_from_slice(digest);
        place
    };
    rows.iter().flat_map(place).collect()
}

/// The rows of a seal: id and digest.
pub fn unpacked(digests: &[u8]) -> Vec<(i64, Digest)> {
    let place = |place: &[u8]| {
        let (id, digest) = place.split_first_chunk::<8>()?;
        Some((i64::from_be_bytes(*id), digest.try_into().ok()?))
    };
    digests.chunks_exact(PLACE).filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::enums::{AuditKind, Purpose, Role};
    use entity::ids::AuthorityId;
    use sea_orm::prelude::Uuid;

    fn row() -> access_log::Model {
        access_log::Model {
            id: 7,
            xid: 3,
            at: "2026-11-24T09:00:00.000001Z".parse().unwrap(),
            authority_id: AuthorityId(Uuid::from_u128(1)),
            actor_id: Uuid::from_u128(2),
            role: Role::HealthVisitor,
            organisation_id: None,
            purpose: Purpose::Review,
            operation: Some("Due".to_owned()),
            client: None,
            request_id: "r".to_owned(),
            shown_id: Uuid::from_u128(3),
        }
    }

    #[test]
    fn every_column_counts_and_no_two_rows_are_told_alike() {
        let same = look(&row());
        assert_eq!(same, look(&row()));
        let others = [
            access_log::Model { id: 8, ..row() },
            access_log::Model { xid: 4, ..row() },
            access_log::Model {
                at: row().at + chrono::TimeDelta::microseconds(1),
                ..row()
            },
            access_log::Model {
                actor_id: Uuid::from_u128(3),
                ..row()
            },
            access_log::Model {
                role: Role::KeyPerson,
                ..row()
            },
            access_log::Model {
                purpose: Purpose::Audit,
                ..row()
            },
            access_log::Model {
                operation: None,
                client: Some("Due".to_owned()),
                ..row()
            },
            access_log::Model {
                operation: Some("Due\nclient=1:x".to_owned()),
                ..row()
            },
            access_log::Model {
                request_id: String::new(),
                ..row()
            },
            access_log::Model {
                shown_id: Uuid::from_u128(4),
                ..row()
            },
        ];
        for other in others {
            assert_ne!(same, look(&other), "{other:?}");
        }
    }

    #[test]
    fn the_form_holds_for_ever() {
        let text = |digest: Digest| hex(&digest);
        assert_eq!(
            text(look(&row())),
            "8723aeee4afdfa2f23e0cf56147b56b3f41ce8177afc053eb0a09ce402b5fba0"
        );
        let seal = audit_seal::Model {
            chain: AuditKind::Look,
            number: 1,
            first_id: 7,
            last_xid: 3,
            last_id: 7,
            count: 1,
            previous: "0".repeat(64),
            hash: String::new(),
            digests: packed(&[(7, look(&row()))]),
            at: row().at,
        };
        assert_eq!(unpacked(&seal.digests), [(7, look(&row()))]);
        assert_eq!(
            super::seal(&seal),
            "03c84db9ad91aa96f63e5d66ce5a3f8955a20f92d281e2e63a74420c27a89f7e"
        );
    }
}
