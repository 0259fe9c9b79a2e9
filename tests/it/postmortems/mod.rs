//! Postmortems, through every door.

mod api;
