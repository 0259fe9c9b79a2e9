//! Settings, images and templates, through every door.

mod api;
mod images;
mod images_staff;
mod settings;
mod settings_staff;
mod templates;
mod templates_api;
mod templates_staff;
