use candor::domain::{ComponentStatus, Role};

use crate::support::{StaffClient, TestApp, values};

const NEW: &str = "/admin/incidents/new";

async fn thirty_groups(t: &TestApp) {
    for number in 1..=12 {
        t.component(&format!("DUO{number} / Phone Call Delivery"))
            .await;
        t.component(&format!("DUO{number} / SSO")).await;
    }
}

async fn statuses(t: &TestApp, name: &str, status: ComponentStatus) -> usize {
    let all = t.components().await;
    all.iter()
        .filter(|one| one.name == name && one.status == status)
        .count()
}

/// Opens an incident on ten of twelve groups; returns its path.
async fn opened(staff: &StaffClient<'_>) -> String {
    let form = staff.get(NEW).await;
    let once = values(&form, "form.form--wide input[name=once]").remove(0);
    let fields = [
        ("once", once.as_str()),
        ("name", "Calls do not arrive"),
        ("status", "investigating"),
        ("body", "We are looking into it."),
        ("affected", "DUO1-DUO8, DUO10–DUO11"),
        ("affected_name", "Phone Call Delivery"),
        ("affected_status", "major_outage"),
        ("deliver_notifications", "true"),
        ("do", "create"),
    ];
    let made = staff.post(NEW, &fields).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let again = staff.post(NEW, &fields).await;
    assert_eq!(
        again.header("location"),
        made.header("location"),
        "sent twice"
    );
    made.header("location")
        .split('?')
        .next()
        .expect("a path")
        .to_owned()
}

#[tokio::test]
async fn an_incident_lives_from_its_first_word_to_its_end() {
    let t = TestApp::new().await;
    thirty_groups(&t).await;
    let staff = t.staff(Role::Responder).await;
    let path = opened(&staff).await;
    let phone = "Phone Call Delivery";
    assert_eq!(statuses(&t, phone, ComponentStatus::MajorOutage).await, 10);
    let home = t.anyone().get("/").await;
    assert!(home.text().contains("Calls do not arrive"));

    let page = staff.get(&path).await;
    assert_eq!(page.all("button.button--primary").len(), 1);
    let (version, once) = (
        values(&page, "input[name=version]").remove(0),
        values(&page, "input[name=once]").remove(0),
    );
    let fields = [
        ("version", version.as_str()),
        ("once", once.as_str()),
        ("status", "resolved"),
        ("body", "It is over."),
        ("do", "post"),
    ];
    let updates = format!("{path}/updates");
    assert_eq!(staff.post(&updates, &fields).await.status(), 303);
    assert_eq!(staff.post(&updates, &fields).await.status(), 303, "twice");
    assert_eq!(statuses(&t, phone, ComponentStatus::Operational).await, 12);
    let said = staff.get(&path).await;
    assert_eq!(said.all(".said h3"), ["Resolved", "Investigating"]);

    let page = staff.get(&format!("{path}/postmortem")).await;
    let version = values(&page, "input[name=version]").remove(0);
    let fields = [
        ("version", version.as_str()),
        ("body", "## Summary\n\nPhones failed."),
        ("do", "publish"),
    ];
    let done = staff.post(&format!("{path}/postmortem"), &fields).await;
    assert_eq!(done.status(), 303, "{}", done.text());
    let public = path.replace("/admin", "");
    let shown = t.anyone().get(&public).await;
    assert!(shown.text().contains("Phones failed."));
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing() {
    let t = TestApp::new().await;
    thirty_groups(&t).await;
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    let path = opened(&responder).await;
    let updates = format!("{path}/updates");
    let seen = values(&responder.get(&path).await, "input[name=version]").remove(0);
    admin.get(&path).await;
    let post = async |staff: &StaffClient<'_>, version: &str, body: &str| {
        let fields = [
            ("version", version),
            ("status", "identified"),
            ("body", body),
        ];
        staff.post(&updates, &fields).await
    };
    assert_eq!(post(&admin, &seen, "Theirs.").await.status(), 303);
    let refused = post(&responder, &seen, "Mine, مرحبا 🙂 <b>").await;
    assert_eq!(refused.status(), 409);
    assert_eq!(refused.one("textarea[name=body]"), "Mine, مرحبا 🙂 <b>");
    assert!(refused.one(".said").contains("Theirs."));
    let fresh = values(&refused, "input[name=version]").remove(0);
    assert_eq!(post(&responder, &fresh, "Mine.").await.status(), 303);
    assert_eq!(responder.get(&path).await.all(".said h3").len(), 3);
}

