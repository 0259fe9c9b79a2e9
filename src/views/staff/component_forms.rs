//! The forms on one component or group: added, changed, gone.

use askama::Template;

use crate::domain::{Component, GroupDisplay, naming};
use crate::i18n::Words;
use crate::urls::admin as urls;
use crate::views::Site;

use super::Desk;
use super::fields::{Choice, Field, Problems, Values};

/// What a form on a component or group is made of.
pub struct ComponentForm<'a> {
    /// Every component.
    pub components: &'a [Component],
    /// What is changed; `None` for a new component.
    pub subject: Option<&'a Component>,
    /// Its version.
    pub version: &'a str,
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Somebody else changed it meanwhile: theirs, as a form would hold it.
    pub theirs: Option<Values>,
}

#[derive(Template)]
#[template(path = "staff/component_form.html")]
struct FormTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    problems: Problems,
    title: String,
    action: String,
    version: &'a str,
    theirs: Vec<(String, String)>,
    is_stale: bool,
    fields: Vec<Field>,
    button: String,
    remove: Option<(String, String)>,
    back: String,
}

/// Returns what a form on a component or group holds at first.
pub fn component_values(it: &Component) -> Values {
    let mut fields = vec![
        ("name", it.name.clone()),
        ("description", it.description.clone().unwrap_or_default()),
        ("start_date", it.start_date.clone().unwrap_or_default()),
        ("display", it.display.to_string()),
        (
            "group_id",
            it.group_id().map(ToString::to_string).unwrap_or_default(),
        ),
    ];
    for (name, is_ticked) in [
        ("hidden", it.hidden),
        ("showcase", it.showcase),
        ("only_show_if_degraded", it.only_show_if_degraded),
    ] {
        if is_ticked {
            fields.push((name, "true".to_owned()));
        }
    }
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    Values::new(fields.into_iter().map(owned).collect())
}

/// Renders the form of a new component, a component or a group.
pub fn component_form(
    desk: Desk,
    site: &Site,
    page: ComponentForm<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let problems = page.problems;
    let is_group = page.subject.is_some_and(Component::is_group);
    let (title, button) = match page.subject {
        None => (words.say("component-add"), words.say("component-add")),
        Some(_) if is_group => (words.say("group-edit"), words.say("save")),
        Some(_) => (words.say("component-edit"), words.say("save")),
    };
    let fields = if is_group {
        of_group(words, page.values)
    } else {
        of_component(words, page.components, page.values)
    };
    let theirs = page.theirs.as_ref().map(|theirs| {
        let shown = fields
            .iter()
            .filter(|one| differs(one, theirs, page.values));
        let told = |one: &Field| {
            (
                one.label.clone(),
                value(one, theirs, page.components, words),
            )
        };
        shown.map(told).collect::<Vec<_>>()
    });
    FormTemplate {
        desk: desk.with_problem(!problems.is_empty(), site),
        site,
        title,
        action: page.subject.map_or_else(
            || urls::NEW_COMPONENT.to_owned(),
            |it| urls::component_part(&it.id, "edit"),
        ),
        version: page.version,
        is_stale: theirs.is_some(),
        theirs: theirs.unwrap_or_default(),
        fields: fields
            .into_iter()
            .map(|field| field.checked(&problems))
            .collect(),
        button,
        remove: page.subject.map(|it| {
            let key = if is_group {
                words.say("group-remove")
            } else {
                words.say("component-archive")
            };
            (urls::component_part(&it.id, "archive"), key)
        }),
        back: match page.subject {
            Some(it) if !is_group => urls::component(&it.id),
            Some(it) => urls::component_in_list(&it.id),
            None => urls::COMPONENTS.to_owned(),
        },
        problems,
    }
    .render()
}

fn differs(field: &Field, theirs: &Values, typed: &Values) -> bool {
    theirs.text(&field.name) != typed.text(&field.name)
}

/// Writes a field's value in words.
fn value(field: &Field, theirs: &Values, all: &[Component], words: &Words) -> String {
    let text = theirs.text(&field.name);
    match field.name.as_str() {
        "hidden" | "showcase" | "only_show_if_degraded" if text.is_empty() => words.say("value-no"),
        "hidden" | "showcase" | "only_show_if_degraded" => words.say("value-yes"),
        "group_id" => naming::current(all)
            .find(|one| one.id.as_str() == text)
            .map_or_else(|| words.say("component-no-group"), |one| one.name.clone()),
        "display" => GroupDisplay::parse(text).map_or_else(String::new, |one| display(one, words)),
        _ if text.is_empty() => words.say("value-none"),
        _ => text.to_owned(),
    }
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

fn tick(name: &str, label: String, hint: String, values: &Values) -> Field {
    Field::tick(name, label, values.get(name).is_some()).hint(hint)
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
    fields.push(tick(
        "showcase",
        words.say("component-showcase"),
        words.say("component-showcase-hint"),
        values,
    ));
    fields.push(tick(
        "only_show_if_degraded",
        words.say("component-only-affected-tick"),
        words.say("component-only-affected-hint"),
        values,
    ));
    fields.push(tick(
        "hidden",
        words.say("component-hidden-tick"),
        words.say("component-hidden-hint"),
        values,
    ));
    fields
}

fn display(one: GroupDisplay, words: &Words) -> String {
    match one {
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
    fields.push(tick(
        "hidden",
        words.say("component-hidden-tick"),
        words.say("group-hidden-hint"),
        values,
    ));
    fields
}

#[derive(Template)]
#[template(path = "staff/component_ask.html")]
struct AskTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    title: String,
    texts: Vec<String>,
    action: String,
    button: String,
    back: String,
}

/// Asks before a component is archived, or a group removed.
pub fn ask_archive(
    desk: Desk,
    site: &Site,
    it: &Component,
    all: &[Component],
) -> Result<String, askama::Error> {
    let words = site.words;
    let members = |group| {
        let inside = naming::current(all).filter(|one| one.group_id() == Some(group));
        inside.count()
    };
    let (title, texts, button, back) = if it.is_group() {
        (
            words.say_name("group-remove-title", &it.name),
            vec![words.say_count("group-remove-text", members(&it.id))],
            words.say("group-remove"),
            urls::component_in_list(&it.id),
        )
    } else {
        let last_of = it.group_id().filter(|group| members(group) == 1);
        let group = last_of.and_then(|id| all.iter().find(|one| one.id == *id));
        let mut texts = vec![words.say("archive-text")];
        texts.extend(group.map(|group| words.say_name("archive-last", &group.name)));
        (
            words.say_name("archive-title", &it.name),
            texts,
            words.say("archive-button"),
            urls::component(&it.id),
        )
    };
    AskTemplate {
        desk,
        site,
        title,
        texts,
        action: urls::component_part(&it.id, "archive"),
        button,
        back,
    }
    .render()
}
