//! What caches and polling readers are told.

use std::collections::HashSet;

use candor::domain::Role;

use super::demo::DOCUMENTS;
use crate::support::TestApp;

const PAGE: &str = "public, max-age=0, s-maxage=5, stale-if-error=86400";
const DATA: &str = "public, max-age=5, stale-if-error=86400";

#[tokio::test]
async fn every_document_is_cheap_to_poll() {
    let t = TestApp::demo().await;
    t.settle();
    for (_, path) in DOCUMENTS {
        let reply = t.anyone().get(path).await;
        let is_page = reply.header("content-type").starts_with("text/html");
        assert_eq!(
            reply.header("cache-control"),
            if is_page { PAGE } else { DATA },
            "{path}"
        );
        assert_eq!(reply.header("vary"), "Accept-Encoding", "{path}");
        assert!(
            reply
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        let etag = reply.header("etag").to_owned();
        assert!(
            etag.starts_with('"') && etag.ends_with('"'),
            "{path}: {etag}"
        );

        let again = t.anyone().with("if-none-match", &etag).get(path).await;
        assert_eq!(again.status(), 304, "{path}");
        assert!(again.body().is_empty());
        assert_eq!(again.header("etag"), etag);

        let since = reply.header("last-modified").to_owned();
        let again = t.anyone().with("if-modified-since", &since).get(path).await;
        assert_eq!(again.status(), 304, "{path}");
        let old = "Thu, 01 Jan 2015 00:00:00 GMT";
        let again = t.anyone().with("if-modified-since", old).get(path).await;
        assert_eq!(again.status(), 200, "{path}");

        let head = t.anyone().head(path).await;
        assert_eq!(head.status(), 200, "{path}");
        assert!(head.body().is_empty());
        assert_eq!(head.header("etag"), etag);
        assert_eq!(
            head.header("content-length"),
            reply.body().len().to_string()
        );
    }
}

#[tokio::test]
async fn each_encoding_is_the_same_document_with_its_own_tag() {
    use std::io::Read;
    let t = TestApp::demo().await;
    for path in [
        "/",
        "/api/v2/summary.json",
        "/history.atom",
        "/incidents/6cr5qrtfcmrn",
    ] {
        let plain = t.anyone().get(path).await;
        let gzip = t.anyone().with("accept-encoding", "gzip").get(path).await;
        assert_eq!(gzip.header("content-encoding"), "gzip");
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(gzip.body())
            .read_to_end(&mut unpacked)
            .expect("gzip");
        assert!(unpacked == plain.body(), "{path}");
        let brotli = t
            .anyone()
            .with("accept-encoding", "gzip, deflate, br")
            .get(path)
            .await;
        assert_eq!(brotli.header("content-encoding"), "br");
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(brotli.body(), 4096)
            .read_to_end(&mut unpacked)
            .expect("brotli");
        assert!(unpacked == plain.body(), "{path}");
        let tags: std::collections::HashSet<_> = [&plain, &gzip, &brotli]
            .iter()
            .map(|reply| reply.header("etag"))
            .collect();
        assert_eq!(tags.len(), 3, "{path}");
        // A tag of one encoding does not stand for another.
        let tag = gzip.header("etag");
        let reply = t.anyone().with("if-none-match", tag).get(path).await;
        assert_eq!(reply.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn errors_are_not_cached_and_offer_a_way_on() {
    let t = TestApp::demo().await;
    for path in [
        "/nope",
        "/incidents/nope",
        "/incidents/m4nt3n4nc3dz/postmortem",
        "/history?month=1999-01",
        "/history?page=4000",
    ] {
        let reply = t.anyone().get(path).await;
        assert_eq!(reply.status(), 404, "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.one("h1"), "Page not found", "{path}");
        assert!(!reply.header("x-request-id").is_empty());
    }
    for path in [
        "/history?month=x",
        "/history?page=-1",
        "/history?month=2015-13",
        "/incidents/%ff",
    ] {
        assert_eq!(t.anyone().get(path).await.status(), 400, "{path}");
    }
    let reply = t
        .anyone()
        .send(http::Method::POST, "/", axum::body::Body::empty())
        .await;
    assert_eq!(reply.status(), 405);
    let reply = t.anyone().get("/api/v2/nope.json").await;
    assert_eq!(reply.status(), 404);
    assert_eq!(reply.json()["error"], "Not found");
    assert_eq!(reply.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn the_files_of_pages_come_from_memory_and_past_the_router() {
    let t = TestApp::demo().await;
    let home = t.anyone().get("/").await;
    let staff = t.staff(Role::Viewer).await.get("/admin").await;
    let sheets = [&home, &staff].map(|page| page.text().split('"').collect::<Vec<_>>());
    let files: HashSet<&str> = sheets
        .iter()
        .flatten()
        .copied()
        .filter(|path| path.starts_with("/static/"))
        .collect();
    assert!(files.len() >= 4, "{files:?}");
    for path in files {
        let file = t.anyone().with("accept-encoding", "br").get(path).await;
        assert_eq!(file.status(), 200, "{path}");
        let is_small = path.contains("/icon-");
        let encoding = if is_small { "" } else { "br" };
        assert_eq!(file.header("content-encoding"), encoding, "{path}");
        assert!(file.header("cache-control").contains("immutable"), "{path}");
        assert_eq!(file.header("x-request-id"), "", "{path}: no log line");
    }
    let gone = t.anyone().get("/static/candor-0000000000000000.css").await;
    assert_eq!(gone.status(), 404);
}
