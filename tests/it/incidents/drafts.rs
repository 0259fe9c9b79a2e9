//! Drafts: kept, planned for a minute, published once.

use candor::app::PageEdit;
use candor::domain::{ComponentStatus, Role};

use crate::support::{Reply, StaffClient, TestApp, values};

const NEW: &str = "/admin/incidents/new";

/// A minute after what the clock of tests shows at first, as a form sends it.
async fn plan(t: &TestApp, staff: &StaffClient<'_>, secs: i64, more: &[(&str, &str)]) -> Reply {
    let zone = t.publication.edition().site().zone.clone();
    let at = zone.local(t.now().plus_secs(secs)).iso();
    staff.get(NEW).await;
    let mut fields = vec![
        ("name", "The secret cable"),
        ("status", "identified"),
        ("body", "A cable is cut."),
        ("publish_at", at.as_str()),
        ("do", "create"),
    ];
    fields.extend_from_slice(more);
    staff.post(NEW, &fields).await
}

async fn is_public(t: &TestApp) -> bool {
    let mut seen = Vec::new();
    for public in ["/", "/history", "/api/v2/incidents.json", "/history.atom"] {
        let answer = t.anyone().get(public).await;
        seen.push(answer.text().contains("The secret cable"));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
    seen[0]
}

async fn drafts(staff: &StaffClient<'_>) -> Vec<String> {
    let page = staff.get("/admin").await;
    page.all("section[aria-labelledby=drafts] li")
}

#[tokio::test]
async fn what_is_planned_is_published_at_its_minute_and_not_before() {
    let t = TestApp::new().await;
    let id = t.component("DUO1 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    let field = format!("components[{id}]");
    let fields = [(field.as_str(), "major_outage"), ("next_update", "30")];
    let planned = plan(&t, &staff, 600, &fields).await;
    assert_eq!(planned.status(), 303, "{}", planned.text());
    assert!(drafts(&staff).await[0].contains("Publishes itself"));
    assert!(!is_public(&t).await);
    assert_eq!(t.pass(539).await, 0);
    assert!(!is_public(&t).await);
    let status = t.components().await.pop().map(|one| one.status);
    assert_eq!(status, Some(ComponentStatus::Operational));

    t.clock.advance_secs(61);
    let other = TestApp::beside(&t).await;
    other.clock.advance_secs(600);
    let (by_one, by_other) = tokio::join!(t.app.run_due(), other.app.run_due());
    let steps = [by_one.expect("done"), by_other.expect("done")];
    assert_eq!(steps.iter().sum::<usize>(), 1, "on two nodes once");
    // The other node sees it a moment later.
    let t = if steps[0] == 1 { &t } else { &other };
    assert!(drafts(&staff).await.is_empty());
    let home = t.anyone().get("/").await;
    assert_eq!(home.text().matches("A cable is cut.").count(), 1);
    assert!(home.text().contains("Next update by"));
    assert!(is_public(t).await);
}

#[tokio::test]
async fn what_was_slept_over_is_published_late_without_its_promise() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    plan(&t, &staff, 600, &[("next_update", "15")]).await;
    assert_eq!(t.pass(86_400).await, 1);
    assert!(is_public(&t).await);
    let home = t.anyone().get("/").await;
    assert!(!home.text().contains("Next update by"));
}

#[tokio::test]
async fn a_component_that_went_meanwhile_does_not_keep_the_incident_back() {
    let t = TestApp::new().await;
    let gone = t.component("DUO1 / SSO").await;
    let there = t.component("DUO2 / SSO").await;
    let staff = t.staff(Role::Responder).await;
    let fields = [gone.as_str(), there.as_str()].map(|id| format!("components[{id}]"));
    let fields = fields
        .each_ref()
        .map(|name| (name.as_str(), "major_outage"));
    plan(&t, &staff, 600, &fields).await;
    let owner = t.owner();
    t.app
        .delete_component(&owner, &gone)
        .await
        .expect("archived");
    assert_eq!(t.pass(600).await, 1);
    assert!(is_public(&t).await);
    assert!(drafts(&staff).await.is_empty());
    let down = t.components().await;
    let down = down
        .iter()
        .find(|one| one.id == there)
        .map(|one| one.status);
    assert_eq!(down, Some(ComponentStatus::MajorOutage));
}

#[tokio::test]
async fn a_plan_that_cannot_be_read_says_so_and_stays() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    plan(&t, &staff, 600, &[]).await;
    let mut write = t.store.begin().await.expect("a write");
    let id = write.list_drafts().await.expect("listed").remove(0).id;
    let draft = write.get_draft(&id).await.expect("there");
    let fields = write.get_draft_fields(&id).await.expect("there");
    let saved = write.save_draft(&draft, &fields, Some("{}")).await;
    saved.expect("stored");
    write.commit_bookkeeping().await.expect("committed");
    assert_eq!(t.pass(600).await, 1);
    assert_eq!(t.run_due().await, 0, "it is not tried again");
    assert!(!is_public(&t).await);
    assert!(drafts(&staff).await[0].contains("Was not published"));
    let link = links(&staff.get("/admin").await).remove(0);
    let form = staff.get(&link).await;
    assert!(form.one(".problems").contains("can't be read"));
    assert_eq!(values(&form, "#f-name"), ["The secret cable"]);
}

