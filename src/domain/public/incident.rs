//! An incident or maintenance as readers see it.

use crate::domain::{ComponentId, Impact, IncidentId, IncidentKind, Status, Ts, Update, Window};

use super::PublicPostmortem;

/// How long after its planned start or end a maintenance that has not moved on counts as late, in seconds.
pub const LATE_SECS: i64 = 5 * 60;

/// How a maintenance is behind its planned time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// It should have begun.
    NotBegun,
    /// It should have ended.
    NotFinished,
}

/// An incident or maintenance as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicIncident {
    /// Its id.
    pub id: IncidentId,
    /// Incident or maintenance.
    pub kind: IncidentKind,
    /// Its title.
    pub name: String,
    /// Its state now.
    pub status: Status,
    /// How bad it is or was.
    pub impact: Impact,
    /// When it was posted.
    pub created_at: Ts,
    /// The last change of anything readers see in it.
    pub updated_at: Ts,
    /// When the trouble began, if staff said so.
    pub started_at: Option<Ts>,
    /// When it was noticed, if staff said so.
    pub detected_at: Option<Ts>,
    /// When the service worked again, if staff said so.
    pub restored_at: Option<Ts>,
    /// First time in monitoring.
    pub monitoring_at: Option<Ts>,
    /// When it ended.
    pub resolved_at: Option<Ts>,
    /// Until when the next update is promised.
    pub next_update_by: Option<Ts>,
    /// When a published update was last removed.
    pub update_removed_at: Option<Ts>,
    /// The planned time of a maintenance.
    pub window: Option<Window>,
    /// When its planned time last changed.
    pub moved_at: Option<Ts>,
    /// It was cancelled before it began.
    pub is_cancelled: bool,
    /// The number in its feed ids.
    pub feed_number: i64,
    /// Order among events created at the same instant.
    pub seq: i64,
    /// Kept for compatibility.
    pub reminder_intervals: Option<String>,
    /// The components it names, in the page's order.
    pub component_ids: Vec<ComponentId>,
    /// Its updates, newest first by the time of posting.
    pub updates: Vec<Update>,
    /// Its postmortem, when published.
    pub postmortem: Option<PublicPostmortem>,
    /// The sort key of feeds.
    pub feed_at: Ts,
}

/// An update with its place among the others.
#[derive(Debug, Clone, Copy)]
pub struct TimelineEntry<'a> {
    /// The update.
    pub update: &'a Update,
    /// It keeps the status of the update before it, so it is headed "Update".
    pub keeps_status: bool,
    /// It says that a maintenance will not take place.
    pub cancels: bool,
}

impl PublicIncident {
    /// Says that it is not over.
    pub const fn is_open(&self) -> bool {
        !self.status.is_over()
    }

    /// Returns its updates newest first by the time readers see, each with its label.
    pub fn entries(&self) -> Vec<TimelineEntry<'_>> {
        let mut updates: Vec<&Update> = self.updates.iter().collect();
        updates.sort_by_key(|one| (one.display_at, one.created_at, one.seq));
        let mut before = None;
        let mut entries: Vec<TimelineEntry<'_>> = updates
            .into_iter()
            .map(|update| {
                let keeps_status = before.replace(update.status) == Some(update.status);
                TimelineEntry {
                    update,
                    keeps_status,
                    cancels: self.is_cancelled && update.status.is_over() && !keeps_status,
                }
            })
            .collect();
        entries.reverse();
        entries
    }

    /// Returns how a maintenance is late, and since when that is shown; `None` when it is on time. A maintenance that
    /// the clock moves is on time by then.
    pub fn late(&self, as_of: Ts) -> Option<(Late, Ts)> {
        let window = self
            .window
            .filter(|_| self.kind == IncidentKind::Maintenance)?;
        let (late, edge) = match self.status {
            Status::Scheduled => (Late::NotBegun, window.starts_at),
            Status::InProgress | Status::Verifying => (Late::NotFinished, window.ends_at),
            _ => return None,
        };
        let since = edge.plus_secs(LATE_SECS);
        (since <= as_of).then_some((late, since))
    }

    /// Returns since when the promised next update is overdue, if it is.
    pub fn overdue(&self, as_of: Ts) -> Option<Ts> {
        self.next_update_by
            .filter(|by| self.is_open() && *by <= as_of)
    }

    /// Returns how long it lasted in seconds, and whether staff measured it.
    ///
    /// Restored − started if both are set (`true`), else resolved − created (`false`); `None` while it
    /// lasts, and if its end is unknown or the moment of its posting: then only a day is known.
    pub fn duration(&self) -> Option<(i64, bool)> {
        match (self.started_at, self.restored_at, self.resolved_at) {
            (Some(started), Some(restored), _) if self.status.is_over() => {
                Some((restored.secs_since(started).max(0), true))
            }
            (_, _, Some(resolved)) if self.status.is_over() && resolved > self.created_at => {
                Some((resolved.secs_since(self.created_at), false))
            }
            _ => None,
        }
    }

    /// Returns the day key of past incidents: when it ended, or when it began while it is open.
    pub fn listed_at(&self) -> Ts {
        self.resolved_at.unwrap_or(self.created_at)
    }
}
