//! Taking over a page that exists elsewhere.

mod bounds;
mod deed;
mod imported;
mod merge;

pub use imported::{ImportCounts, ImportReport, Imported, ImportedPage};
