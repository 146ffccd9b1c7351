//! Who may be asked, in which capacity.

use chrono::{DateTime, Utc};
use entity::enums::{
    DeliveryModel, DirectoryStatus, ParentalResponsibility, ParticipantCapacity, ParticipantStatus, Role,
    RuleCode, ValueSet,
};
use entity::{carer, participant, practitioner, review};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;

use crate::codes::Inputs;
use crate::problem::{Problem, Refusal, Result};

/// Entries that a review has at most, whatever has become of them.
pub const MOST: usize = 50;

/// Who is to be asked.
#[derive(Debug, Clone)]
pub enum Party {
    /// Somebody of the directory, with the roles that they hold now.
    Practitioner(Box<practitioner::Model>, Vec<Role>),
    /// A parent or carer.
    Carer(Box<carer::Model>),
    /// Somebody who is in no directory, by name.
    Interpreter(String),
}

/// How they are to be asked.
#[derive(Debug, Clone)]
pub struct Wish {
    /// In which capacity.
    pub capacity: ParticipantCapacity,
    /// Why they are asked.
    pub reason: Option<String>,
    /// Whether the caller, who asks themselves, accepts at once.
    pub accept_now: bool,
}

/// What an invitation is judged by.
#[derive(Debug)]
pub struct Case<'a> {
    /// The review.
    pub review: &'a review::Model,
    /// Everybody who was ever asked to it.
    pub parties: &'a [participant::Model],
    /// The practitioner or carer who asks.
    pub caller: Uuid,
    /// When.
    pub now: DateTime<Utc>,
}

/// The entry of somebody who was asked before and may be asked again: they declined, were removed, or their time as a
/// guest is over. Whoever is asked or takes part is not asked twice.
pub fn earlier<'a>(case: &Case<'a>, party: &Party) -> Result<Option<&'a participant::Model>> {
    let Some(entry) = case.parties.iter().find(|entry| is_of(entry, party)) else {
        return if case.parties.len() < MOST {
            Ok(None)
        } else {
            let message = format!("a review has {MOST} parties at most, those included who declined");
            Err(Problem::rule(RuleCode::TooMany, message))
        };
    };
    let expired = entry.expires_at.is_some_and(|until| until <= case.now);
    if entry.status.takes_part() && !expired {
        let message = format!(
            "this party is already asked or takes part: {} as {}",
            entry.status.as_str(),
            entry.capacity.as_str()
        );
        return Err(Problem::rule(RuleCode::AlreadyParticipant, message));
    }
    Ok(Some(entry))
}

fn is_of(entry: &participant::Model, party: &Party) -> bool {
    match party {
        Party::Practitioner(person, _) => entry.practitioner_id == Some(person.id),
        Party::Carer(carer) => entry.carer_id == Some(carer.id),
        Party::Interpreter(name) => entry
            .name
            .as_ref()
            .is_some_and(|known| known.to_lowercase() == name.to_lowercase()),
    }
}

/// An invitation, for the first time or again.
pub fn invite(case: &Case<'_>, party: &Party, wish: &Wish) -> Result<participant::ActiveModel> {
    let role = match party {
        Party::Practitioner(person, roles) => Some(practitioner(case, person, roles, wish)?),
        Party::Carer(carer) => Some(of_family(case, carer, wish)?),
        Party::Interpreter(_) => {
            fits(wish.capacity == ParticipantCapacity::Interpreter, || {
                "somebody who is in no directory takes part as INTERPRETER".to_owned()
            })?;
            None
        }
    };
    only_own(case, party, wish)?;
    let (practitioner_id, carer_id, name) = match party {
        Party::Practitioner(person, _) => (Some(person.id), None, None),
        Party::Carer(carer) => (None, Some(carer.id), None),
        Party::Interpreter(name) => (None, None, Some(name.clone())),
    };
    Ok(participant::ActiveModel {
        capacity: Set(wish.capacity),
        role: Set(role),
        practitioner_id: Set(practitioner_id),
        carer_id: Set(carer_id),
        name: Set(name),
        invited_reason: Set(wish.reason.clone()),
        status: Set(if wish.accept_now {
            ParticipantStatus::Accepted
        } else {
            ParticipantStatus::Invited
        }),
        declined_reason: Set(None),
        removed_reason: Set(None),
        expires_at: Set(None),
        ..Default::default()
    })
}

/// What a practitioner's role must be for a capacity, the first that fits being the one in which they take part.
const fn roles_for(capacity: ParticipantCapacity) -> &'static [Role] {
    match capacity {
        ParticipantCapacity::HealthLead => &[Role::HealthVisitor, Role::CommunityNurseryNurse],
        ParticipantCapacity::EarlyYearsLead => &[Role::KeyPerson, Role::Childminder, Role::SettingManager],
        ParticipantCapacity::OtherProfessional => &[
            Role::HealthVisitor,
            Role::CommunityNurseryNurse,
            Role::KeyPerson,
            Role::Childminder,
            Role::SettingManager,
            Role::SettingSenco,
            Role::AreaSenco,
        ],
        ParticipantCapacity::ParentOrCarer | ParticipantCapacity::Interpreter => &[],
    }
}

