//! What a form on components is about, and the words and ways that follow from it.

use crate::domain::Component;
use crate::i18n::Words;
use crate::urls::admin as urls;

/// What a form adds or changes.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A new component.
    NewComponent,
    /// A new group.
    NewGroup,
    /// A component or group that is there.
    Existing(&'a Component),
}

impl<'a> Subject<'a> {
    /// Returns what is there already.
    pub fn existing(self) -> Option<&'a Component> {
        match self {
            Self::Existing(it) => Some(it),
            Self::NewComponent | Self::NewGroup => None,
        }
    }

    pub(in crate::views::staff) fn is_group(self) -> bool {
        match self {
            Self::NewGroup => true,
            Self::NewComponent => false,
            Self::Existing(it) => it.is_group(),
        }
    }

    pub(in crate::views::staff) fn title(self, words: &Words) -> String {
        match self {
            Self::NewComponent => words.say("component-add"),
            Self::NewGroup => words.say("group-new"),
            Self::Existing(it) if it.is_group() => words.say("group-edit"),
            Self::Existing(_) => words.say("component-edit"),
        }
    }

    pub(in crate::views::staff) fn button(self, words: &Words) -> String {
        match self {
            Self::NewComponent => words.say("component-add"),
            Self::NewGroup => words.say("group-make"),
            Self::Existing(_) => words.say("save"),
        }
    }

    pub(in crate::views::staff) fn action(self) -> String {
        match self {
            Self::NewComponent => urls::NEW_COMPONENT.to_owned(),
            Self::NewGroup => urls::NEW_GROUP.to_owned(),
            Self::Existing(it) => urls::component_part(&it.id, "edit"),
        }
    }

    pub(in crate::views::staff) fn back(self) -> String {
        match self {
            Self::NewComponent | Self::NewGroup => urls::COMPONENTS.to_owned(),
            Self::Existing(it) if it.is_group() => urls::component_in_list(&it.id),
            Self::Existing(it) => urls::component(&it.id),
        }
    }

    /// Returns the way to its end.
    pub(in crate::views::staff) fn remove(self, words: &Words) -> Option<(String, String)> {
        let it = self.existing()?;
        let text = if it.is_group() {
            words.say("group-remove")
        } else {
            words.say("component-archive")
        };
        Some((urls::component_part(&it.id, "archive"), text))
    }
}
