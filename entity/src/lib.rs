//! The tables of Integrated Review: typed ids, value sets, and one file per table. Data only.

pub mod children;
pub mod enums;
pub mod ids;

pub mod access_log;
pub mod access_shown;
pub mod assessment;
pub mod audit;
pub mod audit_seal;
pub mod authority;
pub mod carer;
pub mod child;
pub mod child_match;
pub mod concern;
pub mod concern_addition;
pub mod disclosure;
pub mod family_note;
pub mod health_review;
pub mod health_review_addition;
pub mod idempotency;
pub mod identifier;
pub mod import_record;
pub mod journal;
pub mod link_team;
pub mod organisation;
pub mod participant;
pub mod practitioner;
pub mod protocol;
pub mod referral;
pub mod responsibility;
pub mod review;
pub mod role_assignment;
pub mod share_code;
pub mod sharing_agreement;
pub mod sharing_override;
