//! The macro with which a wire type declares its fields, each once.

/// Declares a wire type over a row, a part of a row, or a plain value.
///
/// ```ignore
/// wire! {
///     /// What the object is.
///     Review = "Review", node, |review, _call| {
///         /// A field that everybody who knows of the row may read.
///         base "status": ReviewStatus = review.0.base().status;
///
///         /// A value behind a lens that is loaded for the whole batch.
///         later(Identity) "displayName": String = load_names;
///         /// One object, or null.
///         one "child": Child = load_child;
///         /// A connection behind a lens, with the arguments of one.
///         page(AccessLog) "accessLog": AccessLogEntry = loader::access_log;
///         /// A record of any kind that is at hand, or null.
///         any "subject": Node = change.subject.clone();
///         /// A list behind a lens: null and said to be withheld where the lens is closed.
///         many(ConcernDetail) "concerns": Concern = load_concerns;
///     }
/// }
/// ```
///
/// The word behind the name says what the object stands for, and so what showing it shows of a child's record:
///
/// - `node`: a [`crate::store::Visible`] row, in the tuple's first field, that `node` gives by its id;
/// - `row`: such a row, not a node;
/// - `value`: no row. What it holds was read behind the lens of the field that leads to it.
/// - `own`: no row; what it shows it says itself, in a method `shows(&self) -> impl Iterator<Item = Shown>`.
///
/// A loader is `async fn(&[Self], &Call<'_>) -> Result<Vec<Option<T>>>`, or `Vec<Option<Vec<T>>>` for a list; of a
/// connection it is `async fn(&[Self], &Call<'_>, &PageRequest) -> Result<Vec<Option<Connection<T>>>>`.
#[macro_export]
macro_rules! wire {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $graphql:literal, $over:ident, |$it:ident, $call:ident| {
            $($(#[doc = $fdoc:literal])+ $kind:ident $(($lens:ident))? $field:literal : $ty:ty = $get:expr;)+
        }
    ) => {
        impl $crate::gql::wire::Wire for $name {
            fn name() -> &'static str {
                $graphql
            }
            fn description() -> String {
                concat!($($doc, "\n"),+).trim().to_owned()
            }
            fn interfaces() -> &'static [&'static str] {
                $crate::wire!(@interfaces $over)
            }
            fn fields(registry: &mut async_graphql::registry::Registry) -> Vec<async_graphql::registry::MetaField> {
                vec![$({
                    let ty = $crate::wire!(@type registry, $kind $(($lens))?, $ty);
                    let field = $crate::gql::wire::meta_field($field, concat!($($fdoc, "\n"),+), ty);
                    $(let field = $crate::gql::lens::behind(field, entity::enums::Lens::$lens);)?
                    $crate::wire!(@arguments registry, field, $kind)
                }),+]
            }
            fn lens(field: &str) -> Option<entity::enums::Lens> {
                match field {
                    $($field => $crate::wire!(@lens $($lens)?),)+
                    _ => None,
                }
            }
            fn shown(&self, asked: $crate::policy::Lenses) -> impl Iterator<Item = $crate::policy::Shown> {
                $crate::wire!(@shown self, asked, $over)
            }
            fn field<'a>(batch: &'a [Self], call: &'a $crate::gql::wire::Call<'a>) -> $crate::gql::wire::Column<'a> {
                match call.name {
                    $($field => $crate::wire!(@column batch, call, $it, $call, $kind $(($lens))?, $ty, $get),)+
                    _ => $crate::gql::wire::Column::Now(Ok($crate::gql::json::Texts::repeated("null", batch.len()))),
                }
            }
        }

        impl async_graphql::OutputType for $name {
            fn type_name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed($graphql)
            }
            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                registry.create_output_type::<Self, _>(
                    async_graphql::registry::MetaTypeId::Object,
                    $crate::gql::wire::describe::<Self>,
                )
            }
            async fn resolve(
                &self,
                context: &async_graphql::ContextSelectionSet<'_>,
                field: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                let values = $crate::gql::wire::enter(vec![self.clone()], context, field).await?;
                Ok(values.into_iter().next().unwrap_or(async_graphql::Value::Null))
            }
        }
    };

    (@interfaces node) => { &["Node"] };
    (@interfaces $over:ident) => { &[] };

    (@lens) => { None };
    (@lens $lens:ident) => { Some(entity::enums::Lens::$lens) };

    (@shown $it:ident, $asked:ident, value) => {{ let _ = $asked; std::iter::empty() }};
    (@shown $it:ident, $asked:ident, own) => {{ let _ = $asked; $it.shows() }};
    (@shown $it:ident, $asked:ident, $over:ident) => { $it.0.shown($asked) };

    (@arguments $registry:ident, $field:ident, page) => { $crate::gql::arguments::paged($registry, $field) };
    (@arguments $registry:ident, $field:ident, $kind:ident) => { $field };

    (@type $registry:ident, page ($lens:ident), $ty:ty) => {
        <Option<$crate::gql::connection::Connection<$ty>> as async_graphql::OutputType>::create_type_info($registry)
    };
    (@type $registry:ident, base, $ty:ty) => { <$ty as async_graphql::InputType>::create_type_info($registry) };
    (@type $registry:ident, lens ($lens:ident), $ty:ty) => {
        <Option<$ty> as async_graphql::InputType>::create_type_info($registry)
    };
    (@type $registry:ident, later ($lens:ident), $ty:ty) => {
        <Option<$ty> as async_graphql::InputType>::create_type_info($registry)
    };
    (@type $registry:ident, one $(($lens:ident))?, $ty:ty) => {
        <Option<$ty> as async_graphql::OutputType>::create_type_info($registry)
    };
    (@type $registry:ident, any, $ty:ty) => {
        <Option<$ty> as async_graphql::OutputType>::create_type_info($registry)
    };
    (@type $registry:ident, must, $ty:ty) => { <$ty as async_graphql::OutputType>::create_type_info($registry) };
    (@type $registry:ident, many ($lens:ident), $ty:ty) => {
        <Option<Vec<$ty>> as async_graphql::OutputType>::create_type_info($registry)
    };
    (@type $registry:ident, many, $ty:ty) => { <Vec<$ty> as async_graphql::OutputType>::create_type_info($registry) };

    (@column $batch:ident, $c:ident, $it:ident, $call:ident, base, $ty:ty, $get:expr) => {{
        let $call = $c;
        let _ = $call;
        let value = |$it: &Self| -> $ty { $get };
        $crate::gql::wire::Column::Now($crate::gql::json::Texts::of($batch.iter().map(value)))
    }};
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, lens ($lens:ident), $ty:ty, $get:expr) => {{
        let $call = $c;
        let _ = $call;
        let value = |it: &Self| -> Option<$ty> { $c.look(&it.0, entity::enums::Lens::$lens, $get).flatten() };
        $crate::gql::wire::Column::Now($crate::gql::json::Texts::of($batch.iter().map(value)))
    }};
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, later ($lens:ident), $ty:ty, $get:expr) => {
        $crate::gql::wire::Column::Later(Box::pin(async move {
            let open: Vec<bool> = $batch.iter().map(|it| $c.open(&it.0, entity::enums::Lens::$lens)).collect();
            let found: Vec<Option<$ty>> = $get($batch, $c).await?;
            let value = |(found, open): (Option<$ty>, bool)| found.filter(|_| open);
            $crate::gql::json::Texts::of(found.into_iter().zip(open).map(value))
        }))
    };
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, page ($lens:ident), $ty:ty, $get:expr) => {
        $crate::gql::wire::Column::Later(Box::pin(async move {
            let open: Vec<bool> = $batch.iter().map(|it| $c.open(&it.0, entity::enums::Lens::$lens)).collect();
            let found: Vec<Option<$crate::gql::connection::Connection<$ty>>> = $get($batch, $c, &$c.page()?).await?;
            $c.one(found.into_iter().zip(open).map(|(found, open)| found.filter(|_| open)).collect()).await
        }))
    };
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, one, $ty:ty, $get:expr) => {
        $crate::gql::wire::Column::Later(Box::pin(async move {
            let found: Vec<Option<$ty>> = $get($batch, $c).await?;
            $c.one(found).await
        }))
    };
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, any, $ty:ty, $get:expr) => {{
        let $call = $c;
        let _ = $call;
        let value = |$it: &Self| -> Option<$ty> { $get };
        $crate::gql::wire::Column::Later(Box::pin(<$ty>::texts($batch.iter().map(value).collect(), $c)))
    }};
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, must, $ty:ty, $get:expr) => {
        $crate::wire!(@column $batch, $c, $it, $call, one, $ty, $get)
    };
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, one ($lens:ident), $ty:ty, $get:expr) => {
        $crate::gql::wire::Column::Later(Box::pin(async move {
            let open: Vec<bool> = $batch.iter().map(|it| $c.open(&it.0, entity::enums::Lens::$lens)).collect();
            let found: Vec<Option<$ty>> = $get($batch, $c).await?;
            $c.one(found.into_iter().zip(open).map(|(found, open)| found.filter(|_| open)).collect()).await
        }))
    };
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, many, $ty:ty, $get:expr) => {
        $crate::gql::wire::Column::Later(Box::pin(async move {
            let found: Vec<Option<Vec<$ty>>> = $get($batch, $c).await?;
            $c.many(found.into_iter().map(|many| Some(many.unwrap_or_default())).collect()).await
        }))
    };
    (@column $batch:ident, $c:ident, $it:ident, $call:ident, many ($lens:ident), $ty:ty, $get:expr) => {
        $crate::gql::wire::Column::Later(Box::pin(async move {
            let open: Vec<bool> = $batch.iter().map(|it| $c.open(&it.0, entity::enums::Lens::$lens)).collect();
            let found: Vec<Option<Vec<$ty>>> = $get($batch, $c).await?;
            let found = found.into_iter().zip(open);
            $c.many(found.map(|(many, open)| open.then(|| many.unwrap_or_default())).collect()).await
        }))
    };
}

/// Declares the access type of a record: one boolean an act, answered by the matrix.
#[macro_export]
macro_rules! access {
    ($(#[doc = $doc:literal])+ $name:ident = $graphql:literal of $module:ident {
        $($(#[doc = $fdoc:literal])+ $field:literal = $act:ident;)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name(pub $crate::store::Visible<entity::$module::Model>);

        $crate::wire! {
            $(#[doc = $doc])+
            $name = $graphql, row, |it, call| {
                $($(#[doc = $fdoc])+ base $field: bool = $crate::gql::access::may::<$crate::policy::act::$act, _>(&it.0, call);)+
            }
        }
    };
}
