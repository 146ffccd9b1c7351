//! What the rules of sight say, a second time: which rows exist for whom is written down here in plain words over rows in
//! memory, apart from the SQL conditions of `policy::scope`; which classes of data are open comes from `policy::lens`,
//! whose table the rendered matrix and the `@lens` of `schema.graphql` keep.

mod checks;
mod family;
mod flags;
mod halves;
mod logs;
mod meetings;
mod sharing;

use std::collections::HashMap;

use entity::enums::{ParticipantStatus, ReferralStatus, Restriction, Role, Sensitivity};
use entity::ids::{ChildId, PractitionerId, ReviewId};
use entity::{
    authority, carer, child, child_match, concern, concern_addition, link_team, organisation, participant,
    practitioner, protocol, referral, responsibility, review, role_assignment,
};
use integrated_review::policy::relation::{self, Who};
use integrated_review::policy::{Record, Sight, lens};
use sea_orm::prelude::Uuid;
use tests::World;

/// Every row of both authorities, as it is now.
pub struct Rows {
    pub reviews: HashMap<ReviewId, review::Model>,
    pub children: HashMap<ChildId, child::Model>,
    pub participants: Vec<participant::Model>,
    pub concerns: Vec<concern::Model>,
    pub additions: Vec<concern_addition::Model>,
    pub referrals: Vec<referral::Model>,
    pub carers: Vec<carer::Model>,
    pub organisations: Vec<organisation::Model>,
    pub links: Vec<link_team::Model>,
    pub practitioners: Vec<practitioner::Model>,
    pub roles: Vec<role_assignment::Model>,
    pub authorities: Vec<authority::Model>,
    pub questions: Vec<child_match::Model>,
    pub halves: halves::Halves,
    pub checks: checks::Checks,
    pub family: family::Family,
    pub shared: sharing::Shared,
    pub flags: flags::Flags,
    pub meetings: meetings::Meetings,
    pub protocols: Vec<protocol::Model>,
    pub responsibilities: Vec<responsibility::Model>,
    pub facts: logs::Facts,
}

const PLACE: &[ParticipantStatus] = &[
    ParticipantStatus::Invited,
    ParticipantStatus::Accepted,
    ParticipantStatus::Apologies,
    ParticipantStatus::Attended,
];
const ACCEPTED: &[ParticipantStatus] = &[
    ParticipantStatus::Accepted,
    ParticipantStatus::Apologies,
    ParticipantStatus::Attended,
];

impl Rows {
    pub async fn read(world: &World) -> Self {
        let reviews = world.rows::<review::Entity>().await;
        let children = world.rows::<child::Entity>().await;
        Self {
            reviews: reviews.into_iter().map(|row| (row.id, row)).collect(),
            children: children.into_iter().map(|row| (row.id, row)).collect(),
            participants: world.rows::<participant::Entity>().await,
            concerns: world.rows::<concern::Entity>().await,
            additions: world.rows::<concern_addition::Entity>().await,
            referrals: world.rows::<referral::Entity>().await,
            carers: world.rows::<carer::Entity>().await,
            organisations: world.rows::<organisation::Entity>().await,
            links: world.rows::<link_team::Entity>().await,
            practitioners: world.rows::<practitioner::Entity>().await,
            roles: world.rows::<role_assignment::Entity>().await,
            authorities: world.rows::<authority::Entity>().await,
            questions: world.rows::<child_match::Entity>().await,
            halves: halves::Halves::read(world).await,
            checks: checks::Checks::read(world).await,
            family: family::Family::read(world).await,
            shared: sharing::Shared::read(world).await,
            flags: flags::Flags::read(world).await,
            meetings: meetings::Meetings::read(world).await,
            protocols: world.rows::<protocol::Entity>().await,
            responsibilities: world.rows::<responsibility::Entity>().await,
            facts: logs::facts(world).await,
        }
    }

