//! Components and groups: their order, their names in lists, their history.

pub mod component;
pub mod history;
pub mod naming;
pub mod order;
