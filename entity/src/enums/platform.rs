//! The platform's own sets: refusals, relations, classes of data.

use super::value_set;

value_set! {
    /// Why an act was not allowed.
    NotAllowedReason {
        /// The act belongs to another role.
        RoleNotAllowed = "ROLE_NOT_ALLOWED",
        /// The role may, but not on this record: the caller is not related to it in the way that is needed.
        RelationMissing = "RELATION_MISSING",
        /// The invitation has not been accepted yet.
        InvitationNotAccepted = "INVITATION_NOT_ACCEPTED",
        /// The token of the system lacks the scope.
        ScopeMissing = "SCOPE_MISSING",
        /// Only the party who made the entry may.
        NotTheAuthor = "NOT_THE_AUTHOR",
        /// The act is somebody else's, and has not been delegated to the caller.
        NotDelegated = "NOT_DELEGATED",
        /// The step that the act fulfils belongs to another party, by the protocol that the review follows.
        NotResponsible = "NOT_RESPONSIBLE",
    }
}

value_set! {
    /// Which rule of the domain refused.
    RuleCode {
        /// The child already has a review in this cycle.
        ReviewExists = "REVIEW_EXISTS",
        /// The child is not in, or before, the window of 24 to 30 months.
        OutsideWindow = "OUTSIDE_WINDOW",
        /// It needs an early years setting, by the delivery model or by its nature, and the child has none.
        SettingRequired = "SETTING_REQUIRED",
        /// The delivery model is the one that the review already has.
        ModelUnchanged = "MODEL_UNCHANGED",
        /// The party already takes part.
        AlreadyParticipant = "ALREADY_PARTICIPANT",
        /// The practitioner or organisation is not active.
        NotActive = "NOT_ACTIVE",
        /// The practitioner has not been trained for the delivery model.
        NotTrained = "NOT_TRAINED",
        /// The capacity does not fit the role.
        CapacityMismatch = "CAPACITY_MISMATCH",
        /// Another party has the capacity in which only one can take part.
        CapacityTaken = "CAPACITY_TAKEN",
        /// The review has as many of these as it can have.
        TooMany = "TOO_MANY",
        /// The carer is not one of the child of the review.
        NotOfThisChild = "NOT_OF_THIS_CHILD",
        /// The party belongs to the other discipline, which speaks for itself.
        OtherDiscipline = "OTHER_DISCIPLINE",
        /// The party signs in and answers for themselves.
        AnswersForThemselves = "ANSWERS_FOR_THEMSELVES",
        /// What the receiving service requires is missing.
        EvidenceMissing = "EVIDENCE_MISSING",
        /// The parents' agreement is missing.
        ParentAgreementMissing = "PARENT_AGREEMENT_MISSING",
        /// The identifier is already that of another record.
        IdentifierTaken = "IDENTIFIER_TAKEN",
        /// The child is no longer active in the authority.
        ChildNotActive = "CHILD_NOT_ACTIVE",
        /// The organisation still has something that needs it.
        StillInUse = "STILL_IN_USE",
        /// Nothing would change.
        NothingToChange = "NOTHING_TO_CHANGE",
        /// The practitioner already holds the role there.
        RoleHeld = "ROLE_HELD",
        /// The practitioner does not hold the role.
        RoleNotHeld = "ROLE_NOT_HELD",
        /// The role or link does not fit the kind of organisation.
        WrongKind = "WRONG_KIND",
        /// The imported row cannot be taken as it stands, for example because its organisation is no longer in use.
        RowNotTaken = "ROW_NOT_TAKEN",
        /// The date lies in the past or is impossible.
        ImpossibleDate = "IMPOSSIBLE_DATE",
        /// This half of the review has been started already.
        AlreadyStarted = "ALREADY_STARTED",
        /// The half of the review is not complete enough to be handed in.
        NotComplete = "NOT_COMPLETE",
        /// The half of the review that it belongs to was entered in error.
        EnteredInError = "ENTERED_IN_ERROR",
        /// The health review is not delegated to the caller any more.
        DelegationEnded = "DELEGATION_ENDED",
        /// Another version of the protocol takes effect on that day or later.
        LaterProtocol = "LATER_PROTOCOL",
        /// The group has already approved.
        AlreadyApproved = "ALREADY_APPROVED",
        /// It takes another person: whoever recorded the approval of one group does not record that of the other, and whoever
        /// asked for an override does not approve it.
        SameApprover = "SAME_APPROVER",
        /// The step is fulfilled by an act of its own.
        StepHasAct = "STEP_HAS_ACT",
        /// The carer has no parental responsibility.
        NoParentalResponsibility = "NO_PARENTAL_RESPONSIBILITY",
        /// The share code does not work here: unknown, used, expired or not for this; which, is not said.
        ShareCodeInvalid = "SHARE_CODE_INVALID",
        /// The progress check is another setting's.
        OtherSetting = "OTHER_SETTING",
        /// The progress check is the caller's own setting's, which writes it instead of contributing to it.
        OwnSetting = "OWN_SETTING",
        /// Only a lead decides this.
        LeadDecides = "LEAD_DECIDES",
        /// The child is too young for this.
        TooYoung = "TOO_YOUNG",
        /// Another version of the topic map was set at the same time.
        LaterTopicMap = "LATER_TOPIC_MAP",
        /// A pre-meeting of the review is open already.
        PreMeetingOpen = "PRE_MEETING_OPEN",
        /// The pre-meeting is closed.
        PreMeetingClosed = "PRE_MEETING_CLOSED",
        /// The pre-meeting has not been signed off by both professions.
        NotSignedOff = "NOT_SIGNED_OFF",
        /// A sensitive topic lacks agreed words, or who leads.
        TopicNotAgreed = "TOPIC_NOT_AGREED",
        /// A sensitive topic has no outcome yet.
        OutcomeMissing = "OUTCOME_MISSING",
        /// Nothing has been proposed that could be agreed to.
        NothingProposed = "NOTHING_PROPOSED",
        /// The own profession has proposed it: the other one agrees.
        OwnProposal = "OWN_PROPOSAL",
    }
}

