//! Which classes of data a relation opens. A withheld field is null and said to be withheld; never a silent gap.

use entity::enums::{Lens, Relation, Restriction, Role, WithheldReason};
use entity::ids::ChildId;

use super::record::Record;
use super::relation::{self, Who};
use super::sets::{Lenses, Relations};
use super::sharing::{Gateway, Sharing};
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
    /// The class that a sharing agreement of the parents would open.
    awaits_agreement: Option<Lens>,
    /// What agreements and overrides say of the half that the row is of: by what it is open once it is handed in, and
    /// whether it is not even to be known that the row is there.
    pub sharing: Sharing,
}

/// Something that was read across the disciplines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Crossed {
    /// The half, as a class of data.
    pub lens: Lens,
    /// By what it was open.
    pub gateway: Gateway,
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
    /// What of it was open by an agreement or an override alone.
    pub crossed: Option<Crossed>,
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

    /// The sight of a row of a half, with what crosses between the disciplines: what agreements and overrides open, if
    /// it was handed in.
    #[must_use]
    pub fn across(self, half: Lens, sharing: Sharing, handed_in: bool) -> Self {
        if self.awaits_agreement != Some(half) {
            return Self { sharing, ..self };
        }
        let crosses = sharing.gateway.is_some() && handed_in;
        Self {
            lenses: if crosses {
                self.lenses.with(half)
            } else {
                self.lenses
            },
            sharing,
            ..self
        }
    }

    /// What is read across the disciplines where these classes of data are asked of the row.
    pub fn crossed(self, asked: Lenses) -> Option<Crossed> {
        let lens = self
            .awaits_agreement
            .filter(|lens| self.lenses.has(*lens) && asked.has(*lens))?;
        let gateway = self.sharing.gateway?;
        Some(Crossed { lens, gateway })
    }

    /// Why a class of data is withheld.
    pub fn why_withheld(self, lens: Lens) -> WithheldReason {
        if self.invited_only {
            WithheldReason::InvitationNotAccepted
        } else if self.restricted && lens == Lens::Location {
            WithheldReason::RestrictedChild
        } else if self.awaits_agreement == Some(lens) {
            match self.sharing.gateway {
                Some(_) => WithheldReason::NotYetShared,
                None => WithheldReason::NoSharingAgreement,
            }
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

/// What a link team reads of a child about whom it was asked: enough to answer the setting.
const LINKED: Lenses = SUMMARY.union(Lenses::of(&[
    Lens::Location,
    Lens::ConcernDetail,
    Lens::PractitionerOnly,
]));

/// Who has looked at a child's record, with names. The parents' view of it has none.
const LOG: Lenses = Lenses::of(&[Lens::AccessLog, Lens::AccessLogNames]);

/// The half that is the other discipline's, for those who may read it by an agreement of the parents.
pub const fn others_half(role: Role) -> Option<Lens> {
    match role {
        Role::HealthVisitor | Role::CommunityNurseryNurse | Role::HealthServiceLead => {
            Some(Lens::EarlyYearsDevelopment)
        }
        Role::KeyPerson
        | Role::Childminder
        | Role::SettingManager
        | Role::SettingSenco
        | Role::AreaSenco
        | Role::EarlyYearsServiceLead => Some(Lens::HealthDevelopment),
        _ => None,
    }
}

/// What a sharing agreement of the parents, or an override for safeguarding, opens of the other discipline's half: the one
/// place that says what crosses between the disciplines, and to whom. To whoever takes part, and to the lead of the
/// service. [`Sight::across`] opens it, on the rows of the half alone and once it was handed in. Family-sensitive notes
/// are not among it: nothing opens them.
fn crossing(role: Role, takes_part: bool) -> Option<Lens> {
    let leads = matches!(role, Role::HealthServiceLead | Role::EarlyYearsServiceLead);
    others_half(role).filter(|_| takes_part || leads)
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
        Role::HealthVisitor | Role::CommunityNurseryNurse if relations.has(Relation::LinkTeam) => LINKED,
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
        sharing: Sharing::default(),
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
        awaits_agreement: None,
        sharing: Sharing::default(),
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
        awaits_agreement: None,
        sharing: Sharing::default(),
    }
}
