use candor::domain::{ImageKind, Role};

use crate::support::{PASSWORD, Reply, TestApp, values};

const IMAGES: &str = "/admin/settings/images";
const LOGO: [(&str, &str); 1] = [("kind", "logo-light")];
const SVG: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><rect width=\"9\" height=\"9\"/></svg>";

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

async fn kinds(t: &TestApp) -> Vec<ImageKind> {
    let all = t.app.list_images(&t.owner()).await.expect("listed");
    all.iter().map(|image| image.kind).collect()
}

fn is_refused(reply: &Reply, field: &str, said: &str) {
    assert_eq!(reply.status(), 422, "{said}");
    let problem = reply.one(&format!(".problems a[href=\"#{field}\"]"));
    assert!(problem.contains(said), "{problem}");
    assert_eq!(reply.all(&format!("input[id=\"{field}\"]")).len(), 1);
}

#[tokio::test]
async fn images_are_set_shown_and_removed() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    assert_eq!(
        admin.get(IMAGES).await.all("form input[type=file]").len(),
        3
    );
    for _ in 0..2 {
        let set = admin
            .upload(IMAGES, &LOGO, ("logo_light", "logo.svg", SVG))
            .await;
        assert_eq!(
            set.header("location"),
            "/admin/settings/images?done=image-set",
            "{}",
            set.text()
        );
    }
    let icon = png(64, 64);
    let fields = [("kind", "icon")];
    let set = admin
        .upload(IMAGES, &fields, ("icon", "i.png", &icon))
        .await;
    assert_eq!(set.status(), 303);
    let page = admin.get("/admin/settings/images?done=image-set").await;
    assert_eq!(page.one(".flash"), "The image is on the page.");
    assert!(page.text().contains("PNG, 64 × 64 pixels, 1 kB"));
    let home = t.anyone().get("/").await;
    for image in t.app.list_images(&t.owner()).await.expect("listed") {
        let src = candor::urls::media(&image);
        assert!(page.text().contains(&src) && home.text().contains(&src));
        assert_eq!(t.anyone().get(&src).await.status(), 200);
    }
    let alt = [("logo_alt", "شعار 🙂")];
    let saved = admin.post("/admin/settings/images/alt", &alt).await;
    assert_eq!(saved.status(), 303);
    assert!(t.anyone().get("/").await.text().contains("شعار 🙂"));
    let refused = admin
        .post(
            "/admin/settings/images/alt",
            &[("logo_alt", &*"x".repeat(61))],
        )
        .await;
    assert_eq!(refused.status(), 422);
    assert_eq!(values(&refused, "#f-logo-alt"), ["x".repeat(61)]);
    let remove = "/admin/settings/images/remove";
    for _ in 0..2 {
        let gone = admin.post(remove, &LOGO).await;
        assert_eq!(
            gone.header("location"),
            "/admin/settings/images?done=image-removed"
        );
    }
    assert_eq!(kinds(&t).await, [ImageKind::Icon]);
    let odd = admin.post(remove, &[("kind", "banner")]).await;
    assert_eq!(odd.status(), 400);
}

#[tokio::test]
async fn what_is_no_image_is_refused_in_clear_words() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><script>alert(1)</script></svg>";
    let wide = png(2001, 10);
    for (name, bytes, said) in [
        (
            "logo.png",
            &b"<!doctype html><p>hello"[..],
            "neither a PNG nor an SVG",
        ),
        ("logo.svg", script, "script"),
        ("logo.png", &wide, "2001 × 10 pixels"),
        ("logo.png", &vec![0; 100_001], "larger than 100 kB"),
        ("logo.png", &vec![0; 300_000], "larger than 100 kB"),
        ("logo.png", &vec![0; 3_000_000], "larger than 100 kB"),
        ("", b"", "Choose a file first"),
    ] {
        let refused = admin
            .upload(IMAGES, &LOGO, ("logo_light", name, bytes))
            .await;
        is_refused(&refused, "f-logo-light", said);
    }
    let icon = [("kind", "icon")];
    for bytes in [vec![0; 50_001], vec![0; 110_000]] {
        let refused = admin.upload(IMAGES, &icon, ("icon", "i.png", &bytes)).await;
        is_refused(&refused, "f-icon", "larger than 50 kB");
    }
    let other = admin
        .upload(IMAGES, &icon, ("logo_light", "a.svg", SVG))
        .await;
    is_refused(&other, "f-icon", "Choose a file first");
    let plain = admin.post(IMAGES, &LOGO).await;
    is_refused(&plain, "f-logo-light", "Choose a file first");
    assert!(kinds(&t).await.is_empty());
}

#[tokio::test]
async fn an_upload_beyond_all_bounds_is_cut_off() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let huge = vec![0; 9 * 1024 * 1024];
    let refused = admin
        .upload(IMAGES, &LOGO, ("logo_light", "a.png", &huge))
        .await;
    assert_eq!(refused.status(), 413);
    assert_eq!(refused.one("h1"), "That is too large");
    let long = "x".repeat(200_000);
    let fields = [("kind", "logo-light"), ("note", &*long)];
    let refused = admin
        .upload(IMAGES, &fields, ("logo_light", "a.svg", SVG))
        .await;
    assert_eq!(refused.status(), 413, "too large beside the file");
    assert!(kinds(&t).await.is_empty());
}

#[tokio::test]
async fn a_form_with_a_file_is_checked_as_any_other() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    admin.get(IMAGES).await;
    let file = ("logo_light", "logo.svg", SVG);
    for fields in [
        &[("kind", "logo-light")][..],
        &[("csrf", ""), ("kind", "logo-light")],
        &[("csrf", "00"), ("kind", "logo-light")],
    ] {
        let refused = admin.upload_as_is(IMAGES, fields, file).await;
        assert_eq!(refused.status(), 403);
        assert_eq!(
            values(&refused, "form[action$=images] [name=kind]"),
            ["logo-light"]
        );
    }
    // Other routes take no files, so they find no token in such a body.
    for path in ["/admin/account/name", "/admin/settings/images/remove"] {
        let refused = admin.upload(path, &LOGO, file).await;
        assert_eq!(refused.status(), 403, "{path}");
    }
    for role in [Role::Viewer, Role::Responder] {
        let client = t.staff(role).await;
        assert_eq!(client.upload(IMAGES, &LOGO, file).await.status(), 403);
    }
    assert!(kinds(&t).await.is_empty());
}

#[tokio::test]
async fn a_session_that_ended_on_the_way_asks_for_the_file_again() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    admin.get(IMAGES).await;
    t.app
        .end_sessions_of(&t.owner(), &admin.id)
        .await
        .expect("ended");
    let login = admin
        .upload(IMAGES, &LOGO, ("logo_light", "logo.svg", SVG))
        .await;
    assert_eq!(login.status(), 401);
    let kept = values(&login, "input[name=kept]").remove(0);
    assert!(!kept.contains("svg"), "no file in {kept}");
    let next = values(&login, "input[name=next]").remove(0);
    assert_eq!(next, IMAGES);
    let back = admin
        .post(
            "/admin/login",
            &[
                ("email", &*admin.email),
                ("password", PASSWORD),
                ("next", &next),
                ("kept", &kept),
            ],
        )
        .await;
    assert_eq!(back.status(), 200);
    let admin = t.again(&admin).await;
    let again = admin
        .post(IMAGES, &[("resume", "1"), ("kind", "logo-light")])
        .await;
    assert_eq!(again.status(), 200);
    assert!(again.one(".note").contains("Choose it again"));
    assert!(kinds(&t).await.is_empty());
}
