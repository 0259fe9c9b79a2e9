//! Many components at once.

use candor::app::{Added, Error, Groups, IdempotencyKey};
use candor::domain::{Component, ComponentId};

use crate::support::TestApp;
use crate::support::deeds::{details, is_denied, problems, responder};

async fn add(t: &TestApp, names: &str, groups: &Groups) -> Added {
    t.app
        .add_components(&t.owner(), names, groups, None)
        .await
        .expect("added")
}

async fn ask(t: &TestApp, names: &str, groups: Groups) -> Result<Added, Error> {
    t.app.add_components(&t.owner(), names, &groups, None).await
}

fn added(components: usize, groups: usize, skipped: usize) -> Added {
    Added {
        components,
        groups,
        skipped,
    }
}

/// The names in a group or at the top level, groups aside, in order; positions are 1 to n.
fn names_in(all: &[Component], group: Option<&str>) -> Vec<String> {
    let group = group.map(|name| {
        let found = all.iter().find(|one| one.is_group() && one.name == name);
        found.expect("a group").id.clone()
    });
    let mut there: Vec<&Component> = all
        .iter()
        .filter(|one| one.group_id() == group.as_ref())
        .collect();
    there.sort_by_key(|one| one.position);
    for (position, component) in (1..).zip(&there) {
        assert_eq!(component.position, position, "{}", component.name);
    }
    there.retain(|one| !one.is_group());
    there.iter().map(|one| one.name.clone()).collect()
}

#[tokio::test]
async fn names_are_added_once_to_each_group_and_blank_lines_do_not_count() {
    let t = TestApp::new().await;
    let top = Groups::TopLevel;
    assert_eq!(
        add(&t, " Calls \r\n\n \t\nSMS\nCalls\n", &top).await,
        added(2, 0, 0)
    );
    assert_eq!(add(&t, "SMS\nCalls", &top).await, added(0, 0, 2));
    let new = Groups::New("EU\n\nUS\n EU ".into());
    assert_eq!(add(&t, "Calls\nSMS", &new).await, added(4, 2, 0));
    assert_eq!(add(&t, "SMS\nPush", &Groups::All).await, added(2, 0, 2));
    let all = t.components().await;
    assert_eq!(names_in(&all, None), ["Calls", "SMS"]);
    for group in ["EU", "US"] {
        assert_eq!(names_in(&all, Some(group)), ["Calls", "SMS", "Push"]);
    }
    let eu = all.iter().find(|one| one.name == "EU").expect("a group");
    let chosen = Groups::Chosen(vec![eu.id.clone(), eu.id.clone()]);
    assert_eq!(add(&t, "Mail", &chosen).await, added(1, 0, 0));
    // A group that is there already is used, not made again.
    let again = Groups::New("US\nAsia".into());
    assert_eq!(add(&t, "Mail", &again).await, added(2, 1, 0));
    let lines = details(&t, "component.add_many").await;
    assert_eq!(lines.len(), 5, "what adds nothing is not logged");
    assert_eq!(lines[0]["components"], 2);
    let home = t.anyone().get("/").await;
    assert!(home.text().contains("Asia"));
}

#[tokio::test]
async fn what_cannot_be_added_is_refused_and_nothing_is() {
    let t = TestApp::new().await;
    let calls = t.component("Calls").await;
    let unknown = ComponentId::parse("n0ne").expect("an id");
    let long = format!("fine\n{}", "x".repeat(256));
    for (names, groups, field) in [
        ("\n \n", Groups::TopLevel, "names can't be blank"),
        (&*long, Groups::TopLevel, "names have in line 2 one that"),
        ("a\tb", Groups::TopLevel, "names have in line 1 one that"),
        ("x", Groups::New(" \n".into()), "groups can't be blank"),
        ("x", Groups::All, "groups can't be blank"),
        ("x", Groups::Chosen(vec![]), "groups can't be blank"),
        (
            "x",
            Groups::Chosen(vec![unknown]),
            "groups has no group n0ne",
        ),
        ("x", Groups::Chosen(vec![calls]), "groups has no group"),
    ] {
        let refused = problems(t.app.add_components(&t.owner(), names, &groups, None).await);
        assert!(refused[0].starts_with(field), "{refused:?}");
    }
    let denied = t
        .app
        .add_components(&responder(), "x", &Groups::TopLevel, None)
        .await;
    assert!(is_denied(&denied));
    assert_eq!(t.components().await.len(), 1);
}

#[tokio::test]
async fn eleven_hundred_fit_and_one_more_does_not() {
    let t = TestApp::new().await;
    let names = |count: usize| {
        let lines: Vec<String> = (1..=count).map(|one| format!("C{one}")).collect();
        lines.join("\n")
    };
    let refused = ask(&t, &names(1_101), Groups::TopLevel).await;
    assert_eq!(problems(refused), ["names are too many (maximum is 1100)"]);
    let refused = ask(&t, &names(1_100), Groups::New("G".into())).await;
    assert_eq!(
        problems(refused),
        ["names would make 1101 components and groups (maximum is 1100)"]
    );
    let full = ask(&t, &names(1_100), Groups::TopLevel)
        .await
        .expect("added");
    assert_eq!(full, added(1_100, 0, 0));
    let refused = ask(&t, "One more", Groups::TopLevel).await;
    assert_eq!(
        problems(refused),
        ["names would make 1101 components and groups (maximum is 1100)"]
    );
    let all = t.components().await;
    assert_eq!(names_in(&all, None).len(), 1_100);
    assert_eq!(names_in(&all, None)[1_099], "C1100");
}

#[tokio::test]
async fn a_form_sent_twice_adds_once() {
    let t = TestApp::new().await;
    let once = IdempotencyKey::new("form", "key", b"add");
    let groups = Groups::New("EU".into());
    for _ in 0..2 {
        let sent = t
            .app
            .add_components(&t.owner(), "Calls\nSMS", &groups, Some(&once))
            .await;
        assert_eq!(sent.expect("added"), added(2, 1, 0));
    }
    assert_eq!(t.components().await.len(), 3);
}

#[tokio::test]
async fn what_would_be_too_many_is_counted_before_any_is_made() {
    let t = TestApp::new().await;
    let lines = |prefix: &str, count: usize| {
        let names: Vec<String> = (0..count)
            .map(|number| format!("{prefix}{number}"))
            .collect();
        names.join("\n")
    };
    let groups = Groups::New(lines("G", 1_100));
    let refused = ask(&t, &lines("C", 1_100), groups).await;
    assert_eq!(
        problems(refused),
        ["names would make 1211100 components and groups (maximum is 1100)"]
    );
    assert_eq!(t.components().await, []);
}
