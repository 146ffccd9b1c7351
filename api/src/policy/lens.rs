//! Which classes of data a relation opens. A withheld field is null and said to be withheld; never a silent gap.

use entity::enums::{Lens, Relation, Restriction, Role, WithheldReason};
use entity::ids::ChildId;

use super::record::Record;
use super::relation::{self, Who};
use super::sets::{Lenses, Relations};
use super::step::Others;

/// What one caller may see of one row: how they stand to it, and which classes of data that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// How the caller stands to the row.
    pub relations: Relations,
    /// The classes of data that are open.
    pub lenses: Lenses,
    /// Whether the review that the row is a part of is still being worked on; true where there is none.
    pub review_is_open: bool,
    /// The steps that are somebody else's, where that was looked up.
    pub others: Others,
    restricted: bool,
    invited_only: bool,
    /// The classes that a sharing agreement of the parents would open.
    awaits_agreement: Lenses,
}

/// What an answer shows of one child's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The child.
    pub child: ChildId,
    /// The classes of data.
    pub lenses: Lenses,
    /// How the caller stands to the child's record.
    pub relations: Relations,
}

impl Sight {
    /// The sight of a row that is seen as its review is: who wrote it stands closer to it.
    #[must_use]
    pub fn of_author<M: Record>(self, who: &Who, row: &M) -> Self {
        let relations = relation::with_author(self.relations, who, row);
        let own = relations.has(Relation::Author) && row.review_id().is_some();
        let lenses = if own { self.lenses.union(OWN) } else { self.lenses };
        Self {
            relations,
            lenses,
            ..self
        }
    }

    /// The sight of a row that is a part of a review which is open, or is not.
    #[must_use]
    pub fn in_review(self, is_open: bool) -> Self {
        Self {
            review_is_open: is_open,
            ..self
        }
    }

    /// The sight with what is known of whose the steps are.
    #[must_use]
    pub fn with_others(self, others: Others) -> Self {
        Self { others, ..self }
    }

    /// Why a class of data is withheld.
    pub fn why_withheld(self, lens: Lens) -> WithheldReason {
        if self.invited_only {
            WithheldReason::InvitationNotAccepted
        } else if self.restricted && lens == Lens::Location {
            WithheldReason::RestrictedChild
        } else if self.awaits_agreement.has(lens) {
            WithheldReason::NoSharingAgreement
        } else if matches!(
            lens,
            Lens::HealthDevelopment | Lens::EarlyYearsDevelopment | Lens::FamilySensitive
        ) {
            WithheldReason::NotYourDiscipline
        } else {
            WithheldReason::NotYourRole
        }
    }
}

const BASE: Lenses = Lenses::of(&[Lens::Existence, Lens::Directory]);
const SUMMARY: Lenses = Lenses::of(&[Lens::Existence, Lens::Directory, Lens::Identity]);
/// What whoever wrote a part of a review reads of it, however little they see of the rest.
const OWN: Lenses = Lenses::of(&[Lens::Identity, Lens::ParentView, Lens::ConcernDetail]);
const CASE: Lenses = Lenses::of(&[
    Lens::Existence,
    Lens::Directory,
    Lens::Identity,
    Lens::Location,
    Lens::Contact,
    Lens::ParentView,
]);
const WORK: Lenses = CASE.union(Lenses::of(&[
    Lens::ConcernDetail,
    Lens::Referral,
    Lens::PractitionerOnly,
]));

/// Who has looked at a child's record, with names. The parents' view of it has none.
const LOG: Lenses = Lenses::of(&[Lens::AccessLog, Lens::AccessLogNames]);

