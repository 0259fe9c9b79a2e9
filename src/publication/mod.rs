//! The read side: everything the public may see now, rendered and compressed once, swapped whole.
//!
//! An [`Edition`] is one immutable [`crate::domain::public::PublicState`] and the documents made from it.
//! The [`Publication`] makes a new one when the data's revision moves or a time boundary passes, and
//! holds the live one. A reader of the hot set costs a map look-up: no database, no rendering, no
//! compression.

mod archive;
pub mod assets;
mod compress;
mod digest;
mod document;
mod edition;
mod error;
mod files;
mod inputs;
mod kept;
mod last_modified;
mod late;
mod listing;
mod making;
mod moment;
mod on_request;
mod publisher;
mod render;
mod select;

pub use document::{CachePolicy, Document, DocumentFrame, Encoding, Variant};
pub use edition::Edition;
pub use error::PublicationError;
pub use publisher::{Health, Publication};
