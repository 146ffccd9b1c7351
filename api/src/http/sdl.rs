//! `/schema.graphql`: the schema's text, which is public as its documentation is.

use actix_web::{HttpRequest, HttpResponse, web};

use super::HttpApp;
use super::engine::Engine;

/// Gives the schema's text.
pub async fn handle<E: Engine>(request: HttpRequest, app: web::Data<HttpApp<E>>) -> HttpResponse {
    app.sdl.answer(&request, |_| {})
}
