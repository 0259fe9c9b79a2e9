//! Scheduled maintenances: planned, moved on, recurring.

mod desk;
mod list;
mod repeats;
mod routes;
mod schedule;
mod schedule_form;
mod series;
mod window;

pub(super) use routes::routes;
