//! From the fields that a browser sends to the value that a handler takes, and back to the form if something is
//! wrong.

mod chosen_components;
mod fields;
mod parsed;
mod reader;
mod redisplay;
mod submit;
pub(super) mod times;
pub(super) mod upload;

pub(super) use chosen_components::ChosenComponents;
pub(super) use fields::{Fields, Unreadable};
pub(super) use parsed::{Parsed, too_long};
pub(super) use reader::Reader;
pub(super) use redisplay::{Redisplay, in_words};
pub(super) use submit::{Outcome, or_gone, press, submit};
