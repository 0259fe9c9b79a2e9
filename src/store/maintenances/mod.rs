//! Maintenances by their time, maintenance plans, and series.

mod lists;
mod plans;
mod series;

pub(super) use plans::{PlanColumns, print_statuses};
