//! The pages of scheduled maintenances.

mod calendar;
mod desk;
mod forms;
mod list;
mod outlook;
mod schedule;
mod series;

pub use calendar::{Calendar, calendar};
pub use desk::{MaintenanceDesk, maintenance};
pub use forms::Part;
pub use list::{Maintenances, maintenances};
pub use outlook::{Clash, Outlook, clock_note};
pub use schedule::{FLAGS, ScheduleKind, SchedulePage, choice_values, schedule};
pub use series::{OneSeries, one_series, series_list};
