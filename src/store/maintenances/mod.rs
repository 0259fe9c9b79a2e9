//! What is planned: maintenances by their time, what the clock does for them, recurring ones.

mod lists;
mod plans;
mod series;

pub(super) use plans::{PlanColumns, print_statuses};
