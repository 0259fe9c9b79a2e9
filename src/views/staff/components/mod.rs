//! The pages of components and groups.

mod archived;
mod ask;
mod bulk;
mod desk;
mod forms;
mod move_buttons;
mod subject;
mod tree;

pub use archived::{ArchivedRow, archived_components};
pub use ask::ask_archive;
pub use bulk::{AddMany, Made, add_many, added};
pub use desk::{Cause, ComponentDesk, PastDowntime, component};
pub use forms::{ComponentForm, component_form, component_values};
pub use subject::Subject;
pub use tree::{Tree, components};
