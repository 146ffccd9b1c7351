//! Recording the parents' answer.

use async_graphql::{Context, InputObject, Object};
use entity::enums::ParentAgreement;
use entity::referral;

use crate::domain::referral::{Referral, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReferralRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// What the parents say.
#[derive(Debug, Clone, InputObject)]
pub struct ReferralAnswerInput {
    /// Whether they agree.
    pub answer: ParentAgreement,
    /// When they said it; today if absent, never in the future nor before the referral was put to them.
    pub answered_on: Option<Date>,
    /// How the parents answered, for example `by telephone`. Required of practitioners who record it, not for parents
    /// who answer themselves. At most 200 characters.
    pub recorded_from: Option<String>,
}

payload! {
    /// What came of `referralAnswer`.
    ReferralAnswerPayload {
        /// The referral.
        referral: Referral over referral
    }
}

/// Recording the parents' answer.
#[derive(Default)]
pub struct ReferralAnswerMutation;

#[Object]
impl ReferralAnswerMutation {
    /// Record what the parents say: agreed makes the referral READY to be sent, declined ends it. Parents answer
    /// themselves; a practitioner says how the answer came.
    async fn referral_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] referral: ReferralRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the parents say.")] input: ReferralAnswerInput,
    ) -> Result<ReferralAnswerPayload> {
        let arguments = Arguments::default()
            .with("referral", &referral)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ReferralAnswer>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = attempt
            .edit::<referral::Entity, _>((referral.into(), "referral"), expected_version, |row, tx| {
                let wish = rules::Answer {
                    answer: input.answer,
                    on: input.answered_on.map(|on| on.0),
                    recorded_from: input.recorded_from.as_deref(),
                };
                let (to, change) = rules::answer(row, tx.caller().viewer.role(), wish, tx.today())?;
                Ok((change, facts::moved("referral.answered", row.status, to)))
            })
            .await;
        Ok(attempt
            .settle::<referral::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}
