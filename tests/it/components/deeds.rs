//! Components that are hidden, archived or restored, and those whose status no incident explains.

use candor::app::{ComponentEdit, Error, GroupEdit, component_version};
use candor::domain::{ComponentId, ComponentStatus, GroupDisplay};
use serde_json::json;

use crate::support::TestApp;
use crate::support::deeds::{details, is_denied, problems, responder, viewer};

async fn hide(t: &TestApp, id: &ComponentId, hidden: bool) {
    let edit = ComponentEdit {
        hidden: Some(hidden),
        ..ComponentEdit::default()
    };
    t.app
        .edit_component(&t.owner(), id, edit)
        .await
        .expect("edited");
}

async fn group_of(t: &TestApp, id: &ComponentId) -> ComponentId {
    let all = t.components().await;
    let component = all.iter().find(|one| one.id == *id).expect("there");
    component.group_id().expect("in a group").clone()
}

async fn is_current(t: &TestApp, id: &ComponentId) -> bool {
    let all = t.components().await;
    all.iter()
        .any(|one| one.id == *id && one.archived_at.is_none())
}

#[tokio::test]
async fn hidden_components_and_groups_are_on_no_public_surface() {
    let t = TestApp::new().await;
    let incident = t
        .incident("Trouble")
        .on("Public")
        .on("SECRET ALONE")
        .on("SECRET GROUP / SECRET MEMBER")
        .open()
        .await;
    let alone = t.component("SECRET ALONE").await;
    let member = t.component("SECRET GROUP / SECRET MEMBER").await;
    let group = group_of(&t, &member).await;
    let own = format!("/incidents/{}", incident.id);
    let own_json = format!("/api/v2/incidents/{}.json", incident.id);
    let paths = [
        "/",
        "/history",
        "/history.atom",
        "/history.atom?items=updates",
        "/history.rss",
        "/history.rss?items=updates",
        "/feed.json",
        "/feed.json?items=updates",
        "/api/v2/summary.json",
        "/api/v2/status.json",
        "/api/v2/components.json",
        "/api/v2/incidents.json",
        "/api/v2/incidents/unresolved.json",
        "/api/v2/scheduled-maintenances.json",
        "/postmortems",
        "/subscribe",
        &own,
        &own_json,
    ];
    let seen = t.anyone().get("/").await;
    assert!(seen.text().contains("SECRET ALONE") && seen.text().contains("SECRET GROUP"));
    let modified = seen.header("last-modified").to_owned();

    t.clock.advance_secs(60);
    hide(&t, &alone, true).await;
    let edit = |hidden: bool| GroupEdit {
        hidden: Some(hidden),
        ..GroupEdit::default()
    };
    t.app
        .edit_group(&t.owner(), &group, edit(true))
        .await
        .expect("edited");
    for path in paths {
        let reply = t.anyone().get(path).await;
        assert_eq!(reply.status(), 200, "{path}");
        for secret in ["SECRET", alone.as_str(), member.as_str(), group.as_str()] {
            assert!(!reply.text().contains(secret), "{secret} in {path}");
        }
    }
    let seen = t.anyone().get("/").await;
    assert_ne!(seen.header("last-modified"), modified, "caches ask again");
    let lines = details(&t, "component.edit").await;
    assert_eq!(lines[0]["hidden"], json!([false, true]));
    assert_eq!(
        details(&t, "group.edit").await[0]["hidden"],
        json!([false, true])
    );

    hide(&t, &alone, false).await;
    t.app
        .edit_group(&t.owner(), &group, edit(false))
        .await
        .expect("edited");
    let seen = t.anyone().get("/").await;
    for back in ["SECRET ALONE", "SECRET GROUP", "SECRET MEMBER"] {
        assert!(seen.text().contains(back), "{back}");
    }
    let edit = ComponentEdit {
        hidden: Some(true),
        ..ComponentEdit::default()
    };
    assert!(is_denied(
        &t.app.edit_component(&responder(), &alone, edit).await
    ));
}

#[tokio::test]
async fn a_group_stands_open_or_closed_as_staff_say() {
    let t = TestApp::new().await;
    let group = group_of(&t, &t.component("EU / Calls").await).await;
    let mut is_open = Vec::new();
    for display in [
        GroupDisplay::WhenAffected,
        GroupDisplay::Open,
        GroupDisplay::Closed,
    ] {
        let edit = GroupEdit {
            display: Some(display),
            ..GroupEdit::default()
        };
        let edited = t.app.edit_group(&t.owner(), &group, edit).await;
        assert_eq!(edited.expect("edited").display, display);
        let home = t.anyone().get("/").await;
        is_open.push(!home.all("details[open]").is_empty());
    }
    assert_eq!(is_open, [false, true, false]);
    let lines = details(&t, "group.edit").await;
    assert_eq!(lines[0]["display"], json!(["open", "closed"]));
}

