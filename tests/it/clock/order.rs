//! Missed steps run late, oldest first; a deed that moves a step moves its job.

use candor::app::{Announcement, MaintenanceEdit, ScheduleEdit, Transition, Upcoming};
use candor::domain::{JobKind, MaintenancePlan};

use super::{HOUR, by_clock, daily, draft, due_at, job, maintenance, without_reminder};
use crate::support::TestApp;

#[tokio::test]
async fn steps_that_a_night_passed_over_run_late_and_oldest_first() {
    let t = TestApp::new().await;
    let late = draft(&t, "Late", 5 * HOUR).await;
    let second = maintenance(&t, "Second", 3 * HOUR, 3 * HOUR, without_reminder()).await;
    let first = maintenance(&t, "First", HOUR, 3 * HOUR, without_reminder()).await;
    let early = draft(&t, "Early", 2 * HOUR).await;
    let series = daily(&t, "2026-11-24T22:00").await;
    assert_eq!(t.run_due().await, 0);
    t.pass(12 * HOUR).await;

    let occurrence = t.app.list_occurrences(&t.owner(), &series.id).await;
    let occurrence = occurrence.expect("listed");
    assert_eq!(occurrence.len(), 10, "the one of the night is over");
    let done = by_clock(&t).await;
    let steps: Vec<&str> = done.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(
        steps,
        [
            "maintenance.start",
            "incident.create",
            "maintenance.start",
            "maintenance.finish",
            "incident.create",
            "maintenance.finish",
            "series.announce",
            "maintenance.start",
            "maintenance.finish",
        ]
    );
    let of = |place: usize| done[place].1.as_str();
    assert_eq!([of(0), of(3)], [first.id.as_str(); 2]);
    assert_eq!([of(2), of(5)], [second.id.as_str(); 2]);
    assert_eq!(of(6), series.id.as_str());
    for id in [early, late] {
        assert_eq!(job(&t, JobKind::PublishDraft, id.as_str()).await, None);
    }
    assert_eq!(t.run_due().await, 0);
}

#[tokio::test]
async fn a_deed_that_moves_or_ends_a_maintenance_moves_or_removes_its_job() {
    let t = TestApp::new().await;
    let owner = t.owner();
    let maintenance =
        maintenance(&t, "Upgrade", 10 * HOUR, HOUR, MaintenancePlan::automatic()).await;
    let id = maintenance.id.as_str();
    let next = async || due_at(&t, JobKind::MakeTransition, id).await;
    let starts_at = maintenance.window.expect("planned").starts_at;
    assert_eq!(next().await, Some(starts_at.plus_secs(-HOUR)));
    let edit = async |schedule| {
        let edit = MaintenanceEdit {
            schedule,
            ..MaintenanceEdit::default()
        };
        let edited = t
            .app
            .edit_maintenance(&owner, &maintenance.id, edit, None, None);
        edited.await.expect("edited")
    };
    let moved = ScheduleEdit {
        starts_at: Some(starts_at.plus_secs(HOUR)),
        ends_at: Some(starts_at.plus_secs(3 * HOUR)),
        ..ScheduleEdit::default()
    };
    edit(moved).await;
    assert_eq!(next().await, Some(starts_at));
    let by_hand = ScheduleEdit {
        remind_prior: Some(false),
        auto_start: Some(false),
        ..ScheduleEdit::default()
    };
    edit(by_hand).await;
    assert_eq!(next().await, None);
    let go = async |way| {
        let moved = t.app.move_maintenance(
            &owner,
            &maintenance.id,
            way,
            Announcement::default(),
            None,
            None,
        );
        moved.await.expect("moved")
    };
    go(Transition::Start).await;
    assert_eq!(next().await, Some(starts_at.plus_secs(3 * HOUR)));
    go(Transition::Finish).await;
    assert_eq!(next().await, None);
}

#[tokio::test]
async fn a_maintenance_that_begins_by_itself_after_all_begins_at_once_when_its_time_has_come() {
    let t = TestApp::new().await;
    let reminds = MaintenancePlan {
        remind_prior: true,
        ..MaintenancePlan::default()
    };
    let owner = t.owner();
    let maintenance = maintenance(&t, "Upgrade", 2 * HOUR, 10 * HOUR, reminds).await;
    assert_eq!(t.pass(3 * HOUR).await, 1, "the reminder is passed over");
    let left = job(&t, JobKind::MakeTransition, maintenance.id.as_str()).await;
    assert_eq!(left, None);
    let edit = MaintenanceEdit {
        schedule: ScheduleEdit {
            auto_start: Some(true),
            ..ScheduleEdit::default()
        },
        ..MaintenanceEdit::default()
    };
    let edited = t
        .app
        .edit_maintenance(&owner, &maintenance.id, edit, None, None);
    edited.await.expect("edited");
    assert_eq!(t.run_due().await, 1);
    let stored = t.stored(&maintenance.id).await;
    assert!(stored.is_under_way());
}

#[tokio::test]
async fn a_draft_that_is_deleted_and_a_series_that_ends_leave_no_job() {
    let t = TestApp::new().await;
    let owner = t.owner();
    let id = draft(&t, "Calls fail", HOUR).await;
    assert!(job(&t, JobKind::PublishDraft, id.as_str()).await.is_some());
    let (kept, _) = t.app.show_draft(&owner, &id).await.expect("there");
    let deleted = t.app.delete_draft(&owner, &kept.version()).await;
    deleted.expect("deleted");
    assert_eq!(job(&t, JobKind::PublishDraft, id.as_str()).await, None);

    let series = daily(&t, "2026-11-24T17:00").await;
    let kind = JobKind::AnnounceOccurrences;
    assert!(job(&t, kind, series.id.as_str()).await.is_some());
    let ended = t
        .app
        .end_series(&owner, &series.id, Upcoming::Cancel, false);
    ended.await.expect("ended");
    assert_eq!(job(&t, kind, series.id.as_str()).await, None);
    assert_eq!(t.pass(100 * HOUR).await, 0, "nothing is left to do");
}
