//! The staff pages, as browsers without script see them.

mod audit;
mod components;
mod incidents;
mod team;
mod tokens;
