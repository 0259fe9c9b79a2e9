//! What staff do with postmortems.

use candor::domain::Role;

use crate::support::{TestApp, values};

#[tokio::test]
async fn an_incident_is_not_deleted_with_a_draft_that_nobody_saw() {
    let t = TestApp::new().await;
    let incident = t.incident("Calls fail").open().await;
    let staff = t.staff(Role::Responder).await;
    let path = format!("/admin/incidents/{}", incident.id);
    let delete = format!("{path}/delete");
    let version = values(&staff.get(&delete).await, "main [name=version]").remove(0);
    t.app
        .save_postmortem_draft(&t.owner(), &incident.id, "What we know.", None)
        .await
        .expect("saved");
    let fields = [("confirm", "Calls fail"), ("version", version.as_str())];
    let refused = staff.post(&delete, &fields).await;
    assert_eq!(refused.status(), 409);
    let version = values(&refused, "main [name=version]").remove(0);
    let fields = [("confirm", "Calls fail"), ("version", version.as_str())];
    let deleted = staff.post(&delete, &fields).await;
    assert_eq!(deleted.status(), 303);
    assert_eq!(staff.get(&path).await.status(), 404);
}
