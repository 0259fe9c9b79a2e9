//! What the browser tests look at.

use std::collections::BTreeSet;

use candor::web::admin::{Verb, table};
use serde_json::Value;

#[test]
fn the_browser_tests_look_at_every_page_of_the_router() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/pages.json");
    let text = std::fs::read_to_string(path).expect("the list of pages");
    let list: Vec<Value> = serde_json::from_str(&text).expect("a list");
    let looked_at: BTreeSet<&str> = list
        .iter()
        .map(|page| page["route"].as_str().expect("a route"))
        .collect();
    let there: BTreeSet<&str> = table()
        .iter()
        .filter(|route| route.verb == Verb::Get)
        .map(|route| route.path)
        .collect();
    let forgotten: Vec<_> = there.difference(&looked_at).collect();
    assert!(
        forgotten.is_empty(),
        "add them to tests/browser/pages.json: {forgotten:?}"
    );
    let gone: Vec<_> = looked_at.difference(&there).collect();
    assert!(gone.is_empty(), "no routes any more: {gone:?}");
}
