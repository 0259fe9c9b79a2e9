//! Components and groups, through every door.

mod api;
mod bulk;
mod deeds;
mod many;
mod order;
mod staff;
