//! The page's settings, and what readers see of them.

use candor::app::PageEdit;
use candor::domain::{PageLink, Role, Theme};
use serde_json::json;

use crate::support::TestApp;
use crate::support::deeds::{admin, details, is_denied, problems, responder};

fn link(label: &str, url: &str) -> PageLink {
    PageLink {
        label: label.into(),
        url: url.into(),
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "reads as the fields of an edit do"
)]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn settings_are_kept_as_set_and_logged_with_what_they_were() {
    let t = TestApp::new().await;
    let edit = PageEdit {
        name: text("Example"),
        time_zone: text("America/New_York"),
        about: text("We **deliver** calls."),
        announcement: text("New numbers from _Monday_."),
        support_url: text("mailto:help@example.com"),
        links: Some(vec![link(" Home ", "https://example.com/home")]),
        theme: Some(Theme::Dark),
        accent_light: text("#0b57d0"),
        logo_alt: text("Example Inc."),
        security_contacts: Some(vec!["mailto:security@example.com".into()]),
        security_policy: text("https://example.com/policy"),
        hidden_from_search: Some(true),
        default_role: Some(Role::Viewer),
        require_second_factor: Some(true),
        notify_by_default: Some(false),
        ..PageEdit::default()
    };
    t.clock.advance_secs(60);
    let page = t.app.edit_page(&t.owner(), &edit).await.expect("changed");
    assert_eq!(t.app.show_page(&t.owner()).await.expect("a page"), page);
    let settings = &page.settings;
    assert_eq!(
        (&*page.name, &*page.time_zone),
        ("Example", "America/New_York")
    );
    assert_eq!(settings.about, "We **deliver** calls.");
    assert_eq!(settings.links, [link("Home", "https://example.com/home")]);
    assert_eq!(settings.theme, Theme::Dark);
    assert_eq!(
        settings.accent_light.map(|color| color.to_string()),
        text("#0b57d0")
    );
    assert_eq!(
        settings.support_url.as_deref(),
        Some("mailto:help@example.com")
    );
    assert_eq!(settings.default_role, Role::Viewer);
    assert!(
        settings.hidden_from_search
            && settings.require_second_factor
            && !settings.notify_by_default
    );
    assert_eq!(settings.changed_at, Some(t.now()));
    let lines = details(&t, "page.edit").await;
    assert_eq!(lines[0]["theme"], json!(["auto", "dark"]));
    assert_eq!(
        lines[0]["announcement"],
        json!(["", "New numbers from _Monday_."])
    );
    assert_eq!(lines[0]["default_role"], json!(["responder", "viewer"]));

    t.clock.advance_secs(60);
    let again = t.app.edit_page(&t.owner(), &edit).await.expect("the same");
    assert_eq!(again, page);
    assert_eq!(details(&t, "page.edit").await.len(), lines.len());

    let home = t.anyone().get("/").await;
    for seen in [
        "<strong>deliver</strong>",
        "<em>Monday</em>",
        "https://example.com/home",
        "mailto:help@example.com",
    ] {
        assert!(home.text().contains(seen), "{seen}");
    }
    let empty = PageEdit {
        about: text(""),
        announcement: text(" "),
        support_url: text(""),
        links: Some(vec![]),
        accent_light: text(""),
        ..PageEdit::default()
    };
    let page = t.app.edit_page(&t.owner(), &empty).await.expect("emptied");
    assert_eq!(page.settings.support_url, None);
    assert_eq!(page.settings.accent_light, None);
    let home = t.anyone().get("/").await;
    assert!(!home.text().contains("Monday") && !home.text().contains("example.com/home"));
}

#[expect(clippy::too_many_lines, reason = "a table of rules")]
#[tokio::test]
async fn settings_that_break_a_rule_are_refused_by_field() {
    let t = TestApp::new().await;
    let before = t.app.show_page(&t.owner()).await.expect("a page");
    let many = (0..9).map(|_| link("x", "https://example.com")).collect();
    let base = PageEdit::default;
    for (edit, problem) in [
        (
            PageEdit {
                about: Some("x".repeat(5_001)),
                ..base()
            },
            "about is too long",
        ),
        (
            PageEdit {
                announcement: text("a\nb"),
                ..base()
            },
            "announcement ",
        ),
        (
            PageEdit {
                announcement: Some("x".repeat(501)),
                ..base()
            },
            "announcement is too long",
        ),
        (
            PageEdit {
                support_url: text("javascript:alert(1)"),
                ..base()
            },
            "support_url must be",
        ),
        (
            PageEdit {
                support_url: text("https://a:b@example.com"),
                ..base()
            },
            "support_url can't hold",
        ),
        (
            PageEdit {
                support_url: text("https://x y"),
                ..base()
            },
            "support_url can't hold",
        ),
        (
            PageEdit {
                links: Some(many),
                ..base()
            },
            "links are too many",
        ),
        (
            PageEdit {
                links: Some(vec![link("", "https://example.com")]),
                ..base()
            },
            "links have in number 1 a label",
        ),
        (
            PageEdit {
                links: Some(vec![link("x", "data:text/html,x")]),
                ..base()
            },
            "links have in number 1 an address",
        ),
        (
            PageEdit {
                accent_light: text("red"),
                ..base()
            },
            "accent_light must be a colour",
        ),
        (
            PageEdit {
                accent_dark: text("url(x)"),
                ..base()
            },
            "accent_dark must be a colour",
        ),
        (
            PageEdit {
                logo_alt: Some("x".repeat(61)),
                ..base()
            },
            "logo_alt is too long",
        ),
        (
            PageEdit {
                security_contacts: Some(vec!["http://example.com".into()]),
                ..base()
            },
            "security_contacts must be",
        ),
        (
            PageEdit {
                security_contacts: Some(vec!["mailto:a@b.c\nExpires: x".into()]),
                ..base()
            },
            "security_contacts can't hold",
        ),
        (
            PageEdit {
                security_policy: text("http://example.com"),
                ..base()
            },
            "security_policy must be",
        ),
        (
            PageEdit {
                default_role: Some(Role::Owner),
                ..base()
            },
            "default_role can't be owner",
        ),
        (
            PageEdit {
                time_zone: text("Mars/Olympus"),
                ..base()
            },
            "time_zone ",
        ),
    ] {
        let found = problems(t.app.edit_page(&t.owner(), &edit).await);
        assert!(
            found.len() == 1 && found[0].starts_with(problem),
            "{problem}: {found:?}"
        );
    }
    let after = t.app.show_page(&t.owner()).await.expect("a page");
    assert_eq!(after, before);
}

