//! Texts that are part of the program, with an ETag each.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A text, its type and the tag by which a cache knows it.
#[derive(Debug, Clone)]
pub struct File {
    /// The Content-Type.
    pub content_type: &'static str,
    /// The text.
    pub bytes: bytes::Bytes,
    etag: String,
}

impl File {
    /// A file of these bytes.
    pub fn new(content_type: &'static str, bytes: impl Into<bytes::Bytes>) -> Self {
        let bytes = bytes.into();
        let hash = Sha256::digest(&bytes);
        Self {
            content_type,
            bytes,
            etag: format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash)),
        }
    }

    /// Gives the file, unless the caller's copy is the same.
    pub fn answer(&self, request: &HttpRequest, dress: impl Fn(&mut HttpResponseBuilder)) -> HttpResponse {
        let known = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok());
        let is_same = known.is_some_and(|known| {
            known
                .split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == self.etag)
        });
        let mut builder = if is_same {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        builder
            .insert_header((header::ETAG, self.etag.clone()))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
        dress(&mut builder);
        if is_same {
            return builder.finish();
        }
        builder
            .insert_header((header::CONTENT_TYPE, self.content_type))
            .body(self.bytes.clone())
    }
}
