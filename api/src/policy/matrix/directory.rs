//! Who is there to work with: the authority, its organisations and practitioners, its local protocol.

use entity::enums::{Relation, Role};
use entity::{authority, organisation, practitioner, protocol};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{ACTIVE, ANY, DRAFT, INACTIVE};

acts! {
    /// Change the authority's name or default delivery model.
    AuthorityAmend = "authorityAmend" on authority, "directory:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority] };
    /// Enter a health provider, setting or referral service in the directory.
    OrganisationRegister = "organisationRegister" on authority, "directory:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Change the entry of an organisation; of one's own setting, its name and how to reach it.
    OrganisationAmend = "organisationAmend" on organisation, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [SettingManager, Childminder] as [Team],
          [Integration] as [IntegrationOfAuthority] };
    /// Take an organisation out of use.
    OrganisationDeactivate = "organisationDeactivate" on organisation, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Take an organisation back into use.
    OrganisationReactivate = "organisationReactivate" on organisation, "directory:write", INACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Name the health team that an early years setting is linked to.
    LinkTeamAssign = "linkTeamAssign" on organisation, "directory:write", ACTIVE,
        { [AuthorityAdmin, HealthServiceLead, EarlyYearsServiceLead] as [LeadOfAuthority],
          [Integration] as [IntegrationOfAuthority] };
    /// Enter a practitioner or a system in the directory.
    PractitionerRegister = "practitionerRegister" on authority, "directory:write", ANY,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Change the entry of a practitioner; of one's own, the contact card.
    PractitionerAmend = "practitionerAmend" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority],
          [HealthVisitor, CommunityNurseryNurse, HealthServiceLead, KeyPerson, Childminder, SettingManager,
           SettingSenco, AreaSenco, EarlyYearsServiceLead, GuestProfessional, CaldicottGuardian, Analyst] as [Author],
          [Integration] as [IntegrationOfAuthority] };
    /// Give a practitioner a role in an organisation.
    PractitionerAssignRole = "practitionerAssignRole" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// End a role of a practitioner.
    PractitionerEndRole = "practitionerEndRole" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Move a practitioner's role to another organisation.
    PractitionerMove = "practitionerMove" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Take a practitioner out of use: signs nobody in from the next request on.
    PractitionerDeactivate = "practitionerDeactivate" on practitioner, "directory:write", ACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Take a practitioner back into use, without a role.
    PractitionerReactivate = "practitionerReactivate" on practitioner, "directory:write", INACTIVE,
        { [AuthorityAdmin] as [LeadOfAuthority], [Integration] as [IntegrationOfAuthority] };
    /// Draft a version of the local protocol for a delivery model.
    ProtocolDraft = "protocolDraft" on authority, "directory:write", ANY,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };
    /// Change a draft of the local protocol; approvals that it already had are void.
    ProtocolAmend = "protocolAmend" on protocol, "directory:write", DRAFT,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };
    /// Record that one of the two groups has approved a draft of the local protocol.
    ProtocolApprove = "protocolApprove" on protocol, "directory:write", DRAFT,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };
}
