//! Children, their carers, and who is who.

use entity::enums::{Relation, Role};
use entity::{authority, carer, child, child_match};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{ACTIVE, ANY, OPEN};

acts! {
    /// Enter a child.
    ChildRegister = "childRegister" on authority, "children:write", ANY,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [MemberOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Correct a child's particulars.
    ChildAmend = "childAmend" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Add an identifier of another system to a child, or replace the one in use.
    ChildIdentify = "childIdentify" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Set the child's health team, setting, named health visitor and key person.
    ChildPlace = "childPlace" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [HealthVisitor] as [Team], [Integration] as [IntegrationOfAuthority] };
    /// Protect a child's whereabouts, or lift the protection.
    ChildRestrict = "childRestrict" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, CaldicottGuardian] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Record that a child has moved away or died; ends the open review.
    ChildDepart = "childDepart" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Take back a departure: the child has come back, or had never left. Reviews that it ended stay ended.
    ChildReturn = "childReturn" on child, "children:write", &["MOVED_AWAY", "DECEASED"],
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Add a parent or carer.
    CarerAdd = "carerAdd" on child, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Change what is known of a parent or carer.
    CarerAmend = "carerAmend" on carer, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Parent] as [Author], [Integration] as [IntegrationOfAuthority] };
    /// Take a parent or carer off the child: signs in no longer, stays in the record.
    CarerDeactivate = "carerDeactivate" on carer, "children:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead] as [LeadOfAuthority], [HealthVisitor] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Take in a list of children.
    ChildrenImport = "childrenImport" on authority, "children:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Settle an open question of identity.
    ChildMatchResolve = "childMatchResolve" on child_match, "children:write", OPEN,
        { [AuthorityAdmin] as [LeadOfAuthority] };
}
