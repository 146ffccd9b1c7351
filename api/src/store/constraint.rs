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
        names: &["health_review_one", "health_review.review_id"],
        code: RuleCode::AlreadyStarted,
        message: "the health half of this review has been started already",
    },
    Known {
        names: &["progress_check_one", "progress_check.review_id"],
        code: RuleCode::AlreadyStarted,
        message: "the progress check of this review has been started already",
    },
    Known {
        names: &["parent_view_once", "parent_view.review_id, parent_view.carer_id"],
        code: RuleCode::NothingToChange,
        message: "somebody else has written of this carer's account at the same time: look, and try again",
    },
    Known {
        names: &["pre_meeting_one", "pre_meeting.review_id"],
        code: RuleCode::PreMeetingOpen,
        message: "a pre-meeting of this review is open already",
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
        names: &[
            "protocol_number",
            "protocol.authority_id, protocol.delivery_model, protocol.number",
        ],
        code: RuleCode::LaterProtocol,
        message: "somebody else has drafted a version of this protocol at the same time: look, and try again",
    },
    Known {
        names: &["topic_map_number", "topic_map.authority_id, topic_map.number"],
        code: RuleCode::LaterTopicMap,
        message: "somebody else has set a version of the topic map at the same time: look, and try again",
    },
    Known {
        names: &[
            "protocol_newest",
            "protocol.authority_id, protocol.delivery_model",
        ],
        code: RuleCode::LaterProtocol,
        message: "another version of this protocol was approved at the same time: look, and try again",
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

/// What an error of a commit means: where the database itself says no, nothing was kept; where its answer is missing,
/// nobody knows.
#[track_caller]
pub fn commit_problem(error: DbErr) -> Problem {
    use sea_orm::sqlx::Error;
    let answered = match cause(&error) {
        // A server that is shutting down may have committed before it said so; and what SQLite could not make durable
        // may be there after a crash.
        Some(Error::Database(database)) => !database
            .code()
            .is_some_and(|code| code.starts_with("57P") || code == SQLITE_IOERR_FSYNC),
        _ => false,
    };
    if answered {
        problem(error)
    } else {
        Problem::unknown(error)
    }
}

const SQLITE_IOERR_FSYNC: &str = "1034";

fn cause(error: &DbErr) -> Option<&sea_orm::sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause.as_ref()),
        _ => None,
    }
}

/// Whether the database is away, busy, out of room, or asks for another try (serialisation failure, deadlock).
fn is_away(error: &DbErr) -> bool {
    use sea_orm::sqlx::Error;
    match cause(error) {
        Some(Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed) => true,
        Some(Error::Database(database)) if !matches!(error, DbErr::Conn(_)) => {
            database.code().is_some_and(|code| is_away_code(&code))
        }
        _ => matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)),
    }
}

/// By the code: five characters are PostgreSQL's, whose first two are the class; fewer are a number of SQLite's, whose
/// lowest byte is the kind.
fn is_away_code(code: &str) -> bool {
    if code.len() == 5 {
        // Connections; resources; the server's state; and one by one: serialisation, deadlock, a standby, a lock.
        return ["08", "53", "57P"].iter().any(|class| code.starts_with(class))
            || ["40001", "40P01", "25006", "55P03"].contains(&code);
    }
    // Busy, locked, input or output, full, cannot open.
    let kind = code.parse::<u32>().map(|code| code & 0xff);
    kind.is_ok_and(|kind| [5, 6, 10, 13, 14].contains(&kind))
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

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

    #[test]
    fn what_may_be_well_again_is_told_from_what_is_wrong() {
        for code in [
            "08006", "53100", "53300", "57P01", "40001", "40P01", "25006", "5", "261", "517", "6", "13",
            "778", "14",
        ] {
            assert!(is_away_code(code), "{code}");
        }
        for code in [
            "23505", "23503", "42P01", "42703", "22P02", "57014", "1", "19", "2067", "787", "11", "text",
        ] {
            assert!(!is_away_code(code), "{code}");
        }
    }

    #[tokio::test]
    async fn a_full_database_is_unavailable() {
        let db = sea_orm::Database::connect("sqlite::memory:").await.unwrap();
        let begin = "PRAGMA max_page_count = 10; CREATE TABLE heap (bytes BLOB)";
        db.execute_unprepared(begin).await.unwrap();
        let full = db
            .execute_unprepared("INSERT INTO heap VALUES (zeroblob(100000))")
            .await;
        let Problem::Failed(failure) = problem(full.unwrap_err()) else {
            panic!("a failure");
        };
        assert_eq!(failure.code, Code::Unavailable);
    }
}
