//! API tokens.

use super::shown_once::shown_once;
use crate::domain::{Person, PersonId, Role, TokenId, Ts};
use crate::urls::admin as urls;
use crate::views::staff::{
    self, Done, EXPIRIES, Problems, Section, ShownOnce, TokenMaker, TokenRow, Tokens, Values,
};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, press, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, html};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Shows the tokens.
pub(super) async fn show(request: StaffRequest) -> Answer {
    page(&request, Redisplay::of(Values::default())).await
}

async fn page(request: &StaffRequest, redisplay: Redisplay) -> Answer {
    let (app, who) = (request.app(), request.actor());
    let tokens = app.list_tokens(who).await?;
    let people = request.web.read().await?.list_people().await?;
    let now = app.now();
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
        values: &redisplay.values,
        problems: redisplay.problems,
    };
    let frame = request.frame(&request.site().words.say("nav-tokens"), Section::Tokens);
    let page = staff::tokens(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

fn maker(id: Option<&PersonId>, people: &[Person]) -> TokenMaker {
    let Some(id) = id else {
        return TokenMaker::CommandLine;
    };
    people
        .iter()
        .find(|person| person.id == *id)
        .map_or(TokenMaker::Removed, |person| {
            TokenMaker::Person(person.name.clone())
        })
}

/// What the form of a new token asks for.
struct TokenForm<'a> {
    name: &'a str,
    role: Role,
    expires_at: Option<Ts>,
}

impl<'a> TokenForm<'a> {
    /// Reads the form, or says which choices it does not know.
    fn read(fields: &'a Fields, request: &StaffRequest) -> Parsed<Self> {
        let words = request.site().words;
        let mut problems = Problems::default();
        let role = Role::parse(fields.text("role"));
        if role.is_none() {
            problems.tell("role", words.say("team-role-unknown"));
        }
        let named = |days: &&Option<u16>| {
            days.map_or_else(|| "never".to_owned(), |days| days.to_string())
                == fields.text("expires_in")
        };
        let days = EXPIRIES.iter().find(named);
        if days.is_none() {
            problems.tell("expires_in", words.say("tokens-expiry-unknown"));
        }
        let (Some(role), Some(days)) = (role, days) else {
            return Parsed::Told(problems);
        };
        let now = request.app().now();
        Parsed::Value(Self {
            name: fields.text("name").trim(),
            role,
            expires_at: days.map(|days| now.plus_secs(i64::from(days) * DAY)),
        })
    }
}

/// Makes a token and shows it, this once.
pub(super) async fn create(Sent(request, fields): Sent) -> Answer {
    let deed = async |form: TokenForm<'_>| {
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        let token = app
            .create_token(
                who,
                form.name,
                form.role,
                form.expires_at,
                idempotency_key.as_ref(),
            )
            .await?;
        let words = request.site().words;
        let shown = ShownOnce {
            title: words.say("token-title"),
            text: words.say("token-text"),
            label: words.say("token-label"),
            value: token,
            back: (urls::TOKENS, words.say("token-back")),
        };
        let page = shown_once(&request, Section::Tokens, shown);
        Ok(Outcome::Answered(page))
    };
    let form = TokenForm::read(&fields, &request);
    let page = async |redisplay| page(&request, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

/// Ends a token at once.
pub(super) async fn revoke(Sent(request, fields): Sent, Id(id): Id<TokenId>) -> Answer {
    let revoked = request.app().revoke_token(request.actor(), &id);
    press(&fields, urls::TOKENS, Done::TokenRevoked, revoked).await
}
