//! An embedded database is for one gateway: a second one would neither hear of the first one's changes nor of who is present.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use integrated_review::config::Database;
use secrecy::ExposeSecret;

use super::Stop;

/// Being the only gateway over an embedded database, as long as it is held; ends with the process, however that ends.
pub struct Alone {
    _file: Option<File>,
}

/// Takes an embedded database for this gateway alone; of PostgreSQL there is nothing to take.
///
/// # Errors
/// If another gateway has it.
pub fn alone(database: &Database) -> Result<Alone, Stop> {
    let Some(path) = beside(database) else {
        return Ok(Alone { _file: None });
    };
    let failed = |why: String| Stop::failed(format!("{}: {why}", path.display()));
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = file.map_err(|error| failed(error.to_string()))?;
    match file.try_lock() {
        Ok(()) => Ok(Alone { _file: Some(file) }),
        Err(TryLockError::WouldBlock) => Err(failed(
            "another gateway serves this database, and an embedded one is for one gateway: several need PostgreSQL".to_owned(),
        )),
        Err(TryLockError::Error(error)) => Err(failed(error.to_string())),
    }
}

/// The file beside an embedded database that says whose it is.
fn beside(database: &Database) -> Option<PathBuf> {
    let url = database.url.expose_secret().strip_prefix("sqlite:")?;
    let path = url.strip_prefix("//").unwrap_or(url).split('?').next()?;
    (!path.is_empty() && !path.starts_with(':')).then(|| PathBuf::from(format!("{path}.gateway")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Database {
        Database {
            url: url.into(),
            ..Database::default()
        }
    }

    #[test]
    fn an_embedded_database_is_for_one_gateway_and_free_again_after_it() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let database = at(&format!("sqlite:{}", folder.path().join("ours.db").display()));
        let first = alone(&database);
        assert!(first.is_ok());
        assert!(alone(&database).is_err());
        drop(first);
        assert!(alone(&database).is_ok());
        let other = at(&format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("ours.db").display()
        ));
        let again = alone(&other);
        assert!(
            again.is_ok() && alone(&database).is_err(),
            "however it is written"
        );
        assert!(alone(&at("postgres://db/ours")).is_ok() && alone(&at("postgres://db/ours")).is_ok());
    }
}
