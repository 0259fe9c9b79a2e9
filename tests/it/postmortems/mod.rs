//! Postmortems, through every door.

mod api;
mod staff;
