//! The health half of a review.

use entity::enums::{Relation, ReviewStep, Role};
use entity::{assessment, health_review, review};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::{BEING_WRITTEN, HANDED_IN, OPEN_REVIEW, STANDS};
use crate::policy::step::Fulfils;

acts! {
    /// Start the health half of a review, and be accountable for it.
    HealthReviewStart = "healthReviewStart" on review, "reviews:write", OPEN_REVIEW,
        { [HealthVisitor] as [Participant, Team] };
    /// Delegate the delivery of the health half to a community nursery nurse under supervision, or take it back.
    HealthReviewDelegate = "healthReviewDelegate" on health_review in open review, "reviews:write", BEING_WRITTEN,
        { [HealthVisitor] as [Author], [HealthServiceLead] as [LeadOfAuthority] };
    /// Write the health half.
    HealthReviewRecord = "healthReviewRecord" on health_review in open review, "reviews:write", BEING_WRITTEN,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Hand in the health half.
    HealthReviewSubmit = "healthReviewSubmit" on health_review in open review fulfils CompleteHealthReview, "reviews:write", BEING_WRITTEN,
        { [HealthVisitor] as [Participant, Team] };
    /// Add to the health half after it was handed in; the original stays.
    HealthReviewAmend = "healthReviewAmend" on health_review, "reviews:write", HANDED_IN,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Mark the health half as entered in error; it is kept for the record.
    HealthReviewEnterInError = "healthReviewEnterInError" on health_review, "reviews:write", STANDS,
        { [HealthVisitor] as [Author], [HealthServiceLead] as [LeadOfAuthority] };
    /// Record an assessment of the child's development.
    AssessmentRecord = "assessmentRecord" on health_review, "reviews:write", STANDS,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Write a note that only the health team reads.
    FamilyNoteRecord = "familyNoteRecord" on health_review, "reviews:write", STANDS,
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Delegate] };
    /// Correct an assessment; the original is kept.
    AssessmentAmend = "assessmentAmend" on assessment, "reviews:write", &["CURRENT"],
        { [HealthVisitor] as [Participant, Team], [CommunityNurseryNurse] as [Author] };
}
