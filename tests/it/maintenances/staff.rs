//! Scheduled maintenances in the staff pages.

use candor::app::{NewMaintenance, PageEdit};
use candor::domain::{ComponentStatus, Role, Status};

use crate::support::{Reply, StaffClient, TestApp, values};

const LIST: &str = "/admin/maintenances";
const NEW: &str = "/admin/maintenances/new";

/// The form with its boxes left ticked.
fn filled<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("name", "Upgrade of the database"),
        ("body", "We upgrade **the database**."),
        ("scheduled_for", "2026-11-25T01:00"),
        ("scheduled_until", "2026-11-25T03:00"),
        ("affected_status", "under_maintenance"),
        ("scheduled_auto_in_progress", "true"),
        ("scheduled_auto_completed", "true"),
        ("auto_transition_to_maintenance_state", "true"),
        ("auto_transition_to_operational_state", "true"),
        ("scheduled_remind_prior", "true"),
        ("deliver_notifications", "true"),
        ("do", "save"),
    ];
    // The last one counts.
    fields.extend_from_slice(more);
    fields
}

fn path_of(reply: &Reply) -> String {
    assert_eq!(reply.status(), 303, "{}", reply.text());
    let location = reply.header("location");
    location.split('?').next().expect("a path").to_owned()
}

/// Schedules through the form; returns the path of what was made.
async fn scheduled(staff: &StaffClient<'_>, more: &[(&str, &str)]) -> String {
    let form = staff.get(NEW).await;
    let once = values(&form, "form.form--wide input[name=once]").remove(0);
    let mut fields = filled(more);
    fields.push(("once", &once));
    let made = staff.post(NEW, &fields).await;
    let again = staff.post(NEW, &fields).await;
    assert_eq!(path_of(&made), path_of(&again), "a double click makes one");
    path_of(&made)
}

/// The hidden fields of one of the forms on a maintenance's page.
async fn hidden(staff: &StaffClient<'_>, path: &str, part: &str) -> [(&'static str, String); 2] {
    let page = staff.get(path).await;
    let of = |name: &str| {
        let form = format!("form[action=\"{path}/{part}\"]");
        values(&page, &format!("{form} input[name={name}]")).remove(0)
    };
    [("version", of("version")), ("once", of("once"))]
}

/// Sends one of those forms twice, as a double click does.
async fn sent(staff: &StaffClient<'_>, path: &str, part: &str, more: &[(&str, &str)]) -> Reply {
    let hidden = hidden(staff, path, part).await;
    let mut fields: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fields.extend_from_slice(more);
    let first = staff.post(&format!("{path}/{part}"), &fields).await;
    if first.status() == 303 {
        let second = staff.post(&format!("{path}/{part}"), &fields).await;
        assert_eq!(first.header("location"), second.header("location"));
    }
    first
}

async fn in_new_york(t: &TestApp) {
    let edit = PageEdit {
        time_zone: Some("America/New_York".to_owned()),
        ..PageEdit::default()
    };
    t.app
        .edit_page(&t.owner(), &edit)
        .await
        .expect("the zone is set");
}

#[tokio::test]
async fn a_maintenance_is_scheduled_begins_is_extended_and_ends() {
    let t = TestApp::new().await;
    for number in 1..=12 {
        t.component(&format!("DUO{number} / SSO")).await;
    }
    let staff = t.staff(Role::Responder).await;
    let path = scheduled(&staff, &[("by_name[SSO]", "under_maintenance")]).await;
    let page = staff.get(&path).await;
    assert_eq!(page.one(".chip"), "Scheduled");
    assert_eq!(
        page.all(".plan dd"),
        [
            "Nov 25, 2026, 01:00 – 03:00 UTC",
            "2 hours",
            "SSO in 12 groups"
        ]
    );
    let next = page.all(".next li");
    assert_eq!(next.len(), 3, "{next:?}");
    assert!(next[1].starts_with("Nov 25, 2026 - 01:00 UTC: it moves to In progress"));
    assert_eq!(page.all("button.button--primary").len(), 1);
    let list = staff.get(LIST).await;
    assert!(
        list.one("#upcoming + ul")
            .contains("Upgrade of the database")
    );
    let listed = staff.get("/admin").await;
    let link = format!("a[href=\"{path}\"]");
    assert_eq!(listed.all(&link).len(), 1, "the dashboard leads there");

    t.pass(10 * 3600).await;
    let under_way = t.components().await;
    let is_under = |status| under_way.iter().filter(|one| one.status == status).count();
    assert_eq!(is_under(ComponentStatus::UnderMaintenance), 12);
    let extended = sent(&staff, &path, "extend", &[("minutes", "30")]).await;
    assert_eq!(path_of(&extended), path);
    let page = staff.get(&path).await;
    assert_eq!(page.all(".plan dd")[0], "Nov 25, 2026, 01:00 – 03:30 UTC");
    assert_eq!(page.all(".said li").len(), 3, "once: {}", page.text());
    let verified = [
        ("status", "verifying"),
        ("body", "We look whether it works."),
    ];
    assert_eq!(
        sent(&staff, &path, "updates", &verified).await.status(),
        303
    );
    let finished = sent(&staff, &path, "finish", &[("body", "Sooner than planned.")]).await;
    assert_eq!(
        finished.header("location"),
        format!("{path}?done=maintenance-finished")
    );
    let page = staff.get(&path).await;
    assert_eq!(
        page.all(".said h3"),
        [
            "Completed",
            "Verifying",
            "In progress",
            "In progress",
            "Scheduled"
        ]
    );
    assert!(
        t.components()
            .await
            .iter()
            .all(|one| one.status == ComponentStatus::Operational)
    );
    assert!(staff.get(LIST).await.one("#past + ul").contains("Upgrade"));
}

