use candor::app::PageEdit;
use candor::domain::{Page, Role, Theme};

use crate::support::{TestApp, values};

const PAGE: &str = "/admin/settings/page";
const WORDS: &str = "/admin/settings/words";
const COLORS: &str = "/admin/settings/colors";
const SECURITY: &str = "/admin/settings/security";
const INCIDENTS: &str = "/admin/settings/incidents";
const TEAM: &str = "/admin/settings/team";
const SAVED: &str = "/admin/settings?done=settings-saved";

async fn stored(t: &TestApp) -> Page {
    t.app.show_page(&t.owner()).await.expect("a page")
}

#[tokio::test]
async fn each_part_is_saved_and_readers_see_it() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    for (path, fields) in [
        (
            PAGE,
            &[
                ("name", " Example 🙂 "),
                ("url", "https://status.example.org/"),
                ("time_zone", "america/new_york"),
            ][..],
        ),
        (
            WORDS,
            &[
                ("announcement", "New numbers from _Monday_."),
                ("about", "We **deliver** calls."),
                ("support_url", "mailto:help@example.com"),
                ("link_label[1]", ""),
                ("link_label[2]", "Terms"),
                ("link_url[2]", "https://example.com/terms"),
            ],
        ),
        (
            COLORS,
            &[
                ("theme", "light"),
                ("accent_light", "B3261E"),
                ("accent_dark", ""),
            ],
        ),
        (
            SECURITY,
            &[
                ("hidden_from_search", "true"),
                (
                    "security_contacts",
                    "mailto:security@example.com\r\n\r\ntel:+1-201-555-0123\r\n",
                ),
                ("security_policy", "https://example.com/policy"),
            ],
        ),
        (INCIDENTS, &[("reminder_intervals", "12, 1,2 12")]),
        (
            TEAM,
            &[("default_role", "viewer"), ("require_second_factor", "no")],
        ),
    ] {
        let form = owner.get(path).await;
        assert_eq!(form.status(), 200, "{path}");
        assert_eq!(form.all("button.button--primary").len(), 1, "{path}");
        let version = values(&form, "input[name=version]").remove(0);
        let mut all = fields.to_vec();
        all.push(("version", &version));
        let saved = owner.post(path, &all).await;
        assert_eq!(saved.header("location"), SAVED, "{path}: {}", saved.text());
    }
    let page = stored(&t).await;
    assert_eq!(
        (&*page.name, &*page.time_zone),
        ("Example 🙂", "America/New_York")
    );
    assert_eq!(page.url.as_deref(), Some("https://status.example.org"));
    assert_eq!(page.settings.theme, Theme::Light);
    assert_eq!(page.settings.links.len(), 1);
    assert_eq!(page.settings.reminder_intervals, [1, 2, 12]);
    assert_eq!(page.settings.default_role, Role::Viewer);
    assert!(page.settings.require_second_factor && !page.settings.notify_by_default);

    let home = t.anyone().get("/").await;
    for seen in [
        "Example 🙂",
        "<em>Monday</em>",
        "<strong>deliver</strong>",
        "mailto:help@example.com",
        "https://example.com/terms",
        "data-theme=\"light\"",
    ] {
        assert!(home.text().contains(seen), "{seen}");
    }
    let sheet = home.text().split("/static/theme-").nth(1).expect("a sheet");
    let sheet = format!("/static/theme-{}", &sheet[..20]);
    let css = t.anyone().get(&sheet).await;
    assert!(css.text().contains("#b3261e"), "{}", css.text());
    let security = t.anyone().get("/.well-known/security.txt").await;
    assert!(security.text().contains("Contact: tel:+1-201-555-0123"));
}

#[tokio::test]
async fn the_list_says_what_is_set() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let long = "word ".repeat(90);
    admin.post(WORDS, &[("about", &long)]).await;
    let list = admin.get(SAVED).await;
    assert_eq!(list.one(".flash"), "The settings are saved.");
    let parts = list.all(".parts a");
    assert_eq!(parts.len(), 7);
    assert_eq!(parts[0], "Name and address");
    let facts = list.all(".parts .hint");
    assert!(facts[0].contains("Time zone: UTC"), "{facts:?}");
    assert!(facts[1].chars().count() < 100, "{facts:?}");
    assert!(facts.iter().any(|fact| fact.contains("3, 6, 12, 24")));
    let bar = list.all(".side__rest a[aria-current]");
    assert_eq!(bar, ["Settings"]);
}

