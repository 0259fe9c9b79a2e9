//! The team: roles, sessions, second factors, invitations.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use crate::app;
use crate::domain::{LinkId, Person, Role, UserId};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{
    Done, Invited, PersonRow, Problems, Removal, Section, ShownOnce, Team, Values,
};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::{Here, done, html, see_other};
use crate::web::extract::Path;

/// What was typed and refused.
#[derive(Default)]
struct Refused {
    values: Values,
    changing: Option<(UserId, String)>,
    problems: Problems,
    status: Option<StatusCode>,
}

/// Shows the team.
pub(in crate::web::admin) async fn show(here: Here) -> Result<Response<Body>, AdminError> {
    page(&here, Refused::default()).await
}

async fn page(here: &Here, refused: Refused) -> Result<Response<Body>, AdminError> {
    let (app, who) = (&here.web.app, &here.member.actor);
    let sessions = app.count_sessions(who).await?;
    let people = app
        .list_users(who)
        .await?
        .into_iter()
        .map(|user| PersonRow {
            sessions: sessions
                .iter()
                .find(|(id, _)| *id == user.id)
                .map_or(0, |(_, count)| *count),
            is_self: user.id == here.member.staff.user.id,
            has_factor: user.totp.is_some(),
            id: user.id,
            email: user.email,
            name: user.name,
            role: user.role,
        })
        .collect();
    let invitations = app
        .list_invitations(who)
        .await?
        .into_iter()
        .map(|link| Invited {
            id: link.id,
            email: link.email,
            name: link.name,
            role: link.role,
            created_by: link.created_by,
            expires_at: link.expires_at,
        })
        .collect();
    let shown = Team {
        people,
        invitations,
        default_role: app.show_page(who).await?.settings.default_role,
        changing: refused.changing,
        values: &refused.values,
        problems: refused.problems,
    };
    let desk = here.desk(&here.site().words.say("nav-team"), Section::Team);
    let status = refused.status.unwrap_or(StatusCode::OK);
    Ok(html(status, staff::team(desk, here.site(), shown)))
}

/// Makes an invitation and shows its link, this once.
pub(super) async fn invite(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    let mut refused = Refused {
        values: Values::new(form.kept()),
        ..Refused::default()
    };
    if form.is_resumed() {
        return page(&here, refused).await;
    }
    let Some(role) = Role::parse(form.text("role")) else {
        let sentence = here.site().words.say("team-role-unknown");
        refused.problems.tell("role", sentence);
        refused.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
        return page(&here, refused).await;
    };
    let (email, name) = (form.text("email").trim(), form.text("name").trim());
    let invited = here
        .web
        .app
        .invite(&here.member.actor, email, name, role)
        .await;
    match invited {
        Ok(token) => {
            let words = here.site().words;
            let shown = ShownOnce {
                title: words.say_name("team-link-title", name),
                text: words.say("team-link-text"),
                label: words.say("team-link-label"),
                value: here.web.url.join(&urls::invitation(&token)),
                back: (urls::TEAM, words.say("team-back")),
            };
            Ok(once(&here, shown))
        }
        Err(app::Error::Invalid(errors)) => {
            refused.problems = here.problems(&errors);
            refused.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
            page(&here, refused).await
        }
        Err(error) => Err(error.into()),
    }
}

fn once(here: &Here, shown: ShownOnce) -> Response<Body> {
    let desk = here.desk(&shown.title, Section::Team);
    html(StatusCode::OK, staff::shown_once(desk, here.site(), shown))
}

/// Ends an invitation.
pub(super) async fn end_invitation(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = LinkId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    if form.is_resumed() {
        return Ok(see_other(urls::TEAM));
    }
    match here.web.app.end_invitation(&here.member.actor, &id).await {
        Ok(()) | Err(app::Error::NotFound) => Ok(done(urls::TEAM, Done::InvitationEnded)),
        Err(error) => Err(error.into()),
    }
}

