//! The local protocol: the steps of a review and whose they are (domain.md 1.3, 1.4 and 7.3; the names are ours).

use super::value_set;

value_set! {
    /// A step of an integrated review, in the order in which they commonly come (merged from the National Children's
    /// Bureau's materials and local guidance).
    ReviewStep {
        /// The family is invited, with the questionnaire ahead of the visit.
        InviteFamily = "INVITE_FAMILY",
        /// The parents say what may be shared between the professions.
        RecordSharingAgreement = "RECORD_SHARING_AGREEMENT",
        /// The setting writes the progress check (EYFS) with the parents.
        CompleteProgressCheck = "COMPLETE_PROGRESS_CHECK",
        /// The progress check reaches the health team: directly, in the red book, or carried by the parents.
        ShareProgressCheck = "SHARE_PROGRESS_CHECK",
        /// The parents give their own account, before scores are shown to the meeting.
        RecordParentView = "RECORD_PARENT_VIEW",
        /// The practitioners speak before the family joins.
        HoldPreMeeting = "HOLD_PRE_MEETING",
        /// The health team completes the health half (Healthy Child Programme).
        CompleteHealthReview = "COMPLETE_HEALTH_REVIEW",
        /// Somebody leads the meeting with the family.
        LeadMeeting = "LEAD_MEETING",
        /// Parents and practitioners agree realistic, achievable actions.
        AgreeActions = "AGREE_ACTIONS",
        /// The referrals that were agreed are made.
        MakeReferrals = "MAKE_REFERRALS",
        /// The family gets the outcome.
        ShareOutcome = "SHARE_OUTCOME",
        /// The setting hears what the health half came to.
        ReturnFeedbackToSetting = "RETURN_FEEDBACK_TO_SETTING",
        /// Somebody looks at what became of the actions.
        FollowUpActions = "FOLLOW_UP_ACTIONS",
        /// Parents and practitioners say how it went.
        CollectFeedback = "COLLECT_FEEDBACK",
    }
}

value_set! {
    /// Whose a step is.
    StepParty {
        /// Health visiting's.
        Health = "HEALTH",
        /// The early years setting's.
        EarlyYears = "EARLY_YEARS",
        /// Of either profession: whoever does it first.
        Either = "EITHER",
        /// Of both professions, each its own part: two responsibilities.
        Both = "BOTH",
        /// Of one role, which is named beside it.
        Role = "ROLE",
    }
}

value_set! {
    /// What has become of a responsibility.
    ResponsibilityStatus {
        /// To be done.
        Open = "OPEN",
        /// Done.
        Done = "DONE",
        /// Not to be done in this review, by a lead's decision, with the reason.
        Waived = "WAIVED",
        /// No step of the delivery model to which the review has changed; it was open then.
        Lapsed = "LAPSED",
    }
}

value_set! {
    /// How far a local protocol has come.
    ProtocolStatus {
        /// Being written, or waiting for an approval.
        Draft = "DRAFT",
        /// Approved by both groups, for a day to come.
        Approved = "APPROVED",
        /// What reviews that are planned now follow.
        InForce = "IN_FORCE",
        /// Followed by another version. Reviews that were planned under it go on following it.
        Superseded = "SUPERSEDED",
    }
}

value_set! {
    /// The groups that own the local protocol.
    GovernanceGroup {
        /// Sponsorship, resources, agreements.
        Strategic = "STRATEGIC",
        /// Who does what: the process.
        Operational = "OPERATIONAL",
    }
}