#[tokio::test]
async fn what_is_refused_keeps_what_was_typed_and_changes_nothing() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let before = stored(&t).await;
    let long = format!("مرحبا 🙂 {}", "x".repeat(25_000));
    for (path, fields, id, said) in [
        (
            PAGE,
            &[("name", ""), ("time_zone", "UTC")][..],
            "f-name",
            "blank",
        ),
        (
            PAGE,
            &[("name", "مرحبا 🙂"), ("time_zone", "Mars/Olympus")],
            "f-time-zone",
            "Mars/Olympus is not a time zone",
        ),
        (
            PAGE,
            &[("name", "N"), ("time_zone", "UTC"), ("url", "status page")],
            "f-url",
            "is not a URL",
        ),
        (WORDS, &[("about", &*long)], "f-about", "too long"),
        (
            WORDS,
            &[("support_url", "javascript:alert(1)")],
            "f-support-url",
            "begins with https:",
        ),
        (
            WORDS,
            &[("link_label[3]", "مرحبا"), ("link_url[3]", "//x")],
            "f-links",
            "number 1 an address",
        ),
        (
            COLORS,
            &[("theme", "auto"), ("accent_light", "red")],
            "f-accent-light",
            "must be a colour",
        ),
        (
            COLORS,
            &[("theme", "auto"), ("accent_light", "#ffb000")],
            "f-accent-light",
            "#9f6d00",
        ),
        (COLORS, &[("theme", "pink")], "f-theme", "one of those"),
        (
            SECURITY,
            &[("security_contacts", "http://x.test")],
            "f-security-contacts",
            "https:",
        ),
        (
            INCIDENTS,
            &[("reminder_intervals", "3, many")],
            "f-reminder-intervals",
            "whole hours",
        ),
        (
            INCIDENTS,
            &[("reminder_intervals", "0")],
            "f-reminder-intervals",
            "from 1 to 720",
        ),
        (
            INCIDENTS,
            &[("reminder_intervals", "1,2,3,4,5,6,7,8,9")],
            "f-reminder-intervals",
            "too many",
        ),
        (
            TEAM,
            &[("default_role", "owner")],
            "f-default-role",
            "owner",
        ),
    ] {
        let refused = owner.post(path, fields).await;
        assert_eq!(refused.status(), 422, "{path} {said}");
        let problem = refused.one(&format!(".problems a[href=\"#{id}\"]"));
        assert!(problem.contains(said), "{problem}");
        assert_eq!(refused.all(&format!("[id=\"{id}\"]")).len(), 1, "{id}");
        for (_, typed) in fields.iter().filter(|(name, _)| *name != "theme") {
            if path != TEAM {
                let typed = candor_escaped(typed);
                assert!(refused.text().contains(&typed), "{path} keeps {said}");
            }
        }
    }
    assert_eq!(stored(&t).await, before);
}

/// As askama writes it.
fn candor_escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('\'', "&#39;")
}

#[tokio::test]
async fn an_accent_is_measured_and_the_nearest_shade_offered() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let typed = [("accent_light", "#ffb000"), ("accent_dark", "#ffb000")];
    let mut checked = typed.to_vec();
    checked.push(("do", "show"));
    let page = admin.post(COLORS, &checked).await;
    assert_eq!(page.status(), 200);
    let verdicts = page.all("[data-verdict]");
    assert_eq!(
        verdicts,
        [
            "#ffb000 is too hard to read and would be refused.",
            "#ffb000 can be read by everybody."
        ]
    );
    assert!(page.text().contains("Against the page: 1.83:1"));
    assert_eq!(page.all("button[name=take_accent_light]"), ["Take #9f6d00"]);
    assert_eq!(values(&page, "button[name=take_accent_light]"), ["#9f6d00"]);

    let query = "?accent_light=%23ffb000&accent_dark=%23ffb000";
    let fragment = admin.get(&format!("{COLORS}/accent{query}")).await;
    assert_eq!(fragment.all("[data-verdict]"), verdicts);
    assert!(fragment.all("form, nav, main").is_empty());

    let mut taken = typed.to_vec();
    taken.push(("take_accent_light", "#9f6d00"));
    let page = admin.post(COLORS, &taken).await;
    assert_eq!(page.status(), 200);
    assert_eq!(values(&page, "#f-accent-light"), ["#9f6d00"]);
    assert_eq!(values(&page, "#f-accent-dark"), ["#ffb000"]);
    assert_eq!(stored(&t).await.settings.accent_light, None, "not yet");
    let odd = admin
        .get(&format!("{COLORS}/accent?accent_light=%3Cb%3E"))
        .await;
    assert!(odd.text().contains("no colour") && !odd.text().contains("<b>"));
}

