//! The shipped protocols: one for each delivery model, as the areas describe it that the model was seen in
//! (domain.md 1.2 and 1.3). Reference data: followed where an authority has no protocol of its own in force.
//!
//! What is common to all: letters go out about two weeks before (Worcestershire); the parents' agreement to sharing is
//! asked for at the setting, where they register (Leicestershire); the parents' own account comes before any score (domain.md
//! 7.1); referrals within a week of the meeting; the actions are looked at after six weeks.

use entity::enums::ReviewStep as S;
use entity::enums::StepParty::{Both, EarlyYears, Either, Health};
use entity::enums::{DeliveryModel, ReviewStep, StepParty};

use super::steps::Step;

/// The number of this set of defaults: a change of what follows is a new number.
pub const NUMBER: i32 = 1;

/// A step that a review is incomplete without.
const fn must(step: ReviewStep, party: StepParty, days: i32) -> Step {
    Step {
        step,
        party,
        role: None,
        days,
        required: true,
    }
}

/// A step that may be left out.
const fn may(step: ReviewStep, party: StepParty, days: i32) -> Step {
    Step {
        required: false,
        ..must(step, party, days)
    }
}

/// Islington: parent, child, early years and health practitioner in one room. The setting's check is there before the
/// practitioners' short pre-meeting; the meeting is led, and the actions agreed, by both; the setting is in the room, so
/// that it needs no feedback afterwards.
const JOINT_MEETING: &[Step] = &[
    must(S::RecordSharingAgreement, EarlyYears, -15),
    must(S::InviteFamily, Health, -10),
    must(S::CompleteProgressCheck, EarlyYears, -5),
    must(S::ShareProgressCheck, EarlyYears, -3),
    must(S::RecordParentView, Either, -1),
    must(S::HoldPreMeeting, Both, 0),
    must(S::CompleteHealthReview, Health, 0),
    must(S::LeadMeeting, Both, 0),
    must(S::AgreeActions, Both, 0),
    may(S::MakeReferrals, Either, 5),
    must(S::ShareOutcome, Health, 5),
    may(S::CollectFeedback, Either, 10),
    must(S::FollowUpActions, Either, 30),
];

/// Warwickshire: two meetings. The parent carries the setting's summary, with its comments and how to reach it, to the
/// health review, and a postcard with the health practitioner's comments and contact details back. The setting must have
/// written it before the appointment; what crosses, crosses in the parent's hand, so that an agreement is recorded only where
/// the professions are to speak beside it.
const SEPARATE_PARENT_CARRIED: &[Step] = &[
    may(S::RecordSharingAgreement, EarlyYears, -15),
    must(S::InviteFamily, Health, -10),
    must(S::CompleteProgressCheck, EarlyYears, -10),
    must(S::ShareProgressCheck, EarlyYears, -5),
    must(S::RecordParentView, Health, 0),
    must(S::CompleteHealthReview, Health, 0),
    must(S::AgreeActions, Health, 0),
    must(S::ShareOutcome, Health, 0),
    must(S::ReturnFeedbackToSetting, Health, 5),
    may(S::MakeReferrals, Either, 5),
    may(S::CollectFeedback, Either, 10),
    must(S::FollowUpActions, Either, 30),
];

/// Worcestershire, Herefordshire: two meetings; the summary is placed in the child's red book, and where the parents do
/// not agree to that, only when and by whom it was done.
const SEPARATE_RED_BOOK: &[Step] = &[
    must(S::RecordSharingAgreement, EarlyYears, -15),
    must(S::InviteFamily, Health, -10),
    must(S::CompleteProgressCheck, EarlyYears, -10),
    must(S::ShareProgressCheck, EarlyYears, -5),
    must(S::RecordParentView, Health, 0),
    must(S::CompleteHealthReview, Health, 0),
    must(S::AgreeActions, Health, 0),
    must(S::ShareOutcome, Health, 0),
    may(S::MakeReferrals, Either, 5),
    must(S::ReturnFeedbackToSetting, Health, 5),
    may(S::CollectFeedback, Either, 10),
    must(S::FollowUpActions, Either, 30),
];

/// Leicestershire, Oxfordshire: two meetings; practitioner to practitioner, under the parents' agreement.
const SEPARATE_DIRECT_SHARE: &[Step] = &[
    must(S::RecordSharingAgreement, EarlyYears, -15),
    must(S::InviteFamily, Health, -10),
    must(S::CompleteProgressCheck, EarlyYears, -10),
    must(S::ShareProgressCheck, EarlyYears, -5),
    must(S::RecordParentView, Health, 0),
    must(S::CompleteHealthReview, Health, 0),
    must(S::AgreeActions, Health, 0),
    must(S::ShareOutcome, Health, 5),
    must(S::ReturnFeedbackToSetting, Health, 5),
    may(S::MakeReferrals, Either, 5),
    may(S::CollectFeedback, Either, 10),
    must(S::FollowUpActions, Either, 30),
];

