//! Taking over a page that exists elsewhere.

mod bounds;
mod deed;
mod merge;

pub use deed::{ImportCounts, ImportReport, Imported, ImportedPage};
