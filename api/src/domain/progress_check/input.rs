//! What is written into the progress check.

use async_graphql::InputObject;
use entity::enums::{AreaJudgement, EyfsAspect, EyfsFramework, PrimeArea};

use crate::gql::scalars::Date;

/// What is written; what is absent stays as it is. Nothing here is read by health before the parents agree that it is
/// shared.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProgressCheckRecordInput {
    /// The child's own voice: what the child says, shows and likes. At most 4,000 characters, as each of these texts.
    pub childs_voice: Option<String>,
    /// What the parents said of the child.
    pub parents_view: Option<String>,
    /// How the views of other professionals informed the check.
    pub professionals_views: Option<String>,
    /// The short written summary for the parents.
    pub summary: Option<String>,
    /// When the check was discussed with the parents. Needed to hand it in.
    pub discussed_with_parents_on: Option<Date>,
    /// When the parents find the summary most useful, as agreed with them. At most 500 characters.
    pub most_useful_when: Option<String>,
    /// The targeted plan. Needed to hand in where there is a concern about a possible delay, or a significant concern.
    pub targeted_plan: Option<String>,
    /// With whom the targeted plan was made: the parents, the setting's SENCO, health. At most 500 characters.
    pub targeted_plan_with: Option<String>,
    /// By when the targeted plan is looked at again: today or later.
    pub targeted_plan_review_by: Option<Date>,
}

/// What is written of one prime area; what is absent stays as it is.
#[derive(Debug, Clone, InputObject)]
pub struct ProgressCheckRecordAreaInput {
    /// The prime area.
    pub area: PrimeArea,
    /// How the child gets on. Needed to hand the check in.
    pub judgement: Option<AreaJudgement>,
    /// The child's strengths. Needed to hand the check in. At most 4,000 characters, as each of these texts.
    pub strengths: Option<String>,
    /// What support is needed. Needed to hand the check in unless the child is PROGRESSING_WELL.
    pub support_needed: Option<String>,
    /// Activities and strategies for the family at home. Needed to hand the check in.
    pub strategies_at_home: Option<String>,
    /// Activities and strategies in the setting. Needed to hand the check in.
    pub strategies_in_setting: Option<String>,
    /// The aspects with what was observed, each once; given together, they take the place of those that are there.
    pub aspects: Option<Vec<AspectObservationInput>>,
    /// The version of the framework that has these aspects: the current one where nothing is said.
    pub framework: Option<EyfsFramework>,
}

/// What was observed of one aspect.
#[derive(Debug, Clone, InputObject)]
pub struct AspectObservationInput {
    /// The aspect: one of the prime area's in this version of the framework.
    pub aspect: EyfsAspect,
    /// What was observed. At most 2,000 characters.
    pub observation: String,
}
