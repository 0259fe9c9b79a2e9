//! What every request to the staff pages passes: who is it, may they, did a page of ours send it.

pub(super) mod cookie;
mod csrf;
pub(super) mod guard;
pub(super) mod return_to;
