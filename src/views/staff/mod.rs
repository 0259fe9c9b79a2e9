//! The pages of staff: forms and lists, made from what staff may see.

mod account;
mod archived;
mod audit;
mod bulk;
mod component;
mod component_ask;
mod component_forms;
mod component_subject;
mod components;
mod composer;
mod desk;
mod done;
mod editing;
mod fields;
mod incidents;
mod joining;
mod login;
mod mover;
mod picker;
mod problem;
mod shown_once;
mod team;
mod ticks;
mod tokens;
mod unexplained;

pub use account::{
    Account, SecondFactorPage, SessionRow, account, more, recovery_codes, second_factor,
};
pub use archived::{ArchivedRow, archived_components};
pub use audit::{Audit, AuditRow, audit};
pub use bulk::{AddMany, Made, add_many, added};
pub use component::{Cause, ComponentDesk, PastSpell, component};
pub use component_ask::ask_archive;
pub use component_forms::{ComponentForm, component_form, component_values};
pub use component_subject::Subject;
pub use components::{Tree, components};
pub use composer::{CreateIncident, create_incident};
pub use desk::{Desk, Section};
pub use done::Done;
pub use editing::{Editing, confirm_deletion, edit_incident, edit_update, postmortem};
pub use fields::{Problems, Values};
pub use incidents::{Dashboard, IncidentDesk, Line, OpenCard, dashboard, incident, incidents};
pub use joining::{JoiningKind, JoiningPage, joining, link_over};
pub use login::{LoginPage, code, login, resume};
pub use problem::{DeskProblem, desk_problem, stray};
pub use shown_once::{ShownOnce, shown_once};
pub use team::{Invited, Person, Removal, Team, removal, role_field, team, tell_conflict};
pub use tokens::{EXPIRIES, TokenMaker, TokenRow, Tokens, tokens};
pub use unexplained::Odd;
