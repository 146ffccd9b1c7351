//! From a problem to an entry of the response's `errors`, its cause beside it for the log that [`mask`] writes.

use std::any::Any;
use std::sync::Arc;

use async_graphql::{Error, ErrorExtensionValues};

use super::mask;
use crate::problem::Problem;

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        let source = match &problem {
            Problem::Failed(failure) => {
                Some(Arc::new(failure.as_ref().clone()) as Arc<dyn Any + Send + Sync>)
            }
            Problem::Refused(_) => None,
        };
        let (code, message) = mask::public(problem);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code.as_str());
        Self {
            message: message.into_owned(),
            source,
            extensions: Some(extensions),
        }
    }
}
