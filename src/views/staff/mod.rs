//! The pages of staff: forms and lists, made from what staff may see.

mod account;
mod desk;
mod done;
mod fields;
mod joining;
mod login;
mod problem;

pub use account::{
    Account, SecondFactorPage, SessionRow, account, more, recovery_codes, second_factor,
};
pub use desk::{Desk, Section};
pub use done::Done;
pub use fields::{Problems, Values};
pub use joining::{JoiningKind, JoiningPage, joining, link_over};
pub use login::{LoginPage, code, login, resume};
pub use problem::{DeskProblem, desk_problem, stray};
