//! Concerns.

use entity::enums::{Relation, Role};
use entity::{concern, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{OPEN, OPEN_REVIEW, SETTLED};

acts! {
    /// Raise a concern.
    ConcernRaise = "concernRaise" on review, "concerns:write", OPEN_REVIEW,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant],
          [Parent] as [ParentOf], [GuestProfessional] as [Guest] };
    /// Add to a concern; the original stays.
    ConcernAdd = "concernAdd" on concern in open review, "concerns:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco]
              as [Participant],
          [Parent] as [ParentOf] };
    /// Take back a concern.
    ConcernWithdraw = "concernWithdraw" on concern in open review, "concerns:write", OPEN,
        { [HealthVisitor, CommunityNurseryNurse, KeyPerson, Childminder, SettingManager, SettingSenco, AreaSenco,
           Parent, GuestProfessional] as [Author] };
    /// Settle a concern with an outcome.
    ConcernSettle = "concernSettle" on concern in open review, "concerns:write", OPEN,
        { [HealthVisitor, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
    /// Take up a settled concern again.
    ConcernReopen = "concernReopen" on concern in open review, "concerns:write", SETTLED,
        { [HealthVisitor, KeyPerson, Childminder, SettingSenco, AreaSenco] as [Participant] };
}