#[tokio::test]
async fn one_is_started_by_an_update_and_cancelled_by_a_button() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let staff = t.staff(Role::Responder).await;
    let pick = format!("components[{web}]");
    let path = scheduled(&staff, &[(&pick, "under_maintenance")]).await;
    let early = sent(
        &staff,
        &path,
        "updates",
        &[("status", "completed"), ("body", "x")],
    )
    .await;
    assert_eq!(early.status(), 422);
    assert!(early.one(".problems").contains("cancel it instead"));
    let blank = sent(&staff, &path, "updates", &[("status", "scheduled")]).await;
    assert_eq!(blank.all(".problems a[href=\"#f-body-updates\"]").len(), 1);
    let begun = sent(&staff, &path, "updates", &[("status", "in_progress")]).await;
    assert_eq!(path_of(&begun), path);
    assert_eq!(t.status_of(&web).await, ComponentStatus::UnderMaintenance);

    let other = scheduled(&staff, &[("name", "Second")]).await;
    let gone = sent(&staff, &other, "cancel", &[("body", "The vendor is ill.")]).await;
    assert_eq!(path_of(&gone), other);
    let page = staff.get(&other).await;
    assert_eq!(page.one(".chip"), "Cancelled");
    assert!(page.all(".said .prose")[0].contains("The vendor is ill."));
    let backward = [("scheduled_until", "2026-11-24T12:00"), ("body", "مرحبا")];
    let refused = sent(&staff, &path, "extend", &backward).await;
    assert_eq!(refused.status(), 422);
    assert!(
        refused
            .one(".problems")
            .contains("Ends must be after the start")
    );
    assert_eq!(
        values(&refused, "#f-scheduled-until-extend"),
        [backward[0].1]
    );
    let note = sent(
        &staff,
        &path,
        "extend",
        &[("scheduled_until", "2026-11-25T02:30")],
    )
    .await;
    assert_eq!(path_of(&note), path, "a new end, sooner");
}

