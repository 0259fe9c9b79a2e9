//! What tests share: an app of their own, clients of it, and answers that can be asked.

mod app;
mod database;
mod incident;
mod reply;

pub(crate) use app::{Client, TestApp};
pub(crate) use database::TestDatabase;
pub(crate) use reply::Reply;
