//! Files that pages name by a hash stay served for a week after they were replaced.

use std::collections::BTreeSet;

use candor::app::PageEdit;
use candor::domain::{Asset, ImageKind, MediaType, Role};
use candor::urls;

use crate::support::{Reply, TestApp};

const DAY: i64 = 24 * 60 * 60;

/// A browser's page, with everything below `/static/` and `/media/` that it names.
fn named(page: &Reply) -> BTreeSet<String> {
    let parts = page.text().split(['"', ' ']);
    parts
        .filter(|part| part.starts_with("/static/") || part.starts_with("/media/"))
        .map(str::to_owned)
        .collect()
}

async fn accent(t: &TestApp, color: &str) {
    let edit = PageEdit {
        accent_light: Some(color.to_owned()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("edited");
}

async fn logo(t: &TestApp, height: u32) -> String {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"{height}\"><rect/></svg>"
    );
    let kind = ImageKind::LogoLight;
    let set = t.app.set_image(&t.owner(), kind, svg.into_bytes()).await;
    urls::media(&set.expect("set"))
}

/// Moves the clock on, a day at a time, as a running server sees it.
async fn pass_days(t: &TestApp, days: i64) {
    for _ in 0..days {
        t.clock.advance_secs(DAY);
        t.app.keep_assets().await.expect("kept");
        t.publication.refresh().await.expect("refreshed");
    }
}

async fn status(t: &TestApp, path: &str) -> u16 {
    t.anyone().get(path).await.status()
}

#[tokio::test]
async fn a_page_in_a_cache_finds_its_files_for_a_week() {
    let t = TestApp::new().await;
    accent(&t, "#b3261e").await;
    logo(&t, 40).await;
    let cached = t.anyone().get("/").await;
    let files = named(&cached);
    assert_eq!(files.len(), 4, "stylesheet, icon, theme, logo: {files:?}");
    let mut before = Vec::new();
    for path in &files {
        before.push(t.anyone().get(path).await);
    }
    accent(&t, "#0b57d0").await;
    logo(&t, 41).await;
    let home = t.anyone().get("/").await;
    assert_eq!(named(&home).difference(&files).count(), 2);
    for days in [0, 7] {
        pass_days(&t, days).await;
        for (path, before) in files.iter().zip(&before) {
            let after = t.anyone().get(path).await;
            assert_eq!(after.status(), 200, "{path} after {days} days");
            assert!(after.body() == before.body(), "{path}");
            for name in [
                "content-type",
                "cache-control",
                "content-security-policy",
                "etag",
                "last-modified",
            ] {
                assert_eq!(after.header(name), before.header(name), "{path} {name}");
            }
        }
    }
    pass_days(&t, 3).await;
    for path in &files {
        let is_in_use = named(&home).contains(path);
        assert_eq!(status(&t, path).await == 200, is_in_use, "{path}");
    }
    for path in named(&home) {
        assert_eq!(status(&t, &path).await, 200, "{path}");
    }
}

#[tokio::test]
async fn another_node_and_a_restart_find_them() {
    let t = TestApp::new().await;
    accent(&t, "#b3261e").await;
    let old = logo(&t, 40).await;
    let files = named(&t.anyone().get("/").await);
    accent(&t, "#0b57d0").await;
    logo(&t, 41).await;
    let beside = TestApp::beside(&t).await;
    for path in &files {
        assert_eq!(status(&beside, path).await, 200, "{path}");
    }
    t.app
        .remove_image(&t.owner(), ImageKind::LogoLight)
        .await
        .expect("removed");
    beside.publication.refresh().await.expect("refreshed");
    assert_eq!(status(&beside, &old).await, 404);
}

#[tokio::test]
async fn a_program_of_another_version_serves_the_files_of_this_one() {
    let t = TestApp::new().await;
    accent(&t, "#b3261e").await;
    t.app.keep_assets().await.expect("kept");
    let staff = t.staff(Role::Viewer).await.get("/admin").await;
    let mut read = t.store.read().await.expect("a read");
    for path in named(&staff) {
        let kept = read.find_asset(&path).await.expect("read").expect(&path);
        let served = t.anyone().get(&path).await;
        assert!(kept.body == served.body(), "{path}");
        assert_eq!(kept.media_type.as_str(), served.header("content-type"));
    }
    drop(read);
    // A file that another node kept.
    let other = Asset {
        path: "/static/candor-0123456789abcdef.css".to_owned(),
        media_type: MediaType::Css,
        body: b"body{color:red}".to_vec(),
    };
    assert_eq!(status(&t, &other.path).await, 404);
    let mut write = t.store.begin().await.expect("a write");
    write.keep_asset(&other, t.now()).await.expect("kept");
    write.commit_bookkeeping().await.expect("committed");
    // The earlier 404 is not remembered.
    let served = t.anyone().get(&other.path).await;
    assert_eq!(served.text(), "body{color:red}");
    assert_eq!(served.header("content-type"), "text/css; charset=utf-8");
    assert!(served.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn what_is_removed_is_gone_at_once_with_what_it_replaced() {
    let t = TestApp::new().await;
    let mistake = logo(&t, 40).await;
    let second = logo(&t, 41).await;
    assert_eq!(status(&t, &mistake).await, 200, "it was replaced");
    t.app
        .remove_image(&t.owner(), ImageKind::LogoLight)
        .await
        .expect("removed");
    for path in [&mistake, &second] {
        assert_eq!(status(&t, path).await, 404, "{path}");
    }
    // If the image is set again, it is served again; the other one stays gone.
    assert_eq!(logo(&t, 41).await, second);
    assert_eq!(status(&t, &second).await, 200);
    assert_eq!(status(&t, &mistake).await, 404);
}

#[tokio::test]
async fn without_its_database_a_replaced_file_that_was_asked_for_is_still_served() {
    let t = TestApp::new().await;
    let (first, second) = (logo(&t, 40).await, logo(&t, 41).await);
    logo(&t, 42).await;
    assert_eq!(status(&t, &first).await, 200);
    t.store.close().await;
    assert!(t.publication.refresh().await.is_err());
    assert_eq!(status(&t, &first).await, 200);
    assert_eq!(status(&t, &second).await, 503);
}