#[tokio::test]
async fn bad_input_is_named_and_kept() {
    let t = TestApp::new().await;
    in_new_york(&t).await;
    for number in 1..=2 {
        t.component(&format!("DUO{number} / SSO")).await;
    }
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let long = "م🙂".repeat(13_000);
    let name = "ا".repeat(500);
    for (more, field) in [
        ([("name", ""), ("body", "مرحبا 🙂 <b>")], "f-name"),
        ([("name", name.as_str()), ("body", "x")], "f-name"),
        ([("name", "صيانة 🙂"), ("body", &long)], "f-body"),
        (
            [("scheduled_until", "2026-11-25T00:59"), ("body", "x")],
            "f-scheduled-until",
        ),
        (
            [("scheduled_until", "2026-11-25T01:00"), ("body", "x")],
            "f-scheduled-until",
        ),
        (
            [("scheduled_until", ""), ("body", "x")],
            "f-scheduled-until",
        ),
        (
            [("scheduled_for", "soon"), ("body", "x")],
            "f-scheduled-for",
        ),
        (
            [("scheduled_for", "2026-02-30T01:00"), ("body", "x")],
            "f-scheduled-for",
        ),
        ([("rrule", "FREQ=HOURLY"), ("body", "x")], "f-rrule"),
        ([("repeats", "often"), ("body", "x")], "f-repeats"),
        ([("affected", "DUO99"), ("body", "x")], "f-affected-name"),
    ] {
        let refused = staff.post(NEW, &filled(&more)).await;
        assert_eq!(refused.status(), 422, "{field}");
        let link = format!(".problems a[href=\"#{field}\"]");
        assert_eq!(
            refused.all(&link).len(),
            1,
            "{field} {}",
            refused.one(".problems")
        );
        assert_eq!(refused.one("textarea[name=body]"), more[1].1, "{field}");
        let typed = format!("#f-{}", more[0].0.replace('_', "-"));
        if more[0].0 != "repeats" {
            assert_eq!(values(&refused, &typed), [more[0].1], "{field}");
        }
    }
    let never = [("rrule", "FREQ=DAILY;COUNT=0"), ("do", "preview")];
    let refused = staff.post(NEW, &filled(&never)).await;
    assert_eq!(refused.all(".problems a[href=\"#f-rrule\"]").len(), 1);
    assert!(
        t.store
            .read()
            .await
            .expect("a read")
            .list_open_incidents()
            .await
            .expect("a list")
            .is_empty()
    );
}

#[tokio::test]
async fn a_start_that_the_clocks_jump_over_is_not_called_later_than_the_end() {
    let t = TestApp::new().await;
    let zone = PageEdit {
        time_zone: Some("Europe/Berlin".to_owned()),
        ..PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &zone).await.expect("set");
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let why = "02:30 does not exist on that day: clocks go from 02:00 to 03:00";
    for (start, end) in [
        ("2027-03-28T02:30", "2027-03-28T03:30"),
        ("2027-03-28T03:30", "2027-03-28T02:30"),
    ] {
        let window = [("scheduled_for", start), ("scheduled_until", end)];
        let refused = staff.post(NEW, &filled(&window)).await;
        assert_eq!(refused.status(), 422);
        let problems = refused.one(".problems");
        assert!(problems.contains(why), "{problems}");
        assert!(!problems.contains("after the start"), "{problems}");
        assert_eq!(values(&refused, "#f-scheduled-for"), [start]);
    }
}

#[tokio::test]
async fn times_that_the_clocks_do_not_show_once_are_asked_about() {
    let t = TestApp::new().await;
    in_new_york(&t).await;
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let spring = [
        ("scheduled_for", "2027-03-14T02:30"),
        ("scheduled_until", "2027-03-14T04:00"),
    ];
    let asked = staff.post(NEW, &filled(&spring)).await;
    assert_eq!(asked.status(), 422);
    assert!(
        asked.one(".problems").contains(
            "02:30 does not exist on that day: clocks go from 02:00 to 03:00. It is taken as Mar 14, 2027 - 03:30 EDT."
        ),
        "{}",
        asked.one(".problems")
    );
    assert_eq!(values(&asked, "#f-scheduled-for"), ["2027-03-14T02:30"]);
    assert_eq!(asked.all(".plan dd")[2], "30 minutes");
    let told = values(&asked, "input[name=told]").remove(0);
    let mut fields = filled(&spring);
    fields.push(("told", &told));
    let path = path_of(&staff.post(NEW, &fields).await);
    let page = staff.get(&path).await;
    assert_eq!(page.all(".plan dd")[0], "Mar 14, 2027, 03:30 – 04:00 EDT");

    let autumn = [
        ("scheduled_for", "2027-11-07T01:30"),
        ("scheduled_until", "2027-11-07T03:00"),
        ("scheduled_for_second", "true"),
        ("do", "preview"),
    ];
    let shown = staff.post(NEW, &filled(&autumn)).await;
    assert_eq!(shown.status(), 200);
    assert_eq!(shown.all(".plan dd")[2], "1 hour 30 minutes");
    assert_eq!(shown.all("#f-scheduled-for-second[checked]").len(), 1);
    let first = staff
        .post(NEW, &filled(&[autumn[0], autumn[1], autumn[3]]))
        .await;
    assert_eq!(
        first.all(".plan dd")[0],
        "Nov 7, 2027, 01:30 EDT – 03:00 EST"
    );
    assert_eq!(first.all(".plan dd")[2], "2 hours 30 minutes");
    assert!(
        first
            .one(".preview")
            .contains("The clocks go back by 1 hour")
    );
}

