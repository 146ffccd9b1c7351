//! The viewer: who asks, as the token proves and the directory knows them, and what they may begin.

mod queries;
pub mod types;

pub use queries::ViewerQueries;
pub use types::Viewer;
