//! Texts prepared for incidents and maintenances.
//!
//! A template may hold three placeholders, which are replaced from a table. Nothing in a template runs, and a value
//! that holds a placeholder is not filled again.

use std::collections::HashSet;

use crate::domain::incidents::affected::{Touched, ranges};
use crate::domain::problem::PageProblem;
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{ComponentId, IncidentKind, Status, TemplateId, Ts};

/// A prepared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentTemplate {
    /// Its id.
    pub id: TemplateId,
    /// What it is for.
    pub kind: IncidentKind,
    /// What staff call it.
    pub name: String,
    /// The title of what is made from it.
    pub title: String,
    /// The text of the update, Markdown.
    pub body: String,
    /// The list that it stands in, kept for clients that sort their templates.
    pub group_id: Option<String>,
    /// The state of the update.
    pub update_status: Option<Status>,
    /// Whether subscribers are told.
    pub should_send_notifications: bool,
    /// Kept for compatibility.
    pub should_tweet: bool,
    /// The components that it chooses, in order.
    pub component_ids: Vec<ComponentId>,
    /// When it was made.
    pub created_at: Ts,
    /// Its last change.
    pub updated_at: Ts,
    /// How often it was stored.
    pub revision: i64,
}

/// Longest text that filling makes, in bytes.
const MOST_BYTES: usize = 4 * BODY_MAX_CHARS;

/// The placeholders, as the message about an unknown one lists them.
pub const PLACEHOLDERS: [&str; 3] = ["{{component}}", "{{group}}", "{{time}}"];

/// Checks a title or body: every `{{…}}` in it is a placeholder.
///
/// # Errors
/// The first that is not, by its text.
pub fn check_placeholders(text: &str) -> Result<(), PageProblem> {
    for piece in pieces(text) {
        if let Piece::Placeholder { text, name } = piece
            && !PLACEHOLDERS
                .iter()
                .any(|one| one.trim_matches(['{', '}']) == name)
        {
            let shown: String = text.chars().take(60).collect();
            let placeholder = shown.into();
            return Err(PageProblem::UnknownPlaceholder { placeholder });
        }
    }
    Ok(())
}

/// Fills title and body: `{{component}}` with the names, `{{group}}` with the groups (runs of numbers
/// drawn together), `{{time}}` with `now`. A placeholder without a value stays as it is, so that whoever
/// sends the text sees it. So does a text that would grow longer than any update.
pub fn fill(template: &IncidentTemplate, touched: &[Touched], now: &str) -> (String, String) {
    fill_texts(&template.title, &template.body, touched, now)
}

/// Fills a title and a body that are not stored yet, as [`fill`] does.
pub fn fill_texts(title: &str, body: &str, touched: &[Touched], now: &str) -> (String, String) {
    let names = distinct(touched.iter().map(|one| one.name.as_str()));
    let groups = distinct(touched.iter().filter_map(|one| one.group.as_deref()));
    let values = [names.join(", "), ranges(&groups), now.to_owned()];
    (look_up(title, &values), look_up(body, &values))
}

/// Returns each text once, in the order in which they first appear.
fn distinct<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    all.filter(|one| seen.insert(*one)).collect()
}

fn look_up(text: &str, [component, group, time]: &[String; 3]) -> String {
    let looked_up = || {
        pieces(text).map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Placeholder { text, name } => {
                let value = match name {
                    "component" => component,
                    "group" => group,
                    "time" => time,
                    _ => "",
                };
                if value.is_empty() { text } else { value }
            }
        })
    };
    let bytes: usize = looked_up().map(str::len).sum();
    if bytes > MOST_BYTES {
        return text.to_owned();
    }
    looked_up().collect()
}

enum Piece<'a> {
    Text(&'a str),
    Placeholder { text: &'a str, name: &'a str },
}

