//! Scheduled maintenances: planned, moved on, recurring.

mod desk;
mod desk_forms;
mod find;
mod list;
mod maintenance_form;
mod repeats;
mod routes;
mod schedule;
mod schedule_page;
mod series;
mod window;

pub(super) use routes::routes;
