//! The page itself: its settings, colours, images and templates.

pub mod asset;
pub mod color;
pub mod image;
pub mod own;
pub mod revisions;
pub mod settings;
pub mod template;
