//! Candor: a self-hosted incident status page and postmortem publisher.
pub mod app;
pub mod assets;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod entropy;
pub mod feeds;
pub mod house;
pub mod i18n;
pub mod images;
pub mod markdown;
pub mod publication;
pub mod recurrence;
pub mod store;
pub mod transfer;
pub mod urls;
pub mod views;
pub mod web;
pub mod wire;
pub mod workers;
pub mod zone;

#[cfg(test)]
mod growth;
