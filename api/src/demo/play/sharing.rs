//! What the parents agree to share once both halves are written, how a concern is settled, and what settings ask health before any
//! review.

use entity::enums::{
    ConcernOutcome, EarlyFlagOutcome, ParentalResponsibility, SharingAnswer, SharingCategory, SharingChannel,
    ValueSet,
};
use serde_json::{Value, json};

use super::Stage;
use super::case::{Case, seen};
use super::wish::{Wish, edit, on_review};
use crate::demo::children::DemoChild;
use crate::demo::stories::Party;
use crate::problem::Result;

/// In how many days a concern is looked at again.
const AGAIN_DAYS: u64 = 42;

impl Stage<'_> {
    /// Of the families whose halves are both written the first agrees to all, the second is still to be asked, the third agrees to
    /// what early years wrote, and so on in turn. Says how many acts there were.
    pub(super) async fn agree(&mut self, turn: usize, case: &Case, child: &DemoChild) -> Result<u64> {
        let (Some(_), Some(_), Some(key_person)) = (&case.health, &case.check, child.key_person) else {
            return Ok(0);
        };
        let holds = |carer: &&crate::demo::carers::DemoCarer| {
            carer.parental_responsibility == ParentalResponsibility::Held
        };
        let Some(parent) = child.carers.iter().find(holds) else {
            return Ok(0);
        };
        let asked: &[(Party, SharingCategory)] = &[
            (
                Party::Practitioner(key_person),
                SharingCategory::EarlyYearsDevelopment,
            ),
            (
                Party::Practitioner(child.health_visitor),
                SharingCategory::HealthDevelopment,
            ),
        ];
        let agreed = match turn % 3 {
            0 => asked,
            1 => &[],
            _ => asked.get(..1).unwrap_or_default(),
        };
        for (by, category) in agreed {
            let input = json!({
                "answer": SharingAnswer::Given.as_str(),
                "category": category.as_str(),
                "givenBy": self.carer(&parent.id),
                "channel": SharingChannel::SaidToPractitioner.as_str(),
            });
            let record = on_review("sharingAgreementRecord", "sharingAgreement", case, input)?;
            self.ask(by, child, &record).await?;
        }
        let settled = self.settle(turn, case, child).await?;
        Ok(settled + u64::try_from(agreed.len()).unwrap_or_default())
    }

    /// Every third of their concerns is to be looked at again.
    async fn settle(&mut self, turn: usize, case: &Case, child: &DemoChild) -> Result<u64> {
        let Some(concern) = case.concerns.first().filter(|_| turn % 3 == 1) else {
            return Ok(0);
        };
        let day = self.at(AGAIN_DAYS, "");
        let input = json!({
            "outcome": ConcernOutcome::Monitor.as_str(),
            "note": "Better than in the spring; both look again together.",
            "lookAgainOn": day.trim_end_matches('T'),
        });
        let settle = edit("concernSettle", "concern", concern, Some(input));
        let health = Party::Practitioner(child.health_visitor);
        self.ask(&health, child, &settle).await.map(|_| 1)
    }

    /// A key person asks health about a child who is too young for a review; the first is answered, the second waits.
    pub(super) async fn flag(&mut self, turn: usize, child: &DemoChild) -> Result<u64> {
        let (Some(key_person), Some(parent)) = (child.key_person, child.carers.first()) else {
            return Ok(0);
        };
        let agrees = parent.parental_responsibility == ParentalResponsibility::Held;
        let input = json!({
            "topic": entity::enums::Topic::Hearing.as_str(),
            "level": entity::enums::ConcernLevel::Concern.as_str(),
            "seen": "Does not turn round when she is called from behind; watches faces closely.",
            "parentsAgreed": agrees,
            "agreedBy": agrees.then(|| self.carer(&parent.id)),
            "notAgreedReason": (!agrees).then_some("Nobody with parental responsibility could be reached this week."),
        });
        let reference =
            json!({ "external": { "system": self.world.place.child_system(), "value": child.id } });
        let raise = Wish {
            mutation: "earlyFlagRaise",
            object: "earlyFlag",
            arguments: vec![
                ("child", "ChildRef!".to_owned(), reference),
                ("input", "EarlyFlagRaiseInput!".to_owned(), input),
            ],
        };
        let raised: Value = self.ask(&Party::Practitioner(key_person), child, &raise).await?;
        if turn != 0 {
            return Ok(1);
        }
        let answer = json!({
            "outcome": EarlyFlagOutcome::BringReviewForward.as_str(),
            "answer": "Thank you. I have asked for a hearing test and will see the family at home next week.",
        });
        let answer = edit("earlyFlagAnswer", "earlyFlag", &seen(&raised)?, Some(answer));
        let health = Party::Practitioner(child.health_visitor);
        self.ask(&health, child, &answer).await.map(|_| 2)
    }
}
