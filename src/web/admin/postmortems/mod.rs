//! Postmortems: drafted, previewed, published.

mod editor;
mod routes;

pub(super) use routes::routes;
