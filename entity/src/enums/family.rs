//! The sets of the family's own part, and of guests (domain.md 1.4; the names are ours).

use super::value_set;

value_set! {
    /// How far one carer's own account is. Ours.
    ParentViewStatus {
        /// They were asked for it and have not answered.
        Asked = "ASKED",
        /// They have given it.
        Given = "GIVEN",
        /// They were asked, or spoke first, and do not want to give one.
        Declined = "DECLINED",
        /// They had given it and have taken it back: what it says is no longer shown.
        Withdrawn = "WITHDRAWN",
    }
}

value_set! {
    /// Whether the parents have been heard in a review. Ours.
    ParentViewProgress {
        /// Nobody has asked them.
        NotAsked = "NOT_ASKED",
        /// They were asked, and none of them has answered.
        Asked = "ASKED",
        /// At least one of them has given their account.
        Given = "GIVEN",
        /// They have answered, and no account stands: they declined, or took it back.
        Declined = "DECLINED",
    }
}

value_set! {
    /// How a carer's account came. Whether an interpreter helped is said beside it. Ours.
    ParentViewChannel {
        /// They signed in and wrote it themselves.
        OwnHand = "SELF_WRITTEN",
        /// They said it to a practitioner, face to face, who recorded it.
        InPerson = "IN_PERSON",
        /// They said it on the telephone.
        Telephone = "TELEPHONE",
        /// They said it in a video call.
        VideoCall = "VIDEO_CALL",
        /// They wrote it, on paper or in a message, and a practitioner entered it.
        InWriting = "IN_WRITING",
    }
}

value_set! {
    /// How far a question to a guest is. Ours. That its time is over is computed from its end.
    GuestContributionStatus {
        /// The guest was asked.
        Asked = "ASKED",
        /// The guest has answered, and may amend the answer until the time is over.
        Contributed = "CONTRIBUTED",
        /// The guest does not answer.
        Declined = "DECLINED",
        /// The question was taken back: the guest sees nothing any more. An answer that was given stays.
        Revoked = "REVOKED",
    }
}
