//! Scheduled maintenances: planned, moved on by hand and by the clock, recurring.

mod beginning;
mod new_series;
mod plan;
mod schedule;
mod series;
mod series_rule;
mod transitions;

pub(super) use beginning::{keep_for_beginning, touches_of_beginning};
pub use new_series::{NewSeries, Upcoming};
pub(super) use plan::window_detail;
pub use plan::{Conflict, MaintenanceEdit, NewMaintenance};
pub use schedule::ScheduleEdit;
pub(super) use schedule::words_of_move;
pub(super) use transitions::{Hand, named};
pub use transitions::{Move, Said};
