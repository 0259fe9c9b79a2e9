//! One story that uses every store method, so that each runs on both databases.

use std::collections::{HashMap, HashSet};

use candor::domain::components::history::StatusChange;
use candor::domain::incidents::correction::{Amendment, Version};
use candor::domain::{
    ApiToken, AuditEntry, AuditFilter, Body, BodyFormat, Change, Component, ComponentId,
    ComponentStatus, Correction, DraftId, DraftState, GroupDisplay, Impact, Incident,
    IncidentDraft, IncidentId, IncidentKind, JobKind, LinkId, LinkKind, MaintenancePlan, Note,
    NoteId, Occurrence, OneTimeLink, Page, PageId, Pattern, Person, PersonId, Placement,
    Postmortem, Role, Series, SeriesId, Session, SessionId, SettingRevisions, Settings, Status,
    TokenId, Totp, Ts, Update, UpdateDetails, UpdateId, Window,
};
use candor::store::{IncidentFilter, Read, Store, StoreError, Write};

use crate::support::TestDatabase;

const T0: i64 = 1_444_190_400;

pub(super) fn at(secs: i64) -> Ts {
    // With microseconds, which both databases must keep.
    Ts::from_micros((T0 + secs) * 1_000_000 + 123_456)
}

pub(super) fn entry(action: &'static str) -> AuditEntry {
    AuditEntry {
        at: at(0),
        actor: "story".into(),
        door: "cli".into(),
        address: None,
        action: action.into(),
        subject: "x".into(),
        detail: "{}".into(),
    }
}

