//! The staff pages, as browsers without script see them.

mod audit;
mod components;
mod incidents;
mod many_components;
mod team;
mod tokens;
