//! Every happening has a sentence.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::row::AuditRow;
use super::sentence::{key, sentence};
use crate::app::{Actor, audit_entry};
use crate::domain::happening::{Happening, samples};
use crate::domain::{Person, PersonId, Role};
use crate::growth;
use crate::i18n::english;
use crate::views::samples::{at, site};

fn anna() -> Actor {
    let person = Person {
        id: PersonId::parse(samples::PERSON).expect("an id"),
        email: "anna@example.com".to_owned(),
        name: "Anna Berg".to_owned(),
        role: Role::Owner,
        password_hash: String::new(),
        totp: None,
        created_at: at("2015-10-07T13:54:00Z"),
    };
    Actor::person(&person, "192.0.2.7")
}

fn row(who: &Actor, happening: &Happening<'_>) -> AuditRow {
    let entry = audit_entry(at("2015-10-07T13:54:00Z"), who, happening);
    AuditRow {
        at: entry.at,
        actor: entry.actor,
        door: entry.door,
        address: entry.address,
        action: entry.action,
        subject: entry.subject,
        detail: entry.detail,
    }
}

fn an_entry(action: &str, detail: &str) -> AuditRow {
    AuditRow {
        at: at("2015-10-07T13:54:00Z"),
        actor: "Anna Berg (anna)".to_owned(),
        door: "admin".to_owned(),
        address: None,
        action: action.to_owned(),
        subject: "x".to_owned(),
        detail: detail.to_owned(),
    }
}

#[test]
fn every_action_has_a_sentence() {
    let keys: Vec<String> = Happening::actions().map(key).collect();
    let lacking: Vec<&String> = keys.iter().filter(|key| !english().has(key)).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
    let idle: Vec<&str> = include_str!("../../../../locales/en/audit.ftl")
        .lines()
        .filter(|line| line.starts_with("did-") && !line.starts_with("did-who-"))
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .filter(|known| !keys.iter().any(|key| known.starts_with(key.as_str())))
        .collect();
    assert!(idle.is_empty(), "of no action: {idle:?}");
}

#[test]
fn everything_that_happens_is_kept_in_these_bytes_and_told_in_these_words() {
    let who = anna();
    let mut told = BTreeSet::new();
    let mut all = String::new();
    for happening in samples::all() {
        let row = row(&who, &happening);
        let sentence = sentence(&row, &site());
        let sentence = sentence.unwrap_or_else(|| panic!("{} {}", row.action, row.detail));
        writeln!(all, "{} {}", row.action, row.subject).expect("memory");
        writeln!(all, "  {}\n  {sentence}", row.detail).expect("memory");
        told.insert(row.action);
    }
    assert_eq!(told.len(), Happening::actions().count());
    insta::assert_snapshot!(all);
}

#[test]
fn whoever_acts_is_named_as_the_team_knows_them() {
    let opened = samples::all()
        .into_iter()
        .find(|one| one.action() == "note.add")
        .expect("a sample");
    for (who, named) in [
        (Actor::clock(), "The clock"),
        (Actor::command_line(), "The command line"),
        (Actor::stranger("192.0.2.7"), "Somebody not logged in"),
        (
            Actor::token("CI (old)", "t1", Role::Admin),
            "API token “CI (old)”",
        ),
        (anna(), "Anna Berg"),
    ] {
        let told = sentence(&row(&who, &opened), &site()).expect("a sentence");
        assert_eq!(told, format!("{named} wrote a note"));
    }
    let mut odd = an_entry("note.add", "{}");
    odd.actor = "somebody of an old version".to_owned();
    let told = sentence(&odd, &site()).expect("a sentence");
    assert_eq!(told, "somebody of an old version wrote a note");
}

#[test]
fn an_entry_of_another_version_has_no_sentence() {
    for (action, detail) in [
        ("incident.melt", r#"{"name":"X"}"#),
        ("incident", r#"{"name":"X"}"#),
        ("incident.create", "not JSON"),
        ("incident.create", r#"["name"]"#),
        ("incident.create", "{}"),
        ("incident.create", r#"{"name":"X"}"#),
        ("incident.create", r#"{"name":["X"],"status":"resolved"}"#),
        ("incident.edit", r#"{"name":{"was":"X"}}"#),
        ("incident.edit", r#"{"name":[1.5,2.5]}"#),
        ("user.change_role", r#"{"role":"viewer"}"#),
        ("audit.cut", r#"{"entries":3}"#),
        ("template.edit", r#"{"template":[{},{}]}"#),
        ("session.end_others", r#"{"ended":null}"#),
    ] {
        let told = sentence(&an_entry(action, detail), &site());
        assert_eq!(told, None, "{action} {detail}");
    }
}

#[test]
fn what_people_wrote_is_never_a_pattern() {
    let entry = an_entry(
        "component.create",
        r#"{"name":"{ $who } <b> \u05d0\u05d1"}"#,
    );
    assert_eq!(
        sentence(&entry, &site()).as_deref(),
        Some("Anna Berg added the component “\u{2068}{ $who } <b> \u{5d0}\u{5d1}\u{2069}”")
    );
}

#[test]
fn costs_no_more_than_its_length() {
    growth::assert_linear(&["\"a\":1,", "\"a\":[1,2],", "[", "{\"a\":", "x"], |text| {
        let detail = format!("{{{text}\"name\":\"X\"}}");
        let told = sentence(&an_entry("component.create", &detail), &site());
        told.map_or(0, |told| told.len())
    });
}
