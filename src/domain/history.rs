//! What a component's status was at every moment, as intervals.
//!
//! They follow the happened-at of the updates that changed it. An incident's `started_at` and
//! `restored_at`, where set, move the start of its first bad interval and the end of its last.

use super::{ComponentId, ComponentStatus, Incident, IncidentId, Ts};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// When it took effect.
    pub effective_at: Ts,
    /// The status from then on.
    pub status: ComponentStatus,
    /// The incident that set it; `None` when staff set it by hand.
    pub incident_id: Option<IncidentId>,
}

/// Returns the turns that an incident gives one component, in order of time.
pub fn turns(incident: &Incident, component: &ComponentId) -> Vec<Turn> {
    let mut updates: Vec<_> = incident.updates.iter().collect();
    updates.sort_by_key(|update| (update.display_at, update.created_at, update.seq));
    let mut turns: Vec<Turn> = updates
        .into_iter()
        .flat_map(|update| {
            update
                .changes
                .iter()
                .filter(|change| change.component_id == *component)
                .map(|change| Turn {
                    effective_at: update.display_at,
                    status: change.new_status,
                    incident_id: Some(incident.id.clone()),
                })
        })
        .collect();
    turns.dedup_by(|later, earlier| later.status == earlier.status);
    if let Some(started_at) = incident.started_at
        && let Some(first) = turns.iter_mut().find(|turn| !turn.status.is_operational())
    {
        first.effective_at = first.effective_at.min(started_at);
    }
    if let Some(restored_at) = incident.restored_at {
        let count = turns.len();
        if count >= 2
            && turns[count - 1].status.is_operational()
            && !turns[count - 2].status.is_operational()
        {
            let start = turns[count - 2].effective_at;
            turns[count - 1].effective_at = restored_at.max(start);
        }
    }
    turns
}

/// Draws a component's turns, in any order, together into its intervals, oldest first.
///
/// The last word counts: a turn ends the interval before it, whoever opened it. Empty intervals vanish.
pub fn intervals(mut turns: Vec<Turn>) -> Vec<Interval> {
    turns.sort_by_key(|turn| turn.effective_at);
    let mut intervals: Vec<Interval> = Vec::new();
    for turn in turns {
        if let Some(open) = intervals.last_mut().filter(|last| last.to_at.is_none()) {
            if open.status == turn.status {
                continue;
            }
            open.to_at = Some(turn.effective_at);
            if open.from_at == turn.effective_at {
                intervals.pop();
            }
        }
        if !turn.status.is_operational() {
            intervals.push(Interval {
                from_at: turn.effective_at,
                to_at: None,
                status: turn.status,
                incident_id: turn.incident_id,
            });
        }
    }
    intervals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incident::tests::{incident, update};
    use crate::domain::{Kind, Status};
    use proptest::prelude::*;

    #[test]
    fn started_and_restored_move_the_ends() {
        let mut it = incident(Kind::Incident);
        for (seq, status, component) in [
            (1, Status::Investigating, ComponentStatus::MajorOutage),
            (2, Status::Monitoring, ComponentStatus::MajorOutage),
            (3, Status::Resolved, ComponentStatus::Operational),
        ] {
            it.post(update(seq, status, component)).expect("fits");
        }
        let component = it.component_ids[0].clone();
        let said = it.updates[0].display_at;
        let plain = intervals(turns(&it, &component));
        assert_eq!(plain.len(), 1);
        assert_eq!(plain[0].from_at, said);
        assert_eq!(plain[0].to_at, Some(it.updates[2].display_at));
        it.started_at = Some(said.plus_secs(-2640));
        it.restored_at = Some(said.plus_secs(-420));
        let moved = intervals(turns(&it, &component));
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
            let turns = raw.into_iter().map(|(at, status)| Turn {
                effective_at: Ts::from_secs(at), status, incident_id: None,
            }).collect();
            let it = intervals(turns);
            for pair in it.windows(2) {
                prop_assert!(pair[0].to_at.is_some_and(|end| end <= pair[1].from_at));
            }
            for one in &it {
                prop_assert!(!one.status.is_operational());
                prop_assert!(one.to_at.is_none_or(|end| end > one.from_at));
            }
        }
    }
}
