//! What happens by itself at its moment.

mod scheduler;

pub(in crate::app) use scheduler::Round;
