use candor::app::{Door, PageEdit};
use candor::domain::{AuditEntry, AuditFilter, Role};
use serde_json::{Value, json};

use crate::support::{TestApp, values};

const AUDIT: &str = "/admin/audit";

#[tokio::test]
async fn entries_come_newest_first_fifty_a_page() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    for number in 0..60 {
        let detail = json!({ "number": number });
        note(&t, "thing", &detail).await;
    }
    let page = admin.get(&format!("{AUDIT}?action=test")).await;
    let entries = page.all(".rows__row");
    assert_eq!(entries.len(), 50);
    assert!(
        entries[0].starts_with("test.note thing number 59 command line"),
        "{}",
        entries[0]
    );
    let html = page.text();
    let at = html.find("/admin/audit?action=test").expect("a link");
    assert!(html[at..].contains("before="));
    let before = html.split("before=").nth(1).expect("a number");
    let before: String = before.chars().take_while(char::is_ascii_digit).collect();
    let older = admin
        .get(&format!("{AUDIT}?action=test&before={before}"))
        .await;
    assert_eq!(older.all(".rows__row").len(), 10);
    assert!(older.text().contains("Newest entries"));
    assert!(!older.text().contains("Older entries"));
    assert_eq!(admin.get(&format!("{AUDIT}?before=x")).await.status(), 400);
}

#[tokio::test]
async fn what_was_and_what_is_stand_beside_each_other() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let viewer = t.person("viewer@example.com", Role::Viewer).await;
    t.app
        .change_role(&t.owner(), &viewer, Role::Responder)
        .await
        .expect("changed");
    let long = "x".repeat(400);
    note(&t, "-", &json!({ "text": long, "html": "<b>" })).await;
    let page = admin
        .get(&format!("{AUDIT}?subject={viewer}&who=COMMAND"))
        .await;
    assert_eq!(page.all("dd")[0], "viewer → responder");
    assert!(page.all(".rows__row")[0].ends_with("Command line"));
    let page = admin.get(&format!("{AUDIT}?action=test.note")).await;
    let texts = page.all("dd");
    assert!(texts.contains(&format!("{}…", "x".repeat(300))));
    assert!(texts.contains(&"<b>".to_owned()), "as text: {texts:?}");
    let none = admin
        .get(&format!("{AUDIT}?who=%25&action=_&subject=%00"))
        .await;
    assert_eq!(none.status(), 200);
    assert!(none.text().contains("No entry fits."));
}

#[tokio::test]
async fn an_export_is_filtered_safe_and_recorded() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    note(&t, "=cmd|x", &json!({ "say": ["a\"b", null] })).await;
    let csv = admin.get("/admin/audit.csv?action=test").await;
    assert_eq!(csv.status(), 200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"audit-2026-11-24.csv\""
    );
    assert_eq!(csv.header("cache-control"), "no-store");
    let lines: Vec<&str> = csv.text().split("\r\n").collect();
    assert_eq!(lines.len(), 3, "a head, an entry, and an end");
    assert!(
        lines[1].ends_with(
            r#","2026-11-24T15:00:00Z","command line","cli","","test.note","'=cmd|x","{""say"":[""a\""b"",null]}""#
        ),
        "{}",
        lines[1]
    );
    let exported = admin.get("/admin/audit.json?action=test").await;
    assert_eq!(exported.header("content-type"), "application/json");
    let exported = exported.json();
    assert_eq!(exported[0]["detail"]["say"], json!(["a\"b", null]));
    assert_eq!(exported[0]["address"], json!(null));
    assert_eq!(exported.as_array().expect("a list").len(), 1);
    let log = admin.get(&format!("{AUDIT}?action=audit.export")).await;
    let entries = log.all(".rows__row");
    assert_eq!(entries.len(), 2);
    assert!(entries[1].contains("format csv"), "{}", entries[1]);
    assert!(entries[1].contains("127.0.0.1"), "{}", entries[1]);
}

#[tokio::test]
async fn an_export_reads_in_chunks_and_misses_nothing() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let mut write = t.store.begin().await.expect("a write");
    for number in 0..1_001 {
        let entry = candor::domain::AuditEntry {
            at: t.now(),
            actor: "somebody".to_owned(),
            door: "cli".to_owned(),
            address: None,
            action: "test.note".to_owned(),
            subject: number.to_string(),
            detail: "{}".to_owned(),
        };
        write.commit_unseen(&entry).await.expect("recorded");
        write = t.store.begin().await.expect("a write");
    }
    drop(write);
    let exported = admin.get("/admin/audit.json?action=test").await.json();
    let all = exported.as_array().expect("a list");
    assert_eq!(all.len(), 1_001);
    assert_eq!(all[1_000]["subject"], "0");
}

#[tokio::test]
async fn viewers_and_responders_do_not_read_the_log() {
    let t = TestApp::new().await;
    for role in [Role::Viewer, Role::Responder] {
        let client = t.staff(role).await;
        for path in [AUDIT, "/admin/audit.csv", "/admin/audit.json"] {
            assert_eq!(client.get(path).await.status(), 403, "{path}");
        }
    }
}

