//! `healthcheck`: whether a running gateway is ready, for containers and supervisors.

use std::time::Duration;

use super::{Exit, Outcome, Stop, block_on};

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How much of a refusal is shown.
const MOST: usize = 2_000;

/// The arguments of `healthcheck`.
#[derive(clap::Args)]
pub struct Args {
    /// The gateway's address.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
}

/// Asks, and says what was answered.
pub fn run(args: &Args) -> Outcome {
    block_on(check(&args.url))
}

async fn check(url: &str) -> Outcome {
    let url = format!("{}/health/ready", url.trim_end_matches('/'));
    let client = reqwest::Client::builder().timeout(TIMEOUT).no_proxy().build();
    let client = client.map_err(|error| Stop::failed(error.to_string()))?;
    let response = match client.get(&url).send().await {
        Ok(response) => response,
        Err(error) if error.is_builder() => return Err(Stop::usage(format!("--url: {url} is not a URL"))),
        Err(_) => return Err(Stop::failed(format!("not ready: {url} does not answer"))),
    };
    let status = response.status();
    if status.is_success() {
        println!("ready");
        return Ok(Exit::Done);
    }
    let body: String = response
        .text()
        .await
        .unwrap_or_default()
        .chars()
        .take(MOST)
        .collect();
    Err(Stop::failed(format!(
        "not ready: status {}: {body}",
        status.as_u16()
    )))
}

#[cfg(test)]
mod tests {
    use actix_web::{App, HttpResponse, HttpServer, web};

    use super::*;

    #[actix_web::test]
    async fn it_tells_ready_from_not_ready_and_from_silence() {
        let server = HttpServer::new(|| {
            App::new()
                .route("/health/ready", web::get().to(HttpResponse::Ok))
                .route(
                    "/away/health/ready",
                    web::get().to(|| async { HttpResponse::ServiceUnavailable().body("database") }),
                )
        })
        .workers(1)
        .bind("127.0.0.1:0")
        .unwrap();
        let url = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        assert_eq!(check(&url).await.unwrap(), Exit::Done);
        let away = check(&format!("{url}/away/")).await.unwrap_err();
        assert_eq!(
            (away.exit, away.lines),
            (Exit::Failed, vec!["not ready: status 503: database".to_owned()])
        );
        handle.stop(true).await;
        assert_eq!(check(&url).await.unwrap_err().exit, Exit::Failed);
        assert_eq!(check("nonsense").await.unwrap_err().exit, Exit::Usage);
    }
}
