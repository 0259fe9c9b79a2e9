//! The audit log: who did what, before and after.

use askama::Template;
use serde_json::Value;

use crate::domain::Ts;
use crate::i18n::Words;
use crate::views::Site;
use crate::views::parts::Time;

use crate::views::staff::Desk;
use crate::views::staff::form::fields::{Field, Values};

/// What is longer is cut, in characters.
const CUT: usize = 300;

/// An entry in the list.
pub struct AuditRow {
    /// When.
    pub at: Ts,
    /// Who did it.
    pub actor: String,
    /// Through which door.
    pub door: String,
    /// From where.
    pub address: Option<String>,
    /// What they did.
    pub action: String,
    /// To what.
    pub subject: String,
    /// More, as a JSON object.
    pub detail: String,
}

/// What the page is made of.
pub struct Audit<'a> {
    /// The entries, newest first.
    pub rows: Vec<AuditRow>,
    /// The filter as it was typed.
    pub values: &'a Values,
    /// The addresses of the CSV and JSON with this filter.
    pub exports: (String, String),
    /// The address of the older entries.
    pub older: Option<String>,
    /// The address of the newest entries, where these are not they.
    pub newest: Option<String>,
}

struct ShownEntry {
    at: Time,
    actor: String,
    action: String,
    subject: String,
    from: String,
    pairs: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "staff/audit/log.html")]
struct AuditTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    who: Field,
    action: Field,
    subject: Field,
    entries: Vec<ShownEntry>,
    exports: (String, String),
    older: Option<String>,
    newest: Option<String>,
}

/// Renders the audit log.
pub fn audit(desk: Desk, site: &Site, page: Audit<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let values = page.values;
    AuditTemplate {
        desk,
        site,
        who: Field::line("who", words.say("audit-who"), values.text("who"))
            .hint(words.say("audit-who-hint")),
        action: Field::line("action", words.say("audit-action"), values.text("action"))
            .hint(words.say("audit-action-hint")),
        subject: Field::line(
            "subject",
            words.say("audit-subject"),
            values.text("subject"),
        )
        .hint(words.say("audit-subject-hint")),
        entries: page.rows.into_iter().map(|row| show(row, site)).collect(),
        exports: page.exports,
        older: page.older,
        newest: page.newest,
    }
    .render()
}

fn show(row: AuditRow, site: &Site) -> ShownEntry {
    let words = site.words;
    let key = format!("door-{}", row.door);
    let door = if words.has(&key) {
        words.say(&key)
    } else {
        row.door
    };
    ShownEntry {
        at: Time::new(row.at, site),
        pairs: pairs(&row.detail, words),
        from: match row.address {
            Some(address) => format!("{door} · {address}"),
            None => door,
        },
        actor: row.actor,
        action: row.action,
        subject: row.subject,
    }
}

/// Returns what a detail says as names and values; a pair of values is what was and what is.
fn pairs(detail: &str, words: &Words) -> Vec<(String, String)> {
    match serde_json::from_str(detail) {
        Ok(Value::Object(fields)) => fields
            .iter()
            .map(|(name, value)| (name.replace('_', " "), value_text(name, value, words)))
            .collect(),
        _ => vec![(String::new(), cut(detail))],
    }
}

/// Fields that list things; any other list of two is what was and what is.
const LISTS: &[&str] = &["changes", "names"];

fn value_text(name: &str, value: &Value, words: &Words) -> String {
    match value {
        Value::Array(both) if both.len() == 2 && !LISTS.contains(&name) => {
            let (before, after) = (plain(&both[0], words), plain(&both[1], words));
            format!("{before} → {after}")
        }
        other => plain(other, words),
    }
}

fn plain(value: &Value, words: &Words) -> String {
    match value {
        Value::Null => words.say("audit-nothing"),
        Value::Bool(true) => words.say("yes"),
        Value::Bool(false) => words.say("no"),
        Value::String(text) if text.is_empty() => words.say("audit-nothing"),
        Value::String(text) => cut(text),
        Value::Array(all) if all.is_empty() => words.say("audit-nothing"),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(|one| plain(one, words)).collect();
            cut(&all.join(", "))
        }
        other => cut(&other.to_string()),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CUT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::english;

    #[test]
    fn details_are_read_as_pairs() {
        let detail = r#"{"a_b":["x","y"],"c":[null,""],"d":["x"],"e":true,"f":3,"g":{"h":1}}"#;
        let pairs = pairs(detail, english());
        let shown: Vec<String> = pairs.iter().map(|(a, b)| format!("{a}: {b}")).collect();
        assert_eq!(
            shown,
            [
                "a b: x → y",
                "c: nothing → nothing",
                "d: x",
                "e: Yes",
                "f: 3",
                "g: {\"h\":1}"
            ]
        );
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let long = "é".repeat(CUT + 1);
        assert_eq!(cut(&long).chars().count(), CUT + 1);
        assert!(cut(&long).ends_with('…'));
        assert_eq!(cut("short"), "short");
        assert_eq!(
            pairs("not JSON", english()),
            [(String::new(), "not JSON".to_owned())]
        );
    }
}
