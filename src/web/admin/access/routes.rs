//! The routes of signing in, one-time links, the account, the team and API tokens.

use super::{account, code, joining, login, members, second_factor, team, tokens};
use crate::domain::{LinkKind, Permission};
use crate::urls::admin as urls;
use crate::web::admin::entry::Access;
use crate::web::admin::route::{Route, get, post};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = signing_in();
    all.extend(links());
    all.extend(own_account());
    all.extend(team_and_tokens());
    all
}

/// Logging in and out.
fn signing_in() -> Vec<Route> {
    use Access::{Anyone, HalfWay};
    vec![
        get(urls::LOGIN, Anyone, login::show),
        post(urls::LOGIN, Anyone, login::log_in),
        get(urls::LOGIN_CODE, HalfWay, code::show),
        post(urls::LOGIN_CODE, HalfWay, code::confirm),
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
        let show = move |request, uri, token| joining::show(kind, request, uri, token);
        let join =
            move |request, uri, token, fields| joining::join(kind, request, uri, token, fields);
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
        get(urls::SECOND_FACTOR, Anybody, second_factor::show),
        post(urls::SECOND_FACTOR, Anybody, second_factor::confirm),
        post(
            "/admin/account/second-factor/manage",
            Anybody,
            second_factor::manage,
        ),
        get(urls::MORE, Anybody, account::more),
    ]
}

/// The team and API tokens.
fn team_and_tokens() -> Vec<Route> {
    const TEAM: Access = Access::May(Permission::ManageTeam);
    const TOKENS: Access = Access::May(Permission::ManageTokens);
    vec![
        get(urls::TEAM, TEAM, team::show),
        post(urls::INVITATIONS, TEAM, members::invite),
        post(
            "/admin/team/invitations/{id}/end",
            TEAM,
            team::end_invitation,
        ),
        post("/admin/team/{id}/role", TEAM, members::change_role),
        post("/admin/team/{id}/sessions/end", TEAM, team::end_sessions),
        post("/admin/team/{id}/password-link", TEAM, team::password_link),
        post(
            "/admin/team/{id}/second-factor/reset",
            TEAM,
            team::reset_factor,
        ),
        get("/admin/team/{id}/remove", TEAM, members::ask_removal),
        post("/admin/team/{id}/remove", TEAM, members::remove),
        get(urls::TOKENS, TOKENS, tokens::show),
        post(urls::TOKENS, TOKENS, tokens::create),
        post("/admin/tokens/{id}/revoke", TOKENS, tokens::revoke),
    ]
}
