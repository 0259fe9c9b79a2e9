//! The formats of the outside world as serde structs, made from what the public may see.

pub mod json_feed;
pub mod statuspage_v1;
pub mod statuspage_v2;
