//! Scheduled maintenances: by hand, by the clock, again and again, and what readers see of them.

mod api;
mod beginning;
mod by_hand;
mod clock;
mod posted;
mod public;
mod series;
mod staff;

use candor::app::{NewMaintenance, Touch};
use candor::domain::{ComponentId, ComponentStatus, Incident, IncidentId, Status, Window};

use crate::support::TestApp;

pub(super) const HOUR: i64 = 3600;

/// A window that begins `ahead` seconds from now and lasts `secs`.
pub(super) fn window(t: &TestApp, ahead: i64, secs: i64) -> Window {
    let starts_at = t.now().plus_secs(ahead);
    Window {
        starts_at,
        ends_at: starts_at.plus_secs(secs),
    }
}

/// Names components without a change.
pub(super) fn naming(ids: &[&ComponentId]) -> Vec<Touch> {
    ids.iter()
        .map(|id| Touch {
            id: (*id).clone(),
            status: None,
        })
        .collect()
}

impl TestApp {
    /// Announces a maintenance two hours ahead for an hour, in which the clock does everything.
    pub(crate) async fn planned(&self, name: &str, on: &[&ComponentId]) -> Incident {
        let new = NewMaintenance {
            touches: naming(on),
            ..NewMaintenance::planned(
                name,
                window(self, 2 * HOUR, HOUR),
                "We upgrade the database.",
            )
        };
        self.schedule(new).await
    }

    pub(crate) async fn schedule(&self, new: NewMaintenance) -> Incident {
        self.app
            .schedule_maintenance(&self.owner(), new, None)
            .await
            .expect("the maintenance is scheduled")
    }

    pub(crate) async fn run_due(&self) -> usize {
        self.app.run_due().await.expect("what is due is done")
    }

    /// Lets time pass and does what is due then.
    pub(crate) async fn pass(&self, secs: i64) -> usize {
        self.clock.advance_secs(secs);
        self.run_due().await
    }

    pub(crate) async fn stored(&self, id: &IncidentId) -> Incident {
        let mut read = self.store.read().await.expect("a read");
        read.get_incident(id).await.expect("the incident")
    }

    pub(crate) async fn status_of(&self, id: &ComponentId) -> ComponentStatus {
        let all = self.components().await;
        all.iter()
            .find(|one| one.id == *id)
            .expect("it is there")
            .status
    }

    pub(crate) async fn audit(&self) -> Vec<String> {
        let mut read = self.store.read().await.expect("a read");
        let filter = candor::domain::AuditFilter::default();
        let entries = read.list_audit(&filter, 200).await.expect("lines");
        entries
            .into_iter()
            .map(|(_, one)| format!("{} {} {} {}", one.actor, one.door, one.action, one.subject))
            .collect()
    }
}

pub(super) fn statuses(maintenance: &Incident) -> Vec<Status> {
    maintenance
        .updates
        .iter()
        .map(|update| update.status)
        .collect()
}
