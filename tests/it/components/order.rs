//! The order of components: whatever people do, positions are 1 to n.

use candor::app::Error;
use candor::domain::ComponentId;
use candor::domain::components::order::MoveTo;
use proptest::prelude::*;
use tokio::runtime::Builder;

use crate::support::TestApp;
use crate::support::deeds::{details, is_denied, problems, responder};

/// What stands in a group or at the top level, in order; fails unless positions are 1 to n.
async fn order(t: &TestApp, parent: Option<&ComponentId>) -> Vec<ComponentId> {
    let mut there = t.components().await;
    there.retain(|one| one.group_id() == parent && one.archived_at.is_none());
    there.sort_by_key(|one| one.position);
    let positions: Vec<i64> = there.iter().map(|one| one.position).collect();
    let count = i64::try_from(there.len()).expect("few");
    assert_eq!(positions, (1..=count).collect::<Vec<_>>());
    there.into_iter().map(|one| one.id).collect()
}

#[test]
fn positions_stay_one_to_n() {
    let config = ProptestConfig {
        cases: 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let steps = proptest::collection::vec((0..5_usize, 0..9_usize), 1..12);
    proptest!(config, |(steps in steps)| {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let t = TestApp::new().await;
            for name in ["A", "B", "C", "D", "E"] {
                t.component(name).await;
            }
            for (at, to) in steps {
                let mut before = order(&t, None).await;
                let moved = before[at].clone();
                let to = match to {
                    7 => MoveTo::Up,
                    8 => MoveTo::Down,
                    place => MoveTo::Position(place),
                };
                t.app.move_component(&t.owner(), &moved, to).await.expect("moved");
                let mut after = order(&t, None).await;
                before.retain(|one| *one != moved);
                after.retain(|one| *one != moved);
                assert_eq!(before, after, "the others keep their order");
            }
        });
    });
}

#[tokio::test]
async fn a_component_moves_among_its_siblings_only() {
    let t = TestApp::new().await;
    let a = t.component("G / A").await;
    let b = t.component("G / B").await;
    let site = t.component("Site").await;
    let group = t.components().await;
    let group = group.iter().find(|one| one.is_group()).expect("a group");
    t.app
        .reorder(&t.owner(), None, &[group.id.clone(), site.clone()])
        .await
        .expect("ordered");
    t.app
        .move_component(&t.owner(), &b, MoveTo::Up)
        .await
        .expect("moved");
    assert_eq!(order(&t, Some(&group.id)).await, [b.clone(), a.clone()]);
    assert_eq!(order(&t, None).await, [group.id.clone(), site.clone()]);
    let lines = details(&t, "component.move").await;
    assert_eq!(lines[0]["position"], serde_json::json!([2, 1]));
    t.app
        .move_component(&t.owner(), &b, MoveTo::Up)
        .await
        .expect("at the end already");
    assert_eq!(details(&t, "component.move").await.len(), 1);
    // Readers see the new order.
    let list = t.anyone().get("/api/v2/components.json").await;
    let at = |id: &ComponentId| list.text().find(&format!("\"id\":\"{id}\""));
    assert!(at(&b).expect("listed") < at(&a).expect("listed"));
}

#[tokio::test]
async fn a_list_gives_the_order_and_what_it_leaves_out_follows() {
    let t = TestApp::new().await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(t.component(name).await);
    }
    let [a, b, c] = [&ids[0], &ids[1], &ids[2]].map(Clone::clone);
    let given = [c.clone(), a.clone(), c.clone()];
    for _ in 0..2 {
        t.app
            .reorder(&t.owner(), None, &given)
            .await
            .expect("ordered");
        assert_eq!(order(&t, None).await, [c.clone(), a.clone(), b.clone()]);
    }
    assert_eq!(details(&t, "component.reorder").await.len(), 1);
    let list = t.anyone().get("/api/v2/components.json").await.json();
    let names: Vec<&str> = list["components"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(names, ["C", "A", "B"]);

    let unknown = ComponentId::parse("n0ne").expect("an id");
    let refused = t
        .app
        .reorder(&t.owner(), None, std::slice::from_ref(&unknown))
        .await;
    assert_eq!(problems(refused), ["order has no component n0ne there"]);
    let nowhere = t
        .app
        .reorder(&t.owner(), Some(&a), std::slice::from_ref(&b))
        .await;
    assert!(matches!(nowhere, Err(Error::NotFound)), "no group");
    let nothing = t.app.move_component(&t.owner(), &unknown, MoveTo::Up).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
    assert!(is_denied(
        &t.app.move_component(&responder(), &a, MoveTo::Up).await
    ));
    assert!(is_denied(&t.app.reorder(&responder(), None, &[a]).await));
}
