//! A list of children in one column.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryGetError, TryGetable, Value};
use uuid::Uuid;

use crate::ids::ChildId;

/// The children of one row: an array on PostgreSQL, JSON on SQLite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Children(pub Vec<ChildId>);

impl Children {
    /// As SQLite keeps them.
    pub fn json(&self) -> String {
        let ids: Vec<String> = self.0.iter().map(|child| child.0.to_string()).collect();
        serde_json::Value::from(ids).to_string()
    }
}

/// Only SQLite takes this form; the store writes PostgreSQL's array itself.
impl From<Children> for Value {
    fn from(children: Children) -> Self {
        children.json().into()
    }
}

impl TryGetable for Children {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let ids = if let Ok(ids) = <Vec<Uuid> as TryGetable>::try_get_by(row, index) {
            ids
        } else {
            let text = String::try_get_by(row, index)?;
            serde_json::from_str(&text)
                .map_err(|_| DbErr::Type("children are neither an array nor JSON".to_owned()))?
        };
        Ok(Self(ids.into_iter().map(ChildId).collect()))
    }
}

impl ValueType for Children {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let text = <String as ValueType>::try_from(value)?;
        let ids: Vec<Uuid> = serde_json::from_str(&text).map_err(|_| ValueTypeErr)?;
        Ok(Self(ids.into_iter().map(ChildId).collect()))
    }
    fn type_name() -> String {
        "Children".to_owned()
    }
    fn array_type() -> ArrayType {
        ArrayType::String
    }
    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl Nullable for Children {
    fn null() -> Value {
        Value::String(None)
    }
}
