//! The page's images: what is refused, what is served.

use std::sync::Arc;

use candor::app::Error;
use candor::domain::{ImageKind, PageImage};
use candor::urls;

use crate::support::TestApp;
use crate::support::deeds::{details, is_denied, problems, responder, viewer};

fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">{inside}</svg>")
}

/// Makes an empty PNG: few bytes whatever its dimensions.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header");
    let pixels = vec![0; (width * height) as usize];
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("finished");
    bytes
}

async fn set(t: &TestApp, bytes: impl Into<Vec<u8>>) -> Result<Arc<PageImage>, Error> {
    t.app
        .set_image(&t.owner(), ImageKind::LogoLight, bytes.into())
        .await
}

#[tokio::test]
async fn hostile_images_are_refused_and_nothing_is_stored() {
    let t = TestApp::new().await;
    for inside in [
        "<script>alert(1)</script>",
        "<svg:script xmlns:svg=\"http://www.w3.org/2000/svg\">alert(1)</svg:script>",
        "<rect onload=\"alert(1)\"/>",
        "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
        "<image href=\"https://evil.test/x.png\"/>",
        "<use href=\"https://evil.test/x.svg#a\"/>",
        "<use href=\"data:image/svg+xml;base64,PHN2Zz4=\"/>",
        "<use href=\"&#106;avascript:alert(1)\"/>",
        "<a href=\"javascript:alert(1)\"><rect/></a>",
        "<style>@import url(https://evil.test/x.css);</style>",
        "<style>rect{fill:u\\72l(https://evil.test/x)}</style>",
        "<style><![CDATA[</style><script>alert(1)</script>]]></style>",
        "<rect style=\"fill:url(//evil.test/x)\"/>",
        "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
        "<iframe src=\"https://evil.test\"/>",
        "<text>&xxe;</text>",
        "<g id=\"a\"><use href=\"#a\"/></g>",
        "<text>a\u{b}b</text>",
        "<text>a&#12;b</text>",
        "<text>a\u{ffff}b</text>",
        "<text><![CDATA[\u{fffe}]]></text>",
        "<rect id=\"a\u{c}\"/>",
        "<rect id=\"a&#xB;\"/>",
        "<style>rect{fill:red\u{b}}</style>",
    ] {
        let found = problems(set(&t, svg(inside)).await);
        assert!(found[0].starts_with("logo_light "), "{inside}: {found:?}");
    }
    let laughs = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>".to_owned();
    let file = "<!DOCTYPE svg [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>".to_owned();
    for document in [
        laughs + &svg("<text>&b;</text>"),
        file + &svg("<text>&xxe;</text>"),
        "<html><script>alert(1)</script></html>".to_owned(),
        "GIF89a".to_owned(),
        String::new(),
    ] {
        problems(set(&t, document).await);
    }
    assert_eq!(t.app.list_images(&viewer()).await.expect("a list"), []);
    assert!(details(&t, "image").await.is_empty());
}

#[tokio::test]
async fn a_png_bomb_is_refused_by_its_header() {
    let t = TestApp::new().await;
    let bomb = png(5_000, 5_000);
    assert!(bomb.len() < ImageKind::LogoLight.most_bytes(), "small");
    let found = problems(set(&t, bomb).await);
    assert!(found[0].contains("5000 × 5000 pixels"), "{found:?}");
    let mut lying = png(10, 10);
    lying[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    lying[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let found = problems(set(&t, lying).await);
    assert!(found[0].contains("60000 × 60000 pixels"), "{found:?}");
    let found = problems(set(&t, vec![0; 100_001]).await);
    assert_eq!(found, ["logo_light is larger than 100 kB"]);
}

#[tokio::test]
async fn an_image_is_served_under_its_hash_and_runs_nothing() {
    let t = TestApp::new().await;
    assert!(is_denied(
        &t.app
            .set_image(&responder(), ImageKind::Icon, svg("").into_bytes())
            .await
    ));
    let given = svg("<rect width=\"9\" height=\"9\" fill=\"#0af\"/>");
    let image = set(&t, given.clone()).await.expect("set");
    let path = urls::media(&image);
    let reply = t.anyone().get(&path).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.body(), &*image.body);
    assert_eq!(reply.header("content-type"), "image/svg+xml");
    assert_eq!(
        reply.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        reply.header("content-security-policy"),
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    );
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert!(!reply.header("etag").is_empty());
    assert_eq!(t.anyone().head(&path).await.status(), 200);
    assert!(t.anyone().get("/").await.text().contains(&path));
    set(&t, given).await.expect("the same");
    assert_eq!(details(&t, "image.set").await.len(), 1);

    let other = set(&t, png(300, 80)).await.expect("set");
    let new_path = urls::media(&other);
    assert_ne!(path, new_path);
    let reply = t.anyone().get(&new_path).await;
    assert_eq!(reply.header("content-type"), "image/png");
    let replaced = t.anyone().get(&path).await;
    assert_eq!(replaced.body(), &*image.body, "for a week");
    let home = t.anyone().get("/").await;
    assert!(home.text().contains(&new_path) && !home.text().contains(&path));
    let lines = details(&t, "image.set").await;
    assert_eq!(lines[0]["image"][0]["sha256"], image.sha256);
    assert_eq!(lines[0]["image"][1]["width"], 300);

    assert!(is_denied(
        &t.app.remove_image(&responder(), ImageKind::LogoLight).await
    ));
    t.app
        .remove_image(&t.owner(), ImageKind::LogoLight)
        .await
        .expect("removed");
    for gone in [&path, &new_path] {
        assert_eq!(t.anyone().get(gone).await.status(), 404, "{gone}");
    }
    assert!(!t.anyone().get("/").await.text().contains(&new_path));
    let again = t.app.remove_image(&t.owner(), ImageKind::LogoLight).await;
    assert!(matches!(again, Err(Error::NotFound)));
}
