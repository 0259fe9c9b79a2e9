//! The page's own words and looks, as readers get them.

use candor::app::PageEdit;
use candor::domain::{ImageKind, PageLink, Theme};
use scraper::{Html, Selector};

use crate::support::{Reply, TestApp};

const PAGES: [&str; 6] = [
    "/",
    "/history",
    "/postmortems",
    "/subscribe",
    "/api/docs",
    "/nothing-here",
];

fn svg(width: u32, height: u32) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect/></svg>")
        .into_bytes()
}

/// An attribute of each element that a selector finds.
fn attributes(reply: &Reply, selector: &str, name: &str) -> Vec<String> {
    let html = Html::parse_document(reply.text());
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector)
        .map(|one| one.attr(name).unwrap_or_default().to_owned())
        .collect()
}

async fn edit(t: &TestApp, edit: PageEdit) {
    t.app.edit_page(&t.owner(), &edit).await.expect("edited");
}

#[tokio::test]
async fn words_and_links_stand_on_every_page() {
    let t = TestApp::new().await;
    edit(
        &t,
        PageEdit {
            about: Some("We run **phones**. <b>x</b>\n\n# Hours".into()),
            announcement: Some("Moving *house*: [more](https://example.com/m) <script>".into()),
            support_url: Some("https://example.com/help".into()),
            links: Some(vec![PageLink {
                label: "Terms <&>".into(),
                url: "https://example.com/terms".into(),
            }]),
            hidden_from_search: Some(true),
            ..PageEdit::default()
        },
    )
    .await;
    for path in PAGES {
        let page = t.anyone().get(path).await;
        assert_eq!(
            page.one(".announcement"),
            "Moving house: more <script>",
            "{path}"
        );
        assert_eq!(page.all(".announcement script").len(), 0);
        assert_eq!(
            page.one(".top nav a[href='https://example.com/help']"),
            "Support"
        );
        assert_eq!(
            page.one(".foot a[href='https://example.com/terms']"),
            "Terms <&>"
        );
        assert_eq!(
            attributes(&page, "meta[name=robots]", "content"),
            ["noindex"]
        );
        assert_eq!(page.all(".about").len(), usize::from(path == "/"), "{path}");
    }
    let home = t.anyone().get("/").await;
    assert_eq!(home.one(".about strong"), "phones");
    assert_eq!(home.one(".about h2"), "Hours");
    assert!(
        home.one(".about p").contains("<b>x</b>"),
        "raw HTML is text"
    );
    assert_eq!(
        home.all(".banner + .about").len(),
        1,
        "right below the status"
    );
}

