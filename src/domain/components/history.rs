//! What a component's status was at every moment, as intervals.
//!
//! They follow the happened-at of the updates that changed it. An incident's `started_at` and
//! `restored_at`, if set, move the start of its first bad interval and the end of its last.

use std::collections::{HashMap, HashSet};

use crate::domain::{ComponentId, ComponentStatus, Incident, IncidentId, Ts};

/// A time in which a component was not operational.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// Start.
    pub from_at: Ts,
    /// End; `None` while it lasts.
    pub to_at: Option<Ts>,
    /// The status during this time.
    pub status: ComponentStatus,
    /// The incident that set it; `None` when staff set it by hand.
    pub incident_id: Option<IncidentId>,
}

/// A moment at which a component's status was set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusChange {
    /// When it took effect.
    pub effective_at: Ts,
    /// The status from then on.
    pub status: ComponentStatus,
    /// The incident that set it; `None` when staff set it by hand.
    pub incident_id: Option<IncidentId>,
    /// Orders status changes of one instant: the update's own place, so that only a change of the update moves it.
    pub seq: i64,
}

/// Returns the status changes that an incident gives the components that it names, each component's in order of time.
pub fn status_changes(incident: &Incident) -> HashMap<ComponentId, Vec<StatusChange>> {
    let mut updates: Vec<_> = incident.updates.iter().collect();
    updates.sort_by_key(|update| (update.display_at, update.created_at, update.seq));
    let named: HashSet<&ComponentId> = incident.component_ids.iter().collect();
    let mut all: HashMap<ComponentId, Vec<StatusChange>> = HashMap::new();
    for update in updates {
        let changes = update.changes.iter();
        for change in changes.filter(|change| named.contains(&change.component_id)) {
            all.entry(change.component_id.clone())
                .or_default()
                .push(StatusChange {
                    effective_at: update.display_at,
                    status: change.new_status,
                    incident_id: Some(incident.id.clone()),
                    seq: update.seq,
                });
        }
    }
    for status_changes in all.values_mut() {
        settle(status_changes, incident);
    }
    all
}

/// Leaves out status changes that change nothing, and moves the start of the first downtime and the end of the last
/// to the instants that staff gave.
fn settle(status_changes: &mut Vec<StatusChange>, incident: &Incident) {
    status_changes.dedup_by(|later, earlier| later.status == earlier.status);
    if let Some(started_at) = incident.started_at
        && let Some(first) = status_changes
            .iter_mut()
            .find(|change| !change.status.is_operational())
    {
        first.effective_at = first.effective_at.min(started_at);
    }
    if let Some(restored_at) = incident.restored_at {
        let count = status_changes.len();
        if count >= 2
            && status_changes[count - 1].status.is_operational()
            && !status_changes[count - 2].status.is_operational()
        {
            let start = status_changes[count - 2].effective_at;
            status_changes[count - 1].effective_at = restored_at.max(start);
        }
    }
}

/// Returns the intervals that a component's status changes, in any order, make: oldest first.
///
/// A status change ends the interval before it, whichever incident began that. Empty intervals are left out.
pub fn intervals(mut status_changes: Vec<StatusChange>) -> Vec<Interval> {
    status_changes.sort_by_key(|change| (change.effective_at, change.seq));
    let mut intervals: Vec<Interval> = Vec::new();
    for change in status_changes {
        if let Some(open) = intervals.last_mut().filter(|last| last.to_at.is_none()) {
            if open.status == change.status {
                continue;
            }
            open.to_at = Some(change.effective_at);
            if open.from_at == change.effective_at {
                intervals.pop();
            }
        }
        if !change.status.is_operational() {
            intervals.push(Interval {
                from_at: change.effective_at,
                to_at: None,
                status: change.status,
                incident_id: change.incident_id,
            });
        }
    }
    intervals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incidents::incident::tests::{incident, update};
    use crate::domain::{IncidentKind, Status};
    use proptest::prelude::*;

    #[test]
    fn started_and_restored_move_the_ends() {
        let mut incident = incident(IncidentKind::Incident);
        for (seq, status, component) in [
            (1, Status::Investigating, ComponentStatus::MajorOutage),
            (2, Status::Monitoring, ComponentStatus::MajorOutage),
            (3, Status::Resolved, ComponentStatus::Operational),
        ] {
            incident.post(update(seq, status, component)).expect("fits");
        }
        let component = incident.component_ids[0].clone();
        let said = incident.updates[0].display_at;
        let plain = intervals(status_changes(&incident)[&component].clone());
        assert_eq!(plain.len(), 1);
        assert_eq!(plain[0].from_at, said);
        assert_eq!(plain[0].to_at, Some(incident.updates[2].display_at));
        incident.started_at = Some(said.plus_secs(-2640));
        incident.restored_at = Some(said.plus_secs(-420));
        let moved = intervals(status_changes(&incident)[&component].clone());
        assert_eq!(moved.len(), 1);
        assert_eq!(
            (moved[0].from_at, moved[0].to_at),
            (said.plus_secs(-2640), Some(said.plus_secs(-420)))
        );
    }

    proptest! {
        #[test]
        fn intervals_are_ordered_and_do_not_overlap(
            raw in proptest::collection::vec((0i64..50, proptest::sample::select(ComponentStatus::ALL)), 0..30)
        ) {
            let status_changes = raw.into_iter().map(|(at, status)| StatusChange {
                effective_at: Ts::from_secs(at), status, incident_id: None, seq: 0,
            }).collect();
            let intervals = intervals(status_changes);
            for pair in intervals.windows(2) {
                prop_assert!(pair[0].to_at.is_some_and(|end| end <= pair[1].from_at));
            }
            for interval in &intervals {
                prop_assert!(!interval.status.is_operational());
                prop_assert!(interval.to_at.is_none_or(|end| end > interval.from_at));
            }
        }
    }
}
