//! The pages of settings, images and templates.

mod accents;
mod filled_template;
mod images;
mod settings;
mod settings_fields;
mod settings_part;
mod templates;

pub use accents::accent_figures;
pub use images::{Images, image_field, images};
pub use settings::{SettingsPartPage, settings, settings_part};
pub use settings_fields::{LINK_ROWS, settings_values};
pub use settings_part::SettingsPart;
pub use templates::{
    TemplateForm, TemplateList, delete_template, template, template_values, templates,
};
