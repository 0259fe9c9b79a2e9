//! Readers who have only a date: whoever polls with `If-Modified-Since` alone sees what everybody sees, through
//! every deed and in every document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use candor::app::{
    Announcement, DraftForm, GroupEdit, Groups, MaintenanceEdit, NewIncident, NewMaintenance,
    NewSeries, OnDeletion, PageEdit, Publishing, ScheduleEdit, SeenVersions, Transition, Upcoming,
    UpdateEdit,
};
use candor::domain::components::order::MoveTo;
use candor::domain::happening::Happening;
use candor::domain::{
    ComponentId, ComponentStatus, ImageKind, IncidentId, MaintenancePlan, Pattern, Status, Ts,
    Window,
};
use candor::publication::{Document, Encoding, PublicationError};
use candor::urls::DocumentKey;
use candor::wire::times::parse_http_date;
use candor::zone::parse_instant;
use serde_json::json;

use super::demo::DOCUMENTS;
use crate::support::TestApp;

/// Deeds that change nothing public, so that the story leaves them out.
const UNSEEN: &[&str] = &[
    "audit.",
    "denied",
    "draft.",
    "invitation.",
    "login",
    "logout",
    "note.",
    "page.create",
    "page.fix_feed_host",
    "password.",
    "postmortem.save_draft",
    "second_factor.",
    "session.",
    "setup.",
    "template.",
    "token.",
    "user.",
    "maintenance.pass_over",
];

/// A reader of one document who keeps what came last, and its date.
#[derive(Default)]
struct Poller {
    since: String,
    body: Vec<u8>,
    updated_at: Option<Ts>,
}

/// A reader of each document, and what was done so far.
struct Story<'a> {
    t: &'a TestApp,
    pollers: BTreeMap<String, Poller>,
    /// How long it takes from one deed to the next, in seconds.
    pace: i64,
}

