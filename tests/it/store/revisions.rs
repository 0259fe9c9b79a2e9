//! Revisions: what raises them, and what the release before does to them.

use candor::domain::{Component, ComponentStatus, Placement, SettingRevisions};
use candor::store::Store;

use super::story::{at, component, entry, page};
use crate::support::TestDatabase;

async fn with(components: &[Component]) -> (TestDatabase, Store) {
    let database = TestDatabase::new().await;
    let store = database.open().await;
    let mut write = store.begin().await.expect("a write");
    write.insert_page(&page()).await.expect("stored");
    write.save_components(components).await.expect("stored");
    write.commit(&entry("made")).await.expect("committed");
    (database, store)
}

async fn revision(store: &Store) -> i64 {
    let mut read = store.read().await.expect("a read");
    let all = read.list_components().await.expect("listed");
    let component = all.iter().find(|one| one.id.as_str() == "c");
    component.expect("there").revision
}

#[tokio::test]
async fn what_a_components_form_shows_is_counted_and_its_status_and_order_are_not() {
    let (_database, store) = with(&[component("c", Placement::TopLevel, 1)]).await;
    let save = async |component: &Component| {
        let mut write = store.begin().await.expect("a write");
        write.save_component(component).await.expect("stored");
        write.commit(&entry("changed")).await.expect("committed");
        revision(&store).await
    };
    let mut component = component("c", Placement::TopLevel, 1);
    component.status = ComponentStatus::MajorOutage;
    component.position = 7;
    component.updated_at = at(9);
    component.archived_at = Some(at(9));
    assert_eq!(save(&component).await, 1);
    component.description = None;
    assert_eq!(save(&component).await, 2);
    component.description = Some("words".into());
    component.hidden = true;
    assert_eq!(save(&component).await, 3);
    component.place = Placement::Group;
    assert_eq!(save(&component).await, 4);
    component.start_date = None;
    assert_eq!(save(&component).await, 5);
    assert_eq!(save(&component).await, 5);
}

#[tokio::test]
async fn an_edit_by_the_release_before_is_counted_too() {
    let (database, store) = with(&[component("c", Placement::TopLevel, 1)]).await;
    let settings = async || -> SettingRevisions {
        let mut read = store.read().await.expect("a read");
        read.get_page().await.expect("a page").setting_revisions
    };
    let mut before = settings().await;
    for (sql, counts_component, counts_settings) in [
        (
            "update components set status = 'major_outage', position = 3",
            false,
            false,
        ),
        ("update components set name = 'Other'", true, false),
        (
            "update components set description = null, seq = 2",
            true,
            false,
        ),
        ("update components set description = null", false, false),
        (
            "update pages set settings = '{\"about\":\"x\"}', name = name",
            false,
            true,
        ),
        (
            "update pages set name = 'Other', settings = settings",
            false,
            true,
        ),
        (
            "update pages set updated_at = created_at, revision = revision + 1, settings = settings",
            false,
            false,
        ),
    ] {
        let seen = revision(&store).await;
        database.meddle(sql).await;
        assert_eq!(
            revision(&store).await - seen,
            i64::from(counts_component),
            "{sql}"
        );
        let after = settings().await;
        let counted = after.of(&["theme"]) - before.of(&["theme"]);
        assert_eq!(counted, i64::from(counts_settings), "{sql}");
        before = after;
    }

    // What this release writes is counted by its settings alone.
    let mut write = store.begin().await.expect("a write");
    let mut page = write.get_page().await.expect("a page");
    page.settings.about = "y".into();
    page.setting_revisions.raise("about");
    write.update_page(&page).await.expect("stored");
    write.commit(&entry("page.edit")).await.expect("committed");
    let after = settings().await;
    assert_eq!(after.of(&["theme"]), before.of(&["theme"]));
    assert_eq!(after.of(&["about"]), before.of(&["about"]) + 1);
}
