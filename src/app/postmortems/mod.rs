//! Postmortems: written, published, taken back.

mod draft;
mod publish;
mod version;

pub use publish::Publishing;
pub(super) use version::check_postmortem_seen;
pub use version::postmortem_version;
