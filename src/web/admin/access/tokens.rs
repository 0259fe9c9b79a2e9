//! API tokens.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use crate::app;
use crate::domain::{Person, Role, TokenId, UserId};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{
    Done, EXPIRIES, Problems, Section, ShownOnce, TokenMaker, TokenRow, Tokens, Values,
};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::{Here, done, html, see_other, status_of};
use crate::web::extract::Path;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Shows the tokens.
pub(in crate::web::admin) async fn show(here: Here) -> Result<Response<Body>, AdminError> {
    page(&here, &Values::default(), Problems::default()).await
}

async fn page(
    here: &Here,
    values: &Values,
    problems: Problems,
) -> Result<Response<Body>, AdminError> {
    let (app, who) = (&here.web.app, &here.member.actor);
    let tokens = app.list_tokens(who).await?;
    let people = app.reads().read().await?.list_users().await?;
    let (status, now) = (status_of(&problems), app.now());
    let shown = Tokens {
        tokens: tokens
            .into_iter()
            .rev()
            .map(|token| TokenRow {
                maker: maker(token.created_by.as_ref(), &people),
                state: token.state(now),
                id: token.id,
                name: token.name,
                role: token.role,
                created_at: token.created_at,
                last_used_at: token.last_used_at,
                expires_at: token.expires_at,
            })
            .collect(),
        role: who.role(),
        values,
        problems,
    };
    let desk = here.desk(&here.site().words.say("nav-tokens"), Section::Tokens);
    Ok(html(status, staff::tokens(desk, here.site(), shown)))
}

fn maker(id: Option<&UserId>, people: &[Person]) -> TokenMaker {
    let Some(id) = id else {
        return TokenMaker::CommandLine;
    };
    people
        .iter()
        .find(|user| user.id == *id)
        .map_or(TokenMaker::Removed, |user| {
            TokenMaker::Person(user.name.clone())
        })
}

/// Makes a token and shows it, this once.
pub(in crate::web::admin) async fn create(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let values = Values::new(form.kept());
    let mut problems = Problems::default();
    if form.is_resumed() {
        return page(&here, &values, problems).await;
    }
    let (app, who, words) = (&here.web.app, &here.member.actor, here.site().words);
    let role = Role::parse(form.text("role"));
    if role.is_none() {
        problems.tell("role", words.say("team-role-unknown"));
    }
    let days = EXPIRIES.iter().find(|days| {
        days.map_or_else(|| "never".to_owned(), |days| days.to_string()) == form.text("expires_in")
    });
    if days.is_none() {
        problems.tell("expires_in", words.say("tokens-expiry-unknown"));
    }
    let (Some(role), Some(days)) = (role, days) else {
        return page(&here, &values, problems).await;
    };
    let expires_at = days.map(|days| app.now().plus_secs(i64::from(days) * DAY));
    let name = form.text("name").trim();
    let once = here.once(&form);
    match app
        .create_token(who, name, role, expires_at, once.as_ref())
        .await
    {
        Ok(token) => {
            let shown = ShownOnce {
                title: words.say("token-title"),
                text: words.say("token-text"),
                label: words.say("token-label"),
                value: token,
                back: (urls::TOKENS, words.say("token-back")),
            };
            let desk = here.desk(&shown.title, Section::Tokens);
            Ok(html(
                StatusCode::OK,
                staff::shown_once(desk, here.site(), shown),
            ))
        }
        Err(app::Error::Invalid(errors)) => page(&here, &values, here.problems(&errors)).await,
        Err(error) => Err(error.into()),
    }
}

/// Ends a token at once.
pub(in crate::web::admin) async fn revoke(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = TokenId::parse(&id).ok_or(AdminError::NOT_FOUND)?;
    if form.is_resumed() {
        return Ok(see_other(urls::TOKENS));
    }
    here.web.app.revoke_token(&here.member.actor, &id).await?;
    Ok(done(urls::TOKENS, Done::TokenRevoked))
}
