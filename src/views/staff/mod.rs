//! The pages of staff: forms and lists, made from what staff may see.

mod access;
mod audit;
mod components;
mod done;
mod form;
mod frame;
mod incidents;
mod maintenances;
mod page;
mod postmortems;
mod problem;

pub use access::{
    Account, EXPIRIES, Invited, JoiningKind, JoiningPage, LoginPage, PersonRow, Removal,
    SecondFactorPage, SessionRow, ShownOnce, Team, TokenMaker, TokenRow, Tokens, account, code,
    joining, link_over, login, more, recovery_codes, removal, resume, role_field, second_factor,
    shown_once, team, tell_conflict, tokens, too_often,
};
pub use audit::{Audit, AuditRow, audit};
pub use components::{
    AddMany, ArchivedRow, Cause, ComponentDesk, ComponentForm, Made, PastDowntime, Subject, Tree,
    add_many, added, archived_components, ask_archive, component, component_form, component_values,
    components,
};
pub use done::Done;
pub use form::fields::{Problems, Values};
pub use form::sheet::Editing;
pub use frame::{Section, StaffFrame};
pub use incidents::{
    CreateIncident, Dashboard, IncidentDesk, Line, Odd, OpenCard, confirm_deletion,
    create_incident, dashboard, edit_incident, edit_update, incident, incidents, standard_sentence,
};
pub use maintenances::{
    Calendar, Clash, FLAGS, MaintenanceDesk, Maintenances, OneSeries, Outlook, Part, ScheduleKind,
    SchedulePage, calendar, choice_values, clock_note, maintenance, maintenances, one_series,
    schedule, series_list,
};
pub use page::{
    Images, LINK_ROWS, SettingsPart, SettingsPartPage, TemplateForm, TemplateList, accent_figures,
    delete_template, image_field, images, settings, settings_part, settings_values, template,
    template_values, templates,
};
pub use postmortems::postmortem;
pub use problem::{DeskProblem, Held, desk_problem, held};
