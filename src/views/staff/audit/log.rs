//! The audit log: who did what.

use askama::Template;

use super::detail::{changed_pairs, pairs};
use super::row::AuditRow;
use super::sentence::sentence;
use crate::views::Site;
use crate::views::parts::Time;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Values};

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
    /// The address of the newest entries, if these are older ones.
    pub newest: Option<String>,
}

struct ShownEntry {
    at: Time,
    actor: String,
    /// What it says; `None` for an entry that this version has no sentence for.
    sentence: Option<String>,
    action: String,
    subject: String,
    from: String,
    pairs: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "staff/audit/log.html")]
struct AuditTemplate<'a> {
    frame: StaffFrame,
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
pub fn audit(frame: StaffFrame, site: &Site, page: Audit<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let values = page.values;
    AuditTemplate {
        frame,
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
    let sentence = sentence(&row, site);
    let key = format!("door-{}", row.door);
    let door = if words.has(&key) {
        words.say(&key)
    } else {
        row.door
    };
    ShownEntry {
        at: Time::new(row.at, site),
        pairs: match &sentence {
            Some(_) => changed_pairs(&row.detail, site),
            None => pairs(&row.detail, words),
        },
        sentence,
        from: match row.address {
            Some(address) => format!("{door} · {address}"),
            None => door,
        },
        actor: row.actor,
        action: row.action,
        subject: row.subject,
    }
}
