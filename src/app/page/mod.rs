//! The page itself: its settings, its images, its templates of incidents.

mod images;
mod own;
mod settings;
mod templates;

pub use own::PageEdit;
pub use settings::{SeenSettings, settings_version};
pub use templates::TemplateEdit;

pub(super) use own::{ensure_page, ensure_secret, touch_page};
