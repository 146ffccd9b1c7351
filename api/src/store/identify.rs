//! Identifiers of other systems, for any kind of record.

use entity::enums::{IdentifierStatus, ValueSet};
use entity::identifier;
use entity::ids::TypedId;
use sea_orm::ActiveValue::Set;

use super::{Fact, Permit, Tx};
use crate::codes::ExternalId;
use crate::policy::{Act, Record};
use crate::problem::{Problem, Result};

impl Tx {
    /// Gives a record an identifier of another system, under the permit by which the record is made or changed.
    pub async fn identify<A: Act, I: TypedId>(
        &mut self,
        permit: &Permit<A>,
        subject: I,
        external: &ExternalId,
    ) -> Result<()> {
        let row = identifier::ActiveModel {
            subject_type: Set(I::PREFIX.to_owned()),
            subject_id: Set(subject.uuid()),
            system: Set(external.system().to_owned()),
            value: Set(external.value().to_owned()),
            status: Set(IdentifierStatus::Current),
            ..Default::default()
        };
        let data = serde_json::json!({ "subject": subject.to_string(), "status": IdentifierStatus::Current.as_str() });
        self.create(permit, row, Fact::new("identifier.added", data))
            .await
            .map(|_| ())
    }

    /// Sets whether an identifier of the permit's row is in use. The row stays: what was once said is never lost.
    pub async fn mark<A: Act>(
        &mut self,
        permit: &Permit<A>,
        row: &identifier::Model,
        status: IdentifierStatus,
    ) -> Result<()> {
        if row.subject_id != permit.row().id().uuid() {
            return Err(Problem::internal(
                "the identifier does not belong to the permit's row",
            ));
        }
        let change = identifier::ActiveModel {
            status: Set(status),
            ..Default::default()
        };
        let data = serde_json::json!({ "from": row.status.as_str(), "status": status.as_str() });
        self.update(row, change, Fact::new("identifier.marked", data))
            .await
    }
}
