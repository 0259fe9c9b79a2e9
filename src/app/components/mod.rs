//! Components and groups: added, changed, ordered, archived, and how they did.

mod archive;
mod bulk;
mod edit;
mod groups;
mod history;
mod order;

pub use bulk::{Added, Groups};
pub(super) use edit::by_hand;
pub use edit::{ComponentEdit, component_version};
pub use groups::GroupEdit;
pub use history::Spell;
