//! What every request to the staff pages passes: who is it, may they, did a page of ours send it.

mod access;
mod browser;
pub(super) mod cookie;
mod csrf;
mod denials;
mod form_body;
mod guard;
mod member;
mod return_to;

pub use access::Access;
pub(super) use access::SignInStep;
pub(super) use browser::Browser;
pub(super) use guard::{Gate, guard};
pub(super) use member::Member;
pub(super) use return_to::ReturnTo;
