//! Components and groups: added, changed, ordered, archived, and how they did.

mod archive;
mod bulk;
mod edit;
mod groups;
mod history;
mod order;
mod rules;

pub use bulk::{Added, Groups};
pub use edit::ComponentEdit;
pub use groups::GroupEdit;
pub use history::Downtime;
pub(super) use rules::by_hand;
pub use rules::component_version;
