//! The staff pages, as browsers without script see them.

mod audit;
mod composer;
mod drafts;
mod incidents;
mod team;
mod tokens;
