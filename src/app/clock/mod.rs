//! What happens by itself at its moment.

mod scheduler;

pub(super) use scheduler::Round;