#[tokio::test]
async fn a_page_without_settings_shows_nothing_of_them() {
    let t = TestApp::new().await;
    for path in PAGES {
        let page = t.anyone().get(path).await;
        for selector in [
            ".announcement",
            ".about",
            "picture",
            "meta[name=robots]",
            "html[data-theme]",
        ] {
            assert_eq!(page.all(selector).len(), 0, "{path} {selector}");
        }
        assert_eq!(page.all("link[rel=stylesheet]").len(), 1);
        assert_eq!(page.all(".foot nav").len(), 2);
    }
    for path in [
        "/.well-known/security.txt",
        "/media/logo-light-0000000000000000.svg",
        "/static/theme-0000000000000000.css",
    ] {
        assert_eq!(t.anyone().get(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn logos_and_icon_are_served_as_images_and_never_as_pages() {
    let t = TestApp::new().await;
    edit(
        &t,
        PageEdit {
            name: Some("Example".into()),
            ..PageEdit::default()
        },
    )
    .await;
    for (kind, width, height) in [
        (ImageKind::LogoLight, 120, 40),
        (ImageKind::LogoDark, 120, 41),
        (ImageKind::Icon, 32, 32),
    ] {
        t.app
            .set_image(&t.owner(), kind, svg(width, height))
            .await
            .expect("set");
    }
    for path in PAGES {
        let page = t.anyone().get(path).await;
        let logo = ".top__name picture img[width='120'][height='40'][alt='Example']";
        assert_eq!(page.all(logo).len(), 1, "{path}");
        assert_eq!(page.one(".top__name"), "");
        let dark = attributes(&page, "picture source", "media");
        assert_eq!(dark, ["screen and (prefers-color-scheme: dark)"]);
        assert_eq!(
            attributes(&page, "link[rel=icon]", "type"),
            ["image/svg+xml"]
        );
    }
    let home = t.anyone().get("/").await;
    let mut paths = attributes(&home, "picture img", "src");
    paths.extend(attributes(&home, "picture source", "srcset"));
    paths.extend(attributes(&home, "link[rel=icon]", "href"));
    assert!(paths[0].starts_with("/media/logo-light-"));
    for path in &paths {
        let image = t.anyone().get(path).await;
        assert_eq!(image.status(), 200, "{path}");
        assert_eq!(image.header("content-type"), "image/svg+xml");
        assert_eq!(
            image.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(image.header("x-content-type-options"), "nosniff");
        assert_eq!(
            image.header("content-security-policy"),
            "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        );
        let etag = image.header("etag").to_owned();
        let again = t.anyone().with("if-none-match", &etag).get(path).await;
        assert_eq!(again.status(), 304);
        let head = t.anyone().head(path).await;
        assert_eq!((head.status(), head.body().len()), (200, 0));
        assert_eq!(
            t.anyone().post(path, serde_json::json!({})).await.status(),
            404
        );
    }
    // A removed one is gone, and the name is back.
    for kind in [ImageKind::LogoLight, ImageKind::LogoDark] {
        t.app.remove_image(&t.owner(), kind).await.expect("removed");
    }
    assert_eq!(t.anyone().get(&paths[0]).await.status(), 404);
    assert_eq!(t.anyone().get("/").await.one(".top__name"), "Example");
}

#[tokio::test]
async fn a_fixed_theme_takes_the_logo_of_its_look() {
    let t = TestApp::new().await;
    for (kind, height) in [(ImageKind::LogoLight, 40), (ImageKind::LogoDark, 41)] {
        t.app
            .set_image(&t.owner(), kind, svg(120, height))
            .await
            .expect("set");
    }
    for (theme, name, height) in [(Theme::Light, "light", "40"), (Theme::Dark, "dark", "41")] {
        edit(
            &t,
            PageEdit {
                theme: Some(theme),
                logo_alt: Some("Ours".into()),
                ..PageEdit::default()
            },
        )
        .await;
        let home = t.anyone().get("/").await;
        assert_eq!(attributes(&home, "html", "data-theme"), [name]);
        assert_eq!(
            attributes(&home, "meta[name=color-scheme]", "content"),
            [name]
        );
        assert_eq!(attributes(&home, "picture img", "height"), [height]);
        assert_eq!(attributes(&home, "picture img", "alt"), ["Ours"]);
        assert_eq!(home.all("picture source").len(), 0);
    }
}

#[tokio::test]
async fn the_accent_is_a_stylesheet_of_its_own() {
    let t = TestApp::new().await;
    edit(
        &t,
        PageEdit {
            accent_light: Some("#b3261e".into()),
            ..PageEdit::default()
        },
    )
    .await;
    let first = attributes(&t.anyone().get("/").await, "link[rel=stylesheet]", "href");
    assert_eq!(first.len(), 2);
    let css = t.anyone().get(&first[1]).await;
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        css.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(css.text().starts_with(":root{--accent:#b3261e}"));
    assert!(!css.text().contains("dark"));
    edit(
        &t,
        PageEdit {
            accent_dark: Some("#ffb000".into()),
            ..PageEdit::default()
        },
    )
    .await;
    let second = attributes(&t.anyone().get("/").await, "link[rel=stylesheet]", "href");
    assert_ne!(second[1], first[1]);
    assert!(
        t.anyone()
            .get(&second[1])
            .await
            .text()
            .contains("--accent:#ffb000")
    );
    assert_eq!(t.anyone().get(&first[1]).await.text(), css.text());
}

#[tokio::test]
async fn security_txt_holds_for_a_year_from_the_last_change() {
    let t = TestApp::new().await;
    edit(
        &t,
        PageEdit {
            security_contacts: Some(vec![
                "mailto:security@example.com".into(),
                "https://example.com/report".into(),
            ]),
            security_policy: Some("https://example.com/policy".into()),
            ..PageEdit::default()
        },
    )
    .await;
    let path = "/.well-known/security.txt";
    let reply = t.anyone().get(path).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        reply.text(),
        "Contact: mailto:security@example.com\n\
         Contact: https://example.com/report\n\
         Expires: 2027-11-24T15:00:00Z\n\
         Canonical: https://status.example.com/.well-known/security.txt\n\
         Policy: https://example.com/policy\n"
    );
    // The clock alone changes nothing.
    let etag = reply.header("etag").to_owned();
    t.clock.advance_secs(86_400);
    t.publication.refresh().await.expect("refreshed");
    assert_eq!(t.anyone().get(path).await.header("etag"), etag);
    edit(
        &t,
        PageEdit {
            theme: Some(Theme::Light),
            ..PageEdit::default()
        },
    )
    .await;
    assert!(
        t.anyone()
            .get(path)
            .await
            .text()
            .contains("Expires: 2027-11-25T15:00:00Z")
    );
}

#[tokio::test]
async fn settings_that_readers_do_not_see_change_no_byte() {
    let t = TestApp::new().await;
    let before = t.anyone().get("/").await.header("etag").to_owned();
    t.clock.advance_secs(60);
    edit(
        &t,
        PageEdit {
            require_second_factor: Some(true),
            notify_by_default: Some(false),
            ..PageEdit::default()
        },
    )
    .await;
    assert_eq!(t.anyone().get("/").await.header("etag"), before);
}

#[tokio::test]
async fn programs_read_and_set_what_the_contract_knows() {
    use candor::domain::Role;
    let t = TestApp::new().await;
    let page = t.app.show_page(&t.owner()).await.expect("a page");
    let path = format!("/v1/pages/{}", page.id);
    let admin = t.token(Role::Admin).await;
    let body = serde_json::json!({ "page": {
        "page_description": "Phones", "support_url": "https://example.com/help", "hidden_from_search": true,
    }});
    let shown = admin.patch(&path, body).await.json();
    assert_eq!(shown["page_description"], "Phones");
    assert_eq!(shown["support_url"], "https://example.com/help");
    assert_eq!(shown["hidden_from_search"], true);
    let body = serde_json::json!({ "page": { "page_description": null, "support_url": null } });
    let shown = admin.patch(&path, body).await.json();
    assert_eq!(shown["page_description"], serde_json::Value::Null);
    assert_eq!(shown["support_url"], serde_json::Value::Null);
    let body = serde_json::json!({ "page": { "support_url": "javascript:x" } });
    assert_eq!(admin.patch(&path, body).await.status(), 422);
}
