//! Scheduled maintenances and their series.

pub mod plan;
pub mod series;
pub mod step;
pub mod window;
