//! What looks have shown, append-only: children with classes of data. Its id is made of its content, so that the same
//! list looked at a thousand times stands here once.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::children::Children;
use crate::enums::{Lens, Relation as Standing};

/// What looks have shown, append-only: children with classes of data.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_shown")]
pub struct Model {
    /// The first 128 bits of the SHA-256 of the content.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The children, those of one class after the other.
    pub children: Children,
    /// The classes.
    #[sea_orm(column_type = "JsonBinary")]
    pub classes: Classes,
}

/// So many children of whom the same was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// How many, in the order of [`Model::children`].
    pub children: usize,
    /// The classes of data.
    pub lenses: Vec<Lens>,
    /// How the viewer stood to them.
    pub relations: Vec<Standing>,
}

/// The classes of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Classes(pub Vec<Class>);

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
