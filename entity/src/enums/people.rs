//! Roles, disciplines and the facts about children and carers.

use super::value_set;

value_set! {
    /// What somebody is allowed to be on this platform. A token carries exactly one.
    Role {
        /// Leads the health review and stays accountable when it is delegated (SCPHN health visitor).
        HealthVisitor = "HEALTH_VISITOR",
        /// Delivers the health review by delegation of a health visitor.
        CommunityNurseryNurse = "COMMUNITY_NURSERY_NURSE",
        /// Leads the health visiting service of the authority.
        HealthServiceLead = "HEALTH_SERVICE_LEAD",
        /// The key person of the child in the early years setting; writes the progress check.
        KeyPerson = "KEY_PERSON",
        /// A childminder: key person, manager and data controller at once.
        Childminder = "CHILDMINDER",
        /// Manages an early years setting.
        SettingManager = "SETTING_MANAGER",
        /// The setting's special educational needs coordinator.
        SettingSenco = "SETTING_SENCO",
        /// The authority's area special educational needs coordinator; no clinical data by default.
        AreaSenco = "AREA_SENCO",
        /// Leads the early years service of the authority.
        EarlyYearsServiceLead = "EARLY_YEARS_SERVICE_LEAD",
        /// Another professional, invited to one child and one question.
        GuestProfessional = "GUEST_PROFESSIONAL",
        /// A parent or carer who signs in.
        Parent = "PARENT",
        /// Runs the platform for the authority: directory, import, worklists.
        AuthorityAdmin = "AUTHORITY_ADMIN",
        /// Reads figures, never a child's record.
        Analyst = "ANALYST",
        /// Information governance: sees who looked at what, approves overrides.
        CaldicottGuardian = "CALDICOTT_GUARDIAN",
        /// A system of the authority (case management, reporting), with scopes.
        Integration = "INTEGRATION",
    }
}

value_set! {
    /// The two professions whose halves make the review.
    Discipline {
        /// Health visiting (Healthy Child Programme).
        Health = "HEALTH",
        /// Early years (EYFS).
        EarlyYears = "EARLY_YEARS",
    }
}

impl Role {
    /// The profession of the role, or `None` for roles outside the two.
    pub const fn discipline(self) -> Option<Discipline> {
        match self {
            Self::HealthVisitor | Self::CommunityNurseryNurse | Self::HealthServiceLead => {
                Some(Discipline::Health)
            }
            Self::KeyPerson
            | Self::Childminder
            | Self::SettingManager
            | Self::SettingSenco
            | Self::AreaSenco
            | Self::EarlyYearsServiceLead => Some(Discipline::EarlyYears),
            _ => None,
        }
    }

    /// Whether the role is held by a person of the directory's practitioners (not a parent, not a system).
    pub const fn is_practitioner(self) -> bool {
        !matches!(self, Self::Parent | Self::Integration)
    }
}

value_set! {
    /// Sex as registered (NHS Data Dictionary, person stated gender code 1, 2, 9, X).
    Sex {
        /// Code 2.
        Female = "FEMALE",
        /// Code 1.
        Male = "MALE",
        /// Code 9: unable to be classified as either.
        Indeterminate = "INDETERMINATE",
        /// Code X: not recorded.
        NotKnown = "NOT_KNOWN",
    }
}

value_set! {
    /// How far the whereabouts of a child are protected (PDS security labels U, R, V).
    Restriction {
        /// PDS U: nothing is withheld for safety.
        Unrestricted = "UNRESTRICTED",
        /// PDS R: address, setting name and appointment places are withheld everywhere.
        Restricted = "RESTRICTED",
        /// PDS V: as restricted; only the named practitioners and leads see that the child is known.
        VeryRestricted = "VERY_RESTRICTED",
    }
}

value_set! {
    /// Whether the child is still in the authority's care.
    ChildStatus {
        /// Lives in the authority.
        Active = "ACTIVE",
        /// Has moved to another authority.
        MovedAway = "MOVED_AWAY",
        /// Has died.
        Deceased = "DECEASED",
    }
}

value_set! {
    /// Why a child is no longer in the authority's care.
    ChildDeparture {
        /// Has moved to another authority.
        MovedAway = "MOVED_AWAY",
        /// Has died.
        Deceased = "DECEASED",
    }
}

value_set! {
    /// The relationship of a carer to the child (Digital Child Health codes). Not the same as parental responsibility.
    CarerRelationship {
        /// BPM: biological mother.
        BiologicalMother = "BIOLOGICAL_MOTHER",
        /// BPF: biological father.
        BiologicalFather = "BIOLOGICAL_FATHER",
        /// SPM: step mother.
        StepMother = "STEP_MOTHER",
        /// SPF: step father.
        StepFather = "STEP_FATHER",
        /// GPM: grandmother.
        Grandmother = "GRANDMOTHER",
        /// GPF: grandfather.
        Grandfather = "GRANDFATHER",
        /// APM: adoptive mother.
        AdoptiveMother = "ADOPTIVE_MOTHER",
        /// APF: adoptive father.
        AdoptiveFather = "ADOPTIVE_FATHER",
        /// FPM: foster mother.
        FosterMother = "FOSTER_MOTHER",
        /// FPF: foster father.
        FosterFather = "FOSTER_FATHER",
        /// RCX: residential carer.
        ResidentialCarer = "RESIDENTIAL_CARER",
        /// OTX: other.
        Other = "OTHER",
    }
}

value_set! {
    /// The legal status of parental responsibility.
    ParentalResponsibility {
        /// Held.
        Held = "HELD",
        /// Not held.
        NotHeld = "NOT_HELD",
        /// Disputed; treated as not held until settled.
        Disputed = "DISPUTED",
        /// Removed by a court.
        Removed = "REMOVED",
        /// Shared with the local authority under a care order.
        LaShared = "LA_SHARED",
    }
}

value_set! {
    /// Whether an identifier of another system is in use.
    IdentifierStatus {
        /// In use.
        Current = "CURRENT",
        /// Replaced by another (merge, correction, adoption).
        Superseded = "SUPERSEDED",
    }
}

value_set! {
    /// NHS number status indicator (NHS Data Dictionary 01 to 08), as far as this platform sets it.
    NhsNumberStatus {
        /// 01: present and verified.
        Verified = "VERIFIED",
        /// 02: present, not traced.
        NotTraced = "NOT_TRACED",
        /// 03: trace required.
        TraceRequired = "TRACE_REQUIRED",
        /// 07: not present, trace not required.
        NotPresent = "NOT_PRESENT",
    }
}

value_set! {
    /// The outcome of matching an incoming child (the six of the DfE's SUI matcher).
    MatchOutcome {
        /// One candidate at 0.95 or above: taken as the same child.
        Match = "MATCH",
        /// The best candidate lies between 0.85 and 0.95: somebody decides.
        PotentialMatch = "POTENTIAL_MATCH",
        /// The best candidate lies below 0.85: somebody decides.
        LowConfidenceMatch = "LOW_CONFIDENCE_MATCH",
        /// Several candidates are equally good: somebody decides.
        ManyMatch = "MANY_MATCH",
        /// Nobody comes near: a new child.
        NoMatch = "NO_MATCH",
        /// The row could not be matched, for example because its identifiers point at two children.
        Error = "ERROR",
    }
}

value_set! {
    /// What became of an open question of identity.
    ChildMatchStatus {
        /// Waits for an administrator.
        Open = "OPEN",
        /// The row belongs to a child that was already known.
        Linked = "LINKED",
        /// The row is a child that was not known.
        Created = "CREATED",
        /// The row was set aside.
        Dismissed = "DISMISSED",
    }
}
