//! Pages from elsewhere: foreign documents in, [`crate::app::Imported`] out.
//!
//! Reads and translates; what is stored of it is decided by `App::import`.

pub mod statuspage;
