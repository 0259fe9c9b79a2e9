//! What a form on components adds or changes, and the texts and paths that follow from it.

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
    /// Returns the component or group, if it is not new.
    pub fn existing(self) -> Option<&'a Component> {
        match self {
            Self::Existing(component) => Some(component),
            Self::NewComponent | Self::NewGroup => None,
        }
    }

    pub(in crate::views::staff) fn is_group(self) -> bool {
        match self {
            Self::NewGroup => true,
            Self::NewComponent => false,
            Self::Existing(component) => component.is_group(),
        }
    }

    pub(in crate::views::staff) fn title(self, words: &Words) -> String {
        match self {
            Self::NewComponent => words.say("component-add"),
            Self::NewGroup => words.say("group-new"),
            Self::Existing(component) if component.is_group() => words.say("group-edit"),
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
            Self::Existing(component) => urls::component_part(&component.id, "edit"),
        }
    }

    pub(in crate::views::staff) fn back(self) -> String {
        match self {
            Self::NewComponent | Self::NewGroup => urls::COMPONENTS.to_owned(),
            Self::Existing(component) if component.is_group() => {
                urls::component_in_list(&component.id)
            }
            Self::Existing(component) => urls::component(&component.id),
        }
    }

    /// Returns the path and label of the link that archives a component or removes a group.
    pub(in crate::views::staff) fn remove(self, words: &Words) -> Option<(String, String)> {
        let component = self.existing()?;
        let text = if component.is_group() {
            words.say("group-remove")
        } else {
            words.say("component-archive")
        };
        Some((urls::component_part(&component.id, "archive"), text))
    }
}
