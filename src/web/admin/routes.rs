//! Every route of the staff pages in one table: who may come, and what answers.
//!
//! `table` gives it to tests, so that none is forgotten.

use std::sync::LazyLock;

use axum::handler::Handler;
use axum::routing::{MethodRouter, get as on_get, post as on_post};

use super::guard::Access;
use super::{
    account, audit, audit_export, bulk, component_forms, components, composer, dashboard, drafting,
    editing, incidents, joining, login, maintenance, maintenances, schedule, series, settings,
    settings_images, team, templates, tokens, upload,
};
use crate::app::Move;
use crate::domain::role::Deed;
use crate::store::LinkKind;
use crate::urls::admin as urls;
use crate::views::staff::{Done, Part, SettingsPart};
use crate::web::Web;

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Shows something and changes nothing.
    Get,
    /// Does something.
    Post,
}

/// A route as the tests see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdminRoute {
    /// What it does.
    pub verb: Verb,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
}

pub(super) struct Route {
    pub(super) shown: AdminRoute,
    pub(super) handler: MethodRouter<Web>,
    /// The largest body of a form with a file, in bytes; without one the route takes no files.
    pub(super) most_upload: Option<usize>,
}

impl Route {
    /// Takes a file of at most so many bytes beside the fields.
    fn with_file(mut self, most_bytes: usize) -> Self {
        self.most_upload = Some(most_bytes + upload::ROOM);
        self
    }
}

fn get<T: 'static>(path: &'static str, access: Access, handler: impl Handler<T, Web>) -> Route {
    route(Verb::Get, path, access, on_get(handler))
}

fn post<T: 'static>(path: &'static str, access: Access, handler: impl Handler<T, Web>) -> Route {
    route(Verb::Post, path, access, on_post(handler))
}

fn route(verb: Verb, path: &'static str, access: Access, handler: MethodRouter<Web>) -> Route {
    Route {
        shown: AdminRoute { verb, path, access },
        handler,
        most_upload: None,
    }
}

const READ: Access = Access::May(Deed::Read);
const RUN: Access = Access::May(Deed::RunIncident);
const MANAGE: Access = Access::May(Deed::ManagePage);

/// Returns every route.
pub(super) fn all() -> Vec<Route> {
    let mut all = signing_in();
    all.extend(links());
    all.extend(own_account());
    all.extend(running());
    all.extend(prepared_texts());
    all.extend(page_settings());
    all.extend(planning());
    all.extend(tree());
    all.extend(team_tokens_audit());
    all.extend(desk());
    all
}

/// Returns the table without what answers.
pub fn table() -> Vec<AdminRoute> {
    all().into_iter().map(|route| route.shown).collect()
}

/// Says whether a page can be shown at a path, as far as its form tells.
pub(super) fn can_be_shown(path: &str) -> bool {
    static SHOWN: LazyLock<Vec<AdminRoute>> = LazyLock::new(table);
    SHOWN.iter().any(|route| {
        let parts = || route.path.split('/');
        route.verb == Verb::Get
            && parts().count() == path.split('/').count()
            && parts().zip(path.split('/')).all(|(pattern, part)| {
                pattern == part || (pattern.starts_with('{') && !pattern.starts_with("{*"))
            })
    })
}

/// Logging in and out.
fn signing_in() -> Vec<Route> {
    use Access::{Anyone, HalfWay};
    vec![
        get(urls::LOGIN, Anyone, login::show),
        post(urls::LOGIN, Anyone, login::log_in),
        get(urls::LOGIN_CODE, HalfWay, login::show_code),
        post(urls::LOGIN_CODE, HalfWay, login::confirm_code),
        post(urls::LOGOUT, HalfWay, login::log_out),
    ]
}

/// Links that are used once.
fn links() -> Vec<Route> {
    use LinkKind::{Invitation, Password, SetUp};
    let mut all = Vec::new();
    for (path, kind) in [
        ("/admin/setup/{token}", SetUp),
        ("/admin/invitations/{token}", Invitation),
        ("/admin/passwords/{token}", Password),
    ] {
        let show = move |web, browser, uri, token| joining::show(kind, web, browser, uri, token);
        let join = move |web, browser, uri, token, form| {
            joining::join(kind, web, browser, uri, token, form)
        };
        all.push(get(path, Access::Anyone, show));
        all.push(post(path, Access::Anyone, join));
    }
    all
}

