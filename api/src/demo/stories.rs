//! What happens to the reviews: steps in order, each played through the mutation of its name.

use entity::enums::{DeliveryModel, ParticipantCapacity, PrimeArea, ReviewEnd, VisitPlace};

use super::checks::{Area, Seen};
use super::halves::Findings;
use super::templates::{ReferralTemplate, Template};

/// Who acts, or takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// A practitioner, by their id.
    Practitioner(&'static str),
    /// A carer of the child, by their id.
    Carer(String),
}

/// Everything that happens to the review of one child.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The child, by its id.
    pub child: String,
    /// In order.
    pub steps: Vec<Step>,
}

/// One act and who does it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Who does it.
    pub by: Party,
    /// What.
    pub act: Act,
}

/// What is done. Concerns and referrals of a review are numbered from 0 in the order in which they came up.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Plans the review; `None` takes the authority's default model.
    Plan {
        /// The delivery model.
        model: Option<DeliveryModel>,
    },
    /// Invites the family.
    InviteFamily,
    /// Invites a party.
    InviteParticipant {
        /// Whom.
        party: Party,
        /// In which capacity.
        capacity: ParticipantCapacity,
    },
    /// Accepts the own invitation.
    Accept,
    /// Declines the own invitation.
    Decline {
        /// Why.
        reason: &'static str,
    },
    /// Cannot come and sends a contribution.
    Apologise {
        /// The contribution.
        contribution: &'static str,
    },
    /// Sets date and place.
    Schedule {
        /// How many days from today; never a weekend.
        days_ahead: u64,
        /// The kind of place.
        place: VisitPlace,
    },
    /// Sets another date.
    Reschedule {
        /// How many days from today; never a weekend.
        days_ahead: u64,
        /// Why.
        reason: &'static str,
    },
    /// Changes the delivery model.
    ChangeModel {
        /// To which.
        model: DeliveryModel,
        /// Why.
        reason: &'static str,
    },
    /// Raises a concern.
    RaiseConcern(&'static Template),
    /// Adds to a concern.
    AddToConcern {
        /// Which.
        concern: usize,
        /// What.
        text: &'static str,
    },
    /// Takes a concern back.
    WithdrawConcern {
        /// Which.
        concern: usize,
        /// Why.
        reason: &'static str,
    },
    /// Drafts a referral for a concern.
    DraftReferral {
        /// Which concern.
        concern: usize,
        /// To whom and what for.
        template: &'static ReferralTemplate,
    },
    /// Proposes a referral to the parents.
    ProposeReferral {
        /// Which.
        referral: usize,
    },
    /// Records what the parents said.
    RecordParentAgreement {
        /// Which.
        referral: usize,
        /// Whether they agreed.
        agreed: bool,
    },
    /// Sends a referral.
    SendReferral {
        /// Which.
        referral: usize,
    },
    /// Acknowledges a referral on behalf of the service.
    AcknowledgeReferral {
        /// Which.
        referral: usize,
    },
    /// Accepts a referral on behalf of the service.
    AcceptReferral {
        /// Which.
        referral: usize,
    },
    /// Asks the referrer for more.
    ReturnReferral {
        /// Which.
        referral: usize,
        /// What is missing.
        reason: &'static str,
    },
    /// Does not take a referral on.
    RejectReferral {
        /// Which.
        referral: usize,
        /// Why.
        reason: &'static str,
    },
    /// Takes a referral back.
    WithdrawReferral {
        /// Which.
        referral: usize,
        /// Why.
        reason: &'static str,
    },
    /// Starts the health half.
    StartHealthReview,
    /// Writes the health half after a contact today.
    RecordHealthReview(&'static Findings),
    /// Records a questionnaire that was completed today.
    RecordAssessment {
        /// The form, by its interval in months.
        interval: i32,
        /// What it came to.
        findings: &'static Findings,
    },
    /// Writes a note that only the health team reads.
    WriteFamilyNote {
        /// What it says.
        text: &'static str,
    },
    /// Hands in the health half.
    SubmitHealthReview,
    /// Starts the progress check.
    StartProgressCheck,
    /// Writes what the progress check says of a prime area.
    RecordProgressCheckArea {
        /// Which.
        prime: PrimeArea,
        /// What.
        area: &'static Area,
    },
    /// Writes the rest of the progress check, after it was discussed with the parents today.
    RecordProgressCheck(&'static Seen),
    /// Hands in the progress check.
    SubmitProgressCheck,
    /// Ends the review without both halves.
    End {
        /// How.
        end: ReviewEnd,
        /// Why.
        reason: &'static str,
    },
}
