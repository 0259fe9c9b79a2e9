//! What a form sent, and what it shows again.

pub(super) mod component_choice;
pub(super) mod fields;
pub(super) mod redisplay;
pub(super) mod times;
pub(super) mod upload;
