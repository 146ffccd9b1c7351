//! ASQ-3: the fifteen banded areas of the 24, 27 and 30 month forms.

use entity::enums::{AssessmentArea, NationalBand};

use super::score::{HIGHEST, Hundredths};

/// The five areas, in the order of the form.
pub const AREAS: [AssessmentArea; 5] = [
    AssessmentArea::Communication,
    AssessmentArea::GrossMotor,
    AssessmentArea::FineMotor,
    AssessmentArea::ProblemSolving,
    AssessmentArea::PersonalSocial,
];

/// Area, interval in months, cut-off in hundredths (domain.md 2.4), SNOMED CT concept of the UK extension (2.5).
const BANDED: [(AssessmentArea, i32, i32, &str); 15] = [
    (AssessmentArea::Communication, 24, 2517, "953211000000100"),
    (AssessmentArea::Communication, 27, 2402, "953261000000103"),
    (AssessmentArea::Communication, 30, 3330, "953311000000105"),
    (AssessmentArea::GrossMotor, 24, 3807, "953231000000108"),
    (AssessmentArea::GrossMotor, 27, 2801, "953281000000107"),
    (AssessmentArea::GrossMotor, 30, 3614, "953331000000102"),
    (AssessmentArea::FineMotor, 24, 3516, "953221000000106"),
    (AssessmentArea::FineMotor, 27, 1842, "953271000000105"),
    (AssessmentArea::FineMotor, 30, 1925, "953321000000104"),
    (AssessmentArea::ProblemSolving, 24, 2978, "953241000000104"),
    (AssessmentArea::ProblemSolving, 27, 2762, "953291000000109"),
    (AssessmentArea::ProblemSolving, 30, 2708, "953341000000106"),
    (AssessmentArea::PersonalSocial, 24, 3154, "953251000000101"),
    (AssessmentArea::PersonalSocial, 27, 2531, "953301000000108"),
    (AssessmentArea::PersonalSocial, 30, 3201, "953351000000109"),
];

fn entry(area: AssessmentArea, interval: i32) -> Option<&'static (AssessmentArea, i32, i32, &'static str)> {
    BANDED
        .iter()
        .find(|(of, months, ..)| *of == area && *months == interval)
}

/// The cut-off: below it is below the expected level. None for a form that is not banded.
pub fn cut_off(area: AssessmentArea, interval: i32) -> Option<Hundredths> {
    entry(area, interval).map(|(_, _, cut_off, _)| Hundredths(*cut_off))
}

/// The SNOMED CT concept of an area's score on a form.
pub fn concept(area: AssessmentArea, interval: i32) -> Option<&'static str> {
    entry(area, interval).map(|(.., concept)| *concept)
}

/// The national band: none for a form that is not banded. A score equal to the cut-off is at the expected level.
pub fn band(area: AssessmentArea, interval: i32, score: Hundredths) -> Option<NationalBand> {
    let cut_off = cut_off(area, interval)?;
    Some(if score < Hundredths(0) || HIGHEST < score {
        NationalBand::Invalid
    } else if score < cut_off {
        NationalBand::BelowExpected
    } else {
        NationalBand::AtOrAboveExpected
    })
}

/// The band as CSDS writes it: `C1`, `G2`, `S3`.
pub fn band_code(area: AssessmentArea, band: NationalBand) -> Option<&'static str> {
    use NationalBand::{AtOrAboveExpected, BelowExpected, Invalid};
    Some(match (area, band) {
        (AssessmentArea::Communication, BelowExpected) => "C1",
        (AssessmentArea::Communication, AtOrAboveExpected) => "C2",
        (AssessmentArea::Communication, Invalid) => "C3",
        (AssessmentArea::GrossMotor, BelowExpected) => "G1",
        (AssessmentArea::GrossMotor, AtOrAboveExpected) => "G2",
        (AssessmentArea::GrossMotor, Invalid) => "G3",
        (AssessmentArea::FineMotor, BelowExpected) => "F1",
        (AssessmentArea::FineMotor, AtOrAboveExpected) => "F2",
        (AssessmentArea::FineMotor, Invalid) => "F3",
        (AssessmentArea::ProblemSolving, BelowExpected) => "P1",
        (AssessmentArea::ProblemSolving, AtOrAboveExpected) => "P2",
        (AssessmentArea::ProblemSolving, Invalid) => "P3",
        (AssessmentArea::PersonalSocial, BelowExpected) => "S1",
        (AssessmentArea::PersonalSocial, AtOrAboveExpected) => "S2",
        (AssessmentArea::PersonalSocial, Invalid) => "S3",
        (AssessmentArea::WordList | AssessmentArea::Total, _) => return None,
    })
}

/// The good level of development: all five areas at or above the expected level. Undetermined while none is below and
/// one has no valid band.
pub fn good_level(bands: [Option<NationalBand>; 5]) -> Option<bool> {
    if bands.contains(&Some(NationalBand::BelowExpected)) {
        return Some(false);
    }
    bands
        .iter()
        .all(|band| *band == Some(NationalBand::AtOrAboveExpected))
        .then_some(true)
}
