//! Time boundaries: the moments at which the page changes without anybody doing anything.

use crate::domain::public::{LATE_SECS, Moment, Snapshot};
use crate::domain::{IncidentKind, Ts};
use crate::zone::{Day, Zone};

/// How many days before today the front page lists.
const PAST_DAYS: usize = 14;

/// Returns the start of the oldest day on the front page.
pub(super) fn past_since(zone: &Zone, now: Ts) -> Ts {
    let mut day: Day = zone.day(now);
    for _ in 0..PAST_DAYS {
        day = day.previous();
    }
    zone.start_of(day)
}

/// Returns the moment of a state made now, and when the next boundary passes.
pub(super) fn moment(zone: &Zone, snapshot: &Snapshot, now: Ts) -> (Moment, Ts) {
    let today = zone.day(now);
    let mut passed = zone.start_of(today);
    let mut next = zone.start_of(today.next());
    for window in snapshot
        .incidents
        .iter()
        .filter(|one| one.kind == IncidentKind::Maintenance && one.is_open())
        .filter_map(|one| one.window)
    {
        let (starts_at, ends_at) = (window.starts_at, window.ends_at);
        let late = [starts_at, ends_at].map(|edge| edge.plus_secs(LATE_SECS));
        for edge in [starts_at, ends_at].into_iter().chain(late) {
            if edge <= now {
                passed = passed.max(edge);
            } else {
                next = next.min(edge);
            }
        }
    }
    let open = snapshot.incidents.iter().filter(|one| one.is_open());
    for promised in open.filter_map(|one| one.next_update_by) {
        if promised <= now {
            passed = passed.max(promised);
        } else {
            next = next.min(promised);
        }
    }
    let moment = Moment {
        as_of: passed,
        past_since: past_since(zone, now),
    };
    (moment, next)
}
