//! One's own account: name, password, second factor, sessions.

use askama::Template;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::domain::{SessionId, Ts};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::Time;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};
use crate::views::staff::frame::NavLink;

/// A session in the list.
pub struct SessionRow {
    /// What the form calls it.
    pub id: SessionId,
    /// What the browser calls itself.
    pub agent: String,
    /// From where.
    pub address: String,
    /// When it was last seen.
    pub seen_at: Ts,
    /// It is the session of this request.
    pub is_this: bool,
}

/// What the page is made of.
pub struct Account<'a> {
    /// The address that is used to log in.
    pub email: &'a str,
    /// A second factor is in use.
    pub has_factor: bool,
    /// How many recovery codes are left.
    pub codes_left: i64,
    /// The sessions.
    pub sessions: Vec<SessionRow>,
    /// What was typed, or is known.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
}

struct ShownSession {
    action: String,
    agent: String,
    address: String,
    seen: Time,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "staff/access/account.html")]
struct AccountTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    email: &'a str,
    name: Field,
    current_password: Field,
    password: Field,
    has_factor: bool,
    codes_left: String,
    factor_password: Field,
    sessions: Vec<ShownSession>,
}

/// Renders the account page.
pub fn account(frame: StaffFrame, site: &Site, page: Account<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let problems = page.problems;
    AccountTemplate {
        name: Field::typed(
            "name",
            words.say("field-name"),
            page.values.text("name"),
            "text",
            "name",
        )
        .required()
        .checked(&problems),
        current_password: Field::typed(
            "current_password",
            words.say("field-current-password"),
            "",
            "password",
            "current-password",
        )
        .required()
        .checked(&problems),
        password: Field::typed(
            "password",
            words.say("field-new-password"),
            "",
            "password",
            "new-password",
        )
        .hint(words.say("password-hint"))
        .required()
        .checked(&problems),
        factor_password: Field::typed(
            "factor_password",
            words.say("field-current-password"),
            "",
            "password",
            "current-password",
        )
        .required()
        .checked(&problems),
        has_factor: page.has_factor,
        codes_left: words.say_count(
            "codes-left",
            usize::try_from(page.codes_left).unwrap_or_default(),
        ),
        sessions: page
            .sessions
            .into_iter()
            .map(|session| ShownSession {
                action: urls::end_session(&session.id),
                agent: if session.agent.is_empty() {
                    words.say("session-unnamed")
                } else {
                    session.agent
                },
                address: session.address,
                seen: Time::new(session.seen_at, site),
                is_this: session.is_this,
            })
            .collect(),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
        email: page.email,
    }
    .render()
}

/// What the page for setting up a second factor is made of.
pub struct SecondFactorPage<'a> {
    /// The secret to type.
    pub secret: &'a str,
    /// The address that the QR code carries.
    pub url: &'a str,
    /// Whose password is asked for, for password managers.
    pub email: &'a str,
    /// What is wrong with the code typed.
    pub problems: Problems,
}

#[derive(Template)]
#[template(path = "staff/access/second_factor.html")]
struct SecondFactorTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    url: &'a str,
    email: &'a str,
    secret: &'a str,
    groups: String,
    qr: Option<Qr>,
    code: Field,
    factor_password: Field,
}

/// A QR code as one path of squares.
struct Qr {
    size: i32,
    path: String,
}

impl Qr {
    /// Draws a text; `None` when it is too long.
    fn draw(text: &str) -> Option<Self> {
        use std::fmt::Write as _;
        const QUIET: i32 = 4;
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        Some(Self {
            size: code.size() + 2 * QUIET,
            path,
        })
    }
}

/// Renders the page that sets a second factor up.
pub fn second_factor(
    frame: StaffFrame,
    site: &Site,
    page: SecondFactorPage<'_>,
) -> Result<String, askama::Error> {
    let groups: Vec<String> = page
        .secret
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    SecondFactorTemplate {
        qr: Qr::draw(page.url),
        url: page.url,
        email: page.email,
        secret: page.secret,
        groups: groups.join(" "),
        factor_password: Field::typed(
            "factor_password",
            site.words.say("field-current-password"),
            "",
            "password",
            "current-password",
        )
        .hint(site.words.say("confirm-password-hint"))
        .required()
        .checked(&page.problems),
        code: Field::typed(
            "code",
            site.words.say("field-code"),
            "",
            "text",
            "one-time-code",
        )
        .hint(site.words.say("confirm-code-hint"))
        .required()
        .checked(&page.problems),
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
    }
    .render()
}

#[derive(Template)]
#[template(path = "staff/access/recovery_codes.html")]
struct RecoveryCodesTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    codes: &'a [String],
}

/// Renders the recovery codes, this once.
pub fn recovery_codes(
    frame: StaffFrame,
    site: &Site,
    codes: &[String],
) -> Result<String, askama::Error> {
    RecoveryCodesTemplate { frame, site, codes }.render()
}

#[derive(Template)]
#[template(path = "staff/access/more.html")]
struct MoreTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
}

/// Renders the page of links that small screens have no room for.
pub fn more(frame: StaffFrame, site: &Site) -> Result<String, askama::Error> {
    MoreTemplate { frame, site }.render()
}

impl MoreTemplate<'_> {
    fn links(&self) -> &[NavLink] {
        &self.frame.more
    }
}
