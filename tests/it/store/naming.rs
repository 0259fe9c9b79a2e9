//! The components that incidents name: found by SQL, copied from an earlier release, kept in step with its writes.

use candor::domain::{ComponentId, IncidentId, IncidentKind, Placement};
use candor::store::{Naming, Store, StoreError};

use super::story::{component, entry, incident, page};
use crate::support::TestDatabase;

fn ids(texts: &[&str]) -> Vec<ComponentId> {
    let id = |text: &&str| ComponentId::parse(text).expect("id");
    texts.iter().map(id).collect()
}

async fn named_by(store: &Store, incident: &str) -> Vec<ComponentId> {
    let id = IncidentId::parse(incident).expect("id");
    let mut read = store.read().await.expect("a read");
    let found = read.find_incident(&id).await.expect("asked");
    found.expect("there").component_ids
}

async fn naming(store: &Store, what: Naming<'_>) -> Vec<String> {
    let mut read = store.read().await.expect("a read");
    let found = read.list_incidents_naming(what, 10, 0).await;
    found
        .expect("listed")
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[tokio::test]
async fn incidents_are_found_by_component_and_by_group() {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    let group = component("g", Placement::Group, 1);
    let place = || Placement::In(group.id.clone());
    let all = [
        group.clone(),
        component("a", place(), 1),
        component("b", place(), 2),
        component("c", Placement::TopLevel, 2),
    ];
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    write.save_components(&all).await.expect("stored");
    let mut second = None;
    for (number, name, components) in [
        (1, "i1", &["b", "a"][..]),
        (2, "i2", &["c"]),
        (3, "i3", &["c", "b"]),
        (4, "i4", &[]),
    ] {
        let mut incident = incident(name, IncidentKind::Incident, number * 100, number);
        incident.component_ids = ids(components);
        write.insert_incident(&incident).await.expect("stored");
        if name == "i2" {
            second = Some(incident);
        }
    }
    write.commit(&entry("made")).await.expect("committed");
    let [a, b, c]: [ComponentId; 3] = ids(&["a", "b", "c"]).try_into().expect("three");
    assert_eq!(naming(&store, Naming::Component(&a)).await, ["i1"]);
    assert_eq!(naming(&store, Naming::Component(&b)).await, ["i3", "i1"]);
    assert_eq!(naming(&store, Naming::Component(&c)).await, ["i3", "i2"]);
    assert_eq!(naming(&store, Naming::Group(&group.id)).await, ["i3", "i1"]);
    assert_eq!(
        named_by(&store, "i1").await,
        ids(&["b", "a"]),
        "their order"
    );

    // More, others, none.
    let mut before = second.expect("made");
    for components in [&["c", "a", "b"][..], &["b", "c"], &[], &["a"]] {
        let mut after = before.clone();
        after.component_ids = ids(components);
        let mut write = store.begin().await.expect("a write");
        let done = write.update_incident(&before, &mut after).await;
        done.expect("stored");
        write.commit(&entry("changed")).await.expect("committed");
        assert_eq!(named_by(&store, "i2").await, ids(components));
        before = after;
    }
    assert_eq!(naming(&store, Naming::Component(&a)).await, ["i2", "i1"]);

    let mut write = store.begin().await.expect("a write");
    let id = IncidentId::parse("i1").expect("id");
    write.delete_incident(&id).await.expect("deleted");
    write.commit(&entry("deleted")).await.expect("committed");
    assert_eq!(naming(&store, Naming::Component(&a)).await, ["i2"]);
}

/// What the release before stores of an incident, as far as a row must have it.
macro_rules! older_incident {
    ($id:literal, $number:literal, $components:literal) => {
        concat!(
            "insert into incidents (id, kind, name, status, impact, created_at, updated_at, feed_number, seq,
                                    component_ids, metadata, search_text, is_open, feed_at, listed_at)
             select '", $id, "', 'incident', 'Old', 'investigating', 'none', created_at, created_at, ",
            $number, ", ", $number, ", '", $components, "', '{}', 'old', true, created_at, created_at
               from pages"
        )
    };
}

/// A page, with a date that either database reads.
macro_rules! older_page {
    ($date:literal) => {
        concat!(
            "insert into pages (id, name, time_zone, is_demo, created_at, updated_at, revision,
                                next_feed_number, next_seq)
             values ('p', 'Old', 'UTC', false, ",
            $date,
            ", ",
            $date,
            ", 0, 10, 10)"
        )
    };
}

async fn older() -> TestDatabase {
    let database = TestDatabase::at_step(9).await;
    let page = if database.is_sqlite() {
        older_page!("1767225600000000")
    } else {
        older_page!("'2026-01-01T00:00:00Z'")
    };
    database.meddle(page).await;
    database
}

#[tokio::test]
async fn what_an_earlier_release_stored_is_copied() {
    let database = older().await;
    database
        .meddle(older_incident!("i1", "1", r#"["b","a","c-d_E9"]"#))
        .await;
    database.meddle(older_incident!("i2", "2", "[]")).await;
    database.meddle(older_incident!("i3", "3", "[\"a\"")).await;
    let store = database.open().await;
    assert_eq!(named_by(&store, "i1").await, ids(&["b", "a", "c-d_E9"]));
    assert!(named_by(&store, "i2").await.is_empty());
    let mut read = store.read().await.expect("a read");
    let unreadable = IncidentId::parse("i3").expect("id");
    assert!(matches!(
        read.find_incident(&unreadable).await,
        Err(StoreError::Corrupt {
            table: "incident_components",
            ..
        })
    ));
}

#[tokio::test]
async fn what_the_release_before_writes_meanwhile_is_not_lost() {
    let database = older().await;
    let store = database.open().await;
    database
        .meddle(older_incident!("i1", "1", r#"["b","a"]"#))
        .await;
    assert_eq!(named_by(&store, "i1").await, ids(&["b", "a"]));
    database
        .meddle(r#"update incidents set component_ids = '["a","c","b"]', version = version + 1"#)
        .await;
    assert_eq!(named_by(&store, "i1").await, ids(&["a", "c", "b"]));

    // This release writes both, and the one before goes on from there.
    let mut write = store.begin().await.expect("a write");
    let id = IncidentId::parse("i1").expect("id");
    let before = write.get_incident(&id).await.expect("found");
    let mut after = before.clone();
    after.component_ids = ids(&["d", "a"]);
    let done = write.update_incident(&before, &mut after).await;
    done.expect("stored");
    write.commit(&entry("changed")).await.expect("committed");
    assert_eq!(named_by(&store, "i1").await, ids(&["d", "a"]));
    database
        .meddle(
            r#"update incidents set component_ids = replace(component_ids, ']', ',"e"]')
                where component_ids = '["d","a"]'"#,
        )
        .await;
    assert_eq!(named_by(&store, "i1").await, ids(&["d", "a", "e"]));
    database.meddle("delete from incidents").await;
    let e = ids(&["e"]).remove(0);
    assert!(naming(&store, Naming::Component(&e)).await.is_empty());
}
