//! The operator of the machine: whoever may run commands beside the gateway can read its database anyway, so the command
//! line asks for no token. What it does is still done in a name: a system's entry in the authority's directory, under an
//! issuer that no configuration accepts, so that journal and audit say who it was.

use entity::enums::Role;

use super::Subject;
use super::claims::Facts;
use crate::policy::matrix::RULES;

/// The issuer of operators. No token can come from it: a configuration that names it is refused.
pub const OPERATOR_ISSUER: &str = "urn:integrated-review:cli";

impl Subject {
    /// The operator called `name` in an authority, as a system with every scope. [`crate::store::bootstrap`] is its only
    /// caller, for the command line and the demo; a test counts them.
    pub(crate) fn operator(authority: &str, name: &str) -> Self {
        let mut scopes: Vec<String> = RULES.iter().map(|rule| rule.scope.to_owned()).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let facts = Facts {
            subject: name.to_owned(),
            authority: authority.to_owned(),
            role: Role::Integration,
            organisation: None,
            scopes,
            client: None,
        };
        Self::of_this_machine(OPERATOR_ISSUER, facts)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    fn who_says(text: &str) -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        sources(&root, &mut files);
        let mut found: Vec<String> = files
            .iter()
            .filter(|file| std::fs::read_to_string(file).unwrap().contains(text))
            .map(|file| file.strip_prefix(&root).unwrap().to_string_lossy().into_owned())
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn only_the_command_line_and_the_demo_come_in_without_a_token() {
        let door = ["Subject::", "operator("].concat();
        assert_eq!(who_says(&door), ["store/bootstrap.rs"]);
        let behind = ["bootstrap", "::"].concat();
        let expected = [
            "auth/operator.rs",
            "cli/authority.rs",
            "cli/import.rs",
            "demo/load.rs",
        ];
        let found = who_says(&behind);
        assert!(
            found.iter().all(|file| expected.contains(&file.as_str())),
            "{found:?}"
        );
        let maker = ["of_this_", "machine("].concat();
        assert_eq!(who_says(&maker), ["auth/operator.rs", "auth/verify.rs"]);
    }
}
