//! What practitioners say among themselves: the pre-meeting and the liaison thread. It exists for those who take part, the
//! child's health team and setting, and both service leads; for nobody else, by no path.

use entity::enums::{Lens, Role};
use entity::{liaison_message, liaison_read, pre_meeting, pre_meeting_attendance, pre_meeting_topic};
use sea_orm::{ColumnTrait, Condition};

use super::review::{ACCEPTED, in_open_review, takes_part};
use super::{Scoped, nothing, of_authority};
use crate::policy::Sight;
use crate::policy::relation::Who;

macro_rules! among_practitioners {
    ($($module:ident),+) => {$(
        impl Scoped for $module::Entity {
            fn visible_to(who: &Who) -> Condition {
                use $module::Column as C;
                of_those_who_work(who, of_authority(C::AuthorityId, who), C::ReviewId)
            }
        }
    )+};
}
among_practitioners!(
    pre_meeting,
    pre_meeting_topic,
    pre_meeting_attendance,
    liaison_message,
    liaison_read
);

/// Of these rows those whose review, which `review` names, the caller works on. The area SENCO only where they take part.
fn of_those_who_work(who: &Who, rows: Condition, review: impl ColumnTrait) -> Condition {
    match who.role {
        Role::HealthServiceLead | Role::EarlyYearsServiceLead => rows,
        Role::AreaSenco => rows.add(takes_part(who, ACCEPTED, review)),
        Role::HealthVisitor
        | Role::CommunityNurseryNurse
        | Role::KeyPerson
        | Role::Childminder
        | Role::SettingManager
        | Role::SettingSenco => rows.add(in_open_review(who, review)),
        Role::GuestProfessional
        | Role::Parent
        | Role::AuthorityAdmin
        | Role::Analyst
        | Role::CaldicottGuardian
        | Role::Integration => nothing(),
    }
}

/// The same rule for a row in memory.
pub fn practitioners_shown<M>(_: &Who, sight: Sight, _: &M) -> bool {
    sight.lenses.has(Lens::PractitionerOnly)
}
