//! Who may sign in: people, sessions, links, tokens, and when they were last seen.

mod links;
mod people;
mod sessions;
mod sightings;
mod tokens;