#[tokio::test]
async fn a_preview_names_what_stands_in_the_way_and_does_nothing() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    let staff = t.staff(Role::Responder).await;
    let pick = format!("components[{web}]");
    let other = scheduled(
        &staff,
        &[(&pick, "under_maintenance"), ("name", "Other work")],
    )
    .await;
    let shown = staff
        .post(
            NEW,
            &filled(&[(&pick, "under_maintenance"), ("do", "preview")]),
        )
        .await;
    assert_eq!(shown.status(), 200);
    let link = format!("#clashes a[href=\"{other}\"]");
    assert_eq!(shown.one(&link), "Other work");
    assert!(shown.one("#clashes").contains("shares Website"));
    assert_eq!(shown.one(".preview strong"), "the database");
    let begun = [
        ("scheduled_for", "2026-11-24T14:00"),
        ("scheduled_until", "2026-11-24T16:00"),
        ("do", "preview"),
    ];
    let at_once = staff.post(NEW, &filled(&begun)).await;
    assert!(
        at_once
            .one(".preview .note")
            .contains("Its start has passed")
    );
    let free = staff.post(NEW, &filled(&[("do", "preview")])).await;
    assert!(free.all("#clashes").is_empty());
    let open = t
        .store
        .read()
        .await
        .expect("a read")
        .list_open_incidents()
        .await;
    assert_eq!(open.expect("a list").len(), 1);
    let path = scheduled(
        &staff,
        &[(&pick, "under_maintenance"), ("name", "Own work")],
    )
    .await;
    let edit = format!("{path}/edit");
    let form = staff.get(&edit).await;
    assert_eq!(
        form.all("select[name^=components] option[selected]"),
        ["Under maintenance"]
    );
    let shown = staff
        .post(
            &edit,
            &filled(&[(&pick, "under_maintenance"), ("do", "preview")]),
        )
        .await;
    assert_eq!(
        shown.all("#clashes li").len(),
        1,
        "it is not in its own way"
    );
    let own = staff.get(&path).await;
    assert_eq!(
        own.one(&link),
        "Other work",
        "it is named without a preview"
    );
}

#[tokio::test]
async fn one_is_rescheduled_and_two_who_write_lose_nothing() {
    let t = TestApp::new().await;
    for number in 1..=3 {
        t.component(&format!("DUO{number} / SSO")).await;
    }
    let (responder, admin) = (t.staff(Role::Responder).await, t.staff(Role::Admin).await);
    let path = scheduled(&responder, &[("by_name[SSO]", "under_maintenance")]).await;
    let edit = format!("{path}/edit");
    let form = responder.get(&edit).await;
    assert_eq!(values(&form, "#f-scheduled-for"), ["2026-11-25T01:00"]);
    assert_eq!(
        form.all("select[name^=by_name] option[selected]"),
        ["Under maintenance"]
    );
    let seen = values(&form, "input[name=version]").remove(0);
    let key = values(&form, "input[name=once]").remove(0);
    admin.get(LIST).await;
    let moved = filled(&[
        ("scheduled_for", "2026-11-25T02:00"),
        ("scheduled_until", "2026-11-25T05:00"),
        ("by_group[x]", ""),
        ("body", ""),
        ("version", &seen),
        ("once", &key),
    ]);
    assert_eq!(path_of(&admin.post(&edit, &moved).await), path);
    assert_eq!(
        path_of(&admin.post(&edit, &moved).await),
        path,
        "a double click"
    );
    let page = responder.get(&path).await;
    assert_eq!(page.all(".plan dd")[2], "No components", "none were picked");
    assert!(page.all(".said .prose")[0].contains("has been rescheduled"));

    let preview = filled(&[("do", "preview"), ("version", &seen)]);
    let shown = responder.post(&edit, &preview).await;
    let kept = values(&shown, "input[name=version]").remove(0);
    assert_eq!(kept, seen, "a preview does not hide that there is another");
    let mine = filled(&[
        ("name", "Mine"),
        ("body", "Mine, مرحبا"),
        ("version", &seen),
    ]);
    let refused = responder.post(&edit, &mine).await;
    assert_eq!(refused.status(), 409);
    assert_eq!(values(&refused, "#f-name"), ["Mine"]);
    assert_eq!(refused.one("textarea[name=body]"), "Mine, مرحبا");
    assert!(
        refused
            .one("#theirs + dl")
            .contains("Nov 25, 2026, 02:00 – 05:00 UTC")
    );
    for part in ["updates", "start", "cancel", "extend"] {
        let fields = [
            ("version", seen.as_str()),
            ("body", "Mine too"),
            ("status", "scheduled"),
            ("scheduled_until", "2026-11-25T06:00"),
        ];
        let refused = responder.post(&format!("{path}/{part}"), &fields).await;
        assert_eq!(refused.status(), 409, "{part}");
        let form = format!("form[action=\"{path}/{part}\"] textarea[name=body]");
        assert_eq!(refused.one(&form), "Mine too", "{part}");
    }
    // The clock begins it while somebody writes why it is cancelled.
    let fields = [("body", "Not today.")];
    t.pass(11 * 3600).await;
    let late = responder.post(&format!("{path}/cancel"), &fields).await;
    assert_eq!(late.status(), 409);
    let form = format!("form[action=\"{path}/updates\"] textarea[name=body]");
    assert_eq!(late.one(&form), "Not today.");
}

