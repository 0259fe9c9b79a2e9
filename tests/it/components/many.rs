//! Many components at once, and groups made of those that are there.

use candor::domain::Role;

use super::staff::{COMPONENTS, group, stored};
use crate::support::{TestApp, values};

const ADD: &str = "/admin/components/add";

fn many_names(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|n| format!("Service {n}")).collect();
    names.join("\n")
}

#[tokio::test]
async fn a_group_is_made_of_components_that_had_none() {
    let t = TestApp::new().await;
    t.component("EU / Push").await;
    let calls = t.component("Calls").await;
    let admin = t.staff(Role::Admin).await;
    let path = "/admin/components/new-group";
    let form = admin.get(path).await;
    assert_eq!(form.all(".checkboxes .checkbox"), ["Calls"]);
    let once = values(&form, "input[name=once]").remove(0);
    for (name, id, control) in [
        ("", calls.as_str(), "f-name"),
        ("EU", calls.as_str(), "f-name"),
        ("US", "n0ne", "f-components"),
        ("US", "", "f-components"),
    ] {
        let fields = [("name", name), ("components", id), ("display", "open")];
        let refused = admin.post(path, &fields).await;
        assert_eq!(refused.status(), 422, "{name} {id}");
        let link = format!(".problems a[href=\"#{control}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{name} {id}");
        assert_eq!(values(&refused, "#f-name"), [name]);
    }
    let fields = [
        ("once", once.as_str()),
        ("name", "US"),
        ("display", "open"),
        ("components", calls.as_str()),
    ];
    for _ in 0..2 {
        let made = admin.post(path, &fields).await;
        assert!(made.header("location").contains("done=group-made#c-"));
    }
    let us = group(&t, "US").await;
    assert_eq!(stored(&t, &calls).await.group_id(), Some(&us));
    let form = admin
        .get(&format!("/admin/components/new?group_id={us}"))
        .await;
    assert_eq!(values(&form, "#f-group-id option[selected]"), [us.as_str()]);
}

#[tokio::test]
async fn a_large_page_leaves_out_what_is_closed() {
    let t = TestApp::new().await;
    t.component("EU / Push").await;
    t.component("US / Push").await;
    let admin = t.staff(Role::Admin).await;
    let many = many_names(250);
    admin.post(ADD, &[("names", &many), ("to", "all")]).await;
    let page = admin.get(COMPONENTS).await;
    assert!(page.text().contains("2 groups, 502 components"));
    assert_eq!(page.all(".tree__row").len(), 0);
    let links = page.all(".tree__item p a");
    assert_eq!(links[0], "Show its 251 components");
    let eu = group(&t, "EU").await;
    let page = admin.get(&format!("{COMPONENTS}?at={eu}")).await;
    assert_eq!(page.all(".tree__row").len(), 251);
    let page = admin.get("/admin/components?q=service%20249").await;
    assert_eq!(page.all(".tree__row").len(), 2);
    let page = admin.get("/admin/components?open=all").await;
    assert_eq!(page.all(".tree__row").len(), 502);
}

#[tokio::test]
async fn many_components_are_added_at_once() {
    let t = TestApp::new().await;
    t.component("EU / Push").await;
    t.component("US / Push").await;
    let eu = group(&t, "EU").await;
    let admin = t.staff(Role::Admin).await;
    let form = admin.get(ADD).await;
    let once = values(&form, "input[name=once]").remove(0);
    let all = [
        ("once", once.as_str()),
        ("names", "Push\r\nCalls\r\n\r\n SMS 🙂 \r\nCalls"),
        ("to", "all"),
    ];
    for _ in 0..2 {
        let added = admin.post(ADD, &all).await;
        assert_eq!(
            added.all(".lead"),
            [
                "4 components were added.",
                "2 were there already and were passed over."
            ]
        );
    }
    assert_eq!(t.components().await.len(), 8);
    let chosen = [("names", "Site"), ("to", "chosen"), ("groups", eu.as_str())];
    let added = admin.post(ADD, &chosen).await;
    assert_eq!(added.one(".lead"), "One component was added.");
    let again = admin.post(ADD, &chosen).await;
    assert_eq!(again.one("h1"), "Nothing was added");
    let new = [("names", "Push"), ("to", "new"), ("new_groups", "Asia\nEU")];
    let added = admin.post(ADD, &new).await;
    assert_eq!(added.all(".lead")[1], "One group was made.");
    let many = many_names(500);
    let added = admin.post(ADD, &[("names", &many), ("to", "top")]).await;
    assert_eq!(added.one(".lead"), "500 components were added.");
    let home = t.anyone().get("/").await;
    assert!(home.text().contains("Service 499"));
}

#[tokio::test]
async fn many_components_with_something_wrong_keep_the_names() {
    let t = TestApp::new().await;
    t.component("EU / Push").await;
    let admin = t.staff(Role::Admin).await;
    let too_many = many_names(2000);
    let too_long = format!("Calls\n{}", "x".repeat(256));
    for (names, to, control) in [
        ("", "all", "f-names"),
        ("Calls", "", "f-to"),
        ("Calls", "moon", "f-to"),
        ("Calls", "chosen", "f-groups"),
        ("Calls", "new", "f-new-groups"),
        ("Calls\na\tb", "all", "f-names"),
        (too_long.as_str(), "all", "f-names"),
        (too_many.as_str(), "all", "f-names"),
    ] {
        let fields = [("names", names), ("to", to)];
        let refused = admin.post("/admin/components/add", &fields).await;
        assert_eq!(refused.status(), 422, "{to}");
        let link = format!(".problems a[href=\"#{control}\"]");
        assert_eq!(refused.all(&link).len(), 1, "{control}");
        let kept: Vec<&str> = names.split_whitespace().collect();
        assert_eq!(refused.one("#f-names"), kept.join(" "));
    }
    assert_eq!(t.components().await.len(), 2);
}
