//! Pages: askama structs and their view models, made from what the public may see.
//!
//! Knows nothing of HTTP or the database. Every decision is made here and named; templates only place
//! things.

mod branding;
mod diff;
mod events;
#[cfg(test)]
mod foreign_tests;
mod frame;
mod parts;
pub mod public;
#[cfg(test)]
mod samples;
pub mod staff;
#[cfg(test)]
mod tests;

pub use branding::theme;

use crate::i18n::{Dates, Words};
use crate::urls::PublicUrl;
use crate::zone::Zone;

/// What every page needs besides its content.
#[derive(Clone)]
pub struct Site {
    /// The address of the page, for absolute links.
    pub url: PublicUrl,
    /// The page's zone, in which every time is shown.
    pub zone: Zone,
    /// The strings of the interface.
    pub words: &'static Words,
}

impl Site {
    /// Returns how instants are written: in the page's language and zone.
    pub fn dates(&self) -> Dates<'_> {
        self.words.dates(&self.zone)
    }
}