#[tokio::test]
async fn a_calendar_shows_the_right_days_over_a_change_of_the_clocks() {
    let t = TestApp::new().await;
    in_new_york(&t).await;
    let staff = t.staff(Role::Viewer).await;
    let at = |text: &str| candor::zone::parse_instant(text).expect("an instant");
    for (name, from, to) in [
        // The clocks go back on Nov 1, 2026 at 02:00 EDT: the day has 25 hours.
        ("Over the night", "2026-11-01T03:30Z", "2026-11-01T05:30Z"),
        ("Until midnight", "2026-11-02T03:00Z", "2026-11-02T05:00Z"),
        ("After midnight", "2026-11-02T05:00Z", "2026-11-02T06:00Z"),
    ] {
        let window = candor::domain::Window {
            starts_at: at(from),
            ends_at: at(to),
        };
        let new = NewMaintenance {
            status: Status::Completed,
            ..NewMaintenance::planned(name, window, "x")
        };
        t.schedule(new).await;
    }
    let page = staff
        .get("/admin/maintenances/calendar?month=2026-11")
        .await;
    assert_eq!(page.one("h1"), "November 2026");
    assert_eq!(page.all(".calendar thead th").len(), 7);
    let day = |number: usize| page.all(".calendar td:has(time)").swap_remove(number - 1);
    assert!(day(1).contains("goes on: Over the night"), "{}", day(1));
    assert!(day(1).contains("22:00 EST Until midnight"));
    assert!(!day(1).contains("After midnight"));
    assert!(day(2).contains("00:00 EST After midnight"));
    assert!(!day(2).contains("Until midnight"));
    assert_eq!(page.all(".calendar tbody tr").len(), 6);
    assert!(
        page.one(".calendar td[aria-current=date]")
            .starts_with("24")
    );
    assert_eq!(page.all(".calendar td:has(time)").len(), 30);
    assert_eq!(page.all(".days > li").len(), 3, "two busy days and today");
    let months = page.all("nav.beside a");
    assert_eq!(months[..2], ["October 2026", "December 2026"]);
    let before = staff
        .get("/admin/maintenances/calendar?month=2026-10")
        .await;
    assert!(before.one(".days").contains("23:30 EDT Over the night"));
    assert_eq!(
        staff
            .get("/admin/maintenances/calendar?month=2026-13")
            .await
            .status(),
        404
    );
    assert_eq!(
        staff.get("/admin/maintenances/calendar").await.one("h1"),
        "November 2026"
    );
}

#[tokio::test]
async fn one_that_repeats_is_planned_looked_at_and_ended() {
    let t = TestApp::new().await;
    in_new_york(&t).await;
    let staff = t.staff(Role::Responder).await;
    staff.get(NEW).await;
    let monthly = [("repeats", "monthly_weekday"), ("do", "preview")];
    let shown = staff.post(NEW, &filled(&monthly)).await;
    assert_eq!(
        shown.all(".coming li")[..2],
        [
            "Nov 25, 2026, 01:00 – 03:00 EST",
            "Dec 23, 2026, 01:00 – 03:00 EST"
        ]
    );
    let twice = [
        ("scheduled_for", "2027-11-07T01:30"),
        ("scheduled_until", "2027-11-07T04:00"),
        ("scheduled_for_second", "true"),
        ("repeats", "weekly"),
    ];
    let refused = staff.post(NEW, &filled(&twice)).await;
    assert_eq!(
        refused.status(),
        422,
        "a series takes the first of two times"
    );
    let path = scheduled(&staff, &[("repeats", "weekly")]).await;
    assert!(path.starts_with("/admin/maintenances/series/"));
    let page = staff.get(&path).await;
    assert!(page.one(".plan").contains("Every week"));
    let count = page.all(".rows li").len();
    assert_eq!(count, 9, "two months ahead");
    let list = staff.get("/admin/maintenances/series").await;
    assert!(list.one(".rows").contains("Upgrade of the database"));
    let end = format!("{path}/end");
    assert_eq!(staff.post(&end, &[]).await.status(), 422);
    for _ in 0..2 {
        let ended = staff.post(&end, &[("upcoming", "cancel")]).await;
        assert_eq!(
            ended.header("location"),
            format!("{path}?done=series-ended")
        );
    }
    let page = staff.get(&path).await;
    assert!(page.all(".rows li").is_empty());
    assert!(page.all("form .button--danger").is_empty());
    assert_eq!(
        staff.get("/admin/maintenances/series/none").await.status(),
        404
    );
}

