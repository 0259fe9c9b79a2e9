//! What the public may see, and the one place that decides it.
//!
//! [`reveal()`] turns what is stored into a [`PublicState`]; [`reveal_incident`] does the same for one old
//! incident. Pages, feeds and API documents are made from these types and from nothing else, so what is
//! not let out here cannot leak.

mod branding;
mod catalog;
mod corrections;
mod cut;
mod headline;
mod incident;
mod postmortem;
mod reveal;
mod state;
#[cfg(test)]
pub(crate) mod tests;

pub use branding::{Branding, Security};
pub use catalog::{Catalog, PublicComponent, changes_undated};
pub use corrections::{PublicAmendment, PublicCorrection, reveal_corrections};
pub use cut::NO_MOMENT;
pub use headline::Headline;
pub use incident::{LATE_SECS, Late, PublicIncident, TimelineEntry};
pub use postmortem::PublicPostmortem;
pub use reveal::{Snapshot, reveal, reveal_incident};
pub use state::{Dates, FED, LISTED, Moment, PublicPage, PublicState};
