//! Candor: a self-hosted incident status page and postmortem publisher.
pub mod domain;
pub mod i18n;
pub mod markdown;
pub mod urls;
pub mod zone;
