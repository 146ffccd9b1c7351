//! Early flags.

use entity::enums::{Relation, Role};
use entity::{child, early_flag};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{ACTIVE, RAISED};

acts! {
    /// Ask the setting's link health team about a child before any review.
    EarlyFlagRaise = "earlyFlagRaise" on child, "concerns:write", ACTIVE,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Team] };
    /// Answer an early flag.
    EarlyFlagAnswer = "earlyFlagAnswer" on early_flag, "concerns:write", RAISED,
        { [HealthVisitor] as [LinkTeam, Team], [HealthServiceLead] as [LeadOfAuthority] };
    /// Take back an early flag that waits for an answer.
    EarlyFlagWithdraw = "earlyFlagWithdraw" on early_flag, "concerns:write", RAISED,
        { [KeyPerson, Childminder, SettingManager, SettingSenco] as [Author] };
}
