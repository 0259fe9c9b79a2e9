//! Jobs: each step once, missed ones late and in order, failed ones again.

mod beside;
mod failing;
mod nodes;
mod order;

use candor::app::{DraftForm, NewIncident, NewMaintenance, NewSeries};
use candor::domain::{
    AuditFilter, DraftId, Incident, Job, JobKind, MaintenancePlan, Pattern, Series, SeriesId,
    Status, Ts, Window,
};

use crate::support::TestApp;

const HOUR: i64 = 3600;

/// A plan in which the clock begins and ends a maintenance, without a reminder.
fn without_reminder() -> MaintenancePlan {
    MaintenancePlan {
        remind_prior: false,
        ..MaintenancePlan::automatic()
    }
}

/// Plans a maintenance that begins `ahead` seconds from now and lasts `secs`.
async fn maintenance(
    t: &TestApp,
    name: &str,
    ahead: i64,
    secs: i64,
    plan: MaintenancePlan,
) -> Incident {
    let starts_at = t.now().plus_secs(ahead);
    let window = Window {
        starts_at,
        ends_at: starts_at.plus_secs(secs),
    };
    let new = NewMaintenance {
        plan,
        ..NewMaintenance::planned(name, window, "")
    };
    let planned = t.app.schedule_maintenance(&t.owner(), new, None).await;
    planned.expect("planned")
}

/// Plans an incident to be opened `ahead` seconds from now.
async fn draft(t: &TestApp, name: &str, ahead: i64) -> DraftId {
    let form = DraftForm {
        of: None,
        fields: vec![("name".into(), name.into())],
    };
    let new = NewIncident::named(name, Status::Investigating, "We are looking into it.");
    let at = t.now().plus_secs(ahead);
    let planned = t.app.plan_draft(&t.owner(), form, &new, at, None).await;
    planned.expect("planned")
}

/// Plans a daily series of which each occurrence takes an hour.
async fn daily(t: &TestApp, first_start: &str) -> Series {
    let new = NewSeries {
        rule: "FREQ=DAILY".into(),
        first_start: first_start.into(),
        duration_secs: HOUR,
        template: pattern("Daily patches"),
    };
    let begun = t.app.schedule_series(&t.owner(), new, None).await;
    begun.expect("planned")
}

async fn job(t: &TestApp, kind: JobKind, subject: &str) -> Option<Job> {
    let mut read = t.store.read().await.expect("a read");
    read.find_job(kind, subject).await.expect("asked")
}

async fn due_at(t: &TestApp, kind: JobKind, subject: &str) -> Option<Ts> {
    job(t, kind, subject).await.map(|job| job.due_at)
}

async fn set_job(t: &TestApp, kind: JobKind, subject: &str, due_at: Ts) {
    let mut write = t.store.begin().await.expect("a write");
    write.set_job(kind, subject, due_at).await.expect("set");
    write.commit_bookkeeping().await.expect("committed");
}

/// A series whose rule cannot be walked, so that its job fails.
async fn broken_series(t: &TestApp, due_at: Ts) -> Series {
    let series = Series {
        id: SeriesId::parse("brokenseries").expect("an id"),
        rule: "FREQ=NEVER".into(),
        time_zone: "UTC".into(),
        first_start: "2026-11-24T17:00".into(),
        duration_secs: HOUR,
        template: pattern("Broken"),
        maker: None,
        created_at: t.now(),
        made_until: None,
        due_at: Some(due_at),
        ended_at: None,
    };
    save_series(t, &series).await;
    series
}

fn pattern(name: &str) -> Pattern {
    Pattern {
        name: name.into(),
        body: String::new(),
        component_ids: Vec::new(),
        plan: without_reminder(),
        deliver_notifications: false,
    }
}

async fn save_series(t: &TestApp, series: &Series) {
    let mut write = t.store.begin().await.expect("a write");
    write.save_series(series).await.expect("stored");
    write.commit_bookkeeping().await.expect("committed");
}

/// What the clock did, oldest first: action and subject.
async fn by_clock(t: &TestApp) -> Vec<(String, String)> {
    let mut read = t.store.read().await.expect("a read");
    let filter = AuditFilter::default();
    let entries = read.list_audit(&filter, 500).await.expect("listed");
    let entries = entries.into_iter().rev().map(|(_, entry)| entry);
    entries
        .filter(|entry| entry.door == "clock")
        .map(|entry| (entry.action, entry.subject))
        .collect()
}
