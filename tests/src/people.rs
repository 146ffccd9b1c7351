//! The people of a world, and what is there from the beginning.

use serde_json::json;

use crate::actor::Actor;
use crate::cast::{CMS, Carer, Person};
use crate::world::World;

/// What is there from the beginning, as arguments of mutations and queries.
impl World {
    /// The id of the review that is due: of the child in the nursery.
    pub fn review(&self) -> String {
        self.home().review.to_string()
    }

    /// The case management system's identifier of a record of the cast, as a reference: `child-1`, `review-1` …
    pub fn external(value: &str) -> serde_json::Value {
        json!({ "external": { "system": CMS, "value": value } })
    }

    /// Anybody of the cast.
    pub fn actor(&self, person: &Person) -> Actor {
        Actor::new(self, person)
    }

    /// The mother of the child in the nursery, who holds parental responsibility.
    pub fn parent(&self) -> Actor {
        self.carer(&self.home().mother)
    }

    /// Any carer of the cast.
    pub fn carer(&self, carer: &Carer) -> Actor {
        self.actor(&carer.person)
    }
}

macro_rules! actors {
    ($($(#[doc = $doc:literal])+ $name:ident, $other:ident;)+) => {
        /// The people. The health visitor, the nursery nurse, the key person, the manager and the SENCO work with the
        /// child in the nursery; nobody takes part in the review from the beginning.
        impl World {
            $(
                $(#[doc = $doc])+
                pub fn $name(&self) -> Actor {
                    self.actor(&self.home().$name)
                }

                /// The same of the other authority.
                pub fn $other(&self) -> Actor {
                    self.actor(&self.elsewhere().$name)
                }
            )+
        }
    };
}

actors! {
    /// Of the children's health team, and named for each of them.
    health_visitor, other_authority_health_visitor;
    /// Of another health team of the same authority.
    other_health_visitor, other_authority_other_health_visitor;
    /// Of the children's health team.
    nursery_nurse, other_authority_nursery_nurse;
    /// Leads health visiting.
    health_lead, other_authority_health_lead;
    /// Of the nursery.
    key_person, other_authority_key_person;
    /// With a child of her own.
    childminder, other_authority_childminder;
    /// Of the nursery.
    setting_manager, other_authority_setting_manager;
    /// Of the nursery.
    setting_senco, other_authority_setting_senco;
    /// Of the authority.
    area_senco, other_authority_area_senco;
    /// Leads early years.
    early_years_lead, other_authority_early_years_lead;
    /// Another professional.
    guest, other_authority_guest;
    /// Runs the platform.
    admin, other_authority_admin;
    /// Reads figures.
    analyst, other_authority_analyst;
    /// Information governance.
    caldicott, other_authority_caldicott;
    /// A case management system with every scope.
    integration, other_authority_integration;
}