#[tokio::test]
async fn bad_input_is_named_and_kept() {
    let t = TestApp::new().await;
    thirty_groups(&t).await;
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let long = "x".repeat(25_001);
    for (name, body, affected, field) in [
        ("", "text", "", "f-name"),
        ("Calls", &*long, "", "f-body"),
        ("Calls", "text", "DUO1-DUO8, DUO99", "f-affected"),
        ("Calls", "text", "nonsense", "f-affected"),
    ] {
        let fields = [
            ("name", name),
            ("body", body),
            ("affected", affected),
            ("affected_name", "SSO"),
            ("affected_status", "major_outage"),
            ("do", "create"),
        ];
        let refused = staff.post(NEW, &fields).await;
        assert_eq!(refused.status(), 422, "{field}");
        let link = format!(".problems a[href=\"#{field}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{field}");
        assert_eq!(values(&refused, "#f-affected"), [affected]);
        assert_eq!(refused.one("textarea[name=body]"), body);
    }
    let refused = staff
        .post(
            NEW,
            &[
                ("name", "C"),
                ("affected", "DUO99"),
                ("affected_name", "SSO"),
                ("affected_status", "major_outage"),
                ("do", "create"),
            ],
        )
        .await;
    assert!(
        refused.one(".problems").contains("DUO99"),
        "the part is named"
    );
    assert!(t.publication.edition().state.incidents().is_empty());
}

#[tokio::test]
async fn drafts_and_notes_are_for_staff_alone() {
    let t = TestApp::new().await;
    thirty_groups(&t).await;
    let staff = t.staff(Role::Responder).await;
    let path = opened(&staff).await;
    let note = [("note", "Call the secret carrier.")];
    assert_eq!(
        staff.post(&format!("{path}/notes"), &note).await.status(),
        303
    );
    let blank = staff.post(&format!("{path}/notes"), &[("note", " ")]).await;
    assert_eq!(blank.status(), 422);
    let draft = [
        ("name", "A secret draft"),
        ("body", "Not yet."),
        ("by_name[SSO]", "partial_outage"),
        ("do", "draft"),
    ];
    assert_eq!(staff.post(NEW, &draft).await.status(), 303);
    assert!(staff.get(&path).await.text().contains("secret carrier"));
    let dashboard = staff.get("/admin").await;
    let link = dashboard.all("section[aria-labelledby=drafts] a");
    assert_eq!(link, ["A secret draft"]);
    for public in [
        "/",
        "/history",
        "/api/v2/incidents.json",
        "/history.atom",
        "/feed.json",
    ] {
        let text = t.anyone().get(public).await.text().to_owned();
        assert!(!text.contains("secret"), "{public}");
    }
    let viewer = t.staff(Role::Viewer).await;
    let seen = viewer.get("/admin").await;
    assert!(!seen.text().contains("A secret draft"));
    assert_eq!(
        seen.all("button.button--primary, a.button--primary").len(),
        0
    );
    assert_eq!(viewer.get(NEW).await.status(), 403);
    assert_eq!(
        viewer.post(&format!("{path}/notes"), &note).await.status(),
        403
    );
}

#[tokio::test]
async fn a_correction_is_public_and_a_deletion_asks_for_the_name() {
    let t = TestApp::new().await;
    thirty_groups(&t).await;
    let staff = t.staff(Role::Responder).await;
    let path = opened(&staff).await;
    t.clock.advance_secs(600);
    let page = staff.get(&path).await;
    let edit = {
        let html = scraper::Html::parse_document(page.text());
        let links = scraper::Selector::parse(".said a").expect("a selector");
        let link = html.select(&links).next().expect("a link");
        link.attr("href").expect("an address").to_owned()
    };
    let form = staff.get(&edit).await;
    let version = values(&form, "input[name=version]").remove(0);
    let time = values(&form, "#f-display-at").remove(0);
    let fields = [
        ("version", version.as_str()),
        ("body", "We are looking into calls."),
        ("display_at", time.as_str()),
        ("reason", "Said too little."),
        ("do", "save"),
    ];
    assert_eq!(staff.post(&edit, &fields).await.status(), 303);
    let public = path.replace("/admin", "");
    let told = t.anyone().get(&format!("{public}/corrections")).await;
    assert!(told.text().contains("Said too little."), "{}", told.text());

    let delete = format!("{path}/delete");
    let refused = staff.post(&delete, &[("confirm", "Calls")]).await;
    assert_eq!(refused.status(), 422);
    let gone = staff
        .post(&delete, &[("confirm", "Calls do not arrive")])
        .await;
    assert_eq!(gone.status(), 303);
    assert_eq!(t.anyone().get(&public).await.status(), 404);
}
