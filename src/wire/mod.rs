//! The formats of the outside world as serde structs, made from what the public may see.

/// The media type of JSON that programs read.
pub const JSON: &str = "application/json; charset=utf-8";

#[cfg(test)]
mod foreign_tests;
pub mod json_feed;
pub mod marked;
pub mod statuspage_history;
pub mod statuspage_v1;
pub mod statuspage_v2;
pub mod times;
