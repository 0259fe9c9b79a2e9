//! The page's settings, images and templates.

mod images;
mod routes;
mod settings;
mod templates;

pub(super) use routes::routes;
