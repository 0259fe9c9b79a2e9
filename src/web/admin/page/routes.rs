//! The routes of settings, images and templates.

use super::{images, settings, templates};
use crate::domain::Permission;
use crate::urls::admin as urls;
use crate::views::staff::SettingsPart;
use crate::web::admin::entry::Access;
use crate::web::admin::route::{MANAGE, READ, Route, get, post};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = settings_and_images();
    all.extend(prepared_texts());
    all
}

/// The page's settings.
fn settings_and_images() -> Vec<Route> {
    let mut all = vec![
        get(urls::SETTINGS, MANAGE, settings::index),
        get(urls::SETTINGS_ACCENT, MANAGE, settings::figures),
        get(urls::SETTINGS_IMAGES, MANAGE, images::show),
        post(urls::SETTINGS_IMAGES, MANAGE, images::set).with_file(images::most_bytes()),
        post(urls::REMOVE_IMAGE, MANAGE, images::remove),
        post(urls::SETTINGS_LOGO_ALT, MANAGE, images::set_alt),
    ];
    for part in SettingsPart::ALL.iter().copied() {
        let may_save = match part {
            SettingsPart::Team => Access::May(Permission::ManageTeam),
            _ => MANAGE,
        };
        all.push(get(part.path(), MANAGE, move |request| {
            settings::show(request, part)
        }));
        all.push(post(part.path(), may_save, move |sent| {
            settings::save(sent, part)
        }));
    }
    all
}

/// Templates.
fn prepared_texts() -> Vec<Route> {
    vec![
        get(urls::TEMPLATES, READ, templates::list),
        get(urls::NEW_TEMPLATE, MANAGE, templates::new_form),
        post(urls::NEW_TEMPLATE, MANAGE, templates::create),
        get("/admin/templates/{id}", MANAGE, templates::edit_form),
        post("/admin/templates/{id}", MANAGE, templates::edit),
        get(
            "/admin/templates/{id}/delete",
            MANAGE,
            templates::ask_deletion,
        ),
        post("/admin/templates/{id}/delete", MANAGE, templates::delete),
    ]
}
