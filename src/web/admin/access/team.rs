//! The team: who is in it, and what is done with a press of a button.

use super::shown_once::shown_once;
use crate::domain::{LinkId, Person, PersonId};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, Invited, PersonRow, Section, ShownOnce, Team, Values};
use crate::web::admin::form::{Redisplay, or_gone, press};
use crate::web::admin::{AdminError, Answer, Id, Sent, StaffRequest, html, see_other};

/// Shows the team.
pub(super) async fn show(request: StaffRequest) -> Answer {
    page(&request, Redisplay::of(Values::default()), None).await
}

/// Shows the team, with the role that somebody was to get.
pub(super) async fn page(
    request: &StaffRequest,
    redisplay: Redisplay,
    changing: Option<(PersonId, String)>,
) -> Answer {
    let (app, who) = (request.app(), request.actor());
    let sessions = app.count_sessions(who).await?;
    let people = app
        .list_people(who)
        .await?
        .into_iter()
        .map(|person| PersonRow {
            sessions: sessions
                .iter()
                .find(|(id, _)| *id == person.id)
                .map_or(0, |(_, count)| *count),
            is_self: person.id == request.member.staff.person.id,
            has_factor: person.totp.is_some(),
            id: person.id,
            email: person.email,
            name: person.name,
            role: person.role,
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
        changing,
        values: &redisplay.values,
        problems: redisplay.problems,
    };
    let frame = request.frame(&request.site().words.say("nav-team"), Section::Team);
    let page = staff::team(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Finds somebody of the team.
pub(super) async fn find(request: &StaffRequest, id: &PersonId) -> Result<Person, AdminError> {
    let mut read = request.web.read().await?;
    read.find_person(id).await?.ok_or(AdminError::NOT_FOUND)
}

/// Ends an invitation.
pub(super) async fn end_invitation(Sent(request, fields): Sent, Id(id): Id<LinkId>) -> Answer {
    let ended = async { or_gone(request.app().end_invitation(request.actor(), &id).await) };
    press(&fields, urls::TEAM, Done::InvitationEnded, ended).await
}

/// Ends all sessions of somebody.
pub(super) async fn end_sessions(Sent(request, fields): Sent, Id(id): Id<PersonId>) -> Answer {
    let ended = request.app().end_sessions_of(request.actor(), &id);
    press(&fields, urls::TEAM, Done::SessionsOfEnded, ended).await
}

/// Takes the second factor from somebody who lost it.
pub(super) async fn reset_factor(Sent(request, fields): Sent, Id(id): Id<PersonId>) -> Answer {
    let reset = request.app().reset_second_factor(request.actor(), &id);
    press(&fields, urls::TEAM, Done::FactorReset, reset).await
}

/// Makes a link by which somebody chooses a new password, and shows it, this once.
pub(super) async fn password_link(Sent(request, fields): Sent, Id(id): Id<PersonId>) -> Answer {
    let person = find(&request, &id).await?;
    if fields.is_resumed() {
        return Ok(see_other(urls::TEAM));
    }
    let (app, who) = (request.app(), request.actor());
    let token = app.new_password_link(who, &person.id).await?;
    let words = request.site().words;
    let shown = ShownOnce {
        title: words.say_name("team-password-link-title", &person.name),
        text: words.say("team-password-link-text"),
        label: words.say("team-password-link-label"),
        value: request.web.house.url.join(&urls::new_password(&token)),
        back: (urls::TEAM, words.say("team-back")),
    };
    Ok(shown_once(&request, Section::Team, shown))
}
