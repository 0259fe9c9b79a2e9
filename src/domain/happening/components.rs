//! What happens to components and their groups.

use super::macros::happenings;
use crate::domain::{Component, ComponentId};

happenings! {
    /// What happens to components.
    pub enum ComponentHappening<'a> {
        /// A component was added.
        "component.create" => Added {
            /// The component.
            component: &'a Component,
        },
        /// Many components were added at once.
        "component.add_many" => ManyAdded {
            /// The names.
            names: &'a [String],
            /// How many components were made.
            components: usize,
            /// How many groups were made.
            groups: usize,
            /// How many components were there already.
            skipped: usize,
        },
        /// A component was changed.
        "component.edit" => Edited {
            /// How it was.
            before: &'a Component,
            /// How it is.
            after: &'a Component,
        },
        /// A component was taken off the page.
        "component.delete" => Archived {
            /// The component.
            component: &'a Component,
        },
        /// A component was brought back.
        "component.restore" => Restored {
            /// The component.
            component: &'a Component,
            /// Whether its group came back with it.
            group_restored: bool,
        },
        /// A component or group was moved among its neighbours.
        "component.move" => Moved {
            /// The component.
            component: &'a Component,
            /// The place that it had, from 1.
            before: Option<usize>,
            /// The place that it has.
            after: Option<usize>,
        },
        /// The members of a group, or what stands at the top level, were put in another order.
        "component.reorder" => Reordered {
            /// The group; `None` for the top level.
            parent: Option<&'a ComponentId>,
            /// The order before.
            before: &'a [ComponentId],
            /// The order after.
            after: &'a [ComponentId],
        },
        /// A group was made.
        "group.create" => GroupMade {
            /// The group.
            group: &'a Component,
        },
        /// A group was changed.
        "group.edit" => GroupEdited {
            /// How it was.
            before: &'a Component,
            /// How it is.
            after: &'a Component,
        },
        /// A group was removed.
        "group.delete" => GroupRemoved {
            /// The group.
            group: &'a Component,
        },
    }
}

impl ComponentHappening<'_> {
    /// Returns to what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Added { component }
            | Self::Archived { component }
            | Self::Restored { component, .. }
            | Self::Moved { component, .. }
            | Self::GroupMade { group: component }
            | Self::GroupRemoved { group: component }
            | Self::Edited {
                before: component, ..
            }
            | Self::GroupEdited {
                before: component, ..
            } => component.id.as_str(),
            Self::ManyAdded { .. } => "components",
            Self::Reordered { parent, .. } => parent.map_or("top level", ComponentId::as_str),
        }
    }

    /// Says whether readers may notice it.
    pub const fn is_public(&self) -> bool {
        true
    }
}
