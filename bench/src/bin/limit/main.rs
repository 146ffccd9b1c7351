//! The hand-written limit: what two reads of the gateway cost where nothing else is done. actix-web, five batched
//! prepared queries pipelined on tokio-postgres, typed structs over the rows, serde_json. No GraphQL, no tokens, no
//! policy, no audit: not a peer of the gateway but the floor under it.
//!
//! `GET /reviews/{id}` is Q1, `GET /authorities/{gss}/reviews` is Q2.

mod answer;
mod pool;

use std::net::SocketAddr;
use std::process::ExitCode;

use actix_web::{App, HttpResponse, HttpServer, web};
use clap::Parser;
use entity::ids::{ReviewId, TypedId};

use pool::Pool;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The hand-written limit.
#[derive(Parser)]
struct Args {
    /// The database that `bench generate` has filled: `postgres://…`.
    #[arg(long)]
    database: String,
    /// Where to listen.
    #[arg(long)]
    bind: SocketAddr,
}

#[actix_web::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    match serve(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(args: Args) -> Result<(), String> {
    let pool = Pool::connect(&args.database)
        .await
        .map_err(|error| format!("{error:?}"))?;
    let pool = web::Data::new(pool);
    let factory = move || {
        App::new()
            .app_data(pool.clone())
            .route("/health", web::get().to(HttpResponse::Ok))
            .route("/reviews/{id}", web::get().to(one))
            .route("/authorities/{gss}/reviews", web::get().to(list))
    };
    let server = HttpServer::new(factory)
        .bind(args.bind)
        .map_err(|error| error.to_string())?;
    server.run().await.map_err(|error| error.to_string())
}

async fn one(pool: web::Data<Pool>, id: web::Path<String>) -> HttpResponse {
    let Ok(id) = ReviewId::parse(&id) else {
        return HttpResponse::NotFound().finish();
    };
    json(answer::one(&pool, id).await)
}

async fn list(pool: web::Data<Pool>, gss: web::Path<String>) -> HttpResponse {
    json(answer::list(&pool, &gss).await)
}

fn json(body: Result<Vec<u8>, answer::Failure>) -> HttpResponse {
    match body {
        Ok(body) => HttpResponse::Ok().content_type("application/json").body(body),
        Err(failure) => HttpResponse::InternalServerError().body(failure),
    }
}
