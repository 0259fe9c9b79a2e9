//! What tests share: an app of their own, clients of it, and answers that can be asked.

mod app;
mod browser;
mod database;
pub(crate) mod deeds;
mod incident;
mod reply;
mod staff;

pub(crate) use app::{Client, NOW, TestApp};
pub(crate) use browser::Browser;
pub(crate) use database::TestDatabase;
pub(crate) use reply::Reply;
pub(crate) use staff::{PASSWORD, StaffClient, values};