impl Story<'_> {
    /// Asks for everything as each poller does, and compares with what a reader without conditions gets.
    async fn poll(&mut self, deed: &str) {
        for (path, poller) in &mut self.pollers {
            let mut asking = self.t.anyone();
            if !poller.since.is_empty() {
                asking = asking.with("if-modified-since", &poller.since);
            }
            let reply = asking.get(path).await;
            let plain = self.t.anyone().get(path).await;
            if plain.status() == 404 {
                *poller = Poller::default();
                continue;
            }
            assert_eq!(plain.status(), 200, "{path} after {deed}");
            let date = |text: &str| parse_http_date(text).expect("a date");
            if reply.status() == 200 {
                let now = reply.header("last-modified");
                if !poller.since.is_empty() {
                    let before = date(&poller.since);
                    assert!(date(now) >= before, "{path} after {deed}: {now}");
                }
                now.clone_into(&mut poller.since);
                poller.body = reply.body().to_vec();
            }
            assert!(
                poller.body == plain.body(),
                "{path} after {deed}: whoever has {} never hears of it",
                poller.since
            );
            if path.starts_with("/api/v2/") {
                let page = &plain.json()["page"]["updated_at"];
                let now = parse_instant(page.as_str().expect("a time")).expect("a time");
                // A page that is taken over brings its own date along.
                let is_later = deed == "import" || poller.updated_at.is_none_or(|at| at <= now);
                assert!(is_later, "{path} after {deed}: {page}");
                poller.updated_at = Some(now);
            }
        }
    }

    /// Compares every document with what a publication gives that kept nothing of the editions before.
    async fn compare(&self, deed: &str) {
        self.t.publication.refresh().await.expect("refreshed");
        let fresh = self.t.fresh_publication().await;
        for path in self.pollers.keys() {
            let key = DocumentKey::parse(path).expect("a document");
            let (kept, made) = tokio::join!(self.t.publication.find(key.clone()), fresh.find(key));
            let body = |found: Result<Option<Arc<Document>>, PublicationError>| {
                let document = found.expect("no error");
                document.map(|document| document.variant(Encoding::Identity).body.clone())
            };
            assert!(body(kept) == body(made), "{path} after {deed} is stale");
        }
    }

    /// Polls after a deed, at once and again when time has passed.
    async fn did(&mut self, deed: &str) {
        self.compare(deed).await;
        self.poll(deed).await;
        self.t.clock.advance_secs(self.pace);
        self.poll(deed).await;
    }

    fn watch(&mut self, id: &IncidentId) {
        for path in [
            format!("/incidents/{id}"),
            format!("/incidents/{id}/postmortem"),
            format!("/incidents/{id}/corrections"),
            format!("/incidents/{id}.json"),
            format!("/api/v2/incidents/{id}.json"),
        ] {
            self.pollers.insert(path, Poller::default());
        }
    }

    /// The life of an incident and its postmortem.
    async fn incident(&mut self) {
        let (app, who) = (&self.t.app, self.t.owner());
        let incident = self
            .t
            .incident("Calls fail")
            .on("DUO1 / Calls")
            .open()
            .await;
        self.watch(&incident.id);
        self.did("open").await;
        let api = self.t.token(candor::domain::Role::Owner).await;
        let page = self.t.publication.edition().state.page.id.clone();
        let path = format!("/v1/pages/{page}/incidents/{}", incident.id);
        for (deed, body) in [
            ("rename", json!({"name": "Calls fail for some"})),
            ("update", json!({"status": "identified", "body": "Found."})),
            ("resolve", json!({"status": "resolved", "body": "Over."})),
            (
                "reopen",
                json!({"status": "monitoring", "body": "Not yet."}),
            ),
            (
                "resolve again",
                json!({"status": "resolved", "body": "Over."}),
            ),
        ] {
            let reply = api.patch(&path, json!({"incident": body})).await;
            assert_eq!(reply.status(), 200, "{}", reply.text());
            self.did(deed).await;
        }
        let update = self.t.stored(&incident.id).await.updates.remove(0);
        let edit = UpdateEdit {
            body: Some("Found it.".into()),
            display_at: Some(update.display_at.plus_secs(-40 * 24 * 3_600)),
            ..UpdateEdit::default()
        };
        app.edit_update(&who, &incident.id, &update.id, edit, None)
            .await
            .expect("edited");
        self.did("edit an update").await;
        app.delete_update(&who, &incident.id, &update.id, None, None)
            .await
            .expect("deleted");
        self.did("delete an update").await;
        for publish in ["publish", "revert", "publish again"] {
            if publish == "revert" {
                app.revert_postmortem(&who, &incident.id, None)
                    .await
                    .expect("reverted");
            } else {
                app.save_postmortem_draft(&who, &incident.id, "What happened.", None)
                    .await
                    .expect("saved");
                let how = Publishing::default();
                app.publish_postmortem(&who, &incident.id, how, None)
                    .await
                    .expect("published");
            }
            self.did(publish).await;
        }
        app.delete_postmortem(&who, &incident.id, None)
            .await
            .expect("deleted");
        self.did("delete the postmortem").await;
        app.delete_incident(
            &who,
            &incident.id,
            OnDeletion::KeepStatuses,
            SeenVersions::default(),
        )
        .await
        .expect("gone");
        self.did("delete the incident").await;
    }

    /// An incident that opens itself.
    async fn planned_incident(&mut self) {
        let new = NewIncident::named("Planned", Status::Investigating, "We look into it.");
        let form = DraftForm {
            of: None,
            fields: vec![("name".to_owned(), "Planned".to_owned())],
        };
        let at = self.t.now().plus_secs(60);
        let who = self.t.owner();
        let planned = self.t.app.plan_draft(&who, form, &new, at, None).await;
        planned.expect("planned");
        self.did("plan").await;
        self.t.pass(60).await;
        self.did("open by itself").await;
    }

    /// The life of maintenances: the clock moves some, staff others.
    async fn maintenance(&mut self) {
        let (app, who) = (&self.t.app, self.t.owner());
        let calls = self.t.component("DUO1 / Calls").await;
        let maintenance = self.t.planned("By the clock", &[&calls]).await;
        self.watch(&maintenance.id);
        self.did("schedule").await;
        for (passing, deed) in [
            (3_600, "remind"),
            (3_600, "start by itself"),
            (3_600, "finish by itself"),
        ] {
            self.t.pass(passing).await;
            self.did(deed).await;
        }
        for last in [Transition::Finish, Transition::Cancel] {
            let starts_at = self.t.now().plus_secs(7_200);
            let window = Window {
                starts_at,
                ends_at: starts_at.plus_secs(3_600),
            };
            let new = NewMaintenance {
                plan: MaintenancePlan::default(),
                ..NewMaintenance::planned("By hand", window, "Soon.")
            };
            let maintenance = self.t.schedule(new).await;
            self.watch(&maintenance.id);
            let edit = MaintenanceEdit {
                name: Some("By hands".into()),
                schedule: ScheduleEdit {
                    component_ids: Some(vec![calls.clone()]),
                    ..ScheduleEdit::default()
                },
                ..MaintenanceEdit::default()
            };
            app.edit_maintenance(&who, &maintenance.id, edit, None, None)
                .await
                .expect("edited");
            self.did("edit a maintenance").await;
            let moves: &[Transition] = if last == Transition::Finish {
                &[
                    Transition::Start,
                    Transition::Say(Status::Verifying),
                    Transition::Finish,
                ]
            } else {
                &[Transition::Cancel]
            };
            for transition in moves {
                let announcement = Announcement {
                    body: Some("Word.".into()),
                    ..Announcement::default()
                };
                app.move_maintenance(&who, &maintenance.id, *transition, announcement, None, None)
                    .await
                    .expect("moved");
                self.did("move a maintenance").await;
            }
        }
        let series = app
            .schedule_series(
                &who,
                NewSeries {
                    rule: "FREQ=DAILY".into(),
                    first_start: "2026-11-26T02:00".into(),
                    duration_secs: 3_600,
                    template: Pattern {
                        name: "Nightly".into(),
                        body: "Work.".into(),
                        component_ids: vec![calls],
                        plan: MaintenancePlan::automatic(),
                        deliver_notifications: false,
                    },
                },
                None,
            )
            .await
            .expect("planned");
        self.did("schedule a series").await;
        for _ in 0..10 {
            self.t.pass(24 * 3_600).await;
            self.did("announce the next").await;
        }
        app.end_series(&who, &series.id, Upcoming::Cancel, false)
            .await
            .expect("ended");
        self.did("end a series").await;
    }

    /// What becomes of components and groups.
    async fn components(&mut self) {
        let (app, who) = (&self.t.app, self.t.owner());
        let web = self.t.component("Website").await;
        self.did("create a component").await;
        self.t.component("Elsewhere / Calls").await;
        self.did("create a group").await;
        app.add_components(&who, "Mail\nShop", &Groups::New("DUO8".into()), None)
            .await
            .expect("added");
        self.did("add many").await;
        let mail = self.t.component("DUO8 / Mail").await;
        let shop = self.t.component("DUO8 / Shop").await;
        let all = self.t.components().await;
        let group = all.iter().find(|one| one.id == mail);
        let group = group
            .and_then(|one| one.group_id())
            .expect("in one")
            .clone();
        for (deed, id, body) in [
            ("status", &mail, json!({"status": "partial_outage"})),
            ("rename", &mail, json!({"name": "E-mail"})),
            ("regroup", &web, json!({"group_id": group.as_str()})),
            ("describe", &web, json!({"description": "Ours."})),
        ] {
            let api = self.t.token(candor::domain::Role::Owner).await;
            let page = self.t.publication.edition().state.page.id.clone();
            let path = format!("/v1/pages/{page}/components/{id}");
            let reply = api.patch(&path, json!({"component": body})).await;
            assert_eq!(reply.status(), 200, "{}", reply.text());
            self.did(deed).await;
        }
        app.move_component(&who, &web, MoveTo::Position(1))
            .await
            .expect("moved");
        self.did("move").await;
        app.reorder(&who, Some(&group), &[mail.clone(), web.clone()])
            .await
            .expect("ordered");
        self.did("reorder").await;
        for hidden in [true, false] {
            self.hide(&web, hidden).await;
            self.did("hide a component").await;
            self.hide_group(&group, hidden).await;
            self.did("hide a group").await;
            self.hide_group(&group, false).await;
            self.did("show a group").await;
        }
        for id in [&shop, &web] {
            app.delete_component(&who, id).await.expect("gone");
            self.did("delete a component").await;
        }
        app.restore_component(&who, &web).await.expect("back");
        self.did("restore a component").await;
        app.delete_group(&who, &group).await.expect("gone");
        self.did("delete a group").await;
    }

    async fn hide(&self, id: &ComponentId, hidden: bool) {
        let edit = candor::app::ComponentEdit {
            hidden: Some(hidden),
            ..candor::app::ComponentEdit::default()
        };
        let edited = self.t.app.edit_component(&self.t.owner(), id, edit).await;
        edited.expect("edited");
    }

    async fn hide_group(&self, id: &ComponentId, hidden: bool) {
        let edit = GroupEdit {
            hidden: Some(hidden),
            ..GroupEdit::default()
        };
        let edited = self.t.app.edit_group(&self.t.owner(), id, edit).await;
        edited.expect("edited");
    }

    /// What becomes of the page itself.
    async fn page(&mut self) {
        let (app, who) = (&self.t.app, self.t.owner());
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>";
        app.set_image(&who, ImageKind::Icon, svg.into())
            .await
            .expect("set");
        self.did("set an image").await;
        app.remove_image(&who, ImageKind::Icon).await.expect("gone");
        self.did("remove an image").await;
        for edit in [
            PageEdit {
                name: Some("Renamed".into()),
                ..PageEdit::default()
            },
            PageEdit {
                time_zone: Some("Asia/Tokyo".into()),
                ..PageEdit::default()
            },
            PageEdit {
                security_contacts: Some(vec!["mailto:a@example.com".into()]),
                ..PageEdit::default()
            },
            PageEdit {
                audit_years: Some(5),
                ..PageEdit::default()
            },
        ] {
            app.edit_page(&who, &edit).await.expect("edited");
            self.did("edit the page").await;
        }
    }

    async fn whole(&mut self) {
        self.incident().await;
        self.planned_incident().await;
        self.maintenance().await;
        self.components().await;
        self.page().await;
        self.t.clock.advance_secs(2);
        self.poll("everything").await;
        // Midnight passes in the page's zone.
        self.t.clock.advance_secs(24 * 3_600);
        self.t.publication.refresh().await.expect("refreshed");
        self.did("a night").await;
        for _ in 0..3 {
            self.t.clock.advance_secs(31 * 24 * 3_600);
            self.t.publication.refresh().await.expect("refreshed");
            self.did("a month").await;
        }
    }
}

