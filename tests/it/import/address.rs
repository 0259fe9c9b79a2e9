//! Reading from an address instead of a folder.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use candor::transfer::statuspage::read;
use tokio::task::JoinHandle;

use super::{FEED, SMALL};

/// Serves on a port of its own until it is dropped.
struct Server {
    address: String,
    task: JoinHandle<()>,
}

impl Server {
    async fn new(routes: Router) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let task = tokio::spawn(async move {
            axum::serve(listener, routes).await.expect("it serves");
        });
        Self { address, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[tokio::test]
async fn an_address_is_read_like_a_folder() {
    let routes = Router::new()
        .route("/api/v2/incidents.json", get(|| async { SMALL[1].1 }))
        .route("/history.atom", get(|| async { FEED }));
    let server = Server::new(routes).await;
    let imported = read(&format!("{}/", server.address)).await.expect("fine");
    assert_eq!(imported.incidents[0].feed_number, 4711);
    assert_eq!(imported.page.expect("a page").id.as_str(), "page00000001");
}

#[tokio::test]
async fn an_address_without_documents_is_an_error() {
    let server = Server::new(Router::new()).await;
    let error = read(&server.address)
        .await
        .expect_err("refused")
        .to_string();
    assert!(error.contains("holds none of"), "{error}");
}

#[tokio::test]
async fn an_answer_that_is_no_document_is_named_with_its_address() {
    let failing = get(|| async { (StatusCode::BAD_GATEWAY, "no") });
    let server = Server::new(Router::new().route("/api/v2/components.json", failing)).await;
    let error = read(&server.address)
        .await
        .expect_err("refused")
        .to_string();
    let start = format!("{}/api/v2/components.json: ", server.address);
    assert_eq!(error, format!("{start}the server answered 502 Bad Gateway"));
}

#[tokio::test]
async fn an_address_is_known_in_every_spelling_and_its_password_is_nowhere() {
    let routes = Router::new().route("/api/v2/incidents.json", get(|| async { SMALL[1].1 }));
    let server = Server::new(routes).await;
    let bare = server.address.trim_start_matches("http://");
    for spelling in [
        format!("HTTP://{bare}"),
        bare.to_owned(),
        format!("{bare}/"),
        format!("http://user:s3cret@{bare}"),
    ] {
        let imported = read(&spelling).await;
        assert_eq!(imported.expect("fine").incidents.len(), 1, "{spelling}");
    }
    let failing = get(|| async { (StatusCode::BAD_GATEWAY, "no") });
    let failing = Server::new(Router::new().route("/api/v2/components.json", failing)).await;
    let failing = failing.address.trim_start_matches("http://").to_owned();
    let empty = Server::new(Router::new()).await;
    let empty = empty.address.trim_start_matches("http://").to_owned();
    for refused in [
        format!("http://user:s3cret@{failing}"),
        format!("user:s3cret@{empty}"),
        "http://user:s3cret@127.0.0.1:1".to_owned(),
        "http://user:s3cret@bad host".to_owned(),
        "user:s3cret@nowhere".to_owned(),
    ] {
        let error = read(&refused).await.expect_err("refused").to_string();
        assert!(!error.contains("s3cret"), "{error}");
        assert!(!error.contains("user"), "{error}");
    }
}
