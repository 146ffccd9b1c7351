//! What still depends on an organisation: counted beyond the caller's own scope, because the rule holds whoever asks.
//! Numbers only.

use entity::enums::{ChildStatus, DirectoryStatus, ReferralStatus, ReviewStatus, ValueSet};
use entity::ids::OrganisationId;
use entity::{child, link_team, organisation, referral, review, role_assignment};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};

use super::{Tx, constraint};
use crate::policy::matrix::OPEN_REVIEW;
use crate::problem::Result;

/// How many of each still depend on an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uses {
    /// Roles that are held in it.
    pub roles: u64,
    /// Settings in use that turn to it as their health team.
    pub settings: u64,
    /// Children who are placed with it.
    pub children: u64,
    /// Reviews that are still open.
    pub reviews: u64,
    /// Referrals to it on which nothing has been decided.
    pub referrals: u64,
}

/// The states in which a referral waits for the service, or is on its way there.
const UNDECIDED: [ReferralStatus; 6] = [
    ReferralStatus::Draft,
    ReferralStatus::AwaitingParentAgreement,
    ReferralStatus::Ready,
    ReferralStatus::Sent,
    ReferralStatus::Received,
    ReferralStatus::ReturnedForInformation,
];

impl Tx {
    /// What still depends on an organisation.
    pub async fn uses_of(&self, id: OrganisationId) -> Result<Uses> {
        let roles = role_assignment::Entity::find()
            .filter(role_assignment::Column::OrganisationId.eq(id))
            .filter(role_assignment::Column::Status.eq(DirectoryStatus::Active));
        let in_use = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::Status.eq(DirectoryStatus::Active))
            .into_query();
        let settings = link_team::Entity::find()
            .filter(link_team::Column::HealthTeamId.eq(id))
            .filter(link_team::Column::SettingId.in_subquery(in_use));
        let children = child::Entity::find()
            .filter(
                Condition::any()
                    .add(child::Column::HealthTeamId.eq(id))
                    .add(child::Column::SettingId.eq(id)),
            )
            .filter(child::Column::Status.eq(ChildStatus::Active));
        let open = OPEN_REVIEW
            .iter()
            .filter_map(|text| ReviewStatus::from_text(text));
        let reviews = review::Entity::find()
            .filter(
                Condition::any()
                    .add(review::Column::HealthTeamId.eq(id))
                    .add(review::Column::SettingId.eq(id)),
            )
            .filter(review::Column::Status.is_in(open));
        let referrals = referral::Entity::find()
            .filter(referral::Column::ServiceId.eq(id))
            .filter(referral::Column::Status.is_in(UNDECIDED));
        Ok(Uses {
            roles: self.number(roles).await?,
            settings: self.number(settings).await?,
            children: self.number(children).await?,
            reviews: self.number(reviews).await?,
            referrals: self.number(referrals).await?,
        })
    }

    async fn number<E>(&self, rows: Select<E>) -> Result<u64>
    where
        E: EntityTrait<Model: Sync>,
    {
        rows.count(self.connection()).await.map_err(constraint::problem)
    }
}
