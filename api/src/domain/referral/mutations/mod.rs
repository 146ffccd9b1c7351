//! The acts on referrals, one file each.

mod accept;
mod acknowledge;
mod amend;
mod answer;
mod draft;
mod enter_in_error;
mod propose;
mod reject;
mod return_for_information;
mod send;
mod withdraw;

use async_graphql::MergedObject;
use entity::{concern, organisation};

use crate::gql::reference::{ConcernRef, OrganisationRef};
use crate::problem::Result;
use crate::store::Tx;

/// The acts on referrals.
#[derive(MergedObject, Default)]
pub struct ReferralMutations(
    draft::ReferralDraftMutation,
    amend::ReferralAmendMutation,
    propose::ReferralProposeMutation,
    answer::ReferralAnswerMutation,
    send::ReferralSendMutation,
    acknowledge::ReferralAcknowledgeMutation,
    accept::ReferralAcceptMutation,
    return_for_information::ReferralReturnMutation,
    reject::ReferralRejectMutation,
    withdraw::ReferralWithdrawMutation,
    enter_in_error::ReferralEnterInErrorMutation,
);

/// The service that an input names.
async fn service(tx: &Tx, service: Option<OrganisationRef>) -> Result<Option<organisation::Model>> {
    match service {
        Some(service) => tx
            .get::<organisation::Entity>(&service.into(), &["input", "service"])
            .await
            .map(Some),
        None => Ok(None),
    }
}

/// The concern that an input names.
async fn concern(tx: &Tx, concern: Option<ConcernRef>) -> Result<Option<concern::Model>> {
    match concern {
        Some(concern) => tx
            .get::<concern::Entity>(&concern.into(), &["input", "concern"])
            .await
            .map(Some),
        None => Ok(None),
    }
}
