//! Components and groups: the tree, one, many at once.

mod archive;
mod bulk;
mod component_form;
mod desk;
mod find;
mod forms;
mod routes;
mod tree;

pub(super) use routes::routes;
