use super::*;
use crate::domain::progress_check::rules::fixtures::{area as an_area, code, wrong};
use entity::enums::{AreaJudgement, PrimeArea, RuleCode};
use sea_orm::prelude::Uuid;

fn of_area(
    aspects: Option<Vec<(EyfsAspect, &str)>>,
    framework: Option<EyfsFramework>,
) -> ProgressCheckRecordAreaInput {
    let one = |(aspect, text): (EyfsAspect, &str)| AspectObservationInput {
        aspect,
        observation: text.to_owned(),
    };
    ProgressCheckRecordAreaInput {
        area: PrimeArea::CommunicationAndLanguage,
        judgement: Some(AreaJudgement::ProgressingWell),
        strengths: None,
        support_needed: None,
        strategies_at_home: None,
        strategies_in_setting: None,
        aspects: aspects.map(|aspects| aspects.into_iter().map(one).collect()),
        framework,
    }
}

/// What was observed of aspects, where something is said.
type Seen<'a> = Option<Vec<(EyfsAspect, &'a str)>>;

#[test]
fn aspects_are_those_of_the_area_in_one_version_of_the_framework() {
    use EyfsAspect::{
        GrossMotorSkills, ListeningAttentionAndUnderstanding as Listening, Speaking, Understanding,
    };
    let of = ProgressCheckId(Uuid::from_u128(1));
    let old = Some(EyfsFramework::Eyfs2012);
    let first = |aspects, framework| first(of, &of_area(aspects, framework));
    let both = first(Some(vec![(Listening, "Hears."), (Speaking, "Says.")]), None).unwrap();
    assert_eq!(both.framework, Set(EyfsFramework::Eyfs2021));
    assert_eq!(
        first(Some(vec![(Understanding, "Nods.")]), old)
            .unwrap()
            .framework,
        Set(EyfsFramework::Eyfs2012)
    );
    assert_eq!(first(None, None).unwrap().aspects, Set(serde_json::json!([])));
    let table: [(Seen<'_>, _, Vec<&str>); 5] = [
        (
            Some(vec![(Understanding, "Nods.")]),
            None,
            vec!["aspects.0.aspect"],
        ),
        (
            Some(vec![(Speaking, "Says."), (GrossMotorSkills, "Runs.")]),
            None,
            vec!["aspects.1.aspect"],
        ),
        (
            Some(vec![(Speaking, "Says."), (Speaking, " ")]),
            None,
            vec!["aspects.1.aspect", "aspects.1.observation"],
        ),
        (
            Some(vec![(Speaking, "Says."); 3]),
            None,
            vec!["aspects", "aspects.1.aspect"],
        ),
        (None, old, vec!["framework"]),
    ];
    for (aspects, framework, fields) in table {
        assert_eq!(wrong(first(aspects.clone(), framework)), fields, "{aspects:?}");
    }
    let row = an_area(
        PrimeArea::CommunicationAndLanguage,
        AreaJudgement::ProgressingWell,
    );
    assert_eq!(code(again(&row, &of_area(None, None))), RuleCode::NothingToChange);
    let change = again(&row, &of_area(Some(vec![(Speaking, "Says.")]), None)).unwrap();
    assert!(change.aspects.is_set() && !change.judgement.is_set() && !change.framework.is_set());
}
