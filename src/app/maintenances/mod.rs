//! Scheduled maintenances: planned, moved on by hand and by the clock, recurring.

mod beginning;
mod due;
mod named_components;
mod new_series;
mod occurrences;
mod plan;
mod schedule;
mod series;
mod series_rule;
mod transitions;

pub(super) use beginning::{keep_for_beginning, touches_of_beginning};
pub(super) use due::MakeTransition;
pub(super) use named_components::named;
pub use new_series::{NewSeries, Upcoming};
pub(super) use occurrences::AnnounceOccurrences;
pub use plan::{Conflict, MaintenanceEdit, NewMaintenance};
pub use schedule::ScheduleEdit;
pub(super) use schedule::announce_move;
pub use transitions::{Announcement, Transition};
