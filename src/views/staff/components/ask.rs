//! Asks before a component is archived, or a group removed.

use askama::Template;

use crate::domain::components::naming;
use crate::domain::{Component, ComponentId};
use crate::urls::admin as urls;
use crate::views::Site;

use crate::views::staff::StaffFrame;

#[derive(Template)]
#[template(path = "staff/components/ask.html")]
struct AskTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    title: String,
    texts: Vec<String>,
    action: String,
    button: String,
    back: String,
}

/// Asks before a component is archived, or a group removed.
pub fn ask_archive(
    frame: StaffFrame,
    site: &Site,
    component: &Component,
    all: &[Component],
) -> Result<String, askama::Error> {
    let words = site.words;
    let members = |group: &ComponentId| {
        let inside = naming::current(all).filter(|one| one.group_id() == Some(group));
        inside.count()
    };
    let (title, texts, button, back) = if component.is_group() {
        (
            words.say_name("group-remove-title", &component.name),
            vec![words.say_count("group-remove-text", members(&component.id))],
            words.say("group-remove"),
            urls::component_in_list(&component.id),
        )
    } else {
        let last_of = component.group_id().filter(|group| members(group) == 1);
        let group = last_of.and_then(|id| all.iter().find(|one| one.id == *id));
        let mut texts = vec![words.say("archive-text")];
        texts.extend(group.map(|group| words.say_name("archive-last", &group.name)));
        (
            words.say_name("archive-title", &component.name),
            texts,
            words.say("archive-button"),
            urls::component(&component.id),
        )
    };
    AskTemplate {
        frame,
        site,
        title,
        texts,
        action: urls::component_part(&component.id, "archive"),
        button,
        back,
    }
    .render()
}
