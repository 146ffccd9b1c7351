//! The two authorities as a whole.

use chrono::NaiveDate;
use entity::enums::DeliveryModel;

use super::children::{DemoChild, children};
use super::dice::Dice;
use super::organisations::{
    ASHMERE, DemoLinkTeam, DemoOrganisation, Place, WEXCOMBE, link_teams, organisations,
};
use super::people::{DemoPractitioner, practitioners};
use super::script::stories;
use super::stories::Story;
use crate::import::columns::Column;

/// The seed of the demo.
pub const SEED: u64 = 20_141_231;

/// The synthetic world.
#[derive(Debug)]
pub struct World {
    /// The joint meeting borough and the separate meetings county.
    pub authorities: [AuthorityWorld; 2],
}

/// One authority with everything that belongs to it.
#[derive(Debug)]
pub struct AuthorityWorld {
    /// Codes and names.
    pub place: &'static Place,
    /// The delivery model that its reviews have by default.
    pub default_model: DeliveryModel,
    /// Health providers and teams, settings, services that receive referrals.
    pub organisations: Vec<DemoOrganisation>,
    /// The named link of each setting with a health team.
    pub link_teams: Vec<DemoLinkTeam>,
    /// Everybody who works there.
    pub practitioners: Vec<DemoPractitioner>,
    /// The children with their carers.
    pub children: Vec<DemoChild>,
    /// What happens to their reviews.
    pub stories: Vec<Story>,
}

impl World {
    /// The world of a seed on a day.
    pub fn new(seed: u64, today: NaiveDate) -> Self {
        let build = |place: &'static Place, default_model| {
            let mut dice = Dice::new(seed, u64::from(place.digit));
            let children = children(place, &mut dice, today);
            let practitioners = practitioners(place);
            let stories = stories(&children, &practitioners, default_model, today, &mut dice);
            let (organisations, link_teams) = (organisations(place), link_teams());
            AuthorityWorld {
                place,
                default_model,
                organisations,
                link_teams,
                practitioners,
                children,
                stories,
            }
        };
        let borough = build(&ASHMERE, DeliveryModel::JointMeeting);
        let county = build(&WEXCOMBE, DeliveryModel::SeparateParentCarried);
        Self {
            authorities: [borough, county],
        }
    }

    /// The authority with this GSS code.
    pub fn authority(&self, gss_code: &str) -> Option<&AuthorityWorld> {
        self.authorities
            .iter()
            .find(|authority| authority.place.gss_code == gss_code)
    }

    /// The children of an authority as a file for the import.
    pub fn children_csv(&self, gss_code: &str) -> Vec<u8> {
        self.authority(gss_code)
            .map(AuthorityWorld::children_csv)
            .unwrap_or_default()
    }
}

impl AuthorityWorld {
    /// Its children as a file for the import.
    pub fn children_csv(&self) -> Vec<u8> {
        let mut file = header();
        for child in &self.children {
            file.push_str(&line(&self.cells(child)));
        }
        file.into_bytes()
    }

    /// An organisation by its id.
    pub fn organisation(&self, id: &str) -> Option<&DemoOrganisation> {
        self.organisations
            .iter()
            .find(|organisation| organisation.id == id)
    }

    /// A practitioner by their id.
    pub fn practitioner(&self, id: &str) -> Option<&DemoPractitioner> {
        self.practitioners
            .iter()
            .find(|practitioner| practitioner.id == id)
    }

    /// The cells of the import for a child.
    pub fn cells(&self, child: &DemoChild) -> Vec<(Column, String)> {
        let urn = child
            .setting
            .and_then(|id| self.organisation(id))
            .and_then(|setting| setting.urn.as_deref());
        let team = self
            .organisation(child.health_team)
            .and_then(|team| team.ods_code.as_deref());
        child.cells(self.place, urn, team)
    }
}

/// The header of a file for the import.
pub(super) fn header() -> String {
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
    format!("{}\n", names.join(","))
}

/// One line of a file for the import.
pub(super) fn line(cells: &[(Column, String)]) -> String {
    let mut line = String::with_capacity(160);
    for column in Column::ALL {
        if column.index() > 0 {
            line.push(',');
        }
        let text = cells
            .iter()
            .find(|(of, _)| of == column)
            .map_or("", |(_, text)| text.as_str());
        if text.contains([',', '"', '\n', '\r']) {
            line.push('"');
            line.push_str(&text.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(text);
        }
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests;
