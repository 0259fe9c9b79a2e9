//! The pages of signing in, the account, the team, one-time links, API tokens.

mod account;
mod joining;
mod login;
mod shown_once;
mod team;
mod tokens;

pub use account::{
    Account, SecondFactorPage, SessionRow, account, more, recovery_codes, second_factor,
};
pub use joining::{JoiningKind, JoiningPage, joining, link_over};
pub use login::{LoginPage, code, login, resume, too_often};
pub use shown_once::{ShownOnce, shown_once};
pub(super) use team::role_choices;
pub use team::{Invited, PersonRow, Removal, Team, removal, role_field, team, tell_conflict};
pub use tokens::{EXPIRIES, TokenMaker, TokenRow, Tokens, tokens};