/// Cuts a text at its `{{…}}`; a `{{` that nothing closes on its line is text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    // Bytes left after a line on which nothing closes a `{{`.
    let mut after_open_line = usize::MAX;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with("{{") && rest.len() <= after_open_line {
            let line = rest.split('\n').next().unwrap_or_default();
            if let Some(end) = line.find("}}") {
                let (text, after) = rest.split_at(end + 2);
                rest = after;
                let name = text[2..end].trim();
                return Some(Piece::Placeholder { text, name });
            }
            after_open_line = rest.len() - line.len();
        }
        let from = usize::from(rest.starts_with("{{")) * 2;
        let end = rest[from..].find("{{").map_or(rest.len(), |at| at + from);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;
    use crate::i18n::english;
    use proptest::prelude::*;

    fn template(title: &str, body: &str) -> IncidentTemplate {
        IncidentTemplate {
            id: TemplateId::parse("t").expect("an id"),
            kind: IncidentKind::Incident,
            name: "Calls".into(),
            title: title.into(),
            body: body.into(),
            group_id: None,
            update_status: None,
            should_send_notifications: true,
            should_tweet: false,
            component_ids: vec![],
            created_at: Ts::from_secs(0),
            updated_at: Ts::from_secs(0),
            revision: 1,
        }
    }

    fn touched(group: Option<&str>, name: &str) -> Touched {
        Touched {
            group: group.map(str::to_owned),
            name: name.into(),
        }
    }

    #[test]
    fn placeholders_are_looked_up_once() {
        let template = template("{{component}} in {{ group }}", "At {{time}}: {{component}}");
        let on = [
            touched(Some("DUO1"), "Calls {{time}}"),
            touched(Some("DUO2"), "Calls {{time}}"),
            touched(Some("DUO3"), "SMS"),
        ];
        assert_eq!(
            fill(&template, &on, "09:54 EDT"),
            (
                "Calls {{time}}, SMS in DUO1–DUO3".to_owned(),
                "At 09:54 EDT: Calls {{time}}, SMS".to_owned()
            )
        );
        let (title, _) = fill(&template, &[touched(None, "Site")], "now");
        assert_eq!(title, "Site in {{ group }}", "nothing to put in");
    }

    #[test]
    fn a_text_that_would_grow_beyond_measure_stays_as_it_is() {
        let body = "{{component}}".repeat(1_780);
        let on: Vec<Touched> = (0..1_000)
            .map(|number| touched(None, &format!("A component of a long name {number}")))
            .collect();
        let (title, filled) = fill(&template("{{component}}", &body), &on, "now");
        assert!(title.len() > 20_000);
        assert_eq!(filled, body);
    }

    #[test]
    fn costs_no_more_than_its_length() {
        let on = [touched(Some("DUO1"), "Calls"), touched(None, "SMS")];
        growth::assert_linear(
            &[
                "{{component}}",
                "{{",
                "}}",
                "{{ group }}",
                "{",
                "a",
                "\n",
                "{{time}}",
            ],
            |text| {
                let unknown = check_placeholders(text).err();
                let why = unknown.map_or(0, |why| english().problem(&why.into()).len());
                fill_texts("", text, &on, "now").1.len() + why
            },
        );
    }

    #[test]
    fn unknown_placeholders_are_named() {
        assert_eq!(
            check_placeholders("{{component}} {{ group }}{{time}} {x} }} {{"),
            Ok(())
        );
        assert_eq!(check_placeholders("a {{\nb }}"), Ok(()));
        for (text, named) in [
            ("{{compnent}}", "{{compnent}}"),
            ("x {{ 7*7 }} y", "{{ 7*7 }}"),
            ("{{}}", "{{}}"),
            ("{{{{time}}}}", "{{{{time}}"),
            ("{{Time}}", "{{Time}}"),
        ] {
            let problem = check_placeholders(text).expect_err(text);
            assert_eq!(
                english().problem(&problem.into()),
                format!(
                    "has an unknown placeholder {named}; use {{{{component}}}}, {{{{group}}}} or {{{{time}}}}"
                )
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_but_the_placeholders_changes(text in "[a-z{} \n]{0,60}") {
            let joined: String = pieces(&text).map(|piece| match piece {
                Piece::Text(text) | Piece::Placeholder { text, .. } => text,
            }).collect();
            prop_assert_eq!(&joined, &text);
            let filled = fill(&template("t", &text), &[], "");
            prop_assert_eq!(filled.1, text);
        }
    }
}
