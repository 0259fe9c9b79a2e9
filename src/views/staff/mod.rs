//! The pages of staff: forms and lists, made from what staff may see.

mod access;
mod audit;
mod components;
mod desk;
mod done;
mod form;
mod incidents;
mod maintenances;
mod page;
mod problem;

pub use access::{
    Account, SecondFactorPage, SessionRow, account, more, recovery_codes, second_factor,
};
pub use access::{EXPIRIES, TokenMaker, TokenRow, Tokens, tokens};
pub use access::{Invited, Person, Removal, Team, removal, role_field, team, tell_conflict};
pub use access::{JoiningKind, JoiningPage, joining, link_over};
pub use access::{LoginPage, code, login, resume, too_often};
pub use access::{ShownOnce, shown_once};
pub use audit::{Audit, AuditRow, audit};
pub use components::Subject;
pub use components::ask_archive;
pub use components::{AddMany, Made, add_many, added};
pub use components::{ArchivedRow, archived_components};
pub use components::{Cause, ComponentDesk, PastSpell, component};
pub use components::{ComponentForm, component_form, component_values};
pub use components::{Tree, components};
pub use desk::{Desk, Section};
pub use done::Done;
pub use form::fields::{Problems, Values};
pub use incidents::Odd;
pub use incidents::{CreateIncident, create_incident, standard_sentence};
pub use incidents::{Dashboard, Line, OpenCard, dashboard};
pub use incidents::{Editing, Released, confirm_deletion, edit_incident, edit_update, postmortem};
pub use incidents::{IncidentDesk, incident, incidents};
pub use maintenances::Part;
pub use maintenances::{Calendar, calendar};
pub use maintenances::{Clash, Outlook, clock_note};
pub use maintenances::{FLAGS, ScheduleKind, SchedulePage, picked_values, schedule};
pub use maintenances::{MaintenanceDesk, maintenance};
pub use maintenances::{Maintenances, maintenances};
pub use maintenances::{OneSeries, one_series, series_list};
pub use page::accent_figures;
pub use page::{Images, image_field, images};
pub use page::{LINK_ROWS, settings_values};
pub use page::{SettingsForm, SettingsPart, settings, settings_part};
pub use page::{TemplateForm, TemplateList, delete_template, template, template_values, templates};
pub use problem::{DeskProblem, Held, desk_problem, held};