#[tokio::test]
async fn what_was_typed_comes_back_after_a_log_in_and_nothing_was_done() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    let path = scheduled(&staff, &[]).await;
    let back = staff.post(NEW, &filled(&[("resume", "1")])).await;
    assert_eq!(back.status(), 200);
    assert_eq!(values(&back, "#f-name"), ["Upgrade of the database"]);
    assert_eq!(back.all("input[type=checkbox][checked]").len(), 6);
    for part in ["updates", "start", "cancel", "extend"] {
        let fields = [("body", "عمر"), ("resume", "1")];
        let back = staff.post(&format!("{path}/{part}"), &fields).await;
        assert_eq!(back.status(), 200, "{part}");
        let form = format!("form[action=\"{path}/{part}\"] textarea[name=body]");
        assert_eq!(back.one(&form), "عمر", "{part}");
    }
    let back = staff
        .post(
            &format!("{path}/edit"),
            &filled(&[("resume", "1"), ("name", "Y")]),
        )
        .await;
    assert_eq!(values(&back, "#f-name"), ["Y"]);
    assert_eq!(staff.get(&path).await.all(".said li").len(), 1);
}

#[tokio::test]
async fn a_viewer_reads_and_changes_nothing() {
    let t = TestApp::new().await;
    let responder = t.staff(Role::Responder).await;
    let path = scheduled(&responder, &[]).await;
    let series = scheduled(&responder, &[("repeats", "weekly")]).await;
    let viewer = t.staff(Role::Viewer).await;
    for page in [LIST, &path, &series, "/admin/maintenances/calendar"] {
        let shown = viewer.get(page).await;
        assert_eq!(shown.status(), 200, "{page}");
        assert!(
            shown.text().contains("Your role reads and changes nothing"),
            "{page}"
        );
        assert!(shown.all("main form").is_empty(), "{page}");
        assert!(shown.all("main .button--primary").is_empty(), "{page}");
    }
    assert_eq!(viewer.get("/admin/maintenances/series").await.status(), 200);
    for form in [NEW.to_owned(), format!("{path}/edit")] {
        assert_eq!(viewer.get(&form).await.status(), 403);
        assert_eq!(viewer.post(&form, &filled(&[])).await.status(), 403);
    }
    for part in ["updates", "extend", "start", "finish", "cancel", "notes"] {
        let refused = viewer
            .post(&format!("{path}/{part}"), &[("body", "x")])
            .await;
        assert_eq!(refused.status(), 403, "{part}");
    }
    let refused = viewer
        .post(&format!("{series}/end"), &[("upcoming", "keep")])
        .await;
    assert_eq!(refused.status(), 403);
}

#[tokio::test]
async fn incidents_and_maintenances_lead_to_their_own_pages() {
    let t = TestApp::new().await;
    let staff = t.staff(Role::Responder).await;
    let path = scheduled(&staff, &[]).await;
    let as_incident = path.replace("maintenances", "incidents");
    let sent = staff
        .get(&format!("{as_incident}?done=update-corrected"))
        .await;
    assert_eq!(sent.status(), 303);
    assert_eq!(
        sent.header("location"),
        format!("{path}?done=update-corrected")
    );
    let incident = t.incident("Down").open().await;
    let sent = staff.get(&format!("{LIST}/{}", incident.id)).await;
    assert_eq!(
        sent.header("location"),
        format!("/admin/incidents/{}", incident.id)
    );
    let refused = staff
        .post(&format!("{LIST}/{}/start", incident.id), &[])
        .await;
    assert_eq!(refused.status(), 404);
    assert_eq!(staff.get(&format!("{LIST}/none")).await.status(), 404);
}