#[tokio::test]
async fn words_are_previewed_and_nothing_is_saved() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let fields = [
        ("announcement", "**New** <script>x</script>"),
        ("about", "# Hello\n\n- a"),
        ("do", "show"),
    ];
    let page = admin.post(WORDS, &fields).await;
    assert_eq!(page.one(".preview strong"), "New");
    assert_eq!(page.one(".preview h3"), "Hello");
    assert!(!page.text().contains("<script>x"));
    assert_eq!(values(&page, "#f-announcement"), [fields[0].1]);
    assert_eq!(stored(&t).await.settings.about, "");
}

#[tokio::test]
async fn two_who_change_settings_lose_nothing() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let version = values(&admin.get(WORDS).await, "input[name=version]").remove(0);
    let theirs = PageEdit {
        announcement: Some("Theirs".into()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &theirs).await.expect("changed");
    let mine = [("version", version.as_str()), ("announcement", "Mine")];
    let refused = admin.post(WORDS, &mine).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.one(".theirs").contains("Theirs"));
    assert_eq!(values(&refused, "#f-announcement"), ["Mine"]);
    let fresh = values(&refused, "input[name=version]").remove(0);
    let elsewhere = PageEdit {
        name: Some("Renamed".into()),
        ..PageEdit::default()
    };
    t.app
        .edit_page(&t.owner(), &elsewhere)
        .await
        .expect("another part is no conflict");
    let mine = [("version", fresh.as_str()), ("announcement", "Mine")];
    assert_eq!(admin.post(WORDS, &mine).await.status(), 303);
    assert_eq!(stored(&t).await.settings.announcement, "Mine");
    let resumed = [("resume", "1"), ("announcement", "Kept")];
    let back = admin.post(WORDS, &resumed).await;
    assert_eq!(values(&back, "#f-announcement"), ["Kept"]);
    assert_eq!(stored(&t).await.settings.announcement, "Mine");
}

#[tokio::test]
async fn an_admin_reads_the_team_rules_and_an_owner_changes_them() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let page = admin.get(TEAM).await;
    assert_eq!(page.status(), 200);
    assert!(page.one(".note").contains("Someone with the role Owner"));
    assert!(page.one(".theirs").contains("Responder"));
    assert!(page.all("main form").is_empty());
    let fields = [("default_role", "viewer")];
    assert_eq!(admin.post(TEAM, &fields).await.status(), 403);
    assert_eq!(stored(&t).await.settings.default_role, Role::Responder);
}

#[tokio::test]
async fn viewers_and_responders_have_no_settings() {
    let t = TestApp::new().await;
    let before = stored(&t).await;
    for role in [Role::Viewer, Role::Responder] {
        let client = t.staff(role).await;
        for path in [
            "/admin/settings",
            "/admin/settings/images",
            "/admin/settings/colors/accent",
            PAGE,
            WORDS,
            COLORS,
            SECURITY,
            INCIDENTS,
            TEAM,
        ] {
            assert_eq!(client.get(path).await.status(), 403, "{path}");
        }
        for path in [
            PAGE,
            WORDS,
            COLORS,
            SECURITY,
            INCIDENTS,
            TEAM,
            "/admin/settings/images",
            "/admin/settings/images/remove",
            "/admin/settings/images/alt",
        ] {
            let refused = client.post(path, &[("name", "X")]).await;
            assert_eq!(refused.status(), 403, "{path}");
        }
    }
    assert_eq!(stored(&t).await, before);
}

#[tokio::test]
async fn the_dashboard_reminds_as_the_settings_say() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    t.incident("Trouble").on("Calls").open().await;
    t.clock.advance_secs(2 * 3600);
    assert!(admin.get("/admin").await.all(".card .note").is_empty());
    for (hours, notes) in [("1, 5", 1), ("", 0), ("2", 1), ("4", 0)] {
        let saved = admin
            .post(INCIDENTS, &[("reminder_intervals", hours)])
            .await;
        assert_eq!(saved.status(), 303, "{hours}");
        let found = admin.get("/admin").await.all(".card .note");
        assert_eq!(found.len(), notes, "{hours}: {found:?}");
    }
}

#[tokio::test]
async fn new_people_are_offered_the_role_that_is_set_for_them() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    for (role, offered) in [("", "responder"), ("viewer", "viewer")] {
        if !role.is_empty() {
            owner.post(TEAM, &[("default_role", role)]).await;
        }
        let page = owner.get("/admin/team").await;
        assert_eq!(values(&page, "#f-role option[selected]"), [offered]);
    }
}
