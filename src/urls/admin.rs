//! The paths of the staff pages.

use crate::domain::{
    ComponentId, ComponentStatus, DraftId, Incident, IncidentId, IncidentKind, LinkId, PersonId,
    SeriesId, SessionId, TemplateId, TokenId, UpdateId,
};

/// The dashboard, and the root of all the others.
pub const DASHBOARD: &str = "/admin";
/// Where staff log in.
pub const LOGIN: &str = "/admin/login";
/// Where the second factor is asked for.
pub const LOGIN_CODE: &str = "/admin/login/code";
/// Where staff log out.
pub const LOGOUT: &str = "/admin/logout";
/// Every incident and maintenance.
pub const INCIDENTS: &str = "/admin/incidents";
/// The form of a new incident.
pub const NEW_INCIDENT: &str = "/admin/incidents/new";
/// Where a script asks what the component choice of a form comes to.
pub const OUTCOME: &str = "/admin/outcome";
/// The form of an incident of the past.
pub const PAST_INCIDENT: &str = "/admin/incidents/new?backfilled=true";
/// Texts prepared for incidents and maintenances.
pub const TEMPLATES: &str = "/admin/templates";
/// The form of a new template; `?kind=maintenance` for one of a maintenance.
pub const NEW_TEMPLATE: &str = "/admin/templates/new";
/// The page's settings, a page for each part.
pub const SETTINGS: &str = "/admin/settings";
/// Name, address and time zone.
pub const SETTINGS_PAGE: &str = "/admin/settings/page";
/// Announcement, about text and links.
pub const SETTINGS_WORDS: &str = "/admin/settings/words";
/// The look and the accents.
pub const SETTINGS_COLORS: &str = "/admin/settings/colors";
/// How well accents that are being typed can be read.
pub const SETTINGS_ACCENT: &str = "/admin/settings/colors/accent";
/// Logos and the icon.
pub const SETTINGS_IMAGES: &str = "/admin/settings/images";
/// Where an image is removed.
pub const REMOVE_IMAGE: &str = "/admin/settings/images/remove";
/// The logo in words.
pub const SETTINGS_LOGO_ALT: &str = "/admin/settings/images/alt";
/// Search engines and security.txt.
pub const SETTINGS_SECURITY: &str = "/admin/settings/security";
/// Whether new incidents tell subscribers, and reminders of open ones.
pub const SETTINGS_INCIDENTS: &str = "/admin/settings/incidents";
/// What holds for everybody on the team.
pub const SETTINGS_TEAM: &str = "/admin/settings/team";
/// Scheduled maintenances.
pub const MAINTENANCES: &str = "/admin/maintenances";
/// The form of a new maintenance.
pub const NEW_MAINTENANCE: &str = "/admin/maintenances/new";
/// Scheduled maintenances by the days of a month.
pub const CALENDAR: &str = "/admin/maintenances/calendar";
/// Maintenances that come again and again.
pub const SERIES: &str = "/admin/maintenances/series";
/// Components and their groups.
pub const COMPONENTS: &str = "/admin/components";
/// The form of a new component.
pub const NEW_COMPONENT: &str = "/admin/components/new";
/// The form of a new group of components.
pub const NEW_GROUP: &str = "/admin/components/new-group";
/// The form that adds many components at once.
pub const ADD_COMPONENTS: &str = "/admin/components/add";
/// Where a new order of components goes.
pub const ORDER_COMPONENTS: &str = "/admin/components/order";
/// Components that are gone from the page.
pub const ARCHIVED_COMPONENTS: &str = "/admin/components/archived";
/// API tokens.
pub const TOKENS: &str = "/admin/tokens";
/// Everybody who may sign in.
pub const TEAM: &str = "/admin/team";
/// Where an invitation is made.
pub const INVITATIONS: &str = "/admin/team/invitations";
/// Who did what.
pub const AUDIT: &str = "/admin/audit";
/// Who did what, for spreadsheets.
pub const AUDIT_CSV: &str = "/admin/audit.csv";
/// Who did what, for programs.
pub const AUDIT_JSON: &str = "/admin/audit.json";
/// One's own name, password, second factor and sessions.
pub const ACCOUNT: &str = "/admin/account";
/// Setting the second factor up.
pub const SECOND_FACTOR: &str = "/admin/account/second-factor";
/// The links behind the fourth button on small screens.
pub const MORE: &str = "/admin/more";

