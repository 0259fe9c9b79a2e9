//! The page itself: its settings, its images, its templates of incidents.

mod assets;
mod edit;
mod images;
mod own;
mod settings;
mod templates;

pub use edit::{PageEdit, SeenSettings};
pub use settings::settings_version;
pub use templates::{TemplateEdit, template_version};

pub(super) use assets::KeepAssets;
pub(super) use own::{ensure_page, ensure_secret, touch_page};
pub(super) use settings::count_changes;
