//! How a caller stands to a row. Pure: the facts come in, the relations go out.

use chrono::{DateTime, Utc};
use entity::enums::{ParticipantStatus, Relation, Restriction, Role};
use entity::ids::{AuthorityId, ChildId, OrganisationId, PractitionerId};
use entity::{child, participant, review};
use sea_orm::prelude::Uuid;

use super::record::Record;
use super::sets::Relations;

/// Who asks, as far as relations depend on it: the part of a viewer that the directory knows.
#[derive(Debug, Clone)]
pub struct Who {
    /// The practitioner or carer.
    pub actor: Uuid,
    /// Every entry that is the caller: the practitioner, or a parent's entry as the carer of each child.
    pub actors: Vec<Uuid>,
    /// The authority.
    pub authority: AuthorityId,
    /// The role of the token.
    pub role: Role,
    /// The organisation in which the role is held.
    pub organisation: Option<OrganisationId>,
    /// For a parent: the children whose record they may see.
    pub children: Vec<ChildId>,
    /// When the request came in: invitations of guests expire.
    pub now: DateTime<Utc>,
}

impl Who {
    /// Whether an entry is the caller.
    pub fn is(&self, entry: Uuid) -> bool {
        self.actors.contains(&entry)
    }
}

/// The relation that comes from the authority alone.
pub fn to_authority(who: &Who, authority: AuthorityId) -> Relations {
    if who.authority != authority {
        return Relations::NONE;
    }
    let of_role = match who.role {
        Role::HealthServiceLead
        | Role::EarlyYearsServiceLead
        | Role::AuthorityAdmin
        | Role::CaldicottGuardian => Relations::of(&[Relation::LeadOfAuthority]),
        Role::Integration => Relations::of(&[Relation::IntegrationOfAuthority]),
        _ => Relations::NONE,
    };
    of_role.with(Relation::MemberOfAuthority)
}

/// The relations, and those of the author where the caller made the row, and of the delegate where it was delegated to
/// them.
pub fn with_author<M: Record>(relations: Relations, who: &Who, row: &M) -> Relations {
    let is =
        |entry: Option<Uuid>| entry.is_some_and(|entry| who.is(entry)) && row.authority_id() == who.authority;
    let mut own = relations.without(Relations::of(&[Relation::Author, Relation::Delegate]));
    if is(row.author()) {
        own = own.with(Relation::Author);
    }
    if is(row.delegate()) {
        own = own.with(Relation::Delegate);
    }
    own
}

/// The relation to an organisation of the directory.
pub fn to_organisation(who: &Who, authority: AuthorityId, organisation: OrganisationId) -> Relations {
    let base = to_authority(who, authority);
    if who.organisation == Some(organisation) {
        base.with(Relation::Team)
    } else {
        base
    }
}

/// The health team in which the caller works, where it may be the link team of settings.
pub fn linked_team(who: &Who) -> Option<OrganisationId> {
    let works_there = matches!(who.role, Role::HealthVisitor | Role::CommunityNurseryNurse);
    who.organisation.filter(|_| works_there)
}

/// The relation to a child; `as_party` is what the caller's places in the child's reviews make of them, and that their
/// team was asked about the child. A very restricted child is not known by that.
pub fn to_child(who: &Who, child: &child::Model, as_party: Relations) -> Relations {
    let named =
        [child.named_health_visitor_id, child.key_person_id].contains(&Some(PractitionerId(who.actor)));
    let team = named || in_team(who, child.health_team_id, child.setting_id, child.restriction);
    let as_party = if child.restriction == Restriction::VeryRestricted {
        as_party.without(Relations::of(&[Relation::LinkTeam]))
    } else {
        as_party
    };
    of_case(who, child.authority_id, child.id, team).union(as_party)
}

/// The relation to a review, from the review, its participants and its child.
pub fn to_review<'a>(
    who: &Who,
    review: &review::Model,
    participants: impl IntoIterator<Item = &'a participant::Model>,
    child: Option<&child::Model>,
) -> Relations {
    let named = child.is_some_and(|child| {
        [child.named_health_visitor_id, child.key_person_id].contains(&Some(PractitionerId(who.actor)))
    });
    let team = named || in_team(who, review.health_team_id, review.setting_id, review.restriction);
    let relations = of_case(who, review.authority_id, review.child_id, team);
    participants
        .into_iter()
        .filter(|party| party.practitioner_id == Some(PractitionerId(who.actor)))
        .filter_map(|party| of_party(who, party))
        .fold(relations, Relations::with)
}

/// What one entry among the participants makes of the practitioner who is named in it.
pub fn of_party(who: &Who, party: &participant::Model) -> Option<Relation> {
    if who.role == Role::GuestProfessional {
        let open = party.expires_at.is_some_and(|until| who.now < until);
        let asked = !matches!(
            party.status,
            ParticipantStatus::Declined | ParticipantStatus::Removed
        );
        return (open && asked).then_some(match party.status {
            ParticipantStatus::Invited => Relation::Invited,
            _ => Relation::Guest,
        });
    }
    match party.status {
        ParticipantStatus::Invited => Some(Relation::Invited),
        ParticipantStatus::Declined | ParticipantStatus::Removed => None,
        ParticipantStatus::Accepted | ParticipantStatus::Apologies | ParticipantStatus::Attended => {
            Some(Relation::Participant)
        }
    }
}

fn of_case(who: &Who, authority: AuthorityId, child: ChildId, team: bool) -> Relations {
    if who.role == Role::Parent {
        let parent = who.authority == authority && who.children.contains(&child);
        return if parent {
            Relations::of(&[Relation::ParentOf])
        } else {
            Relations::NONE
        };
    }
    let base = to_authority(who, authority);
    if team && !base.is_empty() {
        base.with(Relation::Team)
    } else {
        base
    }
}

/// Whether the caller works in the child's health team or setting. A very restricted child is known to the named
/// practitioners and the participants alone.
fn in_team(
    who: &Who,
    health_team: Option<OrganisationId>,
    setting: Option<OrganisationId>,
    restriction: Restriction,
) -> bool {
    let frontline = matches!(
        who.role,
        Role::HealthVisitor
            | Role::CommunityNurseryNurse
            | Role::KeyPerson
            | Role::Childminder
            | Role::SettingManager
            | Role::SettingSenco
    );
    frontline
        && restriction != Restriction::VeryRestricted
        && who.organisation.is_some()
        && (who.organisation == health_team || who.organisation == setting)
}