/// Says whether a path is of the staff pages.
pub fn is_admin(path: &str) -> bool {
    path.strip_prefix(DASHBOARD)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The page of the set-up link.
pub fn set_up(token: &str) -> String {
    format!("/admin/setup/{token}")
}

/// The page of an invitation.
pub fn invitation(token: &str) -> String {
    format!("/admin/invitations/{token}")
}

/// The page of a link to a new password.
pub fn new_password(token: &str) -> String {
    format!("/admin/passwords/{token}")
}

/// The form of a new incident, filled from the first update of another.
pub fn duplicate(id: &IncidentId) -> String {
    format!("{NEW_INCIDENT}?duplicate={id}")
}

/// An incident or maintenance.
pub fn incident(id: &IncidentId) -> String {
    format!("{INCIDENTS}/{id}")
}

/// Something to do with an incident: a form, or where it is sent.
pub fn incident_part(id: &IncidentId, part: &str) -> String {
    format!("{INCIDENTS}/{id}/{part}")
}

/// Something to do with one update.
pub fn update_part(id: &IncidentId, update: &UpdateId, part: &str) -> String {
    format!("{INCIDENTS}/{id}/updates/{update}/{part}")
}

/// A maintenance.
pub fn maintenance(id: &IncidentId) -> String {
    format!("{MAINTENANCES}/{id}")
}

/// Something to do with a maintenance.
pub fn maintenance_part(id: &IncidentId, part: &str) -> String {
    format!("{MAINTENANCES}/{id}/{part}")
}

/// The page of an incident or of a maintenance, whichever it is.
pub fn event(event: &Incident) -> String {
    match event.kind {
        IncidentKind::Incident => incident(&event.id),
        IncidentKind::Maintenance => maintenance(&event.id),
    }
}

/// The calendar of a month, given as `2026-11`.
pub fn calendar(month: &str) -> String {
    format!("{CALENDAR}?month={month}")
}

/// A series of maintenances.
pub fn series(id: &SeriesId) -> String {
    format!("{SERIES}/{id}")
}

/// Where a series is ended.
pub fn end_series(id: &SeriesId) -> String {
    format!("{SERIES}/{id}/end")
}

/// A draft of an incident.
pub fn draft(id: &DraftId) -> String {
    format!("/admin/drafts/{id}")
}

/// Where a draft is deleted.
pub fn delete_draft(id: &DraftId) -> String {
    format!("/admin/drafts/{id}/delete")
}

/// The form of a template.
pub fn template(id: &TemplateId) -> String {
    format!("{TEMPLATES}/{id}")
}

/// Where a template is deleted.
pub fn delete_template(id: &TemplateId) -> String {
    format!("{TEMPLATES}/{id}/delete")
}

/// The form of a new incident or maintenance, filled from a template.
pub fn use_template(id: &TemplateId, kind: IncidentKind) -> String {
    match kind {
        IncidentKind::Incident => format!("{NEW_INCIDENT}?template={id}"),
        IncidentKind::Maintenance => format!("{NEW_MAINTENANCE}?template={id}"),
    }
}

/// A component or group.
pub fn component(id: &ComponentId) -> String {
    format!("{COMPONENTS}/{id}")
}

/// Something to do with a component or group: a form, or where it is sent.
pub fn component_part(id: &ComponentId, part: &str) -> String {
    format!("{COMPONENTS}/{id}/{part}")
}

/// The list of components at one of them, its group open.
pub fn component_in_list(id: &ComponentId) -> String {
    format!("{COMPONENTS}?at={id}#c-{id}")
}

/// The form of a new component in a group.
pub fn new_component_in(group: &ComponentId) -> String {
    format!("{NEW_COMPONENT}?group_id={group}")
}

/// The form of a new incident that gives a component this status.
pub fn report_on(id: &ComponentId, status: ComponentStatus) -> String {
    format!("{NEW_INCIDENT}?components%5B{id}%5D={status}")
}

/// Something to do with a member of the team.
pub fn member_part(id: &PersonId, part: &str) -> String {
    format!("{TEAM}/{id}/{part}")
}

/// Where an invitation is ended.
pub fn end_invitation(id: &LinkId) -> String {
    format!("{TEAM}/invitations/{id}/end")
}

/// Where a token is ended.
pub fn revoke_token(id: &TokenId) -> String {
    format!("{TOKENS}/{id}/revoke")
}

/// Where one of one's own sessions is ended.
pub fn end_session(id: &SessionId) -> String {
    format!("{ACCOUNT}/sessions/{id}/end")
}
