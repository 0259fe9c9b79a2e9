//! Texts prepared for incidents and maintenances.
//!
//! A template holds three placeholders that are looked up in a table, once: nothing in it runs, and what
//! is put in is not looked at again.

use std::borrow::Cow;

use super::affected::{Touched, ranges};
use super::{ComponentId, Kind, Status, TemplateId, Ts};

/// A prepared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// What it is for.
    pub kind: Kind,
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
    /// The components that it picks, in order.
    pub component_ids: Vec<ComponentId>,
    /// When it was made.
    pub created_at: Ts,
    /// Its last change.
    pub updated_at: Ts,
}

/// The placeholders, as they are listed to who mistyped one.
pub const PLACEHOLDERS: [&str; 3] = ["{{component}}", "{{group}}", "{{time}}"];

/// A placeholder that there is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPlaceholder(String);

impl std::fmt::Display for UnknownPlaceholder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [component, group, time] = PLACEHOLDERS;
        write!(
            f,
            "has an unknown placeholder {}; use {component}, {group} or {time}",
            self.0
        )
    }
}

/// Checks a title or body: every `{{…}}` in it is a placeholder.
///
/// # Errors
/// The first that is not, by its text.
pub fn check_placeholders(text: &str) -> Result<(), UnknownPlaceholder> {
    for piece in pieces(text) {
        if let Piece::Placeholder { text, name } = piece
            && !PLACEHOLDERS
                .iter()
                .any(|one| one.trim_matches(['{', '}']) == name)
        {
            let shown: String = text.chars().take(60).collect();
            return Err(UnknownPlaceholder(shown));
        }
    }
    Ok(())
}

/// Fills title and body: `{{component}}` with the names, `{{group}}` with the groups (runs of numbers
/// drawn together), `{{time}}` with `now`. What there is nothing to put in for stays as it is, so that
/// whoever sends the text sees it.
pub fn fill(template: &Template, touched: &[Touched], now: &str) -> (String, String) {
    fill_texts(&template.title, &template.body, touched, now)
}

/// Fills a title and a body that are not stored yet, as [`fill`] does.
pub fn fill_texts(title: &str, body: &str, touched: &[Touched], now: &str) -> (String, String) {
    let mut names: Vec<&str> = Vec::new();
    let mut groups: Vec<&str> = Vec::new();
    for one in touched {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
        if let Some(group) = one.group.as_deref()
            && !groups.contains(&group)
        {
            groups.push(group);
        }
    }
    let values = [names.join(", "), ranges(&groups), now.to_owned()];
    (look_up(title, &values), look_up(body, &values))
}

fn look_up(text: &str, [component, group, time]: &[String; 3]) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => Cow::Borrowed(text),
            Piece::Placeholder { text, name } => {
                let value = match name {
                    "component" => component,
                    "group" => group,
                    "time" => time,
                    _ => "",
                };
                Cow::Borrowed(if value.is_empty() { text } else { value })
            }
        })
        .collect()
}

enum Piece<'a> {
    Text(&'a str),
    Placeholder { text: &'a str, name: &'a str },
}

/// Cuts a text at its `{{…}}`; a `{{` that nothing closes on its line is text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with("{{")
            && let Some(end) = rest.find("}}")
            && !rest[..end].contains('\n')
        {
            let (text, after) = rest.split_at(end + 2);
            rest = after;
            let name = text[2..end].trim();
            return Some(Piece::Placeholder { text, name });
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
    use proptest::prelude::*;

    fn template(title: &str, body: &str) -> Template {
        Template {
            id: TemplateId::parse("t").expect("an id"),
            kind: Kind::Incident,
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
        let it = template("{{component}} in {{ group }}", "At {{time}}: {{component}}");
        let on = [
            touched(Some("DUO1"), "Calls {{time}}"),
            touched(Some("DUO2"), "Calls {{time}}"),
            touched(Some("DUO3"), "SMS"),
        ];
        assert_eq!(
            fill(&it, &on, "09:54 EDT"),
            (
                "Calls {{time}}, SMS in DUO1–DUO3".to_owned(),
                "At 09:54 EDT: Calls {{time}}, SMS".to_owned()
            )
        );
        let (title, _) = fill(&it, &[touched(None, "Site")], "now");
        assert_eq!(title, "Site in {{ group }}", "nothing to put in");
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
            let problem = check_placeholders(text).expect_err(text).to_string();
            assert_eq!(
                problem,
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
