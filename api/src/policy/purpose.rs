//! What records are looked at for: as the caller says, else what the role usually looks for. It is recorded with every
//! look and act, and opens nothing.

use entity::enums::{Purpose, Role, ValueSet};

use crate::problem::{Code, Problem, Result};

/// What a role looks at records for where it says nothing else. A system looks for many, so it has to say.
pub const fn usual(role: Role) -> Option<Purpose> {
    match role {
        Role::HealthVisitor
        | Role::CommunityNurseryNurse
        | Role::KeyPerson
        | Role::Childminder
        | Role::SettingManager
        | Role::SettingSenco
        | Role::AreaSenco
        | Role::GuestProfessional
        | Role::Parent => Some(Purpose::Review),
        Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::AuthorityAdmin => {
            Some(Purpose::Supervision)
        }
        Role::Analyst => Some(Purpose::Reporting),
        Role::CaldicottGuardian => Some(Purpose::Audit),
        Role::Integration => None,
    }
}

/// The purpose of a request; `said` is the header as it was sent.
///
/// # Errors
/// `BAD_USER_INPUT` if it is none of the purposes, or is missing where the role has no usual one.
pub fn of(role: Role, said: Option<&str>) -> Result<Purpose> {
    let found = match said {
        Some(text) => Purpose::from_text(text.trim()),
        None => usual(role),
    };
    found.ok_or_else(|| {
        let all: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.as_str()).collect();
        let said = match said {
            Some(_) => "is none of the purposes",
            None => "is required of systems: say what records are looked at for",
        };
        let message = format!("the header X-Purpose {said}: {}", all.join(", "));
        Problem::failed(Code::BadUserInput, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_said_or_usual_and_systems_say_it() {
        for role in Role::ALL.iter().copied() {
            assert_eq!(of(role, None).ok(), usual(role), "{role:?}");
            assert_eq!(of(role, Some(" REFERRAL ")).ok(), Some(Purpose::Referral));
            for wrong in ["", "referral", "CURIOSITY", "REVIEW, AUDIT"] {
                let problem = of(role, Some(wrong)).err();
                assert!(
                    matches!(problem, Some(Problem::Failed(failure)) if failure.code == Code::BadUserInput),
                    "{role:?} {wrong}"
                );
            }
        }
        assert_eq!(usual(Role::Integration), None);
    }
}