    /// Takes part in a review, with one of these answers, and, as a guest, within the time.
    fn takes_part(&self, who: &Who, review: ReviewId, answers: &[ParticipantStatus]) -> bool {
        self.participants.iter().any(|party| {
            party.review_id == review
                && party.practitioner_id == Some(PractitionerId(who.actor))
                && answers.contains(&party.status)
                && (who.role != Role::GuestProfessional
                    || party.expires_at.is_some_and(|until| who.now < until))
        })
    }

    fn is_named(who: &Who, child: &child::Model) -> bool {
        [child.named_health_visitor_id, child.key_person_id].contains(&Some(PractitionerId(who.actor)))
    }

    /// Whether a review exists for somebody; `answers` says which answers to an invitation count.
    fn review(&self, who: &Who, row: &review::Model, answers: &[ParticipantStatus]) -> bool {
        let hidden = row.restriction == Restriction::VeryRestricted;
        let takes_part = self.takes_part(who, row.id, answers);
        row.authority_id == who.authority
            && match who.role {
                Role::HealthServiceLead
                | Role::EarlyYearsServiceLead
                | Role::AuthorityAdmin
                | Role::CaldicottGuardian
                | Role::Integration => true,
                Role::Analyst => false,
                Role::Parent => who.children.contains(&row.child_id),
                Role::GuestProfessional => takes_part,
                Role::AreaSenco => takes_part || (row.setting_id.is_some() && !hidden),
                _ => {
                    let here = |place| who.organisation.is_some() && who.organisation == place;
                    let in_team = !hidden && (here(row.health_team_id) || here(row.setting_id));
                    let named = self
                        .children
                        .get(&row.child_id)
                        .is_some_and(|child| Self::is_named(who, child));
                    takes_part || named || in_team
                }
            }
    }

    fn child(&self, who: &Who, row: &child::Model) -> bool {
        let through_a_review = || {
            self.reviews
                .values()
                .any(|review| review.child_id == row.id && self.review(who, review, PLACE))
        };
        row.authority_id == who.authority
            && match who.role {
                Role::HealthServiceLead
                | Role::EarlyYearsServiceLead
                | Role::AuthorityAdmin
                | Role::CaldicottGuardian
                | Role::Integration => true,
                Role::Analyst => false,
                Role::Parent => who.children.contains(&row.id),
                Role::AreaSenco | Role::GuestProfessional => through_a_review(),
                _ => {
                    let here = |place| who.organisation.is_some() && who.organisation == place;
                    let in_team = row.restriction != Restriction::VeryRestricted
                        && (here(row.health_team_id) || here(row.setting_id));
                    Self::is_named(who, row) || in_team || through_a_review() || self.flagged(who, row)
                }
            }
    }

    /// Whether what is said in a review is open: an unanswered invitation does not count, nor does being the area SENCO.
    fn content(&self, who: &Who, review: ReviewId) -> bool {
        let Some(row) = self.reviews.get(&review) else {
            return false;
        };
        match who.role {
            Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::Integration => {
                row.authority_id == who.authority
            }
            Role::AuthorityAdmin | Role::CaldicottGuardian | Role::Analyst | Role::GuestProfessional => false,
            Role::AreaSenco => row.authority_id == who.authority && self.takes_part(who, review, ACCEPTED),
            _ => self.review(who, row, ACCEPTED),
        }
    }

    fn concern(&self, who: &Who, row: &concern::Model) -> bool {
        let own = row.raised_by_practitioner_id == Some(PractitionerId(who.actor));
        if who.role == Role::GuestProfessional {
            return own && self.takes_part(who, row.review_id, ACCEPTED);
        }
        let hidden =
            row.sensitivity != Sensitivity::Standard && matches!(who.role, Role::Parent | Role::Integration);
        self.content(who, row.review_id) && !hidden
    }

    fn referral(&self, who: &Who, row: &referral::Model) -> bool {
        let put_to_them = row.proposed_on.is_some() && row.status != ReferralStatus::EnteredInError;
        self.content(who, row.review_id) && (who.role != Role::Parent || put_to_them)
    }