#[tokio::test]
async fn every_door_has_words() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    t.planned("By the clock", &[&web]).await;
    t.pass(7_200).await;
    let staff = t.staff(Role::Admin).await;
    for (door, words) in [
        (Door::Cli, "Command line"),
        (Door::Clock, "By itself, at its moment"),
        (Door::ManageApi, "Manage API"),
        (Door::Admin, "Staff pages"),
        (Door::Start, "Start of the program"),
    ] {
        let write = t.store.begin().await.expect("a write");
        let entry = AuditEntry {
            door: door.as_str().to_owned(),
            subject: door.as_str().to_owned(),
            ..entry_at(&t)
        };
        write.commit_unseen(&entry).await.expect("kept");
        let log = staff
            .get(&format!("{AUDIT}?subject={}", door.as_str()))
            .await;
        assert!(log.text().contains(words), "{door}");
    }
    assert_eq!(Door::ALL.len(), 5, "a new door needs words");
    let log = staff
        .get(&format!("{AUDIT}?action=maintenance.start"))
        .await;
    assert!(log.text().contains("By itself, at its moment"));
}

/// Leaves an entry of the command line, as no version of the program writes one.
async fn note(t: &TestApp, subject: &str, detail: &Value) {
    let entry = AuditEntry {
        actor: "command line".to_owned(),
        action: "test.note".to_owned(),
        subject: subject.to_owned(),
        detail: detail.to_string(),
        ..entry_at(t)
    };
    let write = t.store.begin().await.expect("a write");
    write.commit_unseen(&entry).await.expect("recorded");
}

fn entry_at(t: &TestApp) -> AuditEntry {
    AuditEntry {
        at: t.now(),
        actor: "test".to_owned(),
        door: "cli".to_owned(),
        address: None,
        action: "test.entry".to_owned(),
        subject: "x".to_owned(),
        detail: "{}".to_owned(),
    }
}

#[tokio::test]
async fn what_was_kept_long_enough_is_cut_and_counted() {
    let t = TestApp::new().await;
    let year = 365 * 24 * 3_600;
    for _ in 0..4 {
        let write = t.store.begin().await.expect("a write");
        write.commit_unseen(&entry_at(&t)).await.expect("kept");
        t.clock.advance_secs(year);
    }
    let count = async |action: &str| {
        let mut read = t.store.read().await.expect("a read");
        let filter = AuditFilter {
            action: action.to_owned(),
            ..AuditFilter::default()
        };
        read.list_audit(&filter, 200).await.expect("listed").len()
    };
    // Entries are kept for three years by default: of those that are one to four years old the oldest is removed.
    let all = count("").await;
    let cut = t.app.cut_audit_log().await.expect("cut");
    assert_eq!(count("test.entry").await, 3);
    assert_eq!(
        count("").await,
        all - usize::try_from(cut).expect("few") + 1
    );
    assert_eq!(t.app.cut_audit_log().await.expect("looked"), 0);
    assert_eq!(count("audit.cut").await, 1);
    let staff = t.staff(Role::Owner).await;
    let log = staff.get(&format!("{AUDIT}?action=audit.cut")).await;
    assert!(log.text().contains("By itself, at its moment"));
    assert!(
        log.one("main").contains(&format!("entries {cut}")),
        "{}",
        log.one("main")
    );

    let keep = async |years: u8| {
        let edit = PageEdit {
            audit_years: Some(years),
            ..PageEdit::default()
        };
        t.app.edit_page(&t.owner(), &edit).await
    };
    keep(0).await.expect("set");
    t.clock.advance_secs(50 * year);
    assert_eq!(t.app.cut_audit_log().await.expect("looked"), 0, "for ever");
    keep(1).await.expect("set");
    assert!(t.app.cut_audit_log().await.expect("cut") > 0);
    assert_eq!(count("test.entry").await, 0);
    assert!(keep(4).await.is_err(), "is not offered");
}

#[tokio::test]
async fn owners_set_how_long_the_log_is_kept() {
    let t = TestApp::new().await;
    let owner = t.staff(Role::Owner).await;
    let path = "/admin/settings/team";
    let form = owner.get(path).await;
    assert_eq!(
        values(&form, "select[name=audit_years] option[selected]"),
        ["3"]
    );
    let fields = [("default_role", "viewer"), ("audit_years", "10")];
    assert_eq!(owner.post(path, &fields).await.status(), 303);
    let years = async || {
        let page = t.app.show_page(&t.owner()).await.expect("a page");
        page.settings.audit_years
    };
    assert_eq!(years().await, 10);
    let fields = [("default_role", "viewer"), ("audit_years", "x")];
    assert_eq!(owner.post(path, &fields).await.status(), 422);
    let admin = t.staff(Role::Admin).await;
    let fields = [("default_role", "viewer"), ("audit_years", "1")];
    assert_eq!(admin.post(path, &fields).await.status(), 403);
    assert_eq!(years().await, 10);
}
