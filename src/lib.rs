//! Candor: a self-hosted incident status page and postmortem publisher.
pub mod assets;
pub mod domain;
pub mod i18n;
pub mod markdown;
pub mod store;
pub mod urls;
pub mod views;
pub mod zone;
