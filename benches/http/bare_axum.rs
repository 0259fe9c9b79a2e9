//! The yardstick of `make bench-http`: a bare axum handler that returns ready bytes and headers.
//!
//! `bare_axum PORT MANIFEST`: each line of the manifest is `PATH STATUS HEADERS_FILE BODY_FILE`.

#![allow(missing_docs, reason = "a tool of the bench")]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use axum::routing::get;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let port = args.next().expect("a port");
    let manifest = args.next().expect("a manifest");
    let mut router = Router::new();
    for line in std::fs::read_to_string(manifest)
        .expect("the manifest")
        .lines()
    {
        let parts: Vec<&str> = line.split(' ').collect();
        let [path, status, headers, body] = parts[..] else {
            panic!("a line of the manifest has four parts: {line}");
        };
        let status = StatusCode::from_bytes(status.as_bytes()).expect("a status");
        let headers = read_headers(headers);
        let body = Bytes::from(std::fs::read(body).expect("a body"));
        router = router.route(
            path,
            get(move || {
                let mut response = Response::new(Body::from(body.clone()));
                *response.status_mut() = status;
                *response.headers_mut() = headers.clone();
                std::future::ready(response)
            }),
        );
    }
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .expect("a port that is free");
    axum::serve(listener, router).await.expect("served");
}

fn read_headers(file: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in std::fs::read_to_string(file).expect("headers").lines() {
        let (name, value) = line.split_once(": ").expect("a header");
        headers.insert(
            HeaderName::from_bytes(name.as_bytes()).expect("a name"),
            HeaderValue::from_str(value).expect("a value"),
        );
    }
    headers
}
