//! What the audit log keeps is one text for one happening.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Map, Value};

use super::{detail, entry};
use crate::app::Actor;
use crate::domain::Ts;
use crate::domain::happening::{Happening, TeamHappening, samples};

#[test]
fn a_detail_is_canonical_json() {
    for happening in samples::all() {
        let text = detail(&happening);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert!(value.is_object(), "{text}");
        let mut written = String::new();
        write_canonical(&value, &mut written);
        assert_eq!(text, written);
    }
}

/// Writes JSON as RFC 8785 has it, as far as the log uses it: with integers alone.
fn write_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.as_bytes());
            text.push('{');
            for (place, (name, value)) in fields.into_iter().enumerate() {
                text.push_str(if place > 0 { "," } else { "" });
                write_text(name, text);
                text.push(':');
                write_canonical(value, text);
            }
            text.push('}');
        }
        Value::Array(all) => {
            text.push('[');
            for (place, value) in all.iter().enumerate() {
                text.push_str(if place > 0 { "," } else { "" });
                write_canonical(value, text);
            }
            text.push(']');
        }
        Value::String(string) => write_text(string, text),
        Value::Number(number) => {
            assert!(number.is_i64() || number.is_u64(), "{number}");
            text.push_str(&number.to_string());
        }
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Null => text.push_str("null"),
    }
}

fn write_text(string: &str, text: &mut String) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            c if c < ' ' => write!(text, "\\u{:04x}", u32::from(c)).expect("memory"),
            c => text.push(c),
        }
    }
    text.push('"');
}

#[test]
fn control_characters_are_escaped_as_rfc_8785_has_it() {
    let all: String = (0..0x20_u8)
        .map(char::from)
        .chain("\"\\/\u{7f}é\u{2028}🙂".chars())
        .collect();
    let token = crate::domain::TokenId::parse("t1").expect("an id");
    let retold = TeamHappening::TokenShownAgain {
        token: &token,
        name: &all,
    };
    let mut written = String::from("{\"name\":");
    write_text(&all, &mut written);
    written.push('}');
    assert_eq!(detail(&retold.into()), written);
}

#[test]
fn an_entry_says_who_did_what_to_what() {
    let all = samples::all();
    let happening = all
        .iter()
        .find(|one| one.action() == "user.rename")
        .expect("a sample");
    let at = Ts::from_secs(7);
    let entry = entry(at, &Actor::command_line(), happening);
    assert_eq!((entry.at, entry.actor.as_str()), (at, "command line"));
    assert_eq!((entry.door.as_str(), entry.address), ("cli", None));
    assert_eq!(
        (entry.action.as_str(), entry.subject.as_str()),
        ("user.rename", samples::PERSON)
    );
    assert_eq!(entry.detail, r#"{"name":["Anna","Anna Berg"]}"#);
}

/// A row of the tables in the docs: action, and the keys of the detail.
fn documented() -> Vec<(String, BTreeSet<String>)> {
    let docs = std::fs::read_to_string("docs/audit.md").expect("the docs");
    let names = |cell: &str| -> Vec<String> {
        let quoted = cell.split('`').skip(1).step_by(2);
        quoted.map(str::to_owned).collect()
    };
    docs.lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            assert_eq!(cells.len(), 4, "{line}");
            let action = names(cells[0]).remove(0);
            (action, names(cells[3]).into_iter().collect())
        })
        .collect()
}

#[test]
fn the_docs_have_every_action_with_the_keys_of_its_detail() {
    let mut written: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for happening in samples::all() {
        let detail: Map<String, Value> =
            serde_json::from_str(&detail(&happening)).expect("an object");
        let keys = written.entry(happening.action().to_owned()).or_default();
        keys.extend(detail.into_iter().map(|(key, _)| key));
    }
    let documented = documented();
    let rows = documented.len();
    let documented: BTreeMap<String, BTreeSet<String>> = documented.into_iter().collect();
    assert_eq!(rows, documented.len(), "an action stands there twice");
    assert_eq!(documented, written);
}

#[test]
fn nobody_outside_notices_what_happens_among_staff() {
    let private = |action: &str| {
        let topics = [
            "login",
            "session",
            "second_factor",
            "user",
            "password",
            "setup",
            "invitation",
            "token",
            "audit",
            "note",
            "draft",
            "template",
        ];
        let topic = action.split('.').next().unwrap_or_default();
        topics.contains(&topic) || ["logout", "denied", "postmortem.save_draft"].contains(&action)
    };
    for happening in samples::all() {
        let action = happening.action();
        if action != "postmortem.delete" {
            assert_eq!(happening.is_public(), !private(action), "{action}");
        }
    }
    let all = samples::all();
    let deleted: Vec<bool> = all
        .iter()
        .filter(|one: &&Happening<'_>| one.action() == "postmortem.delete")
        .map(Happening::is_public)
        .collect();
    assert_eq!(deleted, [true, false]);
}
