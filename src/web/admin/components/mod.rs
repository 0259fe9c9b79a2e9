//! Components and groups: the tree, one, many at once.

mod bulk;
mod forms;
mod routes;
mod tree;

pub(super) use routes::routes;