    fn participant(&self, who: &Who, row: &participant::Model) -> bool {
        let of_review = self
            .reviews
            .get(&row.review_id)
            .is_some_and(|review| self.review(who, review, PLACE));
        let is_invited = !matches!(
            who.role,
            Role::Parent
                | Role::HealthServiceLead
                | Role::EarlyYearsServiceLead
                | Role::AuthorityAdmin
                | Role::CaldicottGuardian
                | Role::Integration
                | Role::Analyst
        );
        let in_time =
            who.role != Role::GuestProfessional || row.expires_at.is_some_and(|until| who.now < until);
        let own = is_invited
            && row.practitioner_id == Some(PractitionerId(who.actor))
            && row.status != ParticipantStatus::Removed
            && in_time;
        row.authority_id == who.authority && (of_review || own)
    }

    fn carer(&self, who: &Who, row: &carer::Model) -> bool {
        let child = self
            .children
            .get(&row.child_id)
            .is_some_and(|child| self.child(who, child));
        let takes_part = || {
            let mut reviews = self
                .reviews
                .values()
                .filter(|review| review.child_id == row.child_id);
            reviews.any(|review| self.takes_part(who, review.id, ACCEPTED))
        };
        child
            && match who.role {
                Role::GuestProfessional => false,
                Role::AreaSenco => takes_part(),
                Role::Parent => who.is(row.id.0),
                _ => true,
            }
    }

    /// What somebody sees of a row of a type of the schema; `None` where it does not exist for them.
    pub fn sight(&self, who: &Who, kind: &str, id: &str) -> Option<Sight> {
        match kind {
            "AuditEntry" => return logs::trail(who),
            "AccessLogEntry" => return logs::access_log(who),
            "Change" => return self.sight_of_change(who, id),
            _ => {}
        }
        let (_, key) = entity::ids::split(id)?;
        match kind {
            "Review" | "Child" | "Carer" => self.sight_of_family(who, kind, key),
            "HealthReview" | "HealthReviewAddition" | "Assessment" | "FamilyNote" => {
                self.sight_of_half(who, kind, key)
            }
            "ConcernSettlement" => self.sight_of_settlement(who, key),
            "EarlyFlag" => self.sight_of_flag(who, key),
            "ProgressCheck" | "ProgressCheckArea" | "ProgressCheckContribution" | "ProgressCheckAddition" => {
                self.sight_of_check(who, kind, key)
            }
            "ParentView" => self.sight_of_view(who, key),
            "GuestContribution" => self.sight_of_question(who, key),
            "Disclosure" => self.sight_of_disclosure(who, key),
            "SharingOverride" => self.sight_of_override(who, key),
            "SharingAgreement" => self.sight_of_sharing(who, key),
            "Participant" | "Concern" | "ConcernAddition" | "Referral" | "Responsibility" => {
                self.sight_of_part(who, kind, key)
            }
            "PreMeeting" | "PreMeetingTopic" | "PreMeetingAttendance" | "LiaisonMessage" | "LiaisonRead" => {
                self.sight_of_meeting(who, kind, key)
            }
            _ => self.sight_of_entry(who, kind, key),
        }
    }

    fn sight_of_family(&self, who: &Who, kind: &str, key: Uuid) -> Option<Sight> {
        match kind {
            "Review" => {
                let row = self
                    .reviews
                    .get(&ReviewId(key))
                    .filter(|row| self.review(who, row, PLACE))?;
                Some(self.sight_of_review(who, row.id))
            }
            "Child" => {
                let row = self
                    .children
                    .get(&ChildId(key))
                    .filter(|row| self.child(who, row))?;
                Some(self.sight_of_child(who, row.id))
            }
            _ => {
                let row = self
                    .carers
                    .iter()
                    .find(|row| row.id.0 == key)
                    .filter(|row| self.carer(who, row))?;
                Some(self.sight_of_child(who, row.child_id).of_author(who, row))
            }
        }
    }

