//! Scheduled maintenances and their series.

pub mod due_transition;
pub mod plan;
pub mod series;
pub mod window;
