//! What an entry of the audit log says, as a sentence of the catalogue.
//!
//! An entry holds what an earlier version wrote, or a later one. One whose action has no sentence here, or whose detail
//! lacks what the sentence says, has none.

use serde_json::{Map, Value};

use super::detail::{cut, instant, is_pair};
use super::row::AuditRow;
use crate::domain::{ComponentStatus, Role, Status};
use crate::i18n::{Arg, Args, Words};
use crate::views::Site;
use crate::views::parts::isolated;

/// Returns an entry as a sentence, if there is one for it.
pub(super) fn sentence(entry: &AuditRow, site: &Site) -> Option<String> {
    let detail: Map<String, Value> = serde_json::from_str(&entry.detail).ok()?;
    let mut args = Args::new();
    for (name, value) in &detail {
        set(&mut args, name, value, site);
    }
    // These two are the entry's own, whatever a detail calls its values.
    args.set("who", isolated(&who(&entry.actor, site.words)));
    args.set("subject", isolated(&cut(&entry.subject)));
    let key = format!("{}{}", key(&entry.action), way(entry, &detail));
    site.words.say_whole(&key, &args)
}

/// Returns the key of an action's sentence.
pub(super) fn key(action: &str) -> String {
    format!("did-{}", action.replace(['.', '_'], "-"))
}

/// Returns which of the sentences of an action is meant: the end of its key.
fn way(entry: &AuditRow, detail: &Map<String, Value>) -> &'static str {
    let text = |name: &str| detail.get(name).and_then(Value::as_str);
    let changed = |name: &str| match detail.get(name) {
        Some(Value::Array(both)) if is_pair(name, both) => both[0] != both[1],
        _ => false,
    };
    match entry.action.as_str() {
        "incident.create" if text("drafted_by").is_some() => "-drafted",
        "incident.edit" if changed("status") && is("status", "resolved", detail) => "-resolved",
        "incident.edit" | "component.edit" if changed("status") => "-status",
        "incident.edit" if changed("window") => "-moved",
        "incident.edit" if changed("updates") => "-update",
        "incident.edit" | "component.edit" | "group.edit" if changed("name") => "-renamed",
        "draft.save" | "draft.delete" if text("name") == Some("") => "-unnamed",
        "series.end" if text("why").is_some() => "-why",
        // If people act on themselves, the subject's id is the one in the actor's name.
        "password.change" if entry.actor.ends_with(&format!("({})", entry.subject)) => "-own",
        _ => "",
    }
}

/// Says whether a field is this word now.
fn is(name: &str, word: &str, detail: &Map<String, Value>) -> bool {
    detail.get(name).and_then(|both| both.get(1)) == Some(&Value::from(word))
}

/// Returns who did it, without their id.
fn who(actor: &str, words: &Words) -> String {
    match actor {
        "clock" => return words.say("did-who-clock"),
        "command line" => return words.say("did-who-command-line"),
        "first start" => return words.say("did-who-first-start"),
        "nobody yet" => return words.say("did-who-nobody-yet"),
        _ => {}
    }
    let named = actor.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let Some((name, _)) = named else {
        return actor.to_owned();
    };
    match name.strip_prefix("token ") {
        Some(name) => words.say_name("did-who-token", name),
        None => name.to_owned(),
    }
}

/// Gives the sentence a value under its name; of what was and what is the first is `NAME_before`.
fn set(args: &mut Args<'_>, name: &str, value: &Value, site: &Site) {
    match value {
        Value::Array(both) if is_pair(name, both) => set_pair(args, name, &both[0], &both[1], site),
        single => {
            if let Some(arg) = arg(name, single, site) {
                args.set(name.to_owned(), arg);
            }
        }
    }
}

fn set_pair(args: &mut Args<'_>, name: &str, was: &Value, is: &Value, site: &Site) {
    if let (Value::Object(was), Value::Object(is)) = (was, is) {
        for (inner, is) in is {
            let was = was.get(inner).unwrap_or(&Value::Null);
            set_pair(args, inner, was, is, site);
        }
        return;
    }
    if let Some(was) = arg(name, was, site) {
        args.set(format!("{name}_before"), was);
    }
    if let Some(is) = arg(name, is, site) {
        args.set(name.to_owned(), is);
    }
}

/// Returns a text or a number as a sentence shows it.
fn arg(name: &str, value: &Value, site: &Site) -> Option<Arg<'static>> {
    if let Some(text) = instant(name, value, site) {
        return Some(text.into());
    }
    match value {
        Value::String(text) => Some(worded(name, text, site.words).into()),
        Value::Number(number) => Some(number.as_i64()?.into()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Returns a value as staff read it elsewhere.
fn worded(name: &str, text: &str, words: &Words) -> String {
    let word = match name {
        "role" => Role::parse(text).map(|role| words.role(role)),
        "status" => Status::parse(text)
            .map(|status| words.status(status))
            .or_else(|| {
                let status = ComponentStatus::parse(text)?;
                Some(words.component_status(status))
            }),
        _ => None,
    };
    word.unwrap_or_else(|| isolated(&cut(text)))
}