/// The role in which a practitioner takes part: they are active, hold one that fits, lead alone and are trained.
fn practitioner(case: &Case<'_>, person: &practitioner::Model, roles: &[Role], wish: &Wish) -> Result<Role> {
    if person.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "the practitioner is not active in the directory: ask their colleague who covers",
        ));
    }
    let wanted = roles_for(wish.capacity);
    let role = wanted.iter().copied().find(|role| roles.contains(role));
    let role = role.ok_or_else(|| {
        if roles.contains(&Role::GuestProfessional) {
            let message = "a guest is asked one question, for a limited time: guestInvite";
            return Problem::rule(RuleCode::CapacityMismatch, message);
        }
        let wanted: Vec<&str> = wanted.iter().map(|role| role.as_str()).collect();
        let message = match wanted.as_slice() {
            [] => format!("no practitioner takes part as {}", wish.capacity.as_str()),
            roles => format!("{} is one of {}", wish.capacity.as_str(), roles.join(", ")),
        };
        Problem::rule(RuleCode::CapacityMismatch, message)
    })?;
    if matches!(
        wish.capacity,
        ParticipantCapacity::HealthLead | ParticipantCapacity::EarlyYearsLead
    ) {
        alone(case, person, wish.capacity)?;
        trained(case.review.delivery_model, person)?;
    }
    Ok(role)
}

/// Each half has one lead at a time. Whoever apologised has left the place free.
fn alone(case: &Case<'_>, person: &practitioner::Model, capacity: ParticipantCapacity) -> Result<()> {
    let taken = case.parties.iter().any(|entry| {
        entry.capacity == capacity
            && entry.practitioner_id != Some(person.id)
            && entry.status.takes_part()
            && entry.status != ParticipantStatus::Apologies
    });
    if taken {
        let message = format!(
            "the review has a {}: they decline, apologise or are removed before another takes their place",
            capacity.as_str()
        );
        return Err(Problem::rule(RuleCode::CapacityTaken, message));
    }
    Ok(())
}

/// The two leads of a joint meeting have been trained for it.
fn trained(model: DeliveryModel, person: &practitioner::Model) -> Result<()> {
    let needed = model == DeliveryModel::JointMeeting;
    let models = person.trained_models.as_array();
    let has = models.is_some_and(|models| models.iter().any(|known| known.as_str() == Some(model.as_str())));
    if needed && !has {
        return Err(Refusal::Rule {
            code: RuleCode::NotTrained,
            message: format!(
                "the practitioner has not been trained for {}: record the training in the directory (practitionerAmend), \
                 ask a colleague who has it, or change the delivery model of the review",
                model.as_str()
            ),
            missing: vec![format!("training for {}", model.as_str())],
        }
        .into());
    }
    Ok(())
}

/// A carer of this child; without parental responsibility they are named with a reason.
fn of_family(case: &Case<'_>, carer: &carer::Model, wish: &Wish) -> Result<Role> {
    fits(wish.capacity == ParticipantCapacity::ParentOrCarer, || {
        "a parent or carer takes part as PARENT_OR_CARER".to_owned()
    })?;
    if carer.child_id != case.review.child_id {
        return Err(Problem::rule(
            RuleCode::NotOfThisChild,
            "this carer is entered with another child: enter them with the child of the review (carerAdd)",
        ));
    }
    if carer.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "this carer's entry is not in use",
        ));
    }
    let held = matches!(
        carer.parental_responsibility,
        ParentalResponsibility::Held | ParentalResponsibility::LaShared
    );
    if !held && wish.reason.is_none() {
        return Err(Problem::invalid(
            ["input", "reason"],
            "is required for a carer who does not hold parental responsibility: say why they come",
        ));
    }
    Ok(Role::Parent)
}

fn fits(fits: bool, message: impl FnOnce() -> String) -> Result<()> {
    if fits {
        Ok(())
    } else {
        Err(Problem::rule(RuleCode::CapacityMismatch, message()))
    }
}

/// Only who asks themselves accepts at once.
fn only_own(case: &Case<'_>, party: &Party, wish: &Wish) -> Result<()> {
    let mut inputs = Inputs::default();
    let own = matches!(party, Party::Practitioner(person, _) if person.id.0 == case.caller);
    inputs.must(own || !wish.accept_now, "acceptNow", || {
        "is for a practitioner who adds themselves: everybody else answers on their own".to_owned()
    });
    inputs.done()
}

#[cfg(test)]
mod tests;
