//! The page's settings, images and templates.

mod images;
mod routes;
mod settings;
mod settings_form;
mod template_form;
mod templates;

pub(super) use routes::routes;
