//! The topic map.

use entity::authority;
use entity::enums::{Relation, Role};

use crate::policy::record::Record;
use crate::policy::rule::{Act, Line, Rule, acts};
use crate::policy::sets::Relations;
use crate::policy::states::ANY;

acts! {
    /// Set how what the two professions look at belongs together: a new version of the authority's topic map.
    TopicMapSet = "topicMapSet" on authority, "directory:write", ANY,
        { [HealthServiceLead, EarlyYearsServiceLead, AuthorityAdmin] as [LeadOfAuthority] };
}
