//! The staff pages, as browsers without script see them.

mod audit;
mod incidents;
mod maintenances;
mod team;
mod tokens;
