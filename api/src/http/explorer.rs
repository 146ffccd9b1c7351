//! `/graphiql`: the explorer, from files that are part of the program; it asks nobody else for anything.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};

use super::HttpApp;
use super::engine::Engine;
use super::files::File;

/// The page may talk to this server only, and be framed by nobody. Styles may be inline: the editor sets them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

static PAGE: LazyLock<File> = LazyLock::new(|| {
    let page: &'static str = include_str!("../../assets/graphiql/index.html");
    File::new("text/html; charset=utf-8", page)
});

static FILES: LazyLock<HashMap<&'static str, File>> = LazyLock::new(|| {
    let texts: [(&str, &str, &'static str); 6] = [
        ("react.js", SCRIPT, include_str!("../../assets/graphiql/react.js")),
        (
            "react-dom.js",
            SCRIPT,
            include_str!("../../assets/graphiql/react-dom.js"),
        ),
        (
            "graphiql.js",
            SCRIPT,
            include_str!("../../assets/graphiql/graphiql.js"),
        ),
        (
            "graphiql.css",
            STYLE,
            include_str!("../../assets/graphiql/graphiql.css"),
        ),
        (
            "explorer.js",
            SCRIPT,
            include_str!("../../assets/graphiql/explorer.js"),
        ),
        (
            "explorer.css",
            STYLE,
            include_str!("../../assets/graphiql/explorer.css"),
        ),
    ];
    texts
        .into_iter()
        .map(|(name, content_type, text)| (name, File::new(content_type, text)))
        .collect()
});

fn dress(builder: &mut HttpResponseBuilder) {
    builder
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::REFERRER_POLICY, "no-referrer"));
}

/// Gives the page.
pub async fn page(request: HttpRequest) -> HttpResponse {
    PAGE.answer(&request, dress)
}

/// Gives one of the page's files.
pub async fn file(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    match FILES.get(name.as_str()) {
        Some(file) => file.answer(&request, dress),
        None => HttpResponse::NotFound().finish(),
    }
}

/// Gives the demo's roles with a token each; only the demo has any.
pub async fn roles<E: Engine>(request: HttpRequest, app: web::Data<HttpApp<E>>) -> HttpResponse {
    match &app.demo_roles {
        Some(roles) => roles.answer(&request, |_| {}),
        None => HttpResponse::NotFound().finish(),
    }
}