/// What a sharing agreement of the parents opens of the other discipline's half: the one place that says what crosses
/// between the disciplines. Agreements are not recorded yet, so nothing crosses: what this gives is withheld, and said to
/// wait for one. Family-sensitive notes are not among it: no agreement opens them.
fn crossing(role: Role, takes_part: bool) -> Lenses {
    match role {
        Role::HealthVisitor | Role::CommunityNurseryNurse if takes_part => {
            Lenses::of(&[Lens::EarlyYearsDevelopment])
        }
        Role::HealthServiceLead => Lenses::of(&[Lens::EarlyYearsDevelopment]),
        Role::KeyPerson | Role::Childminder | Role::SettingManager | Role::SettingSenco | Role::AreaSenco
            if takes_part =>
        {
            Lenses::of(&[Lens::HealthDevelopment])
        }
        Role::EarlyYearsServiceLead => Lenses::of(&[Lens::HealthDevelopment]),
        _ => Lenses::NONE,
    }
}

/// What a caller in this role sees of a row that belongs to a child.
pub fn of_case(role: Role, relations: Relations, restriction: Restriction) -> Sight {
    let takes_part = relations.meets(Relations::of(&[Relation::Participant, Relation::Team]));
    let invited_only = relations.has(Relation::Invited)
        && !relations.meets(Relations::of(&[
            Relation::Participant,
            Relation::Team,
            Relation::Guest,
        ]));
    let open = match role {
        Role::HealthVisitor | Role::CommunityNurseryNurse if takes_part => {
            WORK.with(Lens::HealthDevelopment).with(Lens::FamilySensitive)
        }
        Role::KeyPerson | Role::Childminder | Role::SettingManager | Role::SettingSenco | Role::AreaSenco
            if takes_part =>
        {
            WORK.with(Lens::EarlyYearsDevelopment)
        }
        Role::HealthServiceLead => WORK
            .union(LOG)
            .with(Lens::HealthDevelopment)
            .with(Lens::LeadsOnly)
            .with(Lens::FamilySensitive),
        Role::EarlyYearsServiceLead => WORK
            .union(LOG)
            .with(Lens::EarlyYearsDevelopment)
            .with(Lens::LeadsOnly),
        Role::AuthorityAdmin => SUMMARY.with(Lens::Location).with(Lens::Contact),
        Role::CaldicottGuardian => SUMMARY.union(LOG),
        Role::AreaSenco => SUMMARY,
        Role::Integration => CASE.with(Lens::ConcernDetail).with(Lens::Referral),
        Role::Parent if relations.has(Relation::ParentOf) => CASE
            .with(Lens::ConcernDetail)
            .with(Lens::Referral)
            .with(Lens::AccessLog),
        Role::GuestProfessional if relations.has(Relation::Guest) => SUMMARY,
        _ if invited_only => SUMMARY,
        _ => Lenses::NONE,
    };
    let restricted = restriction != Restriction::Unrestricted;
    let lenses = if restricted {
        open.without(Lenses::of(&[Lens::Location]))
    } else {
        open
    };
    Sight {
        relations,
        lenses,
        review_is_open: true,
        others: Others::default(),
        restricted,
        invited_only,
        awaits_agreement: crossing(role, takes_part),
    }
}

/// What a caller sees of an imported row whose child is not clear: those who settle it compare all that was sent. What
/// tells where a child is stays withheld all the same where the row or a candidate is protected.
pub fn of_worklist(role: Role, relations: Relations) -> Sight {
    let settles = matches!(role, Role::AuthorityAdmin | Role::Integration)
        && relations.meets(Relations::of(&[
            Relation::LeadOfAuthority,
            Relation::IntegrationOfAuthority,
        ]));
    let lenses = if settles {
        SUMMARY.with(Lens::Location)
    } else {
        Lenses::NONE
    };
    Sight {
        relations,
        lenses,
        review_is_open: true,
        others: Others::default(),
        restricted: false,
        invited_only: false,
        awaits_agreement: Lenses::NONE,
    }
}

/// What a caller sees of a row of the directory.
pub fn of_directory(role: Role, relations: Relations) -> Sight {
    let lenses = if role == Role::Parent {
        BASE
    } else {
        BASE.with(Lens::Contact)
    };
    Sight {
        relations,
        lenses,
        review_is_open: true,
        others: Others::default(),
        restricted: false,
        invited_only: false,
        awaits_agreement: Lenses::NONE,
    }
}
