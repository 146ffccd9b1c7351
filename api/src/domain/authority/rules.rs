//! What an authority may say of itself. Pure.

use entity::authority;
use entity::enums::{DeliveryModel, RuleCode};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::{NotSet, Set};

use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// The longest name of an authority.
const LONGEST_NAME: usize = 200;

/// Changes to the authority. Reviews that are planned already keep their delivery model.
pub fn amend(name: Option<&str>, model: Option<DeliveryModel>) -> Result<authority::ActiveModel> {
    let mut inputs = Inputs::default();
    let change = authority::ActiveModel {
        name: name.map_or(NotSet, |name| Set(inputs.text("name", name, LONGEST_NAME))),
        default_model: model.map_or(NotSet, Set),
        ..Default::default()
    };
    inputs.must(model != Some(DeliveryModel::HealthOnly), "defaultModel", || {
        "HEALTH_ONLY is for children in no setting".to_owned()
    });
    inputs.done()?;
    if change.is_changed() {
        Ok(change)
    } else {
        Err(Problem::rule(
            RuleCode::NothingToChange,
            "the input says nothing: give at least one field",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_changes() {
        let change = amend(None, Some(DeliveryModel::JointMeeting)).unwrap();
        assert!(change.name.is_not_set());
        assert_eq!(change.default_model, Set(DeliveryModel::JointMeeting));
        assert_eq!(
            amend(Some(" Ashmere "), None).unwrap().name,
            Set("Ashmere".to_owned())
        );
    }

    #[test]
    fn nothing_empty_names_and_half_reviews_are_refused() {
        assert!(amend(None, None).is_err());
        assert!(amend(Some("  "), None).is_err());
        assert!(amend(None, Some(DeliveryModel::HealthOnly)).is_err());
    }
}
