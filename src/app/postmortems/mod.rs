//! Postmortems: written, published, withdrawn.

mod publish;

pub use publish::Publishing;
