//! The staff pages, as browsers without script see them.

mod audit;
mod bad_input;
mod browser;
mod components;
mod composer;
mod csrf;
mod denials;
mod drafts;
mod images;
mod incidents;
mod links;
mod maintenances;
mod many_components;
mod matrix;
mod nothing_lost;
mod second_factor;
mod settings;
mod sign_in;
mod strangers;
mod team;
mod templates;
mod tokens;
mod way_back;
