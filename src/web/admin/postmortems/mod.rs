//! Postmortems: drafted, previewed, published.

mod editor;
mod find;
mod routes;

pub(super) use find::find_postmortem;
pub(super) use routes::routes;
