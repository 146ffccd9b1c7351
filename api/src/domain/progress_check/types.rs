//! The progress check on the wire.

use entity::enums::{ProgressCheckStatus, Role};
use entity::ids::ProgressCheckId;
use entity::progress_check;

use super::loader;
use super::national_form::NationalForm;
use super::parts::{ProgressCheckAddition, ProgressCheckArea, ProgressCheckContribution};
use crate::domain::directory::{Organisation, Practitioner, loader as directory};
use crate::domain::review::Review;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// The progress check at two of a review.
#[derive(Debug, Clone)]
pub struct ProgressCheck(pub Visible<progress_check::Model>);

wire! {
    /// The progress check at two (EYFS), the early years half of a review. Everybody who knows of the review knows that it is
    /// there, how far it is and who is responsible, unless the parents keep even that from health; what it says is for the
    /// early years practitioners of the review, their area SENCO among them once invited, and the early years service leads.
    /// Health reads it once it was handed in and the parents have agreed that it is shared.
    ProgressCheck = "ProgressCheck", node, |check, _call| {
        /// The id, for example `progress_check_01j…`. Never changes.
        base "id": ProgressCheckId = check.0.base().id;
        /// Counts the edits, those of its prime areas among them; give it as `expectedVersion`.
        base "version": i32 = check.0.base().version;
        /// Where it stands.
        base "status": ProgressCheckStatus = check.0.base().status;
        /// In which role the practitioner who is responsible for it started it.
        base "authorRole": Role = check.0.base().author_role;
        /// When it was handed in.
        base "submittedAt": Option<DateTime> = check.0.base().submitted_at.map(DateTime);
        /// When it was started.
        base "createdAt": DateTime = DateTime(check.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(check.0.base().updated_at);
        /// The practitioner who is responsible for it.
        one "author": Practitioner = author;
        /// Who handed it in.
        one "submittedBy": Practitioner = submitted_by;
        /// The setting whose check it is: as a rule the one in which the child has spent most time. Withheld where the child's
        /// whereabouts are protected.
        one(Location) "setting": Organisation = setting;
        /// The child's own voice: what the child says, shows and likes.
        lens(EarlyYearsDevelopment) "childsVoice": String = |row| row.childs_voice.clone();
        /// What the parents said of the child, as the setting wrote it down.
        lens(EarlyYearsDevelopment) "parentsView": String = |row| row.parents_view.clone();
        /// How the views of other professionals informed the check.
        lens(EarlyYearsDevelopment) "professionalsViews": String = |row| row.professionals_views.clone();
        /// The short written summary for the parents.
        lens(EarlyYearsDevelopment) "summary": String = |row| row.summary.clone();
        /// When it was discussed with the parents.
        lens(EarlyYearsDevelopment) "discussedWithParentsOn": Date = |row| row.discussed_on.map(Date);
        /// When the parents find the summary most useful, as agreed with them.
        lens(EarlyYearsDevelopment) "mostUsefulWhen": String = |row| row.most_useful_when.clone();
        /// The targeted plan: due where there is a concern about a possible delay, or a significant concern.
        lens(EarlyYearsDevelopment) "targetedPlan": String = |row| row.targeted_plan.clone();
        /// With whom the targeted plan was made.
        lens(EarlyYearsDevelopment) "targetedPlanWith": String = |row| row.targeted_plan_with.clone();
        /// By when the targeted plan is looked at again.
        lens(EarlyYearsDevelopment) "targetedPlanReviewBy": Date = |row| row.targeted_plan_review_by.map(Date);
        /// What was in error.
        lens(EarlyYearsDevelopment) "errorReason": String = |row| row.error_reason.clone();
        /// What it says of each prime area, in the order of the framework, at most three.
        many(EarlyYearsDevelopment) "areas": ProgressCheckArea = loader::areas;
        /// What other settings that the child goes to have said for it, first to last, at most 20.
        many(EarlyYearsDevelopment) "contributions": ProgressCheckContribution = loader::contributions;
        /// What was added after it was handed in, first to last, at most 100.
        many(EarlyYearsDevelopment) "additions": ProgressCheckAddition = loader::additions;
        /// The same as the national event CH010 "Early Years Progress" has it, for systems that publish or print it.
        one(EarlyYearsDevelopment) "nationalForm": NationalForm = loader::national_forms;
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": ProgressCheckAccess = own_access;
    }
}

access! {
    /// What you may do with the progress check of a review now: answered by the same table that allows or refuses the acts.
    ProgressCheckAccess = "ProgressCheckAccess" of progress_check {
        /// `progressCheckRecord`
        "canRecord" = ProgressCheckRecord;
        /// `progressCheckRecordArea`
        "canRecordArea" = ProgressCheckRecordArea;
        /// `progressCheckContribute`; refused to the setting whose check it is.
        "canContribute" = ProgressCheckContribute;
        /// `progressCheckSubmit`
        "canSubmit" = ProgressCheckSubmit;
        /// `progressCheckAmend`
        "canAmend" = ProgressCheckAmend;
        /// `progressCheckEnterInError`
        "canEnterInError" = ProgressCheckEnterInError;
    }
}

async fn author(checks: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(checks.iter().map(|check| Some(check.0.base().author_id)), call).await
}

async fn submitted_by(checks: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(checks.iter().map(|check| check.0.base().submitted_by_id), call).await
}

async fn setting(checks: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    directory::organisations(checks.iter().map(|check| Some(check.0.base().setting_id)), call).await
}

async fn review(checks: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    loader::reviews(checks.iter().map(|check| check.0.base().review_id), call).await
}

/// Handing it in fulfils a step of the review: whose that is, is read for the whole batch.
async fn own_access(checks: &[ProgressCheck], call: &Call<'_>) -> Result<Vec<Option<ProgressCheckAccess>>> {
    let rows: Vec<_> = checks.iter().map(|check| check.0.clone()).collect();
    let rows = call.walk.request.reader.with_others(&rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| Some(ProgressCheckAccess(row)))
        .collect())
}
