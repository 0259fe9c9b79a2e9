use candor::domain::{IncidentKind, IncidentTemplate, Role, Status};

use crate::support::{TestApp, values};

const TEMPLATES: &str = "/admin/templates";
const NEW: &str = "/admin/templates/new";

async fn stored(t: &TestApp) -> Vec<IncidentTemplate> {
    t.app.list_templates(&t.owner()).await.expect("listed")
}

fn calls<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "Calls fail"),
        ("title", "{{component}} fails in {{group}}"),
        ("update_status", "investigating"),
        (
            "body",
            "Since {{time}} **{{component}}** fails in {{ group }}.",
        ),
        ("should_send_notifications", "true"),
    ]
}

#[tokio::test]
async fn a_template_is_made_changed_and_deleted() {
    let t = TestApp::new().await;
    for group in ["DUO1", "DUO2", "DUO3"] {
        t.component(&format!("{group} / Calls")).await;
        t.component(&format!("{group} / SMS")).await;
    }
    let site = t.component("Site").await;
    let admin = t.staff(Role::Admin).await;
    let page = admin.get(TEMPLATES).await;
    assert_eq!(page.all("a.button--primary"), ["New incident template"]);
    let form = admin.get(NEW).await;
    assert_eq!(form.status(), 200);
    for named in ["{{component}}", "{{group}}", "{{time}}"] {
        assert!(form.all("dt code").contains(&named.to_owned()), "{named}");
    }
    let mut fields = calls();
    fields.extend([("by_name", "Calls"), ("component_ids", site.as_str())]);
    fields.push(("once", "k1"));
    for _ in 0..2 {
        let saved = admin.post(NEW, &fields).await;
        assert_eq!(
            saved.header("location"),
            "/admin/templates?done=template-saved"
        );
    }
    let all = stored(&t).await;
    assert_eq!(all.len(), 1, "sent twice, made once");
    assert_eq!(all[0].component_ids.len(), 4, "three by name and one");
    assert_eq!(all[0].update_status, Some(Status::Investigating));
    assert!(all[0].should_send_notifications);

    let path = format!("{TEMPLATES}/{}", all[0].id);
    let list = admin.get("/admin/templates?done=template-saved").await;
    assert_eq!(list.one(".flash"), "The template is saved.");
    assert!(list.text().contains("Investigating · 4 components"));
    let used = format!("a[href=\"/admin/incidents/new?template={}\"]", all[0].id);
    assert_eq!(list.one(&used), "Use");
    let form = admin.get(&path).await;
    assert_eq!(values(&form, "#f-name"), ["Calls fail"]);
    assert_eq!(values(&form, "input[name=by_name][checked]"), ["Calls"]);
    assert_eq!(
        values(&form, "input[name=component_ids][checked]"),
        [site.as_str()],
        "as stored"
    );
    let version = values(&form, "input[name=version]").remove(0);
    t.clock.advance_secs(5);
    let changed = [
        ("version", version.as_str()),
        ("name", "Site fails"),
        ("title", "The site fails"),
        ("body", "It fails."),
        ("component_ids", site.as_str()),
    ];
    assert_eq!(admin.post(&path, &changed).await.status(), 303);
    let all = stored(&t).await;
    assert_eq!(all[0].name, "Site fails");
    assert_eq!(all[0].component_ids, std::slice::from_ref(&site));
    assert_eq!(all[0].update_status, None);
    assert!(!all[0].should_send_notifications);

    let delete = format!("{path}/delete");
    let asked = admin.get(&delete).await;
    assert!(asked.one("h1").contains("Delete Site fails"));
    assert_eq!(stored(&t).await.len(), 1);
    for _ in 0..2 {
        let gone = admin.post(&delete, &[]).await;
        assert_eq!(
            gone.header("location"),
            "/admin/templates?done=template-deleted"
        );
    }
    assert!(stored(&t).await.is_empty());
    assert_eq!(admin.get(&path).await.status(), 404);
}

#[tokio::test]
async fn a_preview_fills_placeholders_and_saves_nothing() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let mut fields = calls();
    fields.push(("do", "preview"));
    let page = admin.post(NEW, &fields).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.one(".preview h3"), "Phone Call Delivery fails in DUO1");
    assert!(page.text().contains("an example stands in"));
    t.component("EU / Mail <b>").await;
    let mail = t.component("US / Mail <b>").await;
    fields.push(("component_ids", mail.as_str()));
    let page = admin.post(NEW, &fields).await;
    assert_eq!(page.one(".preview h3"), "Mail <b> fails in US");
    assert_eq!(
        page.one(".preview .prose"),
        "Since 15:00 UTC Mail <b> fails in US."
    );
    assert_eq!(
        page.one("textarea[name=body]"),
        "Since {{time}} **{{component}}** fails in {{ group }}."
    );
    assert_eq!(
        values(&page, "input[name=component_ids][checked]"),
        [mail.as_str()]
    );
    assert!(stored(&t).await.is_empty());
}