pub(super) fn page() -> Page {
    Page {
        id: PageId::parse("page1").expect("id"),
        name: "Duo".into(),
        time_zone: "America/New_York".into(),
        url: None,
        feed_host: None,
        is_demo: false,
        settings: Settings::default(),
        setting_revisions: SettingRevisions::default(),
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn component(id: &str, place: Placement, position: i64) -> Component {
    Component {
        id: ComponentId::parse(id).expect("id"),
        place,
        name: format!("Név <{id}> 🚑"),
        description: Some("two\r\nlines".into()),
        status: ComponentStatus::Operational,
        position,
        seq: position,
        hidden: false,
        showcase: true,
        only_show_if_degraded: false,
        display: GroupDisplay::WhenAffected,
        start_date: Some("2015-10-07".into()),
        archived_at: None,
        created_at: at(0),
        updated_at: at(1),
        revision: 1,
    }
}

pub(super) fn update(
    id: &str,
    secs: i64,
    status: Status,
    component: &str,
    to: ComponentStatus,
) -> Update {
    Update {
        id: UpdateId::parse(id).expect("id"),
        status,
        body: Body::written("a <br /> b\r\n\"quoted\" 'text'", BodyFormat::Statuspage),
        display_at: at(secs),
        created_at: at(secs),
        updated_at: at(secs),
        corrected_at: Some(at(secs + 1)),
        seq: secs,
        changes: vec![Change {
            component_id: ComponentId::parse(component).expect("id"),
            name: "DUO1 - Phone, \"x\"".into(),
            old_status: ComponentStatus::Operational,
            new_status: to,
        }],
        details: UpdateDetails {
            deliver_notifications: false,
            custom_tweet: Some("tweet".into()),
            tweet_id: None,
        },
    }
}

pub(super) fn incident(id: &str, kind: IncidentKind, secs: i64, number: i64) -> Incident {
    let status = match kind {
        IncidentKind::Incident => Status::Investigating,
        IncidentKind::Maintenance => Status::Scheduled,
    };
    Incident {
        id: IncidentId::parse(id).expect("id"),
        kind,
        name: "ليس هناك اتصال".into(),
        status,
        impact: Impact::None,
        impact_override: Some(Impact::Minor),
        created_at: at(secs),
        updated_at: at(secs),
        started_at: Some(at(secs - 60)),
        detected_at: Some(at(secs - 30)),
        restored_at: None,
        monitoring_at: None,
        resolved_at: None,
        next_update_by: Some(at(secs + 1800)),
        update_removed_at: Some(at(secs + 1)),
        window: (kind == IncidentKind::Maintenance).then(|| Window {
            starts_at: at(secs + 100),
            ends_at: at(secs + 200),
        }),
        plan: MaintenancePlan::default(),
        feed_number: number,
        seq: number,
        reminder_intervals: Some("[1,5]".into()),
        component_ids: vec![
            ComponentId::parse("c2").expect("id"),
            ComponentId::parse("c1").expect("id"),
        ],
        updates: vec![],
        postmortem_published_at: None,
        metadata: r#"{"a":{"b":1}}"#.into(),
        version: 0,
    }
}

#[tokio::test]
async fn a_story_that_uses_every_method() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    assert_eq!(store.reads().revision().await.expect("a revision"), 0);
    assert!(
        store
            .read()
            .await
            .expect("a read")
            .find_page()
            .await
            .expect("asked")
            .is_none()
    );
    the_page_comes_first_and_once(&store).await;
    components_are_inserted_and_replaced(&store).await;
    counters_never_go_back(&store).await;
    an_incident_is_stored_once(&store).await;
    an_incident_keeps_everything(&store).await;
    history_follows_the_incident(&store).await;
    corrections_and_notes_belong_to_the_incident(&store).await;
    an_update_can_go(&store).await;
    lists_are_bounded_and_ordered(&store).await;
    deleting_takes_everything_along(&store).await;
    what_is_planned_is_kept_and_found_when_due(&store).await;
    a_series_keeps_everything(&store).await;
    the_page_gets_one_secret(&store).await;
    people_are_unique_and_tokens_end(&store).await;
    what_was_asked_once_is_remembered_for_a_day(&store).await;
    every_commit_leaves_a_line(&store).await;
}

async fn stored_incident(store: &Store) -> Incident {
    let id = IncidentId::parse("i1").expect("id");
    let mut read = store.read().await.expect("a read");
    read.get_incident(&id).await.expect("found")
}

async fn the_page_comes_first_and_once(store: &Store) {
    // A write without a page cannot be committed.
    let write = store.begin().await.expect("a write");
    assert!(matches!(
        write.commit(&entry("nothing")).await,
        Err(StoreError::NoPage)
    ));

    // There is one page.
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    write
        .insert_page(&Page {
            name: "Other".into(),
            ..page()
        })
        .await
        .expect("ignored");
    assert!(write.is_empty().await.expect("asked"));
    assert_eq!(
        write
            .commit(&entry("page.create"))
            .await
            .expect("committed"),
        1
    );
    let mut changed = Page {
        url: Some("https://x.test".into()),
        feed_host: Some("x.test".into()),
        ..page()
    };
    changed.setting_revisions.raise("url");
    let mut write = store.begin().await.expect("a write");
    write.update_page(&changed).await.expect("stored");
    write.commit(&entry("page.edit")).await.expect("committed");
    assert_eq!(
        store
            .read()
            .await
            .expect("a read")
            .get_page()
            .await
            .expect("a page"),
        changed
    );

    // A dropped write changes nothing.
    let mut write = store.begin().await.expect("a write");
    write
        .update_page(&Page {
            name: "Gone".into(),
            ..changed.clone()
        })
        .await
        .expect("stored");
    drop(write);
    assert_eq!(
        store
            .read()
            .await
            .expect("a read")
            .get_page()
            .await
            .expect("a page")
            .name,
        "Duo"
    );
    assert_eq!(store.reads().revision().await.expect("a revision"), 2);
}

async fn components_are_inserted_and_replaced(store: &Store) {
    // Components, inserted and replaced.
    let group = component("g1", Placement::Group, 1);
    let mut member = component("c1", Placement::In(group.id.clone()), 1);
    let other = component("c2", Placement::TopLevel, 2);
    let mut write = store.begin().await.expect("a write");
    for component in [&member, &group, &other] {
        write.save_component(component).await.expect("stored");
    }
    member.status = ComponentStatus::MajorOutage;
    member.archived_at = Some(at(9));
    member.hidden = true;
    write.save_component(&member).await.expect("stored");
    member.revision = 2;
    write.commit(&entry("components")).await.expect("committed");
    let mut read = store.read().await.expect("a read");
    let listed = read.list_components().await.expect("listed");
    assert_eq!(listed.len(), 3);
    assert!(listed.contains(&member) && listed.contains(&group) && listed.contains(&other));
    drop(read);
}

async fn counters_never_go_back(store: &Store) {
    // Counters never go back.
    let mut write = store.begin().await.expect("a write");
    assert_eq!(write.next_seq().await.expect("a number"), 1);
    assert_eq!(write.next_seqs(5).await.expect("a number"), 2);
    assert_eq!(write.next_feed_number().await.expect("a number"), 1);
    write.reserve_feed_number(41).await.expect("reserved");
    write.reserve_feed_number(7).await.expect("reserved");
    assert_eq!(write.next_feed_number().await.expect("a number"), 42);
    write.commit(&entry("numbers")).await.expect("committed");
}

async fn an_incident_is_stored_once(store: &Store) {
    // An incident with updates and a postmortem.
    let mut first = incident("i1", IncidentKind::Incident, 1000, 100);
    first
        .post(update(
            "u1",
            1000,
            Status::Investigating,
            "c1",
            ComponentStatus::MajorOutage,
        ))
        .expect("fits");
    let mut write = store.begin().await.expect("a write");
    write.insert_incident(&first).await.expect("stored");
    write
        .commit(&entry("incident.create"))
        .await
        .expect("committed");
    let read_back = store
        .read()
        .await
        .expect("a read")
        .get_incident(&first.id)
        .await
        .expect("found");
    assert_eq!(read_back, first);

    let mut write = store.begin().await.expect("a write");
    assert!(matches!(
        write.insert_incident(&first).await,
        Err(StoreError::Conflict)
    ));
    drop(write);

    // The id of an update belongs to one incident.
    let mut thief = incident("i9", IncidentKind::Incident, 1000, 109);
    thief.updates = first.updates.clone();
    let mut write = store.begin().await.expect("a write");
    assert!(matches!(
        write.insert_incident(&thief).await,
        Err(StoreError::Conflict)
    ));
    drop(write);
}

async fn an_incident_keeps_everything(store: &Store) {
    let before = stored_incident(store).await;
    let mut first = before.clone();
    first
        .post(update(
            "u2",
            1600,
            Status::Resolved,
            "c1",
            ComponentStatus::Operational,
        ))
        .expect("fits");
    first.restored_at = Some(at(1300));
    let mut postmortem = Postmortem {
        incident_id: first.id.clone(),
        update_id: UpdateId::parse("pm1").expect("id"),
        body: Some(Body::markdown("# why")),
        body_updated_at: Some(at(2000)),
        corrected_at: Some(at(2050)),
        draft: Some(Body::markdown("# why not")),
        draft_updated_at: Some(at(2100)),
        published_at: Some(at(2000)),
        posted_at: Some(at(2000)),
        deliver_notifications: true,
        custom_tweet: None,
        created_at: at(1900),
        updated_at: at(2100),
        revision: 0,
    };
    first.postmortem_published_at = postmortem.published_at;
    first.settle();
    let mut write = store.begin().await.expect("a write");
    write
        .update_incident(&before, &mut first)
        .await
        .expect("stored");
    assert_eq!(first.version, before.version + 1);
    write
        .save_postmortem(&mut postmortem)
        .await
        .expect("stored");
    assert_eq!(postmortem.revision, 1);
    write
        .commit(&entry("incident.edit"))
        .await
        .expect("committed");
    let mut read = store.read().await.expect("a read");
    assert_eq!(
        read.find_incident(&first.id).await.expect("asked"),
        Some(first.clone())
    );
    assert_eq!(
        read.list_postmortems().await.expect("listed"),
        [first.clone()]
    );
    assert_eq!(
        read.find_postmortem(&first.id).await.expect("asked"),
        Some(postmortem.clone())
    );
    let published = read.list_published_postmortems([&first, &before]).await;
    assert_eq!(
        published.expect("listed"),
        HashMap::from([(first.id.clone(), postmortem)])
    );
    let nothing = read.list_published_postmortems([&before]).await;
    assert!(nothing.expect("listed").is_empty());
    assert!(!read.is_empty().await.expect("asked"));
}

async fn history_follows_the_incident(store: &Store) {
    let mut read = store.read().await.expect("a read");
    // Its component's history follows started and restored.
    let c1 = ComponentId::parse("c1").expect("id");
    let intervals = read
        .list_intervals(std::slice::from_ref(&c1))
        .await
        .expect("listed");
    let interval = &intervals[&c1][0];
    assert_eq!(
        (interval.from_at, interval.to_at),
        (at(940), Some(at(1300)))
    );
    assert!(read.list_intervals(&[]).await.expect("listed").is_empty());
    drop(read);

    // A status set by hand.
    let mut write = store.begin().await.expect("a write");
    let status_change = StatusChange {
        effective_at: at(5000),
        status: ComponentStatus::PartialOutage,
        incident_id: None,
        seq: 0,
    };
    write
        .insert_status_change(&c1, status_change)
        .await
        .expect("stored");
    write
        .commit(&entry("component.edit"))
        .await
        .expect("committed");
    let intervals = store
        .read()
        .await
        .expect("a read")
        .list_intervals(std::slice::from_ref(&c1))
        .await
        .expect("listed");
    assert_eq!(intervals[&c1].len(), 2);
    assert_eq!(intervals[&c1][1].to_at, None);
}

async fn corrections_and_notes_belong_to_the_incident(store: &Store) {
    let first = stored_incident(store).await;
    let changed = Correction {
        seq: 1,
        update_id: UpdateId::parse("u1").expect("id"),
        amendment: Amendment::Changed {
            before: Version {
                body: Body::written("a <br /> b\r\n", BodyFormat::Statuspage),
                display_at: at(1000),
            },
            display_at: at(1001),
        },
        reason: Some("\"quoted\" 🚑".into()),
        corrected_at: at(2000),
    };
    let removed = Correction {
        seq: 2,
        update_id: UpdateId::parse("u0").expect("id"),
        amendment: Amendment::Removed {
            display_at: at(900),
        },
        reason: None,
        corrected_at: at(2000),
    };
    let note = |id: &str, seq: i64| Note {
        id: NoteId::parse(id).expect("id"),
        body: "two\r\nlines".into(),
        author: "A (u)".into(),
        created_at: at(2000),
        seq,
    };
    let (older, newer) = (note("n1", 1), note("n2", 2));
    let mut write = store.begin().await.expect("a write");
    for correction in [&changed, &removed] {
        write
            .insert_correction(&first.id, correction)
            .await
            .expect("stored");
    }
    for note in [&older, &newer] {
        write.insert_note(&first.id, note).await.expect("stored");
    }
    write.commit(&entry("story")).await.expect("committed");
    let mut read = store.read().await.expect("a read");
    let corrections = read.list_corrections(&first.id).await.expect("read");
    assert_eq!(corrections, [removed.clone(), changed]);
    let notes = read.list_notes(&first.id).await.expect("read");
    assert_eq!(notes, [newer.clone(), older.clone()]);
    drop(read);

    let mut write = store.begin().await.expect("a write");
    let u1 = UpdateId::parse("u1").expect("id");
    write.delete_corrections(&u1).await.expect("deleted");
    write
        .delete_note(&first.id, &older.id)
        .await
        .expect("deleted");
    assert!(matches!(
        write.delete_note(&first.id, &older.id).await,
        Err(StoreError::NotFound { .. })
    ));
    let corrections = write.list_corrections(&first.id).await.expect("read");
    assert_eq!(corrections, [removed]);
    assert_eq!(write.list_notes(&first.id).await.expect("read"), [newer]);
    write.commit(&entry("story")).await.expect("committed");
}

async fn an_update_can_go(store: &Store) {
    let mut first = stored_incident(store).await;
    let extra = update(
        "u3",
        1700,
        Status::Resolved,
        "c1",
        ComponentStatus::Operational,
    );
    let without = first.clone();
    first.post(extra.clone()).expect("fits");
    let mut write = store.begin().await.expect("a write");
    write
        .update_incident(&without, &mut first)
        .await
        .expect("stored");
    let with = first.clone();
    first.take_out(&extra.id).expect("not the only one");
    write
        .update_incident(&with, &mut first)
        .await
        .expect("stored");
    write
        .commit(&entry("update.delete"))
        .await
        .expect("committed");
    let stored = stored_incident(store).await;
    assert_eq!(stored, first);
    assert_eq!(stored.updates, without.updates);
}

async fn lists_are_bounded_and_ordered(store: &Store) {
    // Many, in lists.
    let mut write = store.begin().await.expect("a write");
    for number in 0..60 {
        let kind = if number % 2 == 0 {
            IncidentKind::Incident
        } else {
            IncidentKind::Maintenance
        };
        let incident = incident(
            &format!("many{number}"),
            kind,
            10_000 + number * 10,
            200 + number,
        );
        write.insert_incident(&incident).await.expect("stored");
    }
    write.commit(&entry("many")).await.expect("committed");
    let mut read = store.read().await.expect("a read");
    for (filter, count) in [
        (IncidentFilter::All, 50),
        (IncidentFilter::Unresolved, 30),
        (IncidentFilter::Scheduled, 30),
        (IncidentFilter::Upcoming, 30),
        (IncidentFilter::Active, 0),
    ] {
        let listed = read
            .list_incidents(filter, "", 50, 0)
            .await
            .expect("listed");
        assert_eq!(listed.len(), count, "{filter:?}");
        assert!(listed.is_sorted_by_key(|one| std::cmp::Reverse(one.created_at)));
    }
    let all = IncidentFilter::All;
    let rest = read.list_incidents(all, "", 50, 50).await.expect("listed");
    assert_eq!(rest.len(), 11);
    for (query, count) in [("\"QUOTED\"", 1), ("اتصال", 61), ("100%", 0), ("_", 0)] {
        let found = read
            .list_incidents(all, query, 100, 0)
            .await
            .expect("listed");
        assert_eq!(found.len(), count, "{query}");
    }
    let snapshot = read.snapshot(at(0), &[]).await.expect("a snapshot");
    let unique: HashSet<_> = snapshot.incidents.iter().map(|one| &one.id).collect();
    assert_eq!(unique.len(), snapshot.incidents.len());
    assert_eq!(snapshot.incidents.len(), 61);
    let (between, before_at) = read
        .list_incidents_between(at(10_000), at(10_100))
        .await
        .expect("listed");
    assert_eq!(between.len(), 5, "open maintenances stand under no day");
    assert!(
        between
            .windows(2)
            .all(|pair| pair[0].created_at > pair[1].created_at)
    );
    assert_eq!(
        before_at,
        Some(at(1600)),
        "i1 stands under the day it ended"
    );
    let (none, before_at) = read
        .list_incidents_between(at(-100), at(-50))
        .await
        .expect("listed");
    assert_eq!((none.len(), before_at), (0, None));
    drop(read);
}

async fn deleting_takes_everything_along(store: &Store) {
    let first = stored_incident(store).await;
    let group = component("g1", Placement::Group, 1);
    let c1 = ComponentId::parse("c1").expect("id");
    // Deleting takes everything along.
    let mut write = store.begin().await.expect("a write");
    write.delete_incident(&first.id).await.expect("deleted");
    assert!(matches!(
        write.delete_incident(&first.id).await,
        Err(StoreError::NotFound { .. })
    ));
    let mut renamed = first.clone();
    "Renamed".clone_into(&mut renamed.name);
    assert!(matches!(
        write.update_incident(&first, &mut renamed).await,
        Err(StoreError::NotFound { .. })
    ));
    write.delete_group(&group.id).await.expect("deleted");
    write
        .commit(&entry("incident.delete"))
        .await
        .expect("committed");
    let mut read = store.read().await.expect("a read");
    assert_eq!(read.find_incident(&first.id).await.expect("asked"), None);
    let corrections = read.list_corrections(&first.id).await.expect("read");
    assert!(corrections.is_empty());
    assert!(read.list_notes(&first.id).await.expect("read").is_empty());
    assert_eq!(read.list_components().await.expect("listed").len(), 2);
    let intervals = read
        .list_intervals(std::slice::from_ref(&c1))
        .await
        .expect("listed");
    assert_eq!(intervals[&c1].len(), 1, "what staff set by hand remains");
    drop(read);
}

async fn what_is_planned_is_kept_and_found_when_due(store: &Store) {
    assert_eq!(next_due_at(store).await, None);
    let planned = |id: &str, number: i64, starts_at: Ts| Incident {
        plan: MaintenancePlan {
            reminded_at: Some(at(1)),
            auto_start: true,
            to_operational: Some(false),
            notify_at_end: Some(true),
            moved_at: Some(at(2)),
            occurrence: Some(Occurrence {
                series_id: SeriesId::parse("s1").expect("id"),
                starts_at,
            }),
            ..MaintenancePlan::default()
        },
        ..incident(id, IncidentKind::Maintenance, 50_000, number)
    };
    let maintenance = planned("planned", 900, at(50_100));
    let mut write = store.begin().await.expect("a write");
    write.insert_incident(&maintenance).await.expect("stored");
    write.commit(&entry("planned")).await.expect("committed");
    let mut read = store.read().await.expect("a read");
    assert_eq!(
        read.get_incident(&maintenance.id).await.expect("found"),
        maintenance
    );
    let open = read.list_open_incidents().await.expect("listed");
    assert_eq!((open.len(), &open[0].id), (61, &maintenance.id));
    let job = read
        .find_job(JobKind::MakeTransition, maintenance.id.as_str())
        .await;
    assert_eq!(job.expect("asked").map(|job| job.due_at), Some(at(50_100)));
    let series = SeriesId::parse("s1").expect("id");
    let occurrences = read.list_open_occurrences(&series).await.expect("listed");
    assert_eq!(occurrences, std::slice::from_ref(&maintenance));
    let starts = async |read: &mut Read, secs| read.list_occurrence_starts(&series, at(secs)).await;
    assert_eq!(
        starts(&mut read, 50_099).await.expect("listed"),
        [at(50_100)]
    );
    assert!(starts(&mut read, 50_100).await.expect("listed").is_empty());
    drop(read);
    assert_eq!(next_due_at(store).await, Some(at(50_100)));

    let mut write = store.begin().await.expect("a write");
    let twin = planned("twin", 901, at(50_100));
    assert!(matches!(
        write.insert_incident(&twin).await,
        Err(StoreError::Conflict)
    ));
    drop(write);
    let mut write = store.begin().await.expect("a write");
    write
        .set_due_at(&maintenance.id, None)
        .await
        .expect("stored");
    write
        .commit(&entry("passed over"))
        .await
        .expect("committed");
    assert_eq!(next_due_at(store).await, None);
}

async fn next_due_at(store: &Store) -> Option<Ts> {
    let next = store.find_next_job(JobKind::ALL).await.expect("asked");
    next.map(|job| job.due_at)
}

async fn a_series_keeps_everything(store: &Store) {
    let mut series = Series {
        id: SeriesId::parse("s1").expect("id"),
        rule: "FREQ=WEEKLY;BYDAY=TU".into(),
        time_zone: "America/New_York".into(),
        first_start: "2026-03-08T02:30".into(),
        duration_secs: 7200,
        template: Pattern {
            name: "ليس".into(),
            body: "\"quoted\"\r\n".into(),
            component_ids: vec![ComponentId::parse("c1").expect("id")],
            plan: MaintenancePlan {
                remind_prior: true,
                to_maintenance: Some(true),
                notify_at_start: Some(false),
                ..MaintenancePlan::default()
            },
            deliver_notifications: false,
        },
        maker: PersonId::parse("u"),
        created_at: at(0),
        made_until: None,
        due_at: Some(at(70)),
        ended_at: None,
    };
    let mut write = store.begin().await.expect("a write");
    write.save_series(&series).await.expect("stored");
    series.made_until = Some(at(60));
    write.save_series(&series).await.expect("stored again");
    write.commit(&entry("series")).await.expect("committed");
    assert_eq!(next_due_at(store).await, Some(at(70)));
    let mut read = store.read().await.expect("a read");
    assert_eq!(read.get_series(&series.id).await.expect("found"), series);
    assert_eq!(read.list_series().await.expect("listed"), [series.clone()]);
    let job = read.find_job(JobKind::AnnounceOccurrences, series.id.as_str());
    let job = job.await.expect("asked").map(|job| job.due_at);
    assert_eq!(job, Some(at(70)));
    let nothing = SeriesId::parse("n0ne").expect("id");
    assert!(matches!(
        read.get_series(&nothing).await,
        Err(StoreError::NotFound { .. })
    ));
    drop(read);
    let mut write = store.begin().await.expect("a write");
    let end = async |write: &mut candor::store::Write, maker: &str| {
        let maker = PersonId::parse(maker).expect("id");
        write.end_series_of(&maker, at(80)).await.expect("asked")
    };
    assert_eq!(end(&mut write, "other").await, 0);
    assert_eq!(end(&mut write, "u").await, 1);
    assert_eq!(end(&mut write, "u").await, 0, "ended already");
    let ended = write.get_series(&series.id).await.expect("found");
    assert_eq!((ended.due_at, ended.ended_at), (None, Some(at(80))));
    let job = write.find_job(JobKind::AnnounceOccurrences, series.id.as_str());
    assert_eq!(job.await.expect("asked"), None);
    write.commit(&entry("series")).await.expect("committed");
}

async fn tokens_end_with_their_maker(
    write: &mut candor::store::Write,
    maker: &PersonId,
    token: &ApiToken,
) {
    let theirs = ApiToken {
        id: TokenId::parse("theirs").expect("id"),
        created_by: Some(maker.clone()),
        ..token.clone()
    };
    write.insert_token(&theirs, "theirs").await.expect("stored");
    for (roles, revoked) in [
        (&[Role::Viewer, Role::Owner][..], 0),
        (&[], 0),
        (&[Role::Admin, Role::Responder], 1),
        (Role::ALL, 0),
    ] {
        let asked = write.revoke_tokens_of(maker, roles, at(7)).await;
        assert_eq!(asked.expect("asked"), revoked, "{roles:?}");
    }
}

async fn the_page_gets_one_secret(store: &Store) {
    assert_eq!(store.find_secret().await.expect("asked"), None);
    let mut write = store.begin().await.expect("a write");
    write.give_secret("first").await.expect("given");
    write.give_secret("second").await.expect("passed over");
    write.commit_bookkeeping().await.expect("committed");
    let secret = store.find_secret().await.expect("asked");
    assert_eq!(secret.as_deref(), Some("first"));
}

async fn people_are_unique_and_tokens_end(store: &Store) {
    // People and tokens.
    let person = Person {
        id: PersonId::parse("u").expect("id"),
        email: "a@x.test".into(),
        name: "A".into(),
        role: Role::Owner,
        password_hash: "$argon2id$x".into(),
        totp: None,
        created_at: at(0),
    };
    let token = ApiToken {
        id: TokenId::parse("t").expect("id"),
        name: "ci".into(),
        role: Role::Responder,
        created_by: None,
        created_at: at(0),
        expires_at: Some(at(1_000_000)),
        last_used_at: None,
        revoked_at: None,
    };
    let mut write = store.begin().await.expect("a write");
    write.insert_person(&person).await.expect("stored");
    write.insert_token(&token, "hash").await.expect("stored");
    write.commit(&entry("people")).await.expect("committed");
    let mut write = store.begin().await.expect("a write");
    let twin = Person {
        id: PersonId::parse("v").expect("id"),
        ..person.clone()
    };
    assert!(matches!(
        write.insert_person(&twin).await,
        Err(StoreError::Conflict)
    ));
    drop(write);
    let mut read = store.read().await.expect("a read");
    assert_eq!(read.count_people().await.expect("counted"), 1);
    assert_eq!(
        read.list_tokens().await.expect("listed"),
        std::slice::from_ref(&token)
    );
    assert_eq!(
        read.find_token_by_hash("hash").await.expect("asked"),
        Some(token.clone())
    );
    assert_eq!(read.find_token_by_hash("other").await.expect("asked"), None);
    drop(read);
    let mut write = store.begin().await.expect("a write");
    write
        .replace_token(&token.id, "new")
        .await
        .expect("replaced");
    let found = write.find_token_by_hash("new").await.expect("asked");
    assert_eq!(found, Some(token.clone()));
    assert_eq!(write.find_token_by_hash("hash").await.expect("asked"), None);
    write
        .replace_token(&token.id, "hash")
        .await
        .expect("replaced");
    let last_used = HashMap::from([(token.id.clone(), at(70))]);
    write.touch_tokens(&last_used).await.expect("touched");
    let found = write.find_token_by_hash("hash").await.expect("asked");
    assert_eq!(found.expect("there").last_used_at, Some(at(70)));
    tokens_end_with_their_maker(&mut write, &person.id, &token).await;
    write.revoke_token(&token.id, at(7)).await.expect("revoked");
    write.revoke_token(&token.id, at(8)).await.expect("again");
    let nobody = TokenId::parse("nobody").expect("id");
    assert!(matches!(
        write.revoke_token(&nobody, at(8)).await,
        Err(StoreError::NotFound { .. })
    ));
    write
        .commit(&entry("token.revoke"))
        .await
        .expect("committed");
    let mut read = store.read().await.expect("a read");
    assert_eq!(
        read.list_tokens().await.expect("listed")[0].revoked_at,
        Some(at(7))
    );
    let ended = read.find_token_by_hash("hash").await.expect("asked");
    assert!(!ended.expect("still known").works(at(8)));
    drop(read);
    sessions_end_as_they_should(store, &person).await;
    links_work_once_and_in_time(store).await;
    drafts_come_due_at_their_minute(store).await;
}

fn second_factor() -> Totp {
    Totp {
        secret: "JBSWY3DPEHPK3PXP".into(),
        step: Some(7),
    }
}

async fn sessions_end_as_they_should(store: &Store, person: &Person) {
    let session = |id: &str, seen: i64| Session {
        id: SessionId::parse(id).expect("id"),
        person_id: person.id.clone(),
        awaits_code: false,
        address: "192.0.2.7".into(),
        agent: "a browser".into(),
        created_at: at(0),
        seen_at: at(seen),
    };
    let mut write = store.begin().await.expect("a write");
    for (id, seen) in [("s1", 10), ("s2", 20), ("s3", 30)] {
        write
            .insert_session(&session(id, seen), &format!("hash of {id}"))
            .await
            .expect("stored");
    }
    let s1 = session("s1", 10);
    let seen = HashMap::from([(s1.id.clone(), at(40))]);
    write.touch_sessions(&seen).await.expect("touched");
    let ids = |all: Vec<Session>| -> Vec<String> {
        all.into_iter().map(|one| one.id.to_string()).collect()
    };
    let listed = write.list_sessions(&person.id).await.expect("listed");
    assert_eq!(ids(listed), ["s1", "s3", "s2"]);
    let counted = write.count_sessions(at(-1), at(25)).await.expect("counted");
    assert_eq!(counted, [(person.id.clone(), 2)]);
    let counted = write.count_sessions(at(0), at(25)).await.expect("counted");
    assert_eq!(counted, [], "begun too early");
    let ended = write
        .delete_session(&person.id, &session("s3", 30).id)
        .await;
    assert_eq!(ended.expect("ended"), 1);
    write
        .delete_old_sessions(at(-1), at(25))
        .await
        .expect("swept");
    let found = write.find_session("hash of s1").await.expect("asked");
    assert_eq!(found, Some(session("s1", 40)));
    assert_eq!(write.find_session("hash of s2").await.expect("asked"), None);
    let ended = write.delete_sessions(&person.id, Some(&s1.id)).await;
    assert_eq!(ended.expect("ended"), 0);
    assert_eq!(
        write
            .delete_sessions(&person.id, None)
            .await
            .expect("ended"),
        1
    );

    peers_are_known_for_a_while(&mut write, person).await;

    let codes = ["a".to_owned(), "b".to_owned()];
    write
        .replace_recovery_codes(&person.id, &codes)
        .await
        .expect("stored");
    assert!(
        write
            .take_recovery_code(&person.id, "a")
            .await
            .expect("asked")
    );
    assert!(
        !write
            .take_recovery_code(&person.id, "a")
            .await
            .expect("asked")
    );
    let left = write
        .count_recovery_codes(&person.id)
        .await
        .expect("counted");
    assert_eq!(left, 1);

    let mut changed = person.clone();
    changed.role = Role::Admin;
    changed.totp = Some(second_factor());
    write.update_person(&changed, at(9)).await.expect("updated");
    let found = write.find_person_by_email("a@x.test").await.expect("asked");
    assert_eq!(found.as_ref(), Some(&changed));
    assert_eq!(
        write.list_people().await.expect("listed"),
        std::slice::from_ref(&changed)
    );
    assert_eq!(write.get_person(&person.id).await.expect("there"), changed);
    write.delete_person(&person.id).await.expect("removed");
    assert_eq!(write.find_person(&person.id).await.expect("asked"), None);
    write.insert_person(person).await.expect("back");
    write
        .commit_unseen(&entry("session.end"))
        .await
        .expect("committed");
}

async fn peers_are_known_for_a_while(write: &mut Write, person: &Person) {
    write
        .remember_peer(&person.id, "192.0.2.7", at(0))
        .await
        .expect("remembered");
    write
        .remember_peer(&person.id, "192.0.2.7", at(5))
        .await
        .expect("again");
    let day = 24 * 60 * 60;
    for (address, when, known) in [
        ("192.0.2.7", 10, true),
        ("192.0.2.8", 10, false),
        ("192.0.2.7", 91 * day, false),
    ] {
        let asked = write.is_known_peer(&person.id, address, at(when)).await;
        assert_eq!(asked.expect("asked"), known, "{address} {when}");
    }
}

async fn links_work_once_and_in_time(store: &Store) {
    let link = |id: &str, made: i64| OneTimeLink {
        id: LinkId::parse(id).expect("id"),
        kind: LinkKind::Invitation,
        email: "b@x.test".into(),
        name: "B".into(),
        role: Role::Viewer,
        created_by: "A".into(),
        maker: PersonId::parse("u"),
        created_at: at(made),
        expires_at: at(made + 60),
    };
    let mut write = store.begin().await.expect("a write");
    write
        .insert_link(&link("l1", 0), "one")
        .await
        .expect("made");
    write
        .insert_link(&link("l2", 1), "two")
        .await
        .expect("made");
    let find = async |write: &mut candor::store::Write, hash: &str, kind, when| {
        write.find_link(kind, hash, at(when)).await.expect("asked")
    };
    let kind = LinkKind::Invitation;
    assert_eq!(find(&mut write, "one", kind, 2).await, None, "replaced");
    assert_eq!(find(&mut write, "two", kind, 2).await, Some(link("l2", 1)));
    assert_eq!(find(&mut write, "two", LinkKind::SetUp, 2).await, None);
    assert_eq!(find(&mut write, "two", kind, 61).await, None, "too late");
    let listed = write.list_links(kind, at(2)).await.expect("listed");
    assert_eq!(listed, [link("l2", 1)]);
    let id = link("l2", 1).id;
    let other = LinkKind::Password;
    assert_eq!(write.delete_link(other, &id).await.expect("asked"), 0);
    assert_eq!(write.delete_link(kind, &id).await.expect("used"), 1);
    assert_eq!(write.delete_link(kind, &id).await.expect("again"), 0);
    let (theirs, mine) = (link("l3", 3), "a@x.test");
    write.insert_link(&theirs, "three").await.expect("made");
    write.delete_links_for(kind, mine).await.expect("ended");
    write
        .delete_links_for(other, "b@x.test")
        .await
        .expect("ended");
    assert!(find(&mut write, "three", kind, 4).await.is_some());
    write
        .delete_links_for(kind, "b@x.test")
        .await
        .expect("ended");
    assert_eq!(find(&mut write, "three", kind, 4).await, None);
    write.insert_link(&theirs, "four").await.expect("made");
    let makers = ["other", "u"].map(|id| PersonId::parse(id).expect("id"));
    assert_eq!(write.delete_links_of(&makers[0]).await.expect("asked"), 0);
    assert_eq!(write.delete_links_of(&makers[1]).await.expect("ended"), 1);
    write.commit_bookkeeping().await.expect("committed");
}

async fn drafts_come_due_at_their_minute(store: &Store) {
    let maker = PersonId::parse("u");
    let publish_at = at(60);
    let draft = IncidentDraft {
        id: DraftId::parse("d").expect("id"),
        name: "Calls".into(),
        created_by: "A".into(),
        created_at: at(0),
        updated_at: at(0),
        revision: 1,
        state: DraftState::Planned {
            publish_at,
            maker: maker.clone(),
        },
    };
    let id = draft.id.clone();
    let mut write = store.begin().await.expect("a write");
    let plan = Some("{}");
    let saved = write.save_draft(&draft, "[]", plan).await;
    saved.expect("stored");
    let draft = draft
        .clone()
        .saved("Phone calls".into(), draft.state, at(0));
    let saved = write.save_draft(&draft, "[]", plan).await;
    saved.expect("again");
    assert_eq!(write.get_draft(&id).await.expect("there"), draft);
    let due_at = async |write: &mut candor::store::Write| {
        let job = write.find_job(JobKind::PublishDraft, id.as_str()).await;
        job.expect("asked").map(|job| job.due_at)
    };
    assert_eq!(due_at(&mut write).await, Some(at(60)));
    let makers = ["other", "u"].map(|id| PersonId::parse(id).expect("id"));
    for (maker, failed) in [(&makers[0], 0), (&makers[1], 1), (&makers[1], 0)] {
        let asked = write.fail_plans_of(maker, "gone", at(50)).await;
        assert_eq!(asked.expect("asked"), failed);
        let is_planned = due_at(&mut write).await.is_some();
        assert_eq!(is_planned, maker == &makers[0]);
    }
    let failed = |why: &str| DraftState::Failed {
        publish_at,
        maker: maker.clone(),
        why: why.to_owned(),
    };
    let gone = draft.saved("Phone calls".into(), failed("gone"), at(50));
    assert_eq!(write.get_draft(&id).await.expect("there"), gone);
    let failure = write.fail_draft(&id, "the name is blank").await;
    failure.expect("failed");
    assert_eq!(due_at(&mut write).await, None);
    let draft = IncidentDraft {
        state: failed("the name is blank"),
        ..gone
    };
    assert_eq!(write.get_draft(&id).await.expect("there"), draft);
    let saved = write.save_draft(&draft, "[[]]", None).await;
    saved.expect("failed as it was");
    let fields = write.get_draft_fields(&id).await.expect("there");
    assert_eq!(fields, "[[]]");
    assert_eq!(write.find_draft_plan(&id).await.expect("there"), None);
    let saved = write.save_draft(&draft, "[]", plan).await;
    saved.expect("stored");
    let kept = write.find_draft_plan(&id).await.expect("there");
    assert_eq!(kept.as_deref(), plan);
    let draft = IncidentDraft {
        revision: draft.revision + 2,
        ..draft
    };
    assert_eq!(write.find_draft(&id).await.expect("there"), Some(draft));
    assert_eq!(write.list_drafts().await.expect("listed").len(), 1);
    assert_eq!(write.delete_draft(&id).await.expect("gone"), 1);
    assert_eq!(write.find_draft(&id).await.expect("asked"), None);
    write
        .commit_unseen(&entry("token.revoke"))
        .await
        .expect("committed");
}

async fn what_was_asked_once_is_remembered_for_a_day(store: &Store) {
    let mut write = store.begin().await.expect("a write");
    let (first, next, over) = (at(0), at(86_400), at(86_401));
    assert_eq!(
        write
            .find_idempotency_key("key", first)
            .await
            .expect("asked"),
        None
    );
    write
        .insert_idempotency_key("key", "request", "i1", first)
        .await
        .expect("stored");
    let known = Some(("request".to_owned(), "i1".to_owned()));
    assert_eq!(
        write
            .find_idempotency_key("key", first)
            .await
            .expect("asked"),
        known
    );
    assert_eq!(
        write
            .find_idempotency_key("key", next)
            .await
            .expect("asked"),
        known
    );
    let late = write
        .find_idempotency_key("key", over)
        .await
        .expect("asked");
    assert_eq!(late, None, "a day is over");
    write
        .insert_idempotency_key("key", "other request", "i2", over)
        .await
        .expect("yesterday's key is free again");
}

async fn every_commit_leaves_a_line(store: &Store) {
    let mut read = store.read().await.expect("a read");
    // Every commit left a line, newest first.
    let log = read
        .list_audit(&AuditFilter::default(), 2)
        .await
        .expect("listed");
    let actions: Vec<&str> = log.iter().map(|(_, entry)| entry.action.as_str()).collect();
    assert_eq!(actions, ["token.revoke", "session.end"]);
    assert_eq!(
        read.revision().await.expect("a revision"),
        store.reads().revision().await.expect("again")
    );
}

#[tokio::test]
async fn writers_wait_for_each_other_and_lose_nothing() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    write
        .commit(&entry("page.create"))
        .await
        .expect("committed");
    let mut tasks = Vec::new();
    for _ in 0..20 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let mut write = store.begin().await.expect("a write");
            let page = write.get_page().await.expect("a page");
            let longer = Page {
                name: page.name + "x",
                ..page
            };
            write.update_page(&longer).await.expect("stored");
            write.commit(&entry("page.edit")).await.expect("committed")
        }));
    }
    let mut revisions = HashSet::new();
    for task in tasks {
        revisions.insert(task.await.expect("no panic"));
    }
    assert_eq!(revisions.len(), 20);
    let page = store
        .read()
        .await
        .expect("a read")
        .get_page()
        .await
        .expect("a page");
    assert_eq!(page.name, format!("Duo{}", "x".repeat(20)));
}

#[tokio::test]
async fn a_change_wakes_whoever_watches() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    let mut watch = store.reads().watch().await.expect("a watch");
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    write
        .commit(&entry("page.create"))
        .await
        .expect("committed");
    tokio::time::timeout(std::time::Duration::from_secs(1), watch.changed())
        .await
        .expect("within a second")
        .expect("connected");
}
