//! The forms that add or change one component or group.

use askama::Template;

use crate::domain::components::naming;
use crate::domain::{Component, GroupDisplay};
use crate::i18n::Words;
use crate::views::Site;

use super::subject::Subject;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::checkboxes::Checkboxes;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values, differing};

/// What a form on a component or group is made of.
pub struct ComponentForm<'a> {
    /// Every component.
    pub components: &'a [Component],
    /// What is added or changed.
    pub subject: Subject<'a>,
    /// Its version.
    pub version: &'a str,
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Somebody else changed it meanwhile: their version, as a form would hold it.
    pub theirs: Option<Values>,
}

#[derive(Template)]
#[template(path = "staff/components/form.html")]
struct FormTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    title: String,
    action: String,
    version: &'a str,
    theirs: Vec<(String, String)>,
    is_stale: bool,
    fields: Vec<Field>,
    members: Option<Checkboxes>,
    button: String,
    remove: Option<(String, String)>,
    back: String,
}

/// Returns what a form on a component or group holds at first.
pub fn component_values(component: &Component) -> Values {
    let mut fields = vec![
        ("name", component.name.clone()),
        (
            "description",
            component.description.clone().unwrap_or_default(),
        ),
        (
            "start_date",
            component.start_date.clone().unwrap_or_default(),
        ),
        ("display", component.display.to_string()),
        (
            "group_id",
            component
                .group_id()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
    ];
    for (name, is_checked) in [
        ("hidden", component.hidden),
        ("showcase", component.showcase),
        ("only_show_if_degraded", component.only_show_if_degraded),
    ] {
        if is_checked {
            fields.push((name, "true".to_owned()));
        }
    }
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    Values::new(fields.into_iter().map(owned).collect())
}

/// Renders the form of a new component, a component or a group.
pub fn component_form(
    frame: StaffFrame,
    site: &Site,
    page: ComponentForm<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let problems = page.problems;
    let subject = page.subject;
    let fields = if subject.is_group() {
        of_group(words, page.values)
    } else {
        of_component(words, page.components, page.values)
    };
    let theirs = page
        .theirs
        .as_ref()
        .map(|theirs| differing(&fields, theirs, page.values, words));
    FormTemplate {
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        title: subject.title(words),
        action: subject.action(),
        version: page.version,
        is_stale: theirs.is_some(),
        theirs: theirs.unwrap_or_default(),
        fields: fields
            .into_iter()
            .map(|field| field.checked(&problems))
            .collect(),
        members: matches!(subject, Subject::NewGroup).then(|| {
            let top = naming::current(page.components)
                .filter(|one| !one.is_group() && one.group_id().is_none());
            let label = words.say("group-members");
            Checkboxes::new("components", label, top, page.values, &problems)
        }),
        button: subject.button(words),
        remove: subject.remove(words),
        back: subject.back(),
        problems,
    }
    .render()
}

fn named(words: &Words, values: &Values) -> Vec<Field> {
    vec![
        Field::line("name", words.say("field-name"), values.text("name"))
            .hint(words.say("component-name-hint"))
            .required(),
        Field::area(
            "description",
            words.say("field-description"),
            values.text("description"),
            2,
        )
        .hint(words.say("component-description-hint")),
    ]
}

fn checkbox(name: &str, label: String, hint: String, values: &Values) -> Field {
    Field::checkbox(name, label, values.get(name).is_some()).hint(hint)
}

fn of_component(words: &Words, all: &[Component], values: &Values) -> Vec<Field> {
    let mut fields = named(words, values);
    let chosen = values.text("group_id");
    let mut groups = vec![Choice::new("", words.say("component-no-group"), chosen)];
    groups.extend(
        naming::current(all)
            .filter(|one| one.is_group())
            .map(|one| Choice::new(one.id.as_str(), one.name.as_str(), chosen)),
    );
    fields.push(
        Field::menu("group_id", words.say("field-group-id"), groups)
            .hint(words.say("component-group-hint")),
    );
    let start = values.text("start_date");
    fields.push(
        Field::typed(
            "start_date",
            words.say("field-start-date"),
            start,
            "date",
            "off",
        )
        .hint(words.say("component-start-hint")),
    );
    fields.push(checkbox(
        "showcase",
        words.say("component-showcase"),
        words.say("component-showcase-hint"),
        values,
    ));
    fields.push(checkbox(
        "only_show_if_degraded",
        words.say("component-only-affected-tick"),
        words.say("component-only-affected-hint"),
        values,
    ));
    fields.push(checkbox(
        "hidden",
        words.say("component-hidden-tick"),
        words.say("component-hidden-hint"),
        values,
    ));
    fields
}

fn display(display: GroupDisplay, words: &Words) -> String {
    match display {
        GroupDisplay::WhenAffected => words.say("display-when-affected"),
        GroupDisplay::Open => words.say("display-open"),
        GroupDisplay::Closed => words.say("display-closed"),
    }
}

fn of_group(words: &Words, values: &Values) -> Vec<Field> {
    let mut fields = named(words, values);
    let chosen = values.text("display");
    let displays = GroupDisplay::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), display(*one, words), chosen))
        .collect();
    fields.push(Field::menu("display", words.say("field-display"), displays));
    fields.push(checkbox(
        "hidden",
        words.say("component-hidden-tick"),
        words.say("group-hidden-hint"),
        values,
    ));
    fields
}
