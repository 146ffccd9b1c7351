//! The progress check as the five texts of the national event CH010 "Early Years Progress" (Digital Child Health). Ours says
//! more, so this projects down: aspects and judgements become sentences. Pure.

use entity::enums::{AreaJudgement, ParentalConsent, PrimeArea, SharingCategory, ValueSet};
use entity::{progress_check, progress_check_area, sharing_agreement};

use super::rules::area::observed;
use crate::codes::eyfs::{area_name, aspect_name, judgement_words};
use crate::policy::relation::Who;
use crate::policy::sharing::Sharing;
use crate::wire;

/// The form: a text each, under the link ids of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalForm {
    /// Whether the parents agree that health reads it.
    pub parental_consent: ParentalConsent,
    /// Communication and language.
    pub communication_and_language: Option<String>,
    /// Physical development.
    pub physical_development: Option<String>,
    /// Personal, social and emotional development.
    pub personal_social_emotional: Option<String>,
    /// Where less than expected was seen.
    pub areas_of_concern: Option<String>,
    /// Strategies and plan.
    pub support: Option<String>,
}

wire! {
    /// The progress check as the national event CH010 "Early Years Progress" (Digital Child Health) has it: a consent and
    /// five texts, under its link ids. A text is null where nothing is written for it.
    NationalForm = "ProgressCheckNationalForm", value, |form, _call| {
        /// Whether the parents agree today that the child's health visiting team reads the check: their last answer that is
        /// in force.
        base "parentalConsent": ParentalConsent = form.parental_consent;
        /// Communication and language: the judgement in words, strengths, what support is needed, what was observed.
        base "communicationAndLanguage": Option<String> = form.communication_and_language.clone();
        /// Physical development, likewise.
        base "physicalDevelopment": Option<String> = form.physical_development.clone();
        /// Personal, social and emotional development, likewise.
        base "personalSocialEmotionalDevelopment": Option<String> = form.personal_social_emotional.clone();
        /// The prime areas in which the child is not progressing well, with what support is needed.
        base "areasOfConcern": Option<String> = form.areas_of_concern.clone();
        /// Strategies in the setting and at home, by prime area, and the targeted plan. The spelling is the event's.
        base "supportedRequestedOrProvided": Option<String> = form.support.clone();
    }
}

/// Projects a check and its areas; `agreements` are what the parents have answered about the child.
pub fn project(
    row: &progress_check::Model,
    areas: &[progress_check_area::Model],
    (who, agreements): (&Who, &[sharing_agreement::Model]),
) -> NationalForm {
    let sharing = Sharing::of(SharingCategory::EarlyYearsDevelopment, who, agreements, &[]);
    let of = |area: PrimeArea| areas.iter().find(|row| row.area == area);
    let in_order = || PrimeArea::ALL.iter().filter_map(|area| of(*area));
    let plan = plan(row);
    NationalForm {
        parental_consent: if sharing.gateway.is_some() {
            ParentalConsent::Obtained
        } else {
            ParentalConsent::NotObtained
        },
        communication_and_language: of(PrimeArea::CommunicationAndLanguage).and_then(area_text),
        physical_development: of(PrimeArea::PhysicalDevelopment).and_then(area_text),
        personal_social_emotional: of(PrimeArea::PersonalSocialEmotionalDevelopment).and_then(area_text),
        areas_of_concern: lines(in_order().filter_map(concern_text)),
        support: lines(in_order().flat_map(strategies).chain(plan)),
    }
}

/// Lines as one text; nothing where there are none.
fn lines(lines: impl Iterator<Item = String>) -> Option<String> {
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A line with what it is about in front.
fn labelled(label: &str, text: Option<&String>) -> Option<String> {
    text.map(|text| format!("{label}: {text}"))
}

fn area_text(row: &progress_check_area::Model) -> Option<String> {
    let judgement = row.judgement.map(|it| format!("{}.", judgement_words(it)));
    let said = [
        judgement,
        labelled("Strengths", row.strengths.as_ref()),
        labelled("Support needed", row.support_needed.as_ref()),
    ];
    let observed = observed(row)
        .into_iter()
        .map(|one| format!("{}: {}", aspect_name(one.aspect), one.observation));
    lines(said.into_iter().flatten().chain(observed))
}

fn concern_text(row: &progress_check_area::Model) -> Option<String> {
    let judgement = row.judgement.filter(|it| *it != AreaJudgement::ProgressingWell)?;
    let head = format!("{}: {}.", area_name(row.area), judgement_words(judgement));
    Some(match &row.support_needed {
        Some(text) => format!("{head} {text}"),
        None => head,
    })
}

fn strategies(row: &progress_check_area::Model) -> impl Iterator<Item = String> {
    let label = |place: &str| format!("{}, {place}", area_name(row.area));
    let both = [
        labelled(&label("in the setting"), row.strategies_in_setting.as_ref()),
        labelled(&label("at home"), row.strategies_at_home.as_ref()),
    ];
    both.into_iter().flatten()
}

fn plan(row: &progress_check::Model) -> Option<String> {
    let text = labelled("Targeted plan", row.targeted_plan.as_ref());
    let with = labelled("With", row.targeted_plan_with.as_ref());
    let review = row
        .targeted_plan_review_by
        .map(|day| format!("To be looked at again by {day}"));
    lines([text, with, review].into_iter().flatten())
}

#[cfg(test)]
mod tests;
