//! The pages of staff: forms and lists, made from what staff may see.

mod account;
mod audit;
mod calendar;
mod composer;
mod desk;
mod done;
mod editing;
mod fields;
mod filled;
mod incidents;
mod joining;
mod login;
mod maintenance;
mod maintenance_forms;
mod maintenances;
mod outlook;
mod picker;
mod problem;
mod schedule;
mod series;
mod settings;
mod settings_accents;
mod settings_fields;
mod settings_images;
mod shown_once;
mod team;
mod templates;
mod ticks;
mod tokens;

pub use account::{
    Account, SecondFactorPage, SessionRow, account, more, recovery_codes, second_factor,
};
pub use audit::{Audit, AuditRow, audit};
pub use calendar::{Calendar, calendar};
pub use composer::{CreateIncident, create_incident, standard_sentence};
pub use desk::{Desk, Section};
pub use done::Done;
pub use editing::{Editing, confirm_deletion, edit_incident, edit_update, postmortem};
pub use fields::{Problems, Values};
pub use incidents::{Dashboard, IncidentDesk, Line, OpenCard, dashboard, incident, incidents};
pub use joining::{JoiningKind, JoiningPage, joining, link_over};
pub use login::{LoginPage, code, login, resume, too_often};
pub use maintenance::{MaintenanceDesk, maintenance};
pub use maintenance_forms::Part;
pub use maintenances::{Maintenances, maintenances};
pub use outlook::{Clash, Outlook, clock_note};
pub use problem::{DeskProblem, Held, desk_problem, held};
pub use schedule::{FLAGS, ScheduleKind, SchedulePage, picked_values, schedule};
pub use series::{OneSeries, one_series, series_list};
pub use settings::{SettingsForm, SettingsPart, settings, settings_part};
pub use settings_accents::accent_figures;
pub use settings_fields::{LINK_ROWS, settings_values};
pub use settings_images::{Images, image_field, images};
pub use shown_once::{ShownOnce, shown_once};
pub use team::{Invited, Person, Removal, Team, removal, role_field, team, tell_conflict};
pub use templates::{
    TemplateForm, TemplateList, delete_template, template, template_values, templates,
};
pub use tokens::{EXPIRIES, TokenMaker, TokenRow, Tokens, tokens};