fn story(t: &TestApp, pace: i64) -> Story<'_> {
    let paths = DOCUMENTS.iter().map(|(_, path)| *path);
    let paths = paths.chain([
        "/history?page=2",
        "/history?month=2026-09",
        "/history.json",
        "/history.json?page=2",
        "/history.json?month=2015-10",
        "/.well-known/security.txt",
    ]);
    let paths = paths.map(str::to_owned);
    Story {
        t,
        pollers: paths.map(|path| (path, Poller::default())).collect(),
        pace,
    }
}

#[tokio::test]
async fn whoever_polls_with_a_date_alone_sees_what_everybody_sees_after_every_deed() {
    let t = TestApp::new().await;
    let mut story = story(&t, 5);
    story.poll("nothing").await;
    t.clock.advance_secs(60);
    t.app
        .import(&t.owner(), candor::demo::page(t.now()), false, |_| {})
        .await
        .expect("imported");
    story.did("import").await;
    story.whole().await;
    // A new deed that changes something public belongs into the story.
    let mut read = t.store.read().await.expect("a read");
    let filter = candor::domain::AuditFilter::default();
    let entries = read.list_audit(&filter, 1_000).await.expect("entries");
    let done: BTreeSet<String> = entries.into_iter().map(|(_, one)| one.action).collect();
    let told = Happening::actions()
        .filter(|action| !UNSEEN.iter().any(|unseen| action.starts_with(unseen)));
    let left_out: Vec<&str> = told.filter(|action| !done.contains(*action)).collect();
    assert_eq!(left_out, Vec::<&str>::new());
}