/// One's own account.
fn own_account() -> Vec<Route> {
    use Access::Anybody;
    vec![
        get(urls::ACCOUNT, Anybody, account::show),
        post("/admin/account/name", Anybody, account::rename),
        post("/admin/account/password", Anybody, account::change_password),
        post(
            "/admin/account/sessions/{id}/end",
            Anybody,
            account::end_session,
        ),
        post(
            "/admin/account/sessions/end-others",
            Anybody,
            account::end_other_sessions,
        ),
        get(urls::SECOND_FACTOR, Anybody, account::show_factor),
        post(urls::SECOND_FACTOR, Anybody, account::confirm_factor),
        post(
            "/admin/account/second-factor/manage",
            Anybody,
            account::manage_factor,
        ),
        get(urls::MORE, Anybody, account::more),
    ]
}

/// Incidents.
fn running() -> Vec<Route> {
    vec![
        get(urls::INCIDENTS, READ, incidents::list),
        get(urls::NEW_INCIDENT, RUN, composer::new_form),
        post(urls::NEW_INCIDENT, RUN, composer::create),
        post(urls::OUTCOME, RUN, composer::outcome),
        get("/admin/drafts/{id}", RUN, drafting::show_draft),
        post("/admin/drafts/{id}/delete", RUN, drafting::delete_draft),
        get("/admin/incidents/{id}", READ, incidents::show),
        post("/admin/incidents/{id}/updates", RUN, incidents::post_update),
        post("/admin/incidents/{id}/notes", RUN, incidents::add_note),
        get("/admin/incidents/{id}/edit", RUN, editing::edit_form),
        post("/admin/incidents/{id}/edit", RUN, editing::edit),
        get("/admin/incidents/{id}/delete", RUN, editing::delete_form),
        post("/admin/incidents/{id}/delete", RUN, editing::delete),
        get(
            "/admin/incidents/{id}/postmortem",
            RUN,
            editing::postmortem_form,
        ),
        post("/admin/incidents/{id}/postmortem", RUN, editing::postmortem),
        get(
            "/admin/incidents/{id}/updates/{update}/edit",
            RUN,
            editing::edit_update_form,
        ),
        post(
            "/admin/incidents/{id}/updates/{update}/edit",
            RUN,
            editing::edit_update,
        ),
    ]
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

/// The page's settings.
fn page_settings() -> Vec<Route> {
    let mut all = vec![
        get(urls::SETTINGS, MANAGE, settings::index),
        get(urls::SETTINGS_ACCENT, MANAGE, settings::figures),
        get(urls::SETTINGS_IMAGES, MANAGE, settings_images::show),
        post(urls::SETTINGS_IMAGES, MANAGE, settings_images::set)
            .with_file(settings_images::most_bytes()),
        post(urls::REMOVE_IMAGE, MANAGE, settings_images::remove),
        post(urls::SETTINGS_LOGO_ALT, MANAGE, settings_images::set_alt),
    ];
    for part in SettingsPart::ALL.iter().copied() {
        let may_save = match part {
            SettingsPart::Team => Access::May(Deed::ManageTeam),
            _ => MANAGE,
        };
        all.push(get(part.path(), MANAGE, move |here| {
            settings::show(here, part)
        }));
        all.push(post(part.path(), may_save, move |here, form| {
            settings::save(here, form, part)
        }));
    }
    all
}

/// Scheduled maintenances.
fn planning() -> Vec<Route> {
    const RUN: Access = Access::May(Deed::RunMaintenance);
    let mut all = vec![
        get(urls::MAINTENANCES, READ, maintenances::list),
        get(urls::CALENDAR, READ, maintenances::calendar),
        get(urls::NEW_MAINTENANCE, RUN, schedule::new_form),
        post(urls::NEW_MAINTENANCE, RUN, schedule::create),
        get(urls::SERIES, READ, series::list),
        get("/admin/maintenances/series/{id}", READ, series::show),
        post("/admin/maintenances/series/{id}/end", RUN, series::end),
        get("/admin/maintenances/{id}", READ, maintenance::show),
        get("/admin/maintenances/{id}/edit", RUN, schedule::edit_form),
        post("/admin/maintenances/{id}/edit", RUN, schedule::edit),
        post(
            "/admin/maintenances/{id}/updates",
            RUN,
            maintenance::post_update,
        ),
        post("/admin/maintenances/{id}/extend", RUN, maintenance::extend),
        post("/admin/maintenances/{id}/notes", RUN, maintenance::add_note),
    ];
    for (path, step) in [
        (
            "/admin/maintenances/{id}/start",
            (Part::Start, Move::Start, Done::MaintenanceStarted),
        ),
        (
            "/admin/maintenances/{id}/finish",
            (Part::Finish, Move::Finish, Done::MaintenanceFinished),
        ),
        (
            "/admin/maintenances/{id}/cancel",
            (Part::Cancel, Move::Cancel, Done::MaintenanceCancelled),
        ),
    ] {
        let move_on = move |here, id, form| maintenance::move_on(step, here, id, form);
        all.push(post(path, RUN, move_on));
    }
    all
}

/// Components and groups.
fn tree() -> Vec<Route> {
    const EDIT: &str = "/admin/components/{id}/edit";
    const ARCHIVE: &str = "/admin/components/{id}/archive";
    const RESTORE: &str = "/admin/components/{id}/restore";
    vec![
        get(urls::COMPONENTS, READ, components::list),
        get(urls::NEW_COMPONENT, MANAGE, component_forms::new_form),
        post(urls::NEW_COMPONENT, MANAGE, component_forms::create),
        get(urls::NEW_GROUP, MANAGE, component_forms::new_group_form),
        post(urls::NEW_GROUP, MANAGE, component_forms::create_group),
        get(urls::ADD_COMPONENTS, MANAGE, bulk::form),
        post(urls::ADD_COMPONENTS, MANAGE, bulk::add),
        post(urls::ORDER_COMPONENTS, MANAGE, components::reorder),
        get(urls::ARCHIVED_COMPONENTS, READ, components::list_archived),
        get("/admin/components/{id}", READ, components::show),
        post("/admin/components/{id}/status", RUN, components::set_status),
        post("/admin/components/{id}/move", MANAGE, components::move_one),
        get(EDIT, MANAGE, component_forms::edit_form),
        post(EDIT, MANAGE, component_forms::edit),
        get(ARCHIVE, MANAGE, component_forms::ask_archive),
        post(ARCHIVE, MANAGE, component_forms::archive),
        post(RESTORE, MANAGE, component_forms::restore),
    ]
}

/// The team, API tokens and the audit log.
fn team_tokens_audit() -> Vec<Route> {
    const TEAM: Access = Access::May(Deed::ManageTeam);
    const TOKENS: Access = Access::May(Deed::ManageTokens);
    const AUDIT: Access = Access::May(Deed::ReadAudit);
    vec![
        get(urls::TEAM, TEAM, team::show),
        post(urls::INVITATIONS, TEAM, team::invite),
        post(
            "/admin/team/invitations/{id}/end",
            TEAM,
            team::end_invitation,
        ),
        post("/admin/team/{id}/role", TEAM, team::change_role),
        post("/admin/team/{id}/sessions/end", TEAM, team::end_sessions),
        post("/admin/team/{id}/password-link", TEAM, team::password_link),
        post(
            "/admin/team/{id}/second-factor/reset",
            TEAM,
            team::reset_factor,
        ),
        get("/admin/team/{id}/remove", TEAM, team::ask_removal),
        post("/admin/team/{id}/remove", TEAM, team::remove),
        get(urls::TOKENS, TOKENS, tokens::show),
        post(urls::TOKENS, TOKENS, tokens::create),
        post("/admin/tokens/{id}/revoke", TOKENS, tokens::revoke),
        get(urls::AUDIT, AUDIT, audit::show),
        get(urls::AUDIT_CSV, AUDIT, audit_export::csv),
        get(urls::AUDIT_JSON, AUDIT, audit_export::json),
    ]
}

/// The dashboard, and what there is not.
fn desk() -> Vec<Route> {
    vec![
        get(urls::DASHBOARD, READ, dashboard::show),
        get("/admin/{*rest}", READ, dashboard::not_found),
        post("/admin/{*rest}", READ, dashboard::not_found),
    ]
}
