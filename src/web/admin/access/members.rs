//! Who comes into the team, with which role, and who leaves it.

use axum::http::StatusCode;
use axum::response::Response;

use super::shown_once::shown_once;
use super::team::{find, page};
use crate::app;
use crate::domain::{Person, PersonId, Role};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Problems, Removal, Section, ShownOnce, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, or_gone, submit};
use crate::web::admin::{AdminError, Answer, Id, Sent, StaffRequest, done, html};

/// Reads the role that a form chooses; a problem with it is reported at `field`.
fn role(request: &StaffRequest, fields: &Fields, field: &str) -> Parsed<Role> {
    match Role::parse(fields.text("role")) {
        Some(role) => Parsed::Value(role),
        None => Parsed::told(field, request.site().words.say("team-role-unknown")),
    }
}

/// Shows a refused form again, with the reason at its field.
fn conflict(fields: &Fields, field: &str, why: &str) -> Outcome {
    let mut problems = Problems::default();
    staff::tell_conflict(&mut problems, field, why);
    let redisplay = Redisplay::with(fields.typed(), problems);
    Outcome::Shown(redisplay.answering(StatusCode::CONFLICT))
}

/// Makes an invitation and shows its link, this once.
pub(super) async fn invite(Sent(request, fields): Sent) -> Answer {
    let form = role(&request, &fields, "role");
    let deed = async |role| {
        let (email, name) = (fields.text("email").trim(), fields.text("name").trim());
        let (app, who) = (request.app(), request.actor());
        let token = app.invite(who, email, name, role).await?;
        let words = request.site().words;
        let shown = ShownOnce {
            title: words.say_name("team-link-title", name),
            text: words.say("team-link-text"),
            label: words.say("team-link-label"),
            value: request.web.house.url.join(&urls::invitation(&token)),
            back: (urls::TEAM, words.say("team-back")),
        };
        let page = shown_once(&request, Section::Team, shown);
        Ok(Outcome::Answered(page))
    };
    let page = async |redisplay| page(&request, redisplay, None).await;
    submit(&request, &fields, form, deed, page).await
}

/// Changes somebody's role.
pub(super) async fn change_role(Sent(request, fields): Sent, Id(id): Id<PersonId>) -> Answer {
    let id = &id;
    let field = staff::role_field(id);
    let form = role(&request, &fields, &field);
    let deed = async |role| match request.app().change_role(request.actor(), id, role).await {
        // The team page is for owners, so an owner who took another role leaves it.
        Ok(()) if *id == request.member.staff.person.id && role != Role::Owner => {
            Ok(Outcome::done(urls::DASHBOARD, Done::RoleChanged))
        }
        Ok(()) => Ok(Outcome::done(urls::TEAM, Done::RoleChanged)),
        Err(app::Error::Conflict(why)) => Ok(conflict(&fields, &field, &why)),
        Err(error) => Err(error.into()),
    };
    let page = async |redisplay: Redisplay| {
        let changing = (id.clone(), fields.text("role").to_owned());
        // The form of an invitation on the same page has fields of the same names.
        page(
            &request,
            redisplay.holding(Values::default()),
            Some(changing),
        )
        .await
    };
    submit(&request, &fields, form, deed, page).await
}

/// Asks before somebody is removed.
pub(super) async fn ask_removal(request: StaffRequest, Id(id): Id<PersonId>) -> Answer {
    let person = find(&request, &id).await?;
    Ok(removal(&request, &person, Redisplay::of(Values::default())))
}

/// Removes somebody whose address was typed.
pub(super) async fn remove(Sent(request, fields): Sent, Id(id): Id<PersonId>) -> Answer {
    let person = match find(&request, &id).await {
        Err(AdminError::App(app::Error::NotFound)) => {
            return Ok(done(urls::TEAM, Done::PersonRemoved));
        }
        found => found?,
    };
    let form = if fields.text("email").trim().to_lowercase() == person.email {
        Parsed::Value(())
    } else {
        let words = request.site().words;
        Parsed::told("email", words.say_name("team-remove-wrong", &person.email))
    };
    let deed = async |()| {
        let removed = request
            .app()
            .remove_person(request.actor(), &person.id)
            .await;
        match or_gone(removed) {
            Ok(()) => Ok(Outcome::done(urls::TEAM, Done::PersonRemoved)),
            Err(app::Error::Conflict(why)) => Ok(conflict(&fields, "email", &why)),
            Err(error) => Err(error.into()),
        }
    };
    let page = async |redisplay| Ok(removal(&request, &person, redisplay));
    submit(&request, &fields, form, deed, page).await
}

fn removal(request: &StaffRequest, person: &Person, redisplay: Redisplay) -> Response {
    let words = request.site().words;
    let title = words.say_name("team-remove-title", &person.name);
    let shown = Removal {
        action: &urls::member_part(&person.id, "remove"),
        name: &person.name,
        email: &person.email,
        typed: redisplay.values.text("email"),
        problems: redisplay.problems,
    };
    let frame = request.frame(&title, Section::Team);
    let page = staff::removal(frame, request.site(), shown);
    html(redisplay.status, page)
}