fn links(page: &Reply) -> Vec<String> {
    let html = scraper::Html::parse_document(page.text());
    let links = scraper::Selector::parse("section[aria-labelledby=drafts] a").expect("a selector");
    html.select(&links)
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_draft_is_taken_back_from_its_minute_by_saving_it() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    plan(&t, &staff, 600, &[]).await;
    let link = links(&staff.get("/admin").await).remove(0);
    let form = staff.get(&link).await;
    let (draft, seen) = (
        values(&form, "input[name=draft]").remove(0),
        values(&form, "input[name=draft_seen]").remove(0),
    );
    let fields = |what| {
        [
            ("draft", draft.as_str()),
            ("draft_seen", seen.as_str()),
            ("name", "The secret cable"),
            ("body", "Two cables are cut."),
            ("do", what),
        ]
    };
    t.clock.advance_secs(1);
    assert_eq!(staff.post(NEW, &fields("draft")).await.status(), 303);
    assert_eq!(t.pass(600).await, 0);
    assert_eq!(drafts(&staff).await.len(), 1);

    // Somebody sends an older version of the form: neither text is lost.
    let refused = staff.post(NEW, &fields("create")).await;
    assert_eq!(refused.status(), 409);
    assert_eq!(refused.one("textarea[name=body]"), "Two cables are cut.");
    assert!(values(&refused, "input[name=draft]").is_empty());
    assert!(!is_public(&t).await);
    let alone = [
        ("name", "The secret cable"),
        ("body", "x"),
        ("do", "create"),
    ];
    assert_eq!(staff.post(NEW, &alone).await.status(), 303);
    assert_eq!(drafts(&staff).await.len(), 1);
}

#[tokio::test]
async fn the_minute_must_lie_ahead_and_sending_twice_plans_once() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    for (secs, more) in [(-60, &[][..]), (367 * 86_400, &[]), (600, &[("name", "")])] {
        let refused = plan(&t, &staff, secs, more).await;
        assert_eq!(refused.status(), 422, "{secs}");
        assert_eq!(refused.one("textarea[name=body]"), "A cable is cut.");
        assert!(drafts(&staff).await.is_empty());
    }
    let once = ("once", "the-very-same-form");
    assert_eq!(plan(&t, &staff, 600, &[once]).await.status(), 303);
    assert_eq!(plan(&t, &staff, 600, &[once]).await.status(), 303);
    assert_eq!(drafts(&staff).await.len(), 1);
    assert_eq!(t.pass(600).await, 1);
    assert_eq!(t.publication.edition().state.incidents().len(), 1);
    let viewer = t.staff(Role::Viewer).await;
    assert_eq!(plan_as(&viewer).await, 403);
}

async fn plan_as(staff: &StaffClient<'_>) -> u16 {
    let fields = [("name", "x"), ("publish_at", "2030-01-01T00:00")];
    staff.post(NEW, &fields).await.status()
}

#[tokio::test]
async fn a_minute_that_the_clocks_show_twice_is_the_second() {
    let t = TestApp::new().await;
    let zone = PageEdit {
        time_zone: Some("America/New_York".to_owned()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &zone).await.expect("set");
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let plan = async |at: &str| {
        let fields = [
            ("name", "The secret cable"),
            ("publish_at", at),
            ("do", "create"),
        ];
        staff.post(NEW, &fields).await
    };
    let refused = plan("2027-03-14T02:30").await;
    assert_eq!(refused.status(), 422);
    let why = "02:30 does not exist on that day: clocks go from 02:00 to 03:00";
    assert!(refused.one(".problems").contains(why));
    assert_eq!(plan("2027-11-07T01:30").await.status(), 303);
    let mut read = t.store.read().await.expect("a read");
    let at = read.list_drafts().await.expect("listed")[0]
        .state
        .publish_at();
    let second = candor::zone::parse_instant("2027-11-07T06:30:00Z");
    assert_eq!(at, second);
}