#[tokio::test]
async fn however_much_happens_within_one_second_nobody_is_left_with_an_old_date() {
    let t = TestApp::demo().await;
    let mut story = story(&t, 0);
    story.whole().await;
}

#[tokio::test]
async fn a_fetch_between_two_words_of_one_second_hides_the_second_from_nobody() {
    let t = TestApp::new().await;
    let incident = t.incident("Calls fail").open().await;
    t.clock.advance_secs(60);
    let path = format!("/api/v2/incidents/{}.json", incident.id);
    let paths: Arc<[&str]> = [&path, "/", "/history.atom", "/api/v2/incidents.json"].into();
    let say = async |body: &str| {
        let edit = candor::app::IncidentEdit {
            body: Some(body.to_owned()),
            ..candor::app::IncidentEdit::default()
        };
        t.app
            .edit_incident(&t.owner(), &incident.id, edit, None, None)
            .await
            .expect("said");
    };
    say("First word.").await;
    let mut dates = Vec::new();
    for path in &*paths {
        let reply = t.anyone().get(path).await;
        dates.push(reply.header("last-modified").to_owned());
    }
    say("Second word.").await;
    for later in [0, 5] {
        t.clock.advance_secs(later);
        for (path, date) in paths.iter().zip(&dates) {
            let asking = t.anyone().with("if-modified-since", date);
            let reply = asking.get(path).await;
            assert_eq!(reply.status(), 200, "{path} {later} s later");
            assert!(reply.text().contains("Second word."), "{path}");
        }
    }
}

