//! The value sets of the field. Each is one enum for the database (its text), the API (its GraphQL enum) and JSON.
//!
//! The sources stand beside each set; where a set is ours, it says so.

mod assessment;
mod audit;
mod concern;
mod directory;
mod early_flag;
mod early_years;
mod family;
mod health_review;
mod meeting;
mod people;
mod platform;
mod protocol;
mod referral;
mod review;
mod sharing;
mod topic_map;

pub use assessment::*;
pub use audit::*;
pub use concern::*;
pub use directory::*;
pub use early_flag::*;
pub use early_years::*;
pub use family::*;
pub use health_review::*;
pub use meeting::*;
pub use people::*;
pub use platform::*;
pub use protocol::*;
pub use referral::*;
pub use review::*;
pub use sharing::*;
pub use topic_map::*;

/// A value set.
pub trait ValueSet: Copy + PartialEq + Send + Sync + 'static {
    /// Every member, in the order of its declaration.
    const ALL: &'static [Self];
    /// The member's text: the same in the database, the API and the logs.
    fn as_str(self) -> &'static str;
    /// The member with this text.
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == text)
    }
}

macro_rules! value_set {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $vdoc:literal])+ $variant:ident = $text:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            sea_orm::EnumIter, sea_orm::DeriveActiveEnum,
            async_graphql::Enum, serde::Serialize, serde::Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name {
            $($(#[doc = $vdoc])+ #[graphql(name = $text)] #[serde(rename = $text)] #[sea_orm(string_value = $text)] $variant,)+
        }

        impl $crate::enums::ValueSet for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}
use value_set;
