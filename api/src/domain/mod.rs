//! The nouns of the integrated review, a folder each.

pub mod access;
pub mod age;
pub mod assessment;
pub mod audit_log;
pub mod authority;
pub mod carer;
pub mod change;
pub mod child;
pub mod child_match;
pub mod concern;
pub mod directory;
pub mod disclosure;
pub mod family_note;
pub mod health_review;
pub mod identifier;
pub mod participant;
pub mod progress_check;
pub mod protocol;
pub mod referral;
pub mod responsibility;
pub mod review;
pub mod share_code;
pub mod sharing_agreement;
pub mod sharing_override;
pub mod viewer;
