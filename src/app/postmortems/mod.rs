//! Postmortems: written, published, taken back.

mod draft;
mod publish;
mod version;

pub use publish::Publishing;
pub use version::postmortem_version;
