//! The authority on the wire.

use entity::authority;
use entity::enums::DeliveryModel;
use entity::ids::AuthorityId;

use crate::gql::connection::ready;
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A local authority.
#[derive(Debug, Clone)]
pub struct Authority(pub Visible<authority::Model>);

wire! {
    /// An upper-tier local authority: it has children's services and public health, and owns the local protocol.
    Authority = "Authority", node, |authority, _call| {
        /// The authority's id, for example `authority_01j…`. Never changes.
        base "id": AuthorityId = authority.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = authority.0.base().version;
        /// The ONS (GSS) code: E06, E08, E09 or E10 and six digits. Tokens name it as `authority`.
        base "gssCode": String = authority.0.base().gss_code.clone();
        /// Its name.
        base "name": String = authority.0.base().name.clone();
        /// How the two halves of a review come together where the setting says nothing else.
        base "defaultModel": DeliveryModel = authority.0.base().default_model;
        /// When it was entered.
        base "createdAt": DateTime = DateTime(authority.0.base().created_at);
        /// When its entry was last changed.
        base "updatedAt": DateTime = DateTime(authority.0.base().updated_at);
        /// What you may do in the authority: the acts that make something new.
        must "access": AuthorityAccess = own_access;
    }
}

access! {
    /// What you may do in the authority now: answered by the same table that allows or refuses the acts.
    AuthorityAccess = "AuthorityAccess" of authority {
        /// `authorityAmend`
        "canAmend" = AuthorityAmend;
        /// `organisationRegister`
        "canRegisterOrganisation" = OrganisationRegister;
        /// `practitionerRegister`
        "canRegisterPractitioner" = PractitionerRegister;
        /// `childRegister`
        "canRegisterChild" = ChildRegister;
        /// `protocolDraft`
        "canDraftProtocol" = ProtocolDraft;
        /// `topicMapSet`
        "canSetTopicMap" = TopicMapSet;
        /// `childrenImport`
        "canImportChildren" = ChildrenImport;
    }
}

fn own_access<'a>(
    authorities: &'a [Authority],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<AuthorityAccess>>>> {
    ready(
        authorities
            .iter()
            .map(|authority| Some(AuthorityAccess(authority.0.clone())))
            .collect(),
    )
}