#[tokio::test]
async fn a_change_that_waited_for_the_database_is_not_hidden_by_its_second() {
    let t = TestApp::new().await;
    let web = t.component("Website").await;
    t.clock.advance_secs(60);
    // Two changes of one second, of which the second is live late.
    let stamp = t.now();
    t.app
        .edit_component(&t.owner(), &web, status(ComponentStatus::PartialOutage))
        .await
        .expect("edited");
    t.settle();
    let seen = t.anyone().get("/api/v2/components.json").await;
    let date = seen.header("last-modified").to_owned();
    let mut write = t.store.begin().await.expect("a write");
    let mut late = write.list_components().await.expect("listed").remove(0);
    late.status = ComponentStatus::MajorOutage;
    late.updated_at = stamp;
    write.save_component(&late).await.expect("saved");
    let entry = candor::domain::AuditEntry {
        at: stamp,
        actor: "test".to_owned(),
        door: "cli".to_owned(),
        address: None,
        action: "component.edit".to_owned(),
        subject: web.to_string(),
        detail: "{}".to_owned(),
    };
    write.commit(&entry).await.expect("committed");
    t.publication.refresh().await.expect("refreshed");
    let asking = t.anyone().with("if-modified-since", &date);
    let reply = asking.get("/api/v2/components.json").await;
    assert_eq!(reply.status(), 200);
    assert!(reply.text().contains("major_outage"));
}

fn status(status: ComponentStatus) -> candor::app::ComponentEdit {
    candor::app::ComponentEdit {
        status: Some(status),
        ..candor::app::ComponentEdit::default()
    }
}

#[tokio::test]
async fn what_is_hidden_moves_no_date() {
    let t = TestApp::demo().await;
    let secret = t.component("Secret").await;
    let mut story = story(&t, 0);
    story.hide(&secret, true).await;
    t.settle();
    let dates = async || {
        let mut dates = Vec::new();
        for (_, path) in DOCUMENTS {
            let reply = t.anyone().get(path).await;
            dates.push((*path, reply.header("last-modified").to_owned()));
        }
        dates
    };
    let before = dates().await;
    story.poll("hidden").await;
    t.app
        .add_components(&t.owner(), "Secret too", &Groups::TopLevel, None)
        .await
        .expect("added");
    let second = t.component("Secret too").await;
    story.hide(&second, true).await;
    t.settle();
    let between = dates().await;
    assert_ne!(before, between, "it was seen for a moment");
    t.clock.advance_secs(60);
    t.app
        .edit_component(&t.owner(), &secret, status(ComponentStatus::MajorOutage))
        .await
        .expect("edited");
    t.app
        .move_component(&t.owner(), &second, MoveTo::Up)
        .await
        .expect("moved");
    t.app
        .delete_component(&t.owner(), &secret)
        .await
        .expect("gone");
    t.settle();
    assert_eq!(dates().await, between);
}
