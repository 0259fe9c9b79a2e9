//! The fields of forms: label, hint, what is wrong, the control; the same everywhere.

use std::collections::HashMap;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::Problem;
use crate::i18n::Words;
use crate::views::Site;

/// What was typed into a form, to be shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    fields: Vec<(String, String)>,
    /// The place of the last field of each name.
    last: HashMap<String, usize>,
}

impl Values {
    /// Takes the fields of a form.
    pub fn new(fields: Vec<(String, String)>) -> Self {
        let names = fields.iter().map(|(name, _)| name.clone());
        let last = names.zip(0..).collect();
        Self { fields, last }
    }

    /// Adds a field, whose value replaces that of an earlier one of its name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.last.insert(name.to_owned(), self.fields.len());
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Returns a field's value, or nothing.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Returns a field's value; the last one counts.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = &self.fields[*self.last.get(name)?];
        Some(value)
    }

    /// Returns every value of a field that was sent several times, in order.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Returns every field, in order.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
}

/// What is wrong with a form: fields and sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<(String, String)>);

impl Problems {
    /// Adds that a field breaks a rule; the sentence is the field's label and the rule.
    pub fn add(&mut self, field: &str, problem: &Problem, site: &Site) {
        let sentence = format!("{} {}", label(field, site), site.words.problem(problem));
        self.0.push((field.to_owned(), sentence));
    }

    /// Adds a sentence about the form as a whole, or a field of which it says everything.
    pub fn tell(&mut self, field: &str, sentence: impl Into<String>) {
        self.0.push((field.to_owned(), sentence.into()));
    }

    /// Returns them as those of one form among several on a page: its fields are called `FIELD-PART`.
    #[must_use]
    pub(in crate::views::staff) fn within(self, part: &str) -> Self {
        let rename = |(field, sentence)| (format!("{field}-{part}"), sentence);
        Self(self.0.into_iter().map(rename).collect())
    }

    /// Says that nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns what is wrong with a field.
    pub fn of(&self, field: &str) -> Option<String> {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, sentence)| sentence.clone())
    }

    /// Returns the fields and sentences in the order found.
    pub(in crate::views::staff) fn all(&self) -> impl Iterator<Item = (String, &str)> {
        self.0
            .iter()
            .map(|(field, sentence)| (id_of(field), sentence.as_str()))
    }
}

/// Returns the words for a field as sentences about it begin; a field without words of its own is called
/// by its name.
fn label(field: &str, site: &Site) -> String {
    let key = format!("field-{}", field.replace('_', "-"));
    if site.words.has(&key) {
        return site.words.say(&key);
    }
    let name = field.replace('_', " ");
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => name,
    }
}

/// Returns the fields of a form that somebody else gave other values than were typed: label and value, as a reader
/// would see them.
pub(in crate::views::staff) fn differing(
    fields: &[Field],
    theirs: &Values,
    typed: &Values,
    words: &Words,
) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|field| (field, theirs.text(&field.name)))
        .filter(|(field, there)| *there != typed.text(&field.name))
        .map(|(field, there)| (field.label.clone(), field.shown(there, words)))
        .collect()
}

/// Returns the id of a field's control.
pub(in crate::views::staff) fn id_of(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("f-{plain}")
}

/// One value of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::views::staff) struct Choice {
    pub(in crate::views::staff) value: String,
    pub(in crate::views::staff) label: String,
    pub(super) is_chosen: bool,
}