/// Changes somebody's role.
pub(super) async fn change_role(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = UserId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    let field = staff::role_field(&id);
    let mut refused = Refused {
        changing: Some((id.clone(), form.text("role").to_owned())),
        ..Refused::default()
    };
    if form.is_resumed() {
        return page(&here, refused).await;
    }
    let Some(role) = Role::parse(form.text("role")) else {
        let sentence = here.site().words.say("team-role-unknown");
        refused.problems.tell(&field, sentence);
        refused.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
        return page(&here, refused).await;
    };
    match here
        .web
        .app
        .change_role(&here.member.actor, &id, role)
        .await
    {
        // Whoever gave up their own rights has no team page any more.
        Ok(()) if id == here.member.staff.user.id && role != Role::Owner => {
            Ok(done(urls::DASHBOARD, Done::RoleChanged))
        }
        Ok(()) => Ok(done(urls::TEAM, Done::RoleChanged)),
        Err(app::Error::Conflict(why)) => {
            staff::tell_conflict(&mut refused.problems, &field, &why);
            refused.status = Some(StatusCode::CONFLICT);
            page(&here, refused).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends all sessions of somebody.
pub(super) async fn end_sessions(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = UserId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    if form.is_resumed() {
        return Ok(see_other(urls::TEAM));
    }
    here.web
        .app
        .end_sessions_of(&here.member.actor, &id)
        .await?;
    Ok(done(urls::TEAM, Done::SessionsOfEnded))
}

/// Makes a link by which somebody chooses a new password, and shows it, this once.
pub(super) async fn password_link(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let user = find(&here, &id).await?;
    if form.is_resumed() {
        return Ok(see_other(urls::TEAM));
    }
    let token = here
        .web
        .app
        .new_password_link(&here.member.actor, &user.id)
        .await?;
    let words = here.site().words;
    let shown = ShownOnce {
        title: words.say_name("team-password-link-title", &user.name),
        text: words.say("team-password-link-text"),
        label: words.say("team-password-link-label"),
        value: here.web.url.join(&urls::new_password(&token)),
        back: (urls::TEAM, words.say("team-back")),
    };
    Ok(once(&here, shown))
}

/// Takes the second factor from somebody who lost it.
pub(super) async fn reset_factor(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = UserId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    if form.is_resumed() {
        return Ok(see_other(urls::TEAM));
    }
    here.web
        .app
        .reset_second_factor(&here.member.actor, &id)
        .await?;
    Ok(done(urls::TEAM, Done::FactorReset))
}

/// Asks before somebody is removed.
pub(super) async fn ask_removal(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let user = find(&here, &id).await?;
    let problems = Problems::default();
    Ok(removal(&here, &user, "", problems, StatusCode::OK))
}

/// Removes somebody whose address was typed.
pub(in crate::web::admin) async fn remove(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let user = match find(&here, &id).await {
        Err(AdminError::App(app::Error::NotFound)) if UserId::parse(&id).is_some() => {
            return Ok(done(urls::TEAM, Done::PersonRemoved));
        }
        found => found?,
    };
    let typed = form.text("email");
    let mut problems = Problems::default();
    if form.is_resumed() {
        return Ok(removal(&here, &user, typed, problems, StatusCode::OK));
    }
    if typed.trim().to_lowercase() != user.email {
        let words = here.site().words;
        problems.tell("email", words.say_name("team-remove-wrong", &user.email));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(removal(&here, &user, typed, problems, status));
    }
    match here.web.app.remove_user(&here.member.actor, &user.id).await {
        Ok(()) | Err(app::Error::NotFound) => Ok(done(urls::TEAM, Done::PersonRemoved)),
        Err(app::Error::Conflict(why)) => {
            staff::tell_conflict(&mut problems, "email", &why);
            let status = StatusCode::CONFLICT;
            Ok(removal(&here, &user, typed, problems, status))
        }
        Err(error) => Err(error.into()),
    }
}

fn removal(
    here: &Here,
    user: &Person,
    typed: &str,
    problems: Problems,
    status: StatusCode,
) -> Response<Body> {
    let words = here.site().words;
    let title = words.say_name("team-remove-title", &user.name);
    let shown = Removal {
        action: &urls::member_part(&user.id, "remove"),
        name: &user.name,
        email: &user.email,
        typed,
        problems,
    };
    let desk = here.desk(&title, Section::Team);
    html(status, staff::removal(desk, here.site(), shown))
}

async fn find(here: &Here, id: &str) -> Result<Person, AdminError> {
    let id = UserId::parse(id).ok_or(AdminError::NOT_FOUND)?;
    let mut read = here.web.app.reads().read().await?;
    read.find_user(&id).await?.ok_or(AdminError::NOT_FOUND)
}
