//! Many incidents are taken over in parts, between which others write.

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Desk, SMALL};
use candor::app::Error;

const INCIDENTS: usize = 250;

/// A bare list of incidents, newest first; one of its updates has the id that is given.
fn documents(stolen: &str) -> String {
    let list = (0..INCIDENTS).rev().map(|number| {
        let at = format!("2024-{:02}-{:02}T10:00:00Z", 1 + number / 25, 1 + number % 25);
        let update = if number == 120 {
            stolen.to_owned()
        } else {
            format!("u{number}")
        };
        json!({
            "id": format!("i{number}"), "name": format!("Incident {number}"), "status": "resolved",
            "created_at": at, "updated_at": at, "resolved_at": at,
            "incident_updates": [{"id": update, "status": "resolved", "body": "Over.", "created_at": at}],
        })
    });
    list.collect::<Value>().to_string()
}

async fn desk(stolen: &str) -> Desk {
    let desk = Desk::new(&[SMALL[0], ("incidents.json", "[]")]).await;
    desk.import().await;
    desk.write("incidents.json", &documents(stolen));
    desk
}

#[tokio::test]
async fn a_writer_waits_for_one_part_and_not_for_all() {
    let desk = desk("u120").await;
    let imported = desk.read().await.expect("the documents are fine");
    let tried = desk.take(imported.clone(), true).await.expect("they fit");
    let before = desk.revision().await;
    let (done, mut so_far) = watch::channel(0);
    let who = desk.t.owner();
    let importing = desk.t.app.import(&who, imported, false, |count| {
        done.send_replace(count);
    });
    let writing = async {
        let begun = so_far.wait_for(|count| *count > 0).await;
        begun.expect("it tells how far it is");
        desk.t.incident("Meanwhile").open().await;
        *so_far.borrow()
    };
    let (report, met_at) = tokio::join!(importing, writing);
    let report = report.expect("imported");
    assert_eq!(report, tried, "a dry run says the same");
    assert_eq!(report.incidents.imported, INCIDENTS);
    assert!(met_at < INCIDENTS, "after {met_at}");
    assert_eq!(
        desk.revision().await,
        before + 4,
        "three parts and the other"
    );
    let order: Vec<String> = {
        let mut read = desk.t.store.read().await.expect("a read");
        let all = candor::store::IncidentFilter::All;
        let listed = read.list_incidents(all, "Incident", 100, 0).await;
        let listed = listed.expect("listed");
        listed.into_iter().map(|one| one.name).collect()
    };
    let newest: Vec<String> = (150..INCIDENTS)
        .rev()
        .map(|number| format!("Incident {number}"))
        .collect();
    assert_eq!(order, newest);
    assert!(desk.import().await.is_unchanged());
}

#[tokio::test]
async fn what_was_taken_before_a_conflict_stays_and_another_run_goes_on() {
    let desk = desk("stolen").await;
    let other = desk.t.incident("Here before").open().await;
    desk.write("incidents.json", &documents(other.updates[0].id.as_str()));
    let imported = desk.read().await.expect("the documents are fine");
    let tried = desk.take(imported.clone(), true).await;
    assert!(matches!(tried, Err(Error::Conflict(_))));
    let refused = desk.take(imported, false).await.expect_err("refused");
    let why = refused.to_string();
    assert!(
        why.contains("i120: one of its ids") && why.contains("the 100 incidents before"),
        "{why}"
    );
    desk.write("incidents.json", &documents("u120"));
    let report = desk.import().await;
    assert_eq!(
        (report.incidents.unchanged, report.incidents.imported),
        (100, 150)
    );
}
