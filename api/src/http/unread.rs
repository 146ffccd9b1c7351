//! A body that was not read to its end ends its connection with the answer.
//!
//! Without this, a chunked body that nobody reads is drained for as long as its sender likes, however slowly it comes and
//! whoever sends it. So the body is held until the answer is on its way: the server then closes the connection by itself,
//! because it cannot hand it on.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use bytes::Bytes;
use futures::Stream;

/// A request's body, held by its reader and by the answer.
#[derive(Clone)]
struct Held(Rc<RefCell<Payload>>);

impl Stream for Held {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(context)
    }
}

/// An answer that holds the request's body to its own end.
struct Holding {
    answer: BoxBody,
    _held: Option<Held>,
}

impl MessageBody for Holding {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.answer.as_pin_mut().poll_next(context)
    }
}

/// Holds each request's body until its answer is sent.
pub async fn close(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let held = match request.take_payload() {
        Payload::None => None,
        payload => Some(Held(Rc::new(RefCell::new(payload)))),
    };
    if let Some(held) = &held {
        let payload = Box::pin(held.clone());
        request.set_payload(Payload::Stream { payload });
    }
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| Holding {
        answer: body.boxed(),
        _held: held,
    }))
}
