use candor::domain::{Component, ComponentId, Role};

use crate::support::{Reply, TestApp, values};

pub(super) const COMPONENTS: &str = "/admin/components";

pub(super) async fn group(t: &TestApp, name: &str) -> ComponentId {
    let all = t.components().await;
    let group = all.iter().find(|one| one.is_group() && one.name == name);
    group.expect("a group").id.clone()
}

pub(super) async fn stored(t: &TestApp, id: &ComponentId) -> Component {
    let all = t.components().await;
    all.into_iter().find(|one| one.id == *id).expect("there")
}

/// What a form on a component sends, with some of its fields changed.
fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("name", "Push"),
        ("description", ""),
        ("group_id", ""),
        ("start_date", ""),
    ];
    fields.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(changed);
    fields
}

/// The names of a group's components, or of the top level, in the order of the tree.
fn names(page: &Reply) -> Vec<String> {
    page.all(".tree__rows .tree__name")
}

#[tokio::test]
async fn an_empty_page_leads_to_adding_and_a_component_is_added_once() {
    let t = TestApp::new().await;
    let admin = t.staff(Role::Admin).await;
    let page = admin.get(COMPONENTS).await;
    assert!(page.text().contains("No components yet"));
    assert_eq!(page.all("main .button--primary"), ["Add component"]);
    let form = admin.get("/admin/components/new").await;
    let once = values(&form, "input[name=once]").remove(0);
    let new = fields(&[
        ("once", &once),
        ("name", " Push 🙂 ‏دفع "),
        ("description", "What it is"),
        ("start_date", "2026-01-31"),
        ("showcase", "true"),
    ]);
    for _ in 0..2 {
        let added = admin.post("/admin/components/new", &new).await;
        assert_eq!(added.status(), 303, "{}", added.text());
        let location = added.header("location");
        assert!(location.starts_with("/admin/components?at="), "{location}");
        assert!(location.contains("done=component-added#c-"), "{location}");
    }
    let all = t.components().await;
    assert_eq!(all.len(), 1, "sent twice, made once");
    assert_eq!(all[0].name, "Push 🙂 ‏دفع");
    assert_eq!(all[0].description.as_deref(), Some("What it is"));
    assert_eq!(all[0].start_date.as_deref(), Some("2026-01-31"));
    assert!(all[0].showcase && !all[0].hidden);
    let page = admin.get(COMPONENTS).await;
    assert_eq!(page.one(".tree__row .status"), "Operational");
    assert!(t.anyone().get("/").await.text().contains("Push 🙂"));
}

#[tokio::test]
async fn a_component_with_bad_fields_keeps_what_was_typed() {
    let t = TestApp::new().await;
    t.component("Push").await;
    let admin = t.staff(Role::Admin).await;
    let long = "é".repeat(256);
    for (field, value, control) in [
        ("name", "", "f-name"),
        ("name", "\0", "f-name"),
        ("name", "a\tb", "f-name"),
        ("name", long.as_str(), "f-name"),
        ("name", "Push", "f-name"),
        ("start_date", "31.1.2026", "f-start-date"),
        ("group_id", "nowhere", "f-group-id"),
        ("group_id", "no where", "f-group-id"),
    ] {
        let new = fields(&[
            ("name", "Calls"),
            ("description", "Kept 🙂"),
            (field, value),
        ]);
        let refused = admin.post("/admin/components/new", &new).await;
        assert_eq!(refused.status(), 422, "{field} {value}");
        let link = format!(".problems a[href=\"#{control}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{field} {value}");
        assert_eq!(refused.one("#f-description"), "Kept 🙂");
        if field == "name" {
            assert_eq!(values(&refused, "#f-name"), [value.replace('\0', "")]);
        }
        assert!(refused.one("title").starts_with("Error: "));
    }
    let eighty = "نظام الهاتف "
        .repeat(8)
        .trim()
        .chars()
        .take(80)
        .collect::<String>();
    let made = admin
        .post("/admin/components/new", &fields(&[("name", &eighty)]))
        .await;
    assert_eq!(made.status(), 303);
    let mut new = fields(&[("name", "Later")]);
    new.push(("resume", "1"));
    let back = admin.post("/admin/components/new", &new).await;
    assert_eq!(back.status(), 200);
    assert_eq!(values(&back, "#f-name"), ["Later"]);
    assert_eq!(t.components().await.len(), 2);
}

