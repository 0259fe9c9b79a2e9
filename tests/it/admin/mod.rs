//! The staff pages, as browsers without script see them.

mod audit;
mod composer;
mod drafts;
mod images;
mod incidents;
mod maintenances;
mod settings;
mod team;
mod templates;
mod tokens;
