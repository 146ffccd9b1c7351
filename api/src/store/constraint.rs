//! From the database's errors to ours: the one table of constraint names.

use entity::enums::RuleCode;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

use crate::problem::{Code, Problem};

struct Known {
    /// A piece of the error text: the constraint on PostgreSQL, `table.column` on SQLite.
    names: &'static [&'static str],
    code: RuleCode,
    message: &'static str,
}

const KNOWN: &[Known] = &[
    Known {
        names: &["review_child_cycle", "review.child_id"],
        code: RuleCode::ReviewExists,
        message: "the child already has a review in this cycle",
    },
    Known {
        names: &[
            "participant_practitioner",
            "participant.review_id, participant.practitioner_id",
            "participant_carer",
            "participant.review_id, participant.carer_id",
        ],
        code: RuleCode::AlreadyParticipant,
        message: "this party already takes part in the review",
    },
    Known {
        names: &["participant_lead", "participant.review_id, participant.capacity"],
        code: RuleCode::CapacityTaken,
        message: "somebody else leads this half of the review: they decline, apologise or are removed first",
    },
    Known {
        names: &["identifier_value", "identifier.authority_id"],
        code: RuleCode::IdentifierTaken,
        message: "this identifier already belongs to another record of the authority",
    },
    Known {
        names: &["organisation_ods_code", "organisation.ods_code"],
        code: RuleCode::IdentifierTaken,
        message: "another organisation of the authority has this ODS code",
    },
    Known {
        names: &["organisation_ofsted_urn", "organisation.ofsted_urn"],
        code: RuleCode::IdentifierTaken,
        message: "another setting of the authority has this Ofsted URN",
    },
    Known {
        names: &[
            "practitioner_subject",
            "practitioner.authority_id, practitioner.issuer",
        ],
        code: RuleCode::IdentifierTaken,
        message: "another entry of the directory signs in with this issuer and subject",
    },
    Known {
        names: &["role_assignment_once", "role_assignment.practitioner_id"],
        code: RuleCode::NothingToChange,
        message: "the practitioner already holds this role there",
    },
];

/// What a database error means to the caller: a rule of ours that the database keeps, something that is away, or a
/// fault.
#[track_caller]
pub fn problem(error: DbErr) -> Problem {
    if let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err()
        && let Some(known) = known(&text)
    {
        return Problem::rule(known.code, known.message);
    }
    if is_away(&error) {
        return Problem::unavailable(error);
    }
    Problem::caused(
        Code::Internal,
        "internal error; the request id finds it in the logs",
        error,
    )
}

fn known(text: &str) -> Option<&'static Known> {
    KNOWN
        .iter()
        .find(|known| known.names.iter().any(|name| text.contains(name)))
}

/// Whether the database is away, busy or asks for another try (serialisation failure, deadlock).
fn is_away(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            use sea_orm::sqlx::Error;
            match cause.as_ref() {
                Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed => true,
                Error::Database(database) => database.code().is_some_and(|code| {
                    // PostgreSQL: serialisation, deadlock, shutdown, too many connections; SQLite: busy, locked, full.
                    [
                        "40001", "40P01", "57P01", "57P02", "57P03", "53300", "53100", "5", "6", "13", "517",
                    ]
                    .contains(&code.as_ref())
                }),
                _ => false,
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_the_database_keeps_are_known_by_both_databases_texts() {
        let table = [
            (
                "UNIQUE constraint failed: review.child_id, review.cycle",
                r#"duplicate key value violates unique constraint "review_child_cycle""#,
                RuleCode::ReviewExists,
            ),
            (
                "UNIQUE constraint failed: participant.review_id, participant.carer_id",
                r#"duplicate key value violates unique constraint "participant_carer""#,
                RuleCode::AlreadyParticipant,
            ),
            (
                "UNIQUE constraint failed: identifier.authority_id, identifier.subject_type, identifier.system, identifier.value",
                r#"duplicate key value violates unique constraint "identifier_value""#,
                RuleCode::IdentifierTaken,
            ),
        ];
        for (sqlite, postgres, code) in table {
            for text in [sqlite, postgres] {
                assert_eq!(known(text).map(|known| known.code), Some(code), "{text}");
            }
        }
        assert!(known("UNIQUE constraint failed: idempotency.id").is_none());
    }
}