#[tokio::test]
async fn moves_change_the_order_here_and_on_the_public_page() {
    let t = TestApp::new().await;
    let push = t.component("EU / Push").await;
    t.component("EU / Calls").await;
    let sms = t.component("EU / SMS").await;
    let site = t.component("Site").await;
    let admin = t.staff(Role::Admin).await;
    let step = async |id: &ComponentId, fields: &[(&str, &str)]| {
        let path = format!("{COMPONENTS}/{id}/move");
        let moved = admin.post(&path, fields).await;
        assert_eq!(moved.status(), 303, "{}", moved.text());
        moved.header("location").to_owned()
    };
    let location = step(&sms, &[("position", "3"), ("to", "up")]).await;
    let (path, anchor) = location.split_once('#').expect("an anchor");
    assert_eq!(anchor, "moved");
    let page = admin.get(path).await;
    assert_eq!(names(&page), ["Push", "SMS", "Calls"]);
    assert_eq!(page.one(".flash"), "The order is changed.");
    let focused = format!("#c-{sms} button#moved[value=up]");
    assert_eq!(page.all(&focused).len(), 1, "comes back to the button");
    step(&push, &[("position", "1"), ("to", "down")]).await;
    step(&sms, &[("position", "1"), ("to", "up")]).await;
    step(&sms, &[("position", "99"), ("to", "position")]).await;
    let page = admin.get(COMPONENTS).await;
    assert_eq!(names(&page), ["Push", "Calls", "SMS"]);
    let home = t.anyone().get("/").await;
    assert_eq!(home.all(".group li .row__name"), ["Push", "Calls", "SMS"]);
    step(&site, &[("position", "1"), ("to", "position")]).await;
    let page = admin.get(COMPONENTS).await;
    assert_eq!(page.all(".tree__name")[0], "Site");
    for nonsense in ["", "first", "-1"] {
        step(&sms, &[("position", nonsense), ("to", "position")]).await;
    }
    let eu = group(&t, "EU").await;
    let order = [
        ("parent", eu.as_str()),
        ("order", sms.as_str()),
        ("order", push.as_str()),
    ];
    for _ in 0..2 {
        let dragged = admin.post("/admin/components/order", &order).await;
        assert_eq!(dragged.status(), 303);
    }
    let page = admin.get(COMPONENTS).await;
    assert_eq!(names(&page), ["SMS", "Push", "Calls"]);
    let foreign = [("parent", eu.as_str()), ("order", site.as_str())];
    let refused = admin.post("/admin/components/order", &foreign).await;
    assert_eq!(refused.status(), 422);
}

#[tokio::test]
async fn a_component_is_found_by_its_name_or_its_groups() {
    let t = TestApp::new().await;
    for name in ["EU / Push", "EU / Calls", "Europe / Push", "Site"] {
        t.component(name).await;
    }
    let viewer = t.staff(Role::Viewer).await;
    let page = viewer.get("/admin/components?q=call").await;
    assert_eq!(page.all(".tree__name"), ["EU", "Calls"]);
    assert_eq!(page.all("details[open]").len(), 1);
    let page = viewer.get("/admin/components?q=europe").await;
    assert_eq!(page.all(".tree__name"), ["Europe", "Push"]);
    let page = viewer.get("/admin/components?q=%3Cb%3E").await;
    assert!(page.text().contains("No component and no group"));
    assert_eq!(values(&page, "#q"), ["<b>"]);
}

#[tokio::test]
async fn an_edit_is_saved_and_two_editors_lose_nothing() {
    let t = TestApp::new().await;
    let push = t.component("EU / Push").await;
    let eu = group(&t, "EU").await;
    let admin = t.staff(Role::Admin).await;
    let path = format!("{COMPONENTS}/{push}/edit");
    let page = admin.get(&path).await;
    assert_eq!(values(&page, "#f-group-id option[selected]"), [eu.as_str()]);
    let version = values(&page, "input[name=version]").remove(0);
    let mine = fields(&[
        ("version", &version),
        ("name", "Pushes"),
        ("group_id", eu.as_str()),
        ("hidden", "true"),
    ]);
    for _ in 0..2 {
        let saved = admin.post(&path, &mine).await;
        assert_eq!(saved.status(), 303, "the same again is no conflict");
    }
    assert!(stored(&t, &push).await.hidden);
    for path in ["/", "/api/v2/summary.json", "/api/v2/components.json"] {
        let public = t.anyone().get(path).await;
        assert!(!public.text().contains("Pushes"), "{path}");
    }
    let tree = admin.get(COMPONENTS).await;
    assert_eq!(tree.all(".tree__row .chip"), ["Hidden"]);
    assert!(tree.text().contains("1 of them not public"));
    let theirs = fields(&[
        ("version", &version),
        ("name", "Late words"),
        ("group_id", eu.as_str()),
    ]);
    let stale = admin.post(&path, &theirs).await;
    assert_eq!(stale.status(), 409);
    assert_eq!(values(&stale, "#f-name"), ["Late words"]);
    assert_eq!(stale.all(".theirs dd"), ["Pushes", "Yes"]);
    let fresh = values(&stale, "input[name=version]").remove(0);
    let again = fields(&[("version", &fresh), ("name", "Late words")]);
    assert_eq!(admin.post(&path, &again).await.status(), 303);
    let component = stored(&t, &push).await;
    assert_eq!(
        (component.name.as_str(), component.group_id()),
        ("Late words", None)
    );
    assert!(t.anyone().get("/").await.text().contains("Late words"));
}