impl Choice {
    pub(in crate::views::staff) fn new(
        value: impl Into<String>,
        label: impl Into<String>,
        chosen: &str,
    ) -> Self {
        let value = value.into();
        Self {
            is_chosen: value == chosen,
            label: label.into(),
            value,
        }
    }
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::views::staff) enum Control {
    /// One line.
    Line {
        kind: &'static str,
        value: String,
        autocomplete: &'static str,
    },
    /// Many lines.
    Area { value: String, rows: u8 },
    /// A menu.
    Menu(Vec<Choice>),
    /// A row of big buttons of which one is pressed.
    Radios(Vec<Choice>),
    /// A box.
    Box { is_checked: bool },
    /// A file, of these media types.
    File { accept: &'static str },
    /// One line with suggestions.
    Suggested { value: String, all: Vec<String> },
}

/// A field with its label.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "staff/form/field.html")]
pub(in crate::views::staff) struct Field {
    pub(in crate::views::staff) id: String,
    pub(in crate::views::staff) name: String,
    pub(in crate::views::staff) label: String,
    pub(in crate::views::staff) hint: Option<String>,
    pub(in crate::views::staff) problem: Option<String>,
    pub(in crate::views::staff) control: Control,
    pub(super) is_required: bool,
}

impl HtmlSafe for Field {}

impl Field {
    fn new(name: &str, label: String, control: Control) -> Self {
        Self {
            id: id_of(name),
            name: name.to_owned(),
            label,
            hint: None,
            problem: None,
            control,
            is_required: false,
        }
    }

    /// One line of text.
    pub(in crate::views::staff) fn line(name: &str, label: String, value: &str) -> Self {
        Self::new(
            name,
            label,
            Control::Line {
                kind: "text",
                value: value.to_owned(),
                autocomplete: "off",
            },
        )
    }

    /// One line of a kind that browsers know: `email`, `password`, `datetime-local`.
    pub(in crate::views::staff) fn typed(
        name: &str,
        label: String,
        value: &str,
        kind: &'static str,
        autocomplete: &'static str,
    ) -> Self {
        Self::new(
            name,
            label,
            Control::Line {
                kind,
                value: value.to_owned(),
                autocomplete,
            },
        )
    }

    /// A local time, as the values hold it.
    pub(in crate::views::staff) fn local_time(name: &str, label: String, values: &Values) -> Self {
        Self::typed(name, label, values.text(name), "datetime-local", "off")
    }

    /// Many lines of text.
    pub(in crate::views::staff) fn area(name: &str, label: String, value: &str, rows: u8) -> Self {
        let value = value.to_owned();
        Self::new(name, label, Control::Area { value, rows })
    }

    /// A menu.
    pub(in crate::views::staff) fn menu(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Control::Menu(choices))
    }

    /// A row of big buttons.
    pub(in crate::views::staff) fn radios(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Control::Radios(choices))
    }

    /// A box to tick.
    pub(in crate::views::staff) fn checkbox(name: &str, label: String, is_checked: bool) -> Self {
        Self::new(name, label, Control::Box { is_checked })
    }

    /// A file to choose.
    pub(in crate::views::staff) fn file(name: &str, label: String, accept: &'static str) -> Self {
        Self::new(name, label, Control::File { accept })
    }

    /// One line of text with suggestions.
    pub(in crate::views::staff) fn suggested(
        name: &str,
        label: String,
        value: &str,
        all: Vec<String>,
    ) -> Self {
        let value = value.to_owned();
        Self::new(name, label, Control::Suggested { value, all })
    }

    /// Adds words on how to fill it in.
    pub(in crate::views::staff) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Says that it must be filled in.
    pub(in crate::views::staff) fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Says what is wrong with it, if anything is.
    pub(in crate::views::staff) fn checked(mut self, problems: &Problems) -> Self {
        self.problem = problems.of(&self.name);
        self
    }

    /// Returns how a reader would see a value of this field: a choice by its label, a box as yes or no.
    fn shown(&self, value: &str, words: &Words) -> String {
        match &self.control {
            Control::Box { .. } if value.is_empty() => words.say("value-no"),
            Control::Box { .. } => words.say("value-yes"),
            Control::Menu(choices) | Control::Radios(choices) => choices
                .iter()
                .find(|one| one.value == value)
                .map_or_else(|| value.to_owned(), |one| one.label.clone()),
            _ => value.to_owned(),
        }
    }

    /// Says that somebody filled it in, or that something is wrong with it: it must not be folded away.
    pub(in crate::views::staff) fn is_told(&self) -> bool {
        let is_filled = match &self.control {
            Control::Line { value, .. }
            | Control::Area { value, .. }
            | Control::Suggested { value, .. } => !value.is_empty(),
            Control::File { .. } => false,
            Control::Menu(choices) | Control::Radios(choices) => choices
                .iter()
                .any(|one| one.is_chosen && !one.value.is_empty()),
            Control::Box { is_checked } => *is_checked,
        };
        is_filled || self.problem.is_some()
    }

    /// Gives it an id of its own on a page with several forms, and what is wrong with it there.
    pub(in crate::views::staff) fn within(mut self, part: &str, problems: &Problems) -> Self {
        let name = format!("{}-{part}", self.name);
        self.id = id_of(&name);
        self.problem = problems.of(&name);
        self
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn problem_id(&self) -> String {
        format!("{}-problem", self.id)
    }

    /// Returns the ids that describe the control, for `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.problem.is_some() {
            ids.push(self.problem_id());
        }
        if self.hint.is_some() {
            ids.push(self.hint_id());
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