#[tokio::test]
async fn who_joins_and_how_is_for_owners_alone() {
    let t = TestApp::new().await;
    for edit in [
        PageEdit {
            default_role: Some(Role::Viewer),
            ..PageEdit::default()
        },
        PageEdit {
            require_second_factor: Some(true),
            ..PageEdit::default()
        },
    ] {
        assert!(is_denied(&t.app.edit_page(&admin(), &edit).await));
        t.app
            .edit_page(&t.owner(), &edit)
            .await
            .expect("an owner may");
    }
    let name = PageEdit {
        name: text("X"),
        ..PageEdit::default()
    };
    assert!(is_denied(&t.app.edit_page(&responder(), &name).await));
    t.app
        .edit_page(&admin(), &name)
        .await
        .expect("an admin may");
}

#[tokio::test]
async fn a_pale_accent_is_refused_with_a_shade_that_is_taken() {
    let t = TestApp::new().await;
    for (light, given) in [
        (true, "#ffd54f"),
        (true, "#8ab4f8"),
        (false, "#0b2a6b"),
        (false, "#444"),
    ] {
        let edit = |color: &str| {
            if light {
                PageEdit {
                    accent_light: text(color),
                    ..PageEdit::default()
                }
            } else {
                PageEdit {
                    accent_dark: text(color),
                    ..PageEdit::default()
                }
            }
        };
        let found = problems(t.app.edit_page(&t.owner(), &edit(given)).await);
        assert!(found[0].contains("needs 4.5:1"), "{found:?}");
        let shade = found[0].rsplit(' ').next().expect("a shade").to_owned();
        t.app
            .edit_page(&t.owner(), &edit(&shade))
            .await
            .expect("taken");
        let home = t.anyone().get("/").await;
        let sheets = home.all("link[rel=stylesheet][href*=theme]");
        assert_eq!(sheets.len(), 1, "its colours have a stylesheet");
    }
}

#[tokio::test]
async fn security_txt_is_there_when_there_is_somebody_to_tell() {
    let t = TestApp::new().await;
    let path = "/.well-known/security.txt";
    assert_eq!(t.anyone().get(path).await.status(), 404);
    let edit = PageEdit {
        security_contacts: Some(vec![
            "mailto:security@example.com".into(),
            "tel:+1-201-555-0123".into(),
        ]),
        security_policy: text("https://example.com/policy"),
        ..PageEdit::default()
    };
    t.app.edit_page(&admin(), &edit).await.expect("changed");
    let reply = t.anyone().get(path).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        reply.text(),
        "Contact: mailto:security@example.com\n\
         Contact: tel:+1-201-555-0123\n\
         Expires: 2027-11-24T15:00:00Z\n\
         Canonical: https://status.example.com/.well-known/security.txt\n\
         Policy: https://example.com/policy\n"
    );
    let none = PageEdit {
        security_contacts: Some(vec![]),
        ..PageEdit::default()
    };
    t.app.edit_page(&admin(), &none).await.expect("changed");
    assert_eq!(t.anyone().get(path).await.status(), 404);
}

#[tokio::test]
async fn search_engines_are_asked_to_leave_only_when_staff_say_so() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").on("Calls").open().await;
    let own = format!("/incidents/{}", incident.id);
    let selector = "meta[name=robots][content=noindex]";
    for hidden in [false, true, false] {
        let edit = PageEdit {
            hidden_from_search: Some(hidden),
            ..PageEdit::default()
        };
        t.app.edit_page(&admin(), &edit).await.expect("changed");
        for path in ["/", "/history", "/subscribe", &own] {
            let found = t.anyone().get(path).await.all(selector).len();
            assert_eq!(found, usize::from(hidden), "{path}");
        }
    }
}
