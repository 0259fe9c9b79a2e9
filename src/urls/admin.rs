//! The paths of the staff pages.

use crate::domain::{
    ComponentId, ComponentStatus, DraftId, IncidentId, LinkId, SessionId, TokenId, UpdateId, UserId,
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
/// The links of small screens' fourth button.
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

/// A draft of an incident.
pub fn draft(id: &DraftId) -> String {
    format!("/admin/drafts/{id}")
}

/// Where a draft is deleted.
pub fn delete_draft(id: &DraftId) -> String {
    format!("/admin/drafts/{id}/delete")
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
pub fn member_part(id: &UserId, part: &str) -> String {
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
