//! ASQ:SE-2: one total score, of which higher is worse. Its cut-offs are not in these tables until they have been taken
//! from the licensed technical report.

use super::score::Hundredths;

/// The highest total that CSDS takes (domain.md 2.4).
pub const TOTAL: Hundredths = Hundredths(46500);

/// The SNOMED CT concept of the total on a form (domain.md 2.5).
pub const fn concept(interval: i32) -> Option<&'static str> {
    Some(match interval {
        2 => "1053941000000101",
        6 => "1053951000000103",
        12 => "1053971000000107",
        18 => "1053991000000106",
        24 => "1054011000000104",
        30 => "1054021000000105",
        36 => "1054031000000107",
        48 => "1054041000000103",
        60 => "1054051000000100",
        _ => return None,
    })
}
