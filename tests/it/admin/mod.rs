//! The staff pages, as browsers without script see them.

mod audit;
mod team;
mod tokens;
