//! The forms of a component and of a group, as they are read.

use crate::app::{ComponentEdit, GroupEdit};
use crate::domain::problem::ChoiceProblem;
use crate::domain::{ComponentId, GroupDisplay};
use crate::views::Site;
use crate::web::admin::form::{Fields, Parsed, Reader};

/// Reads the form of a component.
pub(super) fn read_component(fields: &Fields, site: &Site) -> Parsed<ComponentEdit> {
    let mut read = Reader::new(fields, site);
    let problem = ChoiceProblem::NotChosenFromMenu;
    let group_id = read.chosen_if_any("group_id", ComponentId::parse, problem);
    let edit = ComponentEdit {
        name: Some(read.line("name")),
        description: Some(read.non_blank("description")),
        status: None,
        group_id: Some(group_id),
        showcase: Some(read.has("showcase")),
        only_show_if_degraded: Some(read.has("only_show_if_degraded")),
        start_date: Some(read.non_blank("start_date")),
        hidden: Some(read.has("hidden")),
        version: read.non_blank("version"),
        is_distinct: true,
    };
    read.finish(edit)
}

/// Reads the form of a group that is there.
pub(super) fn read_group(fields: &Fields, site: &Site) -> GroupEdit {
    let read = Reader::new(fields, site);
    GroupEdit {
        name: Some(read.line("name")),
        description: Some(read.non_blank("description")),
        members: None,
        hidden: Some(read.has("hidden")),
        display: GroupDisplay::parse(&read.text("display")),
        version: read.non_blank("version"),
        is_distinct: true,
    }
}

/// Reads the form of a new group, which names its components.
pub(super) fn read_new_group(fields: &Fields, site: &Site) -> GroupEdit {
    GroupEdit {
        members: Some(fields.ids("components")),
        version: None,
        ..read_group(fields, site)
    }
}
