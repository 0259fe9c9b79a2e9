//! What an entry of the audit log says besides its sentence: names and values, before and after.

use serde_json::Value;

use crate::domain::Ts;
use crate::i18n::Words;
use crate::views::Site;
use crate::views::parts::Time;

/// What is longer is cut, in characters.
const CUT: usize = 300;

/// Returns what a detail says as names and values; a pair of values is what was and what is.
pub(super) fn pairs(detail: &str, words: &Words) -> Vec<(String, String)> {
    match serde_json::from_str(detail) {
        Ok(Value::Object(fields)) => fields
            .iter()
            .map(|(name, value)| (name.replace('_', " "), value_text(name, value, words)))
            .collect(),
        _ => vec![(String::new(), cut(detail))],
    }
}

/// Returns what a detail says that this version has a sentence for: what did not change and what is not given is left
/// out, and instants are shown in the page's zone.
pub(super) fn changed_pairs(detail: &str, site: &Site) -> Vec<(String, String)> {
    let Ok(Value::Object(fields)) = serde_json::from_str(detail) else {
        return pairs(detail, site.words);
    };
    let mut shown = Vec::new();
    for (name, value) in &fields {
        match value {
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            Value::Array(all) if all.is_empty() => {}
            Value::Array(both) if is_pair(name, both) && both[0] == both[1] => {}
            Value::Array(both) if is_pair(name, both) && both.iter().all(Value::is_object) => {
                for (inner, was) in both[0].as_object().into_iter().flatten() {
                    let is = both[1].get(inner).unwrap_or(&Value::Null);
                    if was != is {
                        let both = Value::Array(vec![was.clone(), is.clone()]);
                        shown.push((inner.clone(), both));
                    }
                }
            }
            other => shown.push((name.clone(), other.clone())),
        }
    }
    shown
        .into_iter()
        .map(|(name, value)| {
            let value = readable(&name, value, site);
            (
                name.replace('_', " "),
                value_text(&name, &value, site.words),
            )
        })
        .collect()
}

/// Fields that hold instants, in microseconds, or pairs of them.
const INSTANTS: &[&str] = &[
    "before",
    "created_at",
    "detected_at",
    "display_at",
    "due_at",
    "next_update_by",
    "publish_at",
    "restored_at",
    "started_at",
    "window",
];

/// Returns an instant in the page's zone, if the field holds one.
pub(super) fn instant(name: &str, value: &Value, site: &Site) -> Option<String> {
    let micros = value.as_i64().filter(|_| INSTANTS.contains(&name))?;
    Some(Time::new(Ts::from_micros(micros), site).human)
}

fn readable(name: &str, value: Value, site: &Site) -> Value {
    if let Some(text) = instant(name, &value, site) {
        return Value::String(text);
    }
    match value {
        Value::Array(all) if name == "changes" => all.into_iter().map(change).collect(),
        Value::Array(all) => all
            .into_iter()
            .map(|one| readable(name, one, site))
            .collect(),
        other => other,
    }
}

/// Returns a component with its status before and after.
fn change(value: Value) -> Value {
    let text = |place: usize| value.get(place).and_then(Value::as_str);
    match (text(0), text(1), text(2)) {
        (Some(name), Some(was), Some(is)) => Value::String(format!("{name}: {was} → {is}")),
        _ => value,
    }
}

/// Fields that list things; any other list of two is what was and what is.
const LISTS: &[&str] = &["changes", "names"];

/// Says whether a list is what was and what is.
pub(super) fn is_pair(name: &str, list: &[Value]) -> bool {
    list.len() == 2 && !LISTS.contains(&name)
}

fn value_text(name: &str, value: &Value, words: &Words) -> String {
    match value {
        Value::Array(both) if is_pair(name, both) => {
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

pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(CUT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::english;
    use crate::views::samples;

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
    fn known_details_leave_out_what_did_not_change() {
        let detail = r#"{"changes":[["Web","operational","major_outage"]],"name":["A","A"],"reason":null,"none":"","names":[],
            "started_at":[null,1444226040000000],"template":[{"kind":"x","name":"a"},{"kind":"x","name":"b"}],
            "window":[1444226040000000,1444229640000000],"odd":["b","a"]}"#;
        let pairs = changed_pairs(detail, &samples::site());
        let shown: Vec<String> = pairs.iter().map(|(a, b)| format!("{a}: {b}")).collect();
        let site = samples::site();
        let time = |micros| Time::new(Ts::from_micros(micros), &site).human;
        let (from, to) = (time(1_444_226_040_000_000), time(1_444_229_640_000_000));
        assert_eq!(
            shown,
            [
                "changes: Web: operational → major_outage".to_owned(),
                "odd: b → a".to_owned(),
                format!("started at: nothing → {from}"),
                "name: a → b".to_owned(),
                format!("window: {from} → {to}"),
            ]
        );
        assert_eq!(changed_pairs("x", &samples::site())[0].1, "x");
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
