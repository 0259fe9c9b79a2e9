//! The page's own row, its settings, images and templates.

mod assets;
mod images;
mod own;
mod settings;
mod templates;