#[tokio::test]
async fn a_group_is_changed_and_removed() {
    let t = TestApp::new().await;
    t.component("EU / Push").await;
    t.component("US / Push").await;
    let eu = group(&t, "EU").await;
    let admin = t.staff(Role::Admin).await;
    let path = format!("{COMPONENTS}/{eu}/edit");
    let page = admin.get(&path).await;
    let version = values(&page, "input[name=version]").remove(0);
    let mut edit = vec![
        ("version", version.as_str()),
        ("name", "US"),
        ("description", "All of it"),
        ("display", "open"),
    ];
    let taken = admin.post(&path, &edit).await;
    assert_eq!(taken.status(), 422);
    assert_eq!(taken.all(".problems a[href=\"#f-name\"]").len(), 1);
    edit[1].1 = "Europe";
    for _ in 0..2 {
        let saved = admin.post(&path, &edit).await;
        assert!(
            saved
                .header("location")
                .contains("done=component-changed#c-")
        );
    }
    let home = t.anyone().get("/").await;
    assert_eq!(home.all("details.group[open] li .row__name"), ["Push"]);
    edit[1].1 = "Late";
    assert_eq!(admin.post(&path, &edit).await.status(), 409);
    let shown = admin.get(&format!("{COMPONENTS}/{eu}")).await;
    assert_eq!(
        shown.header("location"),
        format!("/admin/components?at={eu}#c-{eu}")
    );
    let ask = format!("{COMPONENTS}/{eu}/archive");
    let page = admin.get(&ask).await;
    assert_eq!(page.one("h1"), "Remove the group Europe?");
    for _ in 0..2 {
        let removed = admin.post(&ask, &[]).await;
        assert_eq!(
            removed.header("location"),
            "/admin/components?done=group-removed"
        );
    }
    let home = t.anyone().get("/").await;
    assert!(!home.text().contains("Europe"));
    assert_eq!(home.all(".row--alone .row__name"), ["Push"]);
}

#[tokio::test]
async fn an_archived_component_is_gone_from_the_page_and_comes_back() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").on("EU / Push").open().await;
    let push = t.component("EU / Push").await;
    let admin = t.staff(Role::Admin).await;
    let ask = format!("{COMPONENTS}/{push}/archive");
    let page = admin.get(&ask).await;
    assert_eq!(page.one("h1"), "Archive Push?");
    assert!(page.text().contains("It is the last one of EU"));
    t.clock.advance_secs(600);
    for _ in 0..2 {
        let gone = admin.post(&ask, &[]).await;
        assert_eq!(
            gone.header("location"),
            "/admin/components?done=component-archived"
        );
    }
    assert!(t.anyone().get("/").await.all(".row__name").is_empty());
    assert_eq!(admin.get(&ask).await.status(), 404);
    let page = admin.get("/admin/components/archived").await;
    assert!(
        page.one(".rows__text")
            .starts_with("PushIn EU · archived Nov 24")
    );
    let shown = admin.get(&format!("{COMPONENTS}/{push}")).await;
    assert!(shown.one(".note").starts_with("Archived Nov 24, 2026"));
    assert!(
        shown
            .one(".rows__text")
            .starts_with("Major outage · 10 minutes")
    );
    assert!(
        shown
            .text()
            .contains(&format!("/admin/incidents/{}", incident.id))
    );
    assert!(shown.all("#f-status").is_empty());
    for _ in 0..2 {
        let back = admin
            .post(&format!("{COMPONENTS}/{push}/restore"), &[])
            .await;
        assert!(back.header("location").contains("done=component-restored"));
    }
    let home = t.anyone().get("/").await;
    assert_eq!(home.all(".group li .row__name"), ["Push"]);
    let page = admin.get("/admin/components/archived").await;
    assert!(page.text().contains("Nothing is archived."));
}