value_set! {
    /// How a caller stands to a record.
    Relation {
        /// Takes part in the review and has accepted.
        Participant = "PARTICIPANT",
        /// Is invited to the review and has not answered: sees a summary.
        Invited = "INVITED",
        /// Works in the child's health team or early years setting.
        Team = "TEAM",
        /// Leads, administers or oversees the authority's service.
        LeadOfAuthority = "LEAD_OF_AUTHORITY",
        /// Is a parent or carer who may see the record.
        ParentOf = "PARENT_OF",
        /// Is invited to one question, for a limited time.
        Guest = "GUEST",
        /// A system of the authority.
        IntegrationOfAuthority = "INTEGRATION_OF_AUTHORITY",
        /// Made the entry.
        Author = "AUTHOR",
        /// Acts for whoever the entry is of: delivers the health review by a recorded delegation, has recorded a parent's
        /// account for them, has asked the guest.
        Delegate = "DELEGATE",
        /// Belongs to the authority, with no closer relation.
        MemberOfAuthority = "MEMBER_OF_AUTHORITY",
        /// Works in the health team that was asked about the child by an early flag of the setting it is linked to.
        LinkTeam = "LINK_TEAM",
    }
}

value_set! {
    /// A class of data that is seen or withheld as a whole.
    Lens {
        /// That the record exists, its state and its dates.
        Existence = "EXISTENCE",
        /// Names, birth date, identifiers.
        Identity = "IDENTITY",
        /// Anything that tells where a child is: address, setting, place of an appointment.
        Location = "LOCATION",
        /// How to reach somebody.
        Contact = "CONTACT",
        /// The health half.
        HealthDevelopment = "HEALTH_DEVELOPMENT",
        /// The early years half.
        EarlyYearsDevelopment = "EARLY_YEARS_DEVELOPMENT",
        /// The parents' own account.
        ParentView = "PARENT_VIEW",
        /// What a concern says.
        ConcernDetail = "CONCERN_DETAIL",
        /// What only practitioners may read.
        PractitionerOnly = "PRACTITIONER_ONLY",
        /// What a referral says.
        Referral = "REFERRAL",
        /// What only the service leads may read.
        LeadsOnly = "LEADS_ONLY",
        /// Parental mental health, domestic abuse: never to early years, never to the parent view.
        FamilySensitive = "FAMILY_SENSITIVE",
        /// The directory of professionals.
        Directory = "DIRECTORY",
        /// Who has looked at the record: in which role, where, what for, and at which classes of data.
        AccessLog = "ACCESS_LOG",
        /// The names of those who have looked, and with which client and operation.
        AccessLogNames = "ACCESS_LOG_NAMES",
    }
}

value_set! {
    /// Why a field was withheld.
    WithheldReason {
        /// The child's whereabouts are protected.
        RestrictedChild = "RESTRICTED_CHILD",
        /// The class of data is not for the caller's discipline.
        NotYourDiscipline = "NOT_YOUR_DISCIPLINE",
        /// The class of data is not for the caller's role.
        NotYourRole = "NOT_YOUR_ROLE",
        /// The invitation has not been accepted yet.
        InvitationNotAccepted = "INVITATION_NOT_ACCEPTED",
        /// It is the other discipline's, and the parents have not agreed that it is shared.
        NoSharingAgreement = "NO_SHARING_AGREEMENT",
        /// It is the other discipline's; the parents have agreed that it is shared, but it has not been handed in.
        NotYetShared = "NOT_YET_SHARED",
    }
}

value_set! {
    /// What became of an attempt to change something.
    AuditOutcome {
        /// Done.
        Allowed = "ALLOWED",
        /// Not allowed by the responsibility matrix.
        Refused = "REFUSED",
        /// Allowed, but refused by the input, a version or a rule.
        Rejected = "REJECTED",
        /// Answered from an earlier attempt with the same idempotency key.
        Replayed = "REPLAYED",
    }
}

value_set! {
    /// Why a stream cannot go on.
    ResyncReason {
        /// The cursor lies in no history that this platform has: the database was restored from a copy.
        HistoryGone = "HISTORY_GONE",
        /// More has happened since the cursor than a stream makes up for.
        TooFarBehind = "TOO_FAR_BEHIND",
    }
}
