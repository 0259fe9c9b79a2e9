//! What stands in the form of a new incident, and what it makes.

use candor::app::{PageEdit, TemplateEdit};
use candor::domain::{
    Component, ComponentId, ComponentStatus, IncidentKind, Placement, Role, Status, TemplateId,
};

use crate::support::{TestApp, values};

const NEW: &str = "/admin/incidents/new";

fn chosen(selector: &str) -> String {
    format!("{selector} option[selected]")
}

#[tokio::test]
async fn a_link_fills_in_the_form() {
    let t = TestApp::new().await;
    let id = t.component("DUO7 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    let path =
        format!("{NEW}?components%5B{id}%5D=partial_outage&name=SSO%20fails&once=x&do=create");
    let form = staff.get(&path).await;
    assert_eq!(values(&form, "#f-name"), ["SSO fails"]);
    let menu = chosen(&format!("#f-components-{id}-"));
    assert_eq!(values(&form, &menu), ["partial_outage"]);
    assert_eq!(
        form.one(".picker__outcome"),
        "One component → Partial outage"
    );
    assert_eq!(form.all("#f-deliver-notifications[checked]").len(), 1);
    assert!(t.publication.edition().state.incidents().is_empty());
}

#[tokio::test]
async fn the_last_incident_is_said_again() {
    let t = TestApp::new().await;
    let id = t.component("DUO7 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    assert!(!staff.get(NEW).await.text().contains("duplicate="));
    let field = format!("components[{id}]");
    let fields = [
        ("name", "SSO fails"),
        ("status", "identified"),
        ("body", "A key is lost."),
        (field.as_str(), "partial_outage"),
        ("do", "create"),
    ];
    let made = staff.post(NEW, &fields).await;
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap_or_default();
    let id = path.rsplit('/').next().unwrap_or_default();
    let duplicate = format!("{NEW}?duplicate={id}");
    assert!(staff.get(NEW).await.text().contains(&duplicate));
    let form = staff.get(&duplicate).await;
    assert_eq!(values(&form, "#f-name"), ["SSO fails"]);
    assert_eq!(form.one("textarea[name=body]"), "A key is lost.");
    let status = values(&form, "input[name=status][checked]");
    assert_eq!(status, ["identified"]);
    assert!(form.one(".picker__outcome").contains("Partial outage"));
    let nobody = staff.get(&format!("{NEW}?duplicate=unheard")).await;
    assert_eq!(nobody.status(), 404);
}

#[tokio::test]
async fn an_incident_of_the_past_changes_nothing_of_today() {
    let t = TestApp::new().await;
    let id = t.component("DUO7 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    let form = staff.get(&format!("{NEW}?backfilled=true")).await;
    assert!(
        form.all("input[name=status], #f-deliver-notifications")
            .is_empty()
    );
    let field = format!("components[{id}]");
    let fields = |at, restored| {
        [
            ("backfilled", "true"),
            ("name", "SSO failed"),
            ("body", "A key was lost."),
            ("status", "investigating"),
            ("deliver_notifications", "true"),
            ("backfill_date", at),
            ("started_at", "2015-10-07T09:10"),
            ("restored_at", restored),
            (field.as_str(), "major_outage"),
            ("do", "create"),
        ]
    };
    for (at, restored, field) in [
        ("", "", "f-backfill-date"),
        ("2099-01-01T00:00", "", "f-backfill-date"),
        ("2015-10-07T09:54", "2015-10-07T09:00", "f-restored-at"),
    ] {
        let refused = staff.post(NEW, &fields(at, restored)).await;
        assert_eq!(refused.status(), 422, "{field}");
        let link = format!(".problems a[href=\"#{field}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{field}");
        assert_eq!(values(&refused, "input[name=backfilled]"), ["true"]);
    }
    let made = staff
        .post(NEW, &fields("2015-10-07T09:54", "2015-10-07T10:30"))
        .await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let status = t.components().await.pop().map(|one| one.status);
    assert_eq!(status, Some(ComponentStatus::Operational));
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap_or_default();
    let public = t.anyone().get(&path.replace("/admin", "")).await;
    assert!(public.text().contains("Oct 07, 2015"), "{}", public.text());
    assert!(
        public.text().contains("affected: DUO7 (SSO)"),
        "{}",
        public.text()
    );
    let edition = t.publication.edition();
    let incident = edition.state.incidents().first().expect("an incident");
    assert_eq!(incident.status, Status::Resolved);
}

#[tokio::test]
async fn a_template_fills_the_form_and_nothing_typed_is_lost() {
    let t = TestApp::new().await;
    let first = t.component("DUO1 / SSO").await;
    let second = t.component("DUO2 / SSO").await;
    let template = TemplateEdit {
        name: Some("SSO".to_owned()),
        title: Some("{{component}} fails".to_owned()),
        body: Some("{{component}} fails in {{group}}.".to_owned()),
        update_status: Some(Some(Status::Identified)),
        component_ids: Some(vec![first, second]),
        ..TemplateEdit::default()
    };
    let owner = t.owner();
    let made = t.app.create_template(&owner, template, None).await;
    let id = made.expect("a template").id.to_string();
    let staff = t.staff(Role::Responder).await;
    let fields = [("template", id.as_str()), ("do", "template")];
    let form = staff.post(NEW, &fields).await;
    assert_eq!(form.status(), 200);
    assert_eq!(values(&form, "#f-name"), ["SSO fails"]);
    assert_eq!(form.one("textarea[name=body]"), "SSO fails in DUO1, DUO2.");
    let status = values(&form, "input[name=status][checked]");
    assert_eq!(status, ["identified"]);
    let named = values(&form, "input[name=template_component]");
    assert_eq!(named.len(), 2);
    assert!(form.text().contains("The 2 components of the template"));

    let typed = [
        ("template", id.as_str()),
        ("name", "Mine"),
        ("body", "My words."),
        ("by_name[SSO]", "degraded_performance"),
        ("do", "template"),
    ];
    let form = staff.post(NEW, &typed).await;
    assert_eq!(values(&form, "#f-name"), ["Mine"]);
    assert_eq!(
        form.one("textarea[name=body]"),
        "My words. SSO fails in DUO1, DUO2.",
        "below what was typed"
    );

    let mut all = vec![
        ("name", "SSO fails"),
        ("body", "x"),
        ("by_template", "major_outage"),
        ("do", "create"),
    ];
    all.extend(named.iter().map(|id| ("template_component", id.as_str())));
    assert_eq!(staff.post(NEW, &all).await.status(), 303);
    let down = t.components().await;
    let down = down
        .iter()
        .filter(|one| one.status == ComponentStatus::MajorOutage && !one.is_group());
    assert_eq!(down.count(), 2);
}

#[tokio::test]
async fn a_script_is_told_what_the_choices_come_to() {
    let t = TestApp::new().await;
    for number in 1..=4 {
        t.component(&format!("DUO{number} / SSO")).await;
    }
    let last = t.component("DUO5 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let out = format!("components[{last}]");
    let fields = [("by_name[SSO]", "major_outage"), (out.as_str(), "none")];
    let line = staff.post("/admin/outcome", &fields).await;
    assert_eq!(line.text(), "4 components → Major outage and 1 left out");
    assert!(t.publication.edition().state.incidents().is_empty());
}

#[tokio::test]
async fn an_update_changes_components_and_its_end_makes_exceptions() {
    let t = TestApp::new().await;
    let first = t.component("DUO1 / SSO").await;
    let second = t.component("DUO2 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    let fields = [
        ("name", "SSO fails"),
        ("body", "x"),
        ("by_name[SSO]", "major_outage"),
        ("do", "create"),
    ];
    let made = staff.post(NEW, &fields).await;
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap_or_default();
    let page = staff.get(path).await;
    assert!(
        page.text().contains("Major outage: SSO in 2 groups"),
        "{}",
        page.text()
    );
    let updates = format!("{path}/updates");
    let statuses = async || {
        let all = t.components().await;
        [&first, &second].map(|id| {
            let component = all
                .iter()
                .find(|component| component.id == *id)
                .expect("a component");
            component.status
        })
    };
    let field = format!("components[{second}]");
    let post = async |status: &str, choice: &str| {
        let fields = [
            ("status", status),
            ("body", "More."),
            (field.as_str(), choice),
        ];
        let done = staff.post(&updates, &fields).await;
        assert_eq!(done.status(), 303, "{}", done.text());
    };
    post("identified", "partial_outage").await;
    let expected = [ComponentStatus::MajorOutage, ComponentStatus::PartialOutage];
    assert_eq!(statuses().await, expected);
    post("resolved", "degraded_performance").await;
    let expected = [
        ComponentStatus::Operational,
        ComponentStatus::DegradedPerformance,
    ];
    assert_eq!(statuses().await, expected);
}

#[tokio::test]
async fn without_a_script_an_empty_message_offers_the_standard_sentence() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    let fields = [("name", "SSO fails"), ("body", "x"), ("do", "create")];
    let made = staff.post(NEW, &fields).await;
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap_or_default();
    let fields = [("status", "monitoring"), ("body", " ")];
    let offered = staff.post(&format!("{path}/updates"), &fields).await;
    assert_eq!(offered.status(), 422);
    assert_eq!(
        offered.one("textarea[name=body]"),
        "A fix has been implemented and we are monitoring the results."
    );
    let status = values(&offered, "input[name=status][checked]");
    assert_eq!(status, ["monitoring"]);
}

#[tokio::test]
async fn the_form_of_2000_components_fits_a_phone() {
    let t = TestApp::new().await;
    let mut page = candor::demo::page(t.now());
    let like = page.components.pop().expect("the demo has components");
    let called = |id: String, place, name: &str| Component {
        id: ComponentId::parse(&id).expect("an id"),
        place,
        name: name.to_owned(),
        ..like.clone()
    };
    page.components.clear();
    page.incidents.clear();
    for number in 1..=400 {
        let group = called(
            format!("g{number}"),
            Placement::Group,
            &format!("DUO{number}"),
        );
        let id = group.id.clone();
        page.components.push(group);
        let services = ["Core Service", "Phone Call Delivery", "Push", "SMS", "SSO"];
        for (at, name) in services.into_iter().enumerate() {
            let place = Placement::In(id.clone());
            page.components
                .push(called(format!("c{number}x{at}"), place, name));
        }
    }
    let owner = t.owner();
    let imported = t.app.import(&owner, page, false, |_| {}).await;
    imported.expect("imported");
    let staff = t.staff(Role::Responder).await;
    let form = staff.get_with("accept-encoding", "gzip", NEW).await;
    assert_eq!(form.header("content-encoding"), "gzip");
    let size = form.body().len();
    assert!(size <= 100_000, "{size} bytes");
}

#[tokio::test]
async fn a_template_of_a_maintenance_brings_its_components() {
    let t = TestApp::new().await;
    let component = t.component("DUO1 / SSO").await;
    t.component("DUO2 / SSO").await;
    let template = TemplateEdit {
        kind: Some(IncidentKind::Maintenance),
        name: Some("Upgrade".to_owned()),
        title: Some("Upgrade of {{component}}".to_owned()),
        body: Some("We upgrade {{component}} in {{group}}.".to_owned()),
        component_ids: Some(vec![component.clone()]),
        ..TemplateEdit::default()
    };
    let made = t.app.create_template(&t.owner(), template, None).await;
    let id = made.expect("a template").id.to_string();
    let staff = t.staff(Role::Admin).await;
    let list = staff.get("/admin/templates").await;
    let link = format!("/admin/maintenances/new?template={id}");
    assert!(list.text().contains(&link));
    let form = staff.get(&link).await;
    assert_eq!(values(&form, "#f-name"), ["Upgrade of SSO"]);
    assert_eq!(form.one("textarea[name=body]"), "We upgrade SSO in DUO1.");
    assert!(form.text().contains("under_maintenance\" selected"));
    assert_eq!(form.all("#f-scheduled-auto-completed[checked]").len(), 1);

    let typed = [
        ("template", id.as_str()),
        ("name", "Mine"),
        ("affected_status", "under_maintenance"),
        ("do", "template"),
    ];
    let form = staff.post("/admin/maintenances/new", &typed).await;
    assert_eq!(values(&form, "#f-name"), ["Mine"]);
    t.app
        .delete_template(&t.owner(), &TemplateId::parse(&id).expect("an id"))
        .await
        .expect("deleted");
    let form = staff.post("/admin/maintenances/new", &typed).await;
    assert_eq!(values(&form, "#f-name"), ["Mine"], "nothing typed is lost");
}

#[tokio::test]
async fn the_page_decides_whether_subscribers_are_told_by_default() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    let ticked = "#f-deliver-notifications[checked]";
    assert_eq!(staff.get(NEW).await.all(ticked).len(), 1);
    let edit = PageEdit {
        notify_by_default: Some(false),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("changed");
    assert_eq!(staff.get(NEW).await.all(ticked).len(), 0);
}

#[tokio::test]
async fn a_refused_update_keeps_the_version_that_was_read() {
    let t = TestApp::new().await;
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    let fields = [("name", "SSO fails"), ("body", "x"), ("do", "create")];
    let made = responder.post(NEW, &fields).await;
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap_or_default();
    let read = values(&responder.get(path).await, "input[name=version]").remove(0);
    let updates = format!("{path}/updates");
    let theirs = [("status", "identified"), ("body", "Theirs.")];
    assert_eq!(admin.post(&updates, &theirs).await.status(), 303);
    let mine = |body| {
        [
            ("version", read.as_str()),
            ("status", "monitoring"),
            ("body", body),
        ]
    };
    let blank = responder.post(&updates, &mine(" ")).await;
    assert_eq!(blank.status(), 422);
    assert_eq!(values(&blank, "input[name=version]"), [read.as_str()]);
    assert_eq!(responder.post(&updates, &mine("Mine.")).await.status(), 409);
}

#[tokio::test]
async fn a_placeholder_that_nothing_filled_is_never_published() {
    let t = TestApp::new().await;
    let component = t.component("DUO1 / SSO").await;
    let template = TemplateEdit {
        name: Some("Stopped".to_owned()),
        title: Some("It stopped".to_owned()),
        body: Some("{{component}} in {{group}} stopped.".to_owned()),
        ..TemplateEdit::default()
    };
    let made = t.app.create_template(&t.owner(), template, None).await;
    let id = made.expect("a template").id.to_string();
    let staff = t.staff(Role::Responder).await;
    let fields = [("template", id.as_str()), ("do", "template")];
    let form = staff.post(NEW, &fields).await;
    let body = form.one("textarea[name=body]");
    assert_eq!(body, "{{component}} in {{group}} stopped.");
    let choice = format!("components[{component}]");
    let create = |body: &'static str| {
        [
            ("name", "SSO fails"),
            ("body", body),
            (choice.as_str(), "major_outage"),
            ("do", "create"),
        ]
    };
    let refused = staff.post(NEW, &create("{{component}} stopped.")).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.one(".problems").contains("{{component}}"));
    let made = staff.post(NEW, &create("It stopped.")).await;
    let path = made
        .header("location")
        .split('?')
        .next()
        .unwrap_or_default();

    // In an update the placeholder stands for the incident's components.
    let updates = format!("{path}/updates");
    let form = staff.post(&updates, &fields).await;
    let body = form.one("textarea[name=body]");
    assert_eq!(body, "SSO in DUO1 stopped.");
    let left = [("status", "identified"), ("body", "In {{group}}.")];
    assert_eq!(staff.post(&updates, &left).await.status(), 422);
}