#[tokio::test]
async fn a_status_is_set_without_an_incident_and_found_on_the_dashboard() {
    let t = TestApp::new().await;
    let push = t.component("EU / Push").await;
    let responder = t.staff(Role::Responder).await;
    let path = format!("{COMPONENTS}/{push}/status");
    let wrong = responder
        .post(&path, &[("status", "bad"), ("do", "set")])
        .await;
    assert_eq!(wrong.status(), 422);
    assert_eq!(wrong.all(".problems a[href=\"#f-status\"]").len(), 1);
    let status = ("status", "partial_outage");
    let write = responder.post(&path, &[status, ("do", "write")]).await;
    let report = format!("/admin/incidents/new?components%5B{push}%5D=partial_outage");
    assert_eq!(write.header("location"), report);
    assert!(stored(&t, &push).await.status.is_operational(), "not yet");
    for _ in 0..2 {
        let set = responder.post(&path, &[status, ("do", "set")]).await;
        assert_eq!(
            set.header("location"),
            format!("{COMPONENTS}/{push}?done=status-set")
        );
    }
    let home = t.anyone().get("/").await;
    assert_eq!(home.one(".group .row .status"), "Partial outage");
    t.clock.advance_secs(3600);
    let page = responder.get(&format!("{COMPONENTS}/{push}")).await;
    let downtime = page.one(".rows__row");
    assert!(
        downtime.starts_with("Partial outage · 1 hour"),
        "{downtime}"
    );
    assert!(downtime.ends_with("Set by hand"), "{downtime}");
    let board = responder.get("/admin").await;
    let line = "EU Push is Partial outage, no open incident";
    assert_eq!(board.one(".odd"), line);
    assert_eq!(board.all(&format!("a[href=\"{report}\"]")), ["Write one"]);
    let viewer = t.staff(Role::Viewer).await;
    let board = viewer.get("/admin").await;
    assert_eq!(board.one(".odd"), line);
    assert!(board.all(".odd__ways").is_empty());
    let right = [("from", "dashboard"), ("status", "operational")];
    let set = responder.post(&path, &right).await;
    assert_eq!(set.header("location"), "/admin?done=status-set");
    assert!(responder.get("/admin").await.all(".odd").is_empty());
}

#[tokio::test]
async fn a_role_that_may_not_is_refused_and_told_why_controls_are_missing() {
    let t = TestApp::new().await;
    let push = t.component("EU / Push").await;
    let before = t.components().await;
    let component = format!("{COMPONENTS}/{push}");
    let manage = [
        "/admin/components/new".to_owned(),
        "/admin/components/new-group".to_owned(),
        "/admin/components/add".to_owned(),
        "/admin/components/order".to_owned(),
        format!("{component}/move"),
        format!("{component}/edit"),
        format!("{component}/archive"),
        format!("{component}/restore"),
    ];
    for role in [Role::Viewer, Role::Responder] {
        let client = t.staff(role).await;
        let page = client.get(COMPONENTS).await;
        assert_eq!(page.all(".note").len(), 1, "{role}");
        assert!(page.all(".reorder").is_empty(), "{role}");
        for path in &manage {
            let refused = client.post(path, &fields(&[("to", "up")])).await;
            assert_eq!(refused.status(), 403, "{role} {path}");
        }
        for path in ["new", "add"] {
            let refused = client.get(&format!("{COMPONENTS}/{path}")).await;
            assert_eq!(refused.status(), 403, "{role} {path}");
        }
        let page = client.get(&component).await;
        assert_eq!(
            page.all("#f-status").len(),
            usize::from(role != Role::Viewer)
        );
        assert!(page.all("a[href$=\"/edit\"]").is_empty());
        if role == Role::Viewer {
            let path = format!("{component}/status");
            let refused = client.post(&path, &[("status", "major_outage")]).await;
            assert_eq!(refused.status(), 403);
        }
    }
    assert_eq!(t.components().await, before, "nothing changed");
    let admin = t.staff(Role::Admin).await;
    for part in ["", "/edit", "/archive"] {
        let nothing = admin.get(&format!("{COMPONENTS}/n0ne{part}")).await;
        assert_eq!(nothing.status(), 404, "{part}");
    }
    let set = [("status", "major_outage")];
    for part in ["n0ne/status", "n0ne/restore", "n0ne/edit", "a%20b/status"] {
        let nothing = admin.post(&format!("{COMPONENTS}/{part}"), &set).await;
        assert_eq!(nothing.status(), 404, "{part}");
    }
}
