//! Many components at once: the form, and its result.

use askama::Template;

use crate::domain::Component;
use crate::domain::components::naming;
use crate::views::Site;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::checkboxes::Checkboxes;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values};

/// What the form is made of.
pub struct AddMany<'a> {
    /// Every component.
    pub components: &'a [Component],
    /// What was typed.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
}

#[derive(Template)]
#[template(path = "staff/components/add_many.html")]
struct AddTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    names: Field,
    to: Field,
    groups: Checkboxes,
    new_groups: Field,
}

/// Renders the form.
pub fn add_many(
    frame: StaffFrame,
    site: &Site,
    page: AddMany<'_>,
) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let problems = page.problems;
    let groups = Checkboxes::new(
        "groups",
        words.say("field-groups"),
        naming::current(page.components).filter(|one| one.is_group()),
        values,
        &problems,
    );
    let mut chosen = values.text("to");
    if chosen.is_empty() && groups.is_empty() {
        chosen = "top";
    }
    let mut places = Vec::new();
    if !groups.is_empty() {
        let all = words.say_count("add-to-all", groups.len());
        places.push(Choice::new("all", all, chosen));
        places.push(Choice::new("chosen", words.say("add-to-chosen"), chosen));
    }
    places.push(Choice::new("top", words.say("add-to-top"), chosen));
    places.push(Choice::new("new", words.say("add-to-new"), chosen));
    AddTemplate {
        names: Field::area("names", words.say("field-names"), values.text("names"), 8)
            .hint(words.say("add-many-names-hint"))
            .required()
            .checked(&problems),
        to: Field::radios("to", words.say("field-to"), places).checked(&problems),
        groups,
        new_groups: Field::area(
            "new_groups",
            words.say("field-new-groups"),
            values.text("new_groups"),
            3,
        )
        .hint(words.say("add-new-groups-hint"))
        .checked(&problems),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

/// What was added.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    /// Components made.
    pub components: usize,
    /// Groups made.
    pub groups: usize,
    /// Components that were there already.
    pub skipped: usize,
}

#[derive(Template)]
#[template(path = "staff/components/added.html")]
struct AddedTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    title: &'a str,
    sentences: Vec<String>,
}

/// Renders what was added.
pub fn added(
    frame: StaffFrame,
    site: &Site,
    title: &str,
    made: Made,
) -> Result<String, askama::Error> {
    let words = site.words;
    let mut sentences = vec![words.say_count("added-components", made.components)];
    if made.groups > 0 {
        sentences.push(words.say_count("added-groups", made.groups));
    }
    if made.skipped > 0 {
        sentences.push(words.say_count("added-skipped", made.skipped));
    }
    AddedTemplate {
        frame,
        site,
        title,
        sentences,
    }
    .render()
}