#[tokio::test]
async fn what_is_gone_is_listed_and_comes_back_at_the_end() {
    let t = TestApp::new().await;
    let calls = t.component("EU / Calls").await;
    let group = group_of(&t, &calls).await;
    let site = t.component("Site").await;
    let last = t.component("Last").await;
    for id in [&calls, &site] {
        t.clock.advance_secs(60);
        t.app
            .delete_component(&t.owner(), id)
            .await
            .expect("archived");
    }
    assert!(!is_current(&t, &group).await, "empty, and gone with it");
    let gone = t.app.list_archived(&viewer()).await.expect("a list");
    let ids: Vec<&ComponentId> = gone.iter().map(|one| &one.id).collect();
    assert_eq!(ids, [&site, &calls], "the last one gone first");
    assert!(!t.anyone().get("/").await.text().contains("Calls"));

    assert!(is_denied(
        &t.app.restore_component(&responder(), &calls).await
    ));
    for not_gone in [&last, &group] {
        let nothing = t.app.restore_component(&t.owner(), not_gone).await;
        assert!(matches!(nothing, Err(Error::NotFound)));
    }
    t.clock.advance_secs(60);
    let back = t.app.restore_component(&t.owner(), &site).await;
    let back = back.expect("restored");
    let all = t.components().await;
    let at = |id: &ComponentId| {
        all.iter()
            .find(|one| one.id == *id)
            .expect("there")
            .position
    };
    assert!(back.position > at(&last));
    let back = t.app.restore_component(&t.owner(), &calls).await;
    assert_eq!(back.expect("restored").group_id(), Some(&group));
    assert!(is_current(&t, &group).await, "its group came with it");
    let home = t.anyone().get("/").await;
    assert!(home.text().contains("Calls") && home.text().contains("EU"));
    let lines = details(&t, "component.restore").await;
    assert_eq!(
        lines,
        [
            json!({ "name": "Calls", "group_restored": true }),
            json!({ "name": "Site", "group_restored": false })
        ]
    );
    assert_eq!(t.app.list_archived(&viewer()).await.expect("a list"), []);
}

#[tokio::test]
async fn a_component_whose_group_is_removed_comes_back_at_the_top_level() {
    let t = TestApp::new().await;
    let calls = t.component("EU / Calls").await;
    t.component("EU / SMS").await;
    let group = group_of(&t, &calls).await;
    t.app
        .delete_component(&t.owner(), &calls)
        .await
        .expect("archived");
    t.app
        .delete_group(&t.owner(), &group)
        .await
        .expect("removed");
    let back = t.app.restore_component(&t.owner(), &calls).await;
    assert_eq!(back.expect("restored").group_id(), None);
    assert!(t.anyone().get("/").await.text().contains("Calls"));
}

#[tokio::test]
async fn a_status_that_no_open_incident_explains_is_found() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").on("Calls").open().await;
    let calls = t.component("Calls").await;
    let site = t.component("Site").await;
    let found = t.app.list_unexplained(&viewer()).await.expect("a list");
    assert_eq!(found, []);
    t.clock.advance_secs(60);
    for id in [&calls, &site] {
        let edit = ComponentEdit {
            status: Some(ComponentStatus::DegradedPerformance),
            ..ComponentEdit::default()
        };
        t.app
            .edit_component(&responder(), id, edit)
            .await
            .expect("set by hand");
    }
    let found = t.app.list_unexplained(&viewer()).await.expect("a list");
    let said: Vec<_> = found
        .iter()
        .map(|one| (&one.component_id, one.status, one.said))
        .collect();
    let degraded = ComponentStatus::DegradedPerformance;
    assert_eq!(
        said,
        [
            (&calls, degraded, Some(ComponentStatus::MajorOutage)),
            (&site, degraded, None)
        ]
    );

    t.clock.advance_secs(60);
    let downtimes = t
        .app
        .component_history(&viewer(), &calls)
        .await
        .expect("a history");
    let told: Vec<_> = downtimes
        .iter()
        .map(|one| (one.interval.status, one.incident_name.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (degraded, None),
            (ComponentStatus::MajorOutage, Some("Trouble"))
        ]
    );
    assert_eq!(
        downtimes[1].interval.incident_id.as_ref(),
        Some(&incident.id)
    );
    t.app
        .delete_component(&t.owner(), &calls)
        .await
        .expect("archived");
    let downtimes = t.app.component_history(&viewer(), &calls).await;
    assert_eq!(downtimes.expect("still told").len(), 2);
    let unknown = ComponentId::parse("n0ne").expect("an id");
    let nothing = t.app.component_history(&viewer(), &unknown).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
}

#[tokio::test]
async fn an_edit_of_an_old_version_is_refused_unless_only_the_status_moved() {
    let t = TestApp::new().await;
    let id = t.component("EU / Calls").await;
    let named = |name: &str, version: &str| ComponentEdit {
        name: Some(name.to_owned()),
        version: Some(version.to_owned()),
        ..ComponentEdit::default()
    };
    let down = ComponentEdit {
        status: Some(ComponentStatus::MajorOutage),
        ..ComponentEdit::default()
    };
    let all = t.components().await;
    let seen = component_version(all.iter().find(|one| one.id == id).expect("there"));
    t.app
        .edit_component(&responder(), &id, down)
        .await
        .expect("set");
    t.app
        .edit_component(&t.owner(), &id, named("Voice", &seen))
        .await
        .expect("the status is no part of it");
    let late = named("Phone", &seen);
    let late = t.app.edit_component(&t.owner(), &id, late).await;
    assert!(matches!(late, Err(Error::Stale)));
    let same = named("Voice", &seen);
    let same = t.app.edit_component(&t.owner(), &id, same).await;
    assert_eq!(same.expect("nothing to lose").name, "Voice");
    let twin = ComponentEdit {
        name: Some("SMS".to_owned()),
        group_id: Some(
            all.iter()
                .find(|one| one.is_group())
                .map(|one| one.id.clone()),
        ),
        is_distinct: true,
        ..ComponentEdit::default()
    };
    let made = t.app.create_component(&t.owner(), twin.clone(), None).await;
    assert!(made.is_ok());
    let refused = t.app.create_component(&t.owner(), twin, None).await;
    assert_eq!(problems(refused), ["name is that of another one there"]);
}
