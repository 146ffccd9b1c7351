//! What the rules of sight say of lists, a second time.

use entity::enums::{ChildMatchStatus, Lens, ReferralStatus, Role};
use entity::referral;
use integrated_review::policy::relation::Who;

use super::oracle::Rows;

impl Rows {
    /// The ids of the rows of a type that exist for somebody and that a list without a filter holds.
    pub fn listed(&self, who: &Who, kind: &str) -> Vec<String> {
        let ids: Vec<String> = match kind {
            "Review" => self.reviews.keys().map(ToString::to_string).collect(),
            "Child" => self.children.keys().map(ToString::to_string).collect(),
            "Concern" => self.concerns.iter().map(|row| row.id.to_string()).collect(),
            "Referral" => self.referrals.iter().map(|row| row.id.to_string()).collect(),
            "Responsibility" => self
                .responsibilities
                .iter()
                .map(|row| row.id.to_string())
                .collect(),
            "EarlyFlag" => self.flags.raised.iter().map(|row| row.id.to_string()).collect(),
            "TopicMap" => self
                .flags
                .topic_maps
                .iter()
                .map(|row| row.id.to_string())
                .collect(),
            "LiaisonMessage" => {
                let messages = self.meetings.messages.iter();
                messages.map(|row| row.id.to_string()).collect()
            }
            "Protocol" => self.protocols.iter().map(|row| row.id.to_string()).collect(),
            "Organisation" => self.organisations.iter().map(|row| row.id.to_string()).collect(),
            "Practitioner" => self.practitioners.iter().map(|row| row.id.to_string()).collect(),
            "ChildMatch" => {
                let open = self
                    .questions
                    .iter()
                    .filter(|row| row.status == ChildMatchStatus::Open);
                open.map(|row| row.id.to_string()).collect()
            }
            other => panic!("the oracle does not know the list of {other}"),
        };
        let shown = |id: &String| {
            // Without a filter a list of referrals leaves out those that were entered in error.
            let in_error = |row: &referral::Model| {
                row.status == ReferralStatus::EnteredInError && row.id.to_string() == *id
            };
            if kind == "Referral" && self.referrals.iter().any(in_error) {
                return false;
            }
            let sight = self.sight(who, kind, id);
            // Children are listed by their names: those whose names are closed are reached through their reviews.
            sight.is_some_and(|sight| kind != "Child" || sight.lenses.has(Lens::Identity))
        };
        ids.into_iter().filter(shown).collect()
    }

    /// The roles that see identifiers which have been replaced.
    pub fn mends_identities(role: Role) -> bool {
        matches!(
            role,
            Role::AuthorityAdmin | Role::HealthServiceLead | Role::CaldicottGuardian | Role::Integration
        )
    }
}