#[tokio::test]
async fn a_template_for_maintenance_has_its_states() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let form = admin.get("/admin/templates/new?kind=maintenance").await;
    let states = values(&form, "#f-update-status option");
    assert_eq!(
        states,
        ["", "scheduled", "in_progress", "verifying", "completed"]
    );
    let fields = [
        ("kind", "maintenance"),
        ("name", "Database"),
        ("title", "Database upgrade"),
        ("body", "We upgrade."),
        ("update_status", "scheduled"),
    ];
    assert_eq!(admin.post(NEW, &fields).await.status(), 303);
    assert_eq!(stored(&t).await[0].kind, IncidentKind::Maintenance);
}

#[tokio::test]
async fn what_is_refused_keeps_what_was_typed() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let long = format!("نص 🙂 {}", "x".repeat(25_000));
    let rtl = "مكالمات 🙂 لا تصل";
    for (title, body, status, field, said) in [
        (rtl, "{{compnent}} down", "", "f-body", "{{compnent}}"),
        ("{{ 7*7 }}", rtl, "", "f-title", "{{ 7*7 }}"),
        (rtl, &*long, "", "f-body", "too long"),
        ("", rtl, "", "f-title", "be blank"),
        (rtl, " ", "", "f-body", "be blank"),
        (rtl, rtl, "scheduled", "f-update-status", "scheduled"),
        (rtl, rtl, "broken", "f-update-status", "one of those"),
    ] {
        let fields = [
            ("name", "N 🙂"),
            ("title", title),
            ("body", body),
            ("update_status", status),
        ];
        let refused = admin.post(NEW, &fields).await;
        assert_eq!(refused.status(), 422, "{said}");
        let link = format!(".problems a[href=\"#{field}\"]");
        let problem = refused.one(&link);
        assert!(problem.contains(said), "{problem}");
        assert_eq!(values(&refused, "#f-title"), [title]);
        let area = refused.all("textarea[name=body]").remove(0);
        assert_eq!(area, body.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(refused.one("title").starts_with("Error: "));
    }
    let fields = [("body", "{{compnent}}"), ("do", "preview")];
    let shown = admin.post(NEW, &fields).await;
    assert_eq!(shown.status(), 422, "a preview names it too");
    assert!(shown.one(".problems").contains("{{compnent}}"));
    assert!(stored(&t).await.is_empty());
}

#[tokio::test]
async fn two_who_change_one_template_lose_nothing() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    admin.post(NEW, &calls()).await;
    let path = format!("{TEMPLATES}/{}", stored(&t).await[0].id);
    let version = values(&admin.get(&path).await, "input[name=version]").remove(0);
    let edit = |name: &'static str, version: &str| {
        [
            ("version", version.to_owned()),
            ("name", name.to_owned()),
            ("title", "T".to_owned()),
            ("body", "B".to_owned()),
        ]
    };
    let send = async |fields: &[(&str, String); 4]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, &**v)).collect();
        admin.post(&path, &fields).await
    };
    t.clock.advance_secs(1);
    assert_eq!(send(&edit("Theirs", &version)).await.status(), 303);
    let refused = send(&edit("Mine", &version)).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.one(".theirs").contains("Theirs"));
    assert_eq!(values(&refused, "#f-name"), ["Mine"]);
    let fresh = values(&refused, "input[name=version]").remove(0);
    assert_eq!(send(&edit("Mine", &fresh)).await.status(), 303);
    assert_eq!(stored(&t).await[0].name, "Mine");
    let mut resumed = vec![("resume", "1"), ("name", "Kept")];
    resumed.push(("version", &version));
    let back = admin.post(&path, &resumed).await;
    assert_eq!(back.status(), 200);
    assert_eq!(values(&back, "#f-name"), ["Kept"]);
    assert_eq!(stored(&t).await[0].name, "Mine", "nothing was done yet");
}

#[tokio::test]
async fn viewers_and_responders_read_templates_and_change_none() {
    let t = TestApp::new().await;
    t.staff(Role::Admin).await.post(NEW, &calls()).await;
    let id = stored(&t).await[0].id.to_string();
    for (role, uses, note) in [
        (Role::Viewer, 0, "Your role reads and changes nothing."),
        (Role::Responder, 1, "You can use these."),
    ] {
        let client = t.staff(role).await;
        let page = client.get(TEMPLATES).await;
        assert_eq!(page.status(), 200);
        assert!(page.one(".note").contains(note));
        assert_eq!(page.all("a[href*=\"new?template\"]").len(), uses);
        assert!(page.all("a[href$=delete]").is_empty());
        for path in [
            NEW.to_owned(),
            format!("{TEMPLATES}/{id}"),
            format!("{TEMPLATES}/{id}/delete"),
        ] {
            assert_eq!(client.get(&path).await.status(), 403, "{path}");
            assert_eq!(client.post(&path, &calls()).await.status(), 403, "{path}");
        }
    }
    assert_eq!(stored(&t).await[0].name, "Calls fail");
}