/// Kingston and Richmond: two meetings; shared only where either side has a concern, with the parents' prior agreement.
const SEPARATE_BY_EXCEPTION: &[Step] = &[
    may(S::RecordSharingAgreement, EarlyYears, -15),
    must(S::InviteFamily, Health, -10),
    must(S::CompleteProgressCheck, EarlyYears, -10),
    may(S::ShareProgressCheck, EarlyYears, -5),
    must(S::RecordParentView, Health, 0),
    must(S::CompleteHealthReview, Health, 0),
    must(S::AgreeActions, Health, 0),
    must(S::ShareOutcome, Health, 5),
    may(S::ReturnFeedbackToSetting, Health, 5),
    may(S::MakeReferrals, Either, 5),
    may(S::CollectFeedback, Either, 10),
    must(S::FollowUpActions, Either, 30),
];

/// A child in no setting: health visiting alone.
const HEALTH_ONLY: &[Step] = &[
    must(S::InviteFamily, Health, -10),
    must(S::RecordParentView, Health, 0),
    must(S::CompleteHealthReview, Health, 0),
    must(S::AgreeActions, Health, 0),
    must(S::ShareOutcome, Health, 5),
    may(S::MakeReferrals, Health, 5),
    may(S::CollectFeedback, Health, 10),
    must(S::FollowUpActions, Health, 30),
];

/// The shipped steps of a delivery model.
pub const fn steps(model: DeliveryModel) -> &'static [Step] {
    match model {
        DeliveryModel::JointMeeting => JOINT_MEETING,
        DeliveryModel::SeparateParentCarried => SEPARATE_PARENT_CARRIED,
        DeliveryModel::SeparateRedBook => SEPARATE_RED_BOOK,
        DeliveryModel::SeparateDirectShare => SEPARATE_DIRECT_SHARE,
        DeliveryModel::SeparateByException => SEPARATE_BY_EXCEPTION,
        DeliveryModel::HealthOnly => HEALTH_ONLY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::protocol::rules;
    use entity::enums::ValueSet;

    fn of(model: DeliveryModel, step: ReviewStep) -> Option<Step> {
        steps(model).iter().copied().find(|one| one.step == step)
    }

    #[test]
    fn every_model_has_steps_that_a_protocol_of_its_own_might_have() {
        for model in DeliveryModel::ALL {
            assert!(rules::check(*model, steps(*model)).is_ok(), "{model:?}");
            let days: Vec<i32> = steps(*model).iter().map(|step| step.days).collect();
            assert!(days.is_sorted(), "{model:?}: in the order in which they are due");
            for needed in [
                S::InviteFamily,
                S::CompleteHealthReview,
                S::RecordParentView,
                S::ShareOutcome,
            ] {
                assert!(
                    of(*model, needed).is_some_and(|step| step.required),
                    "{model:?} {needed:?}"
                );
            }
        }
    }

    #[test]
    fn the_halves_are_each_professions_own() {
        for model in DeliveryModel::ALL {
            let health = of(*model, S::CompleteHealthReview).map(|step| step.party);
            assert_eq!(health, Some(Health), "{model:?}");
            let early_years = of(*model, S::CompleteProgressCheck).map(|step| step.party);
            let expected = (*model != DeliveryModel::HealthOnly).then_some(EarlyYears);
            assert_eq!(early_years, expected, "{model:?}");
        }
    }

    #[test]
    fn islington_meets_together_and_warwickshire_sends_a_postcard() {
        let joint = DeliveryModel::JointMeeting;
        for step in [S::HoldPreMeeting, S::LeadMeeting, S::AgreeActions] {
            assert_eq!(of(joint, step), Some(must(step, Both, 0)));
        }
        assert_eq!(
            of(joint, S::ReturnFeedbackToSetting),
            None,
            "the setting was in the room"
        );
        let carried = DeliveryModel::SeparateParentCarried;
        assert_eq!(of(carried, S::HoldPreMeeting), None);
        assert_eq!(
            of(carried, S::ReturnFeedbackToSetting),
            Some(must(S::ReturnFeedbackToSetting, Health, 5))
        );
        assert_eq!(
            of(carried, S::RecordSharingAgreement).map(|step| step.required),
            Some(false)
        );
        let by_exception = of(DeliveryModel::SeparateByException, S::ShareProgressCheck);
        assert_eq!(by_exception.map(|step| step.required), Some(false));
        let direct = of(DeliveryModel::SeparateDirectShare, S::RecordSharingAgreement);
        assert_eq!(direct.map(|step| step.required), Some(true));
    }
}
