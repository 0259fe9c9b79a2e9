//! API tokens: what there is, and a form for a new one.

use askama::Template;

use crate::domain::{Permission, Role, TokenId, TokenState, Ts};
use crate::i18n::Words;
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::Time;

use super::team::role_menu;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values, id_of};

/// The days after which a new token may expire; `None` is never. Forms spell it `never`.
pub const EXPIRIES: &[Option<u16>] = &[None, Some(30), Some(90), Some(365)];

/// Who made a token.
pub enum TokenMaker {
    /// A member of the team.
    Person(String),
    /// Somebody who was removed since.
    Removed,
    /// The command line.
    CommandLine,
}

/// A token in the list.
pub struct TokenRow {
    /// What the form calls it.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// Who made it.
    pub maker: TokenMaker,
    /// When it was made.
    pub created_at: Ts,
    /// When it was last used.
    pub last_used_at: Option<Ts>,
    /// When it stops working by itself.
    pub expires_at: Option<Ts>,
    /// Whether it works now.
    pub state: TokenState,
}

/// What the page is made of.
pub struct Tokens<'a> {
    /// The tokens that the person may see.
    pub tokens: Vec<TokenRow>,
    /// The person's role.
    pub role: Role,
    /// What was typed.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
}

struct ShownToken {
    heading: String,
    name: String,
    facts: String,
    made_by: String,
    made: Time,
    used: Option<Time>,
    expires: Option<Time>,
    state: String,
    action: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/access/tokens.html")]
struct TokensTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    name: Field,
    role: Field,
    expires_in: Field,
    own_only: Option<String>,
    tokens: Vec<ShownToken>,
}

/// Renders the tokens.
pub fn tokens(frame: StaffFrame, site: &Site, page: Tokens<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let problems = page.problems;
    let roles: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| page.role.includes(*role))
        .collect();
    let typed_role = page.values.get("role").unwrap_or(Role::Responder.as_str());
    let typed_expiry = page.values.get("expires_in").unwrap_or("90");
    let expiries = EXPIRIES
        .iter()
        .map(|days| match days {
            None => Choice::new("never", words.say("expires-never"), typed_expiry),
            Some(days) => Choice::new(
                days.to_string(),
                words.say_count("expires-days", usize::from(*days)),
                typed_expiry,
            ),
        })
        .collect();
    TokensTemplate {
        name: Field::line("name", words.say("field-name"), page.values.text("name"))
            .hint(words.say("tokens-name-hint"))
            .required()
            .checked(&problems),
        role: role_menu(&roles, typed_role, words)
            .hint(words.say_name("tokens-role-hint", &words.role(page.role)))
            .checked(&problems),
        expires_in: Field::menu("expires_in", words.say("field-expires-in"), expiries)
            .checked(&problems),
        own_only: (!page.role.may(Permission::ManageTeam)).then(|| {
            words.say_name(
                "tokens-own-only",
                &words.role(Permission::ManageTeam.needs()),
            )
        }),
        tokens: page
            .tokens
            .into_iter()
            .map(|token| show(token, site))
            .collect(),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

fn show(token: TokenRow, site: &Site) -> ShownToken {
    let words = site.words;
    let (state, may_end) = match token.state {
        TokenState::Revoked(_) => (words.say("token-revoked"), false),
        TokenState::Expired(_) => (words.say("token-expired"), false),
        TokenState::Works => (words.say("token-works"), true),
    };
    ShownToken {
        heading: id_of(&format!("token-{}", token.id)),
        facts: words.role(token.role),
        made_by: words.say_name("token-made-by", &maker(token.maker, words)),
        made: Time::new(token.created_at, site),
        used: token.last_used_at.map(|at| Time::new(at, site)),
        expires: token.expires_at.map(|at| Time::new(at, site)),
        state,
        action: may_end.then(|| urls::revoke_token(&token.id)),
        name: token.name,
    }
}

fn maker(maker: TokenMaker, words: &Words) -> String {
    match maker {
        TokenMaker::Person(name) => name,
        TokenMaker::Removed => words.say("token-by-removed"),
        TokenMaker::CommandLine => words.say("token-by-command-line"),
    }
}