    fn sight_of_part(&self, who: &Who, kind: &str, key: Uuid) -> Option<Sight> {
        match kind {
            "Participant" => {
                let row = self.participants.iter().find(|row| row.id.0 == key)?;
                self.participant(who, row)
                    .then(|| self.in_review(who, row.review_id, row))
            }
            "Responsibility" => {
                let row = self.responsibilities.iter().find(|row| row.id.0 == key)?;
                let known = self.review(who, &self.reviews[&row.review_id], PLACE);
                (known && !self.is_secret(who, row)).then(|| self.in_review(who, row.review_id, row))
            }
            "Concern" => {
                let row = self.concerns.iter().find(|row| row.id.0 == key)?;
                self.concern(who, row)
                    .then(|| self.in_review(who, row.review_id, row))
            }
            "ConcernAddition" => {
                let row = self.additions.iter().find(|row| row.id.0 == key)?;
                let concern = self
                    .concerns
                    .iter()
                    .find(|concern| concern.id == row.concern_id)?;
                self.concern(who, concern)
                    .then(|| self.in_review(who, row.review_id, row))
            }
            _ => {
                let row = self.referrals.iter().find(|row| row.id.0 == key)?;
                self.referral(who, row)
                    .then(|| self.in_review(who, row.review_id, row))
            }
        }
    }

    /// Of the directory and the worklist: everybody of the authority, and those who settle identities.
    fn sight_of_entry(&self, who: &Who, kind: &str, key: Uuid) -> Option<Sight> {
        macro_rules! here {
            ($rows:ident, $authority:ident) => {
                self.$rows
                    .iter()
                    .find(|row| row.id.0 == key && row.$authority == who.authority)
            };
        }
        match kind {
            "Organisation" => here!(organisations, authority_id).map(|row| {
                let relations = relation::to_organisation(who, row.authority_id, row.id);
                lens::of_directory(who.role, relations).of_author(who, row)
            }),
            "Practitioner" => {
                here!(practitioners, authority_id).map(|row| directory(who).of_author(who, row))
            }
            "LinkTeam" => here!(links, authority_id).map(|_| directory(who)),
            "RoleAssignment" => here!(roles, authority_id).map(|_| directory(who)),
            "Protocol" => here!(protocols, authority_id).map(|_| directory(who)),
            "TopicMap" => self.flags.has_map(who, key).then(|| directory(who)),
            "Authority" => here!(authorities, id).map(|_| directory(who)),
            "ChildMatch" => here!(questions, authority_id)
                .filter(|_| matches!(who.role, Role::AuthorityAdmin | Role::Integration))
                .map(|row| lens::of_worklist(who.role, relation::to_authority(who, row.authority_id))),
            other => panic!("the oracle does not know {other}: say who may see it"),
        }
    }

    fn sight_of_review(&self, who: &Who, id: ReviewId) -> Sight {
        let row = &self.reviews[&id];
        let parties = self.participants.iter().filter(|party| party.review_id == id);
        let relations = relation::to_review(who, row, parties, self.children.get(&row.child_id));
        lens::of_case(who.role, relations, row.restriction).in_review(row.status.is_open())
    }

    fn sight_of_child(&self, who: &Who, id: ChildId) -> Sight {
        let row = &self.children[&id];
        let reviews = self.reviews.values().filter(|review| review.child_id == id);
        let mut as_party = self.by_flags(who, row);
        for review in reviews {
            let own = |party: &&participant::Model| {
                party.review_id == review.id && party.practitioner_id == Some(PractitionerId(who.actor))
            };
            for party in self.participants.iter().filter(own) {
                if let Some(relation) = relation::of_party(who, party) {
                    as_party = as_party.with(relation);
                }
            }
        }
        lens::of_case(who.role, relation::to_child(who, row, as_party), row.restriction)
    }

    fn in_review<M: Record>(&self, who: &Who, review: ReviewId, row: &M) -> Sight {
        self.sight_of_review(who, review).of_author(who, row)
    }
}

fn directory(who: &Who) -> Sight {
    lens::of_directory(who.role, relation::to_authority(who, who.authority))
}
