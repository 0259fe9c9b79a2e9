//! Every interface string, from the Fluent catalogues in `locales/`.
//!
//! The catalogues are compiled in. Names and texts of people never pass through here as patterns, only as
//! arguments.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::public::Entry;
use crate::domain::{ComponentStatus, Impact, Role, Status};

const ENGLISH: &[&str] = &[
    include_str!("../../locales/en/common.ftl"),
    include_str!("../../locales/en/public.ftl"),
    include_str!("../../locales/en/posted.ftl"),
    include_str!("../../locales/en/staff.ftl"),
    include_str!("../../locales/en/access.ftl"),
    include_str!("../../locales/en/audit.ftl"),
    include_str!("../../locales/en/components.ftl"),
    include_str!("../../locales/en/incidents.ftl"),
    include_str!("../../locales/en/maintenances.ftl"),
    include_str!("../../locales/en/page.ftl"),
];

static EN: LazyLock<Words> = LazyLock::new(|| Words::load("en", ENGLISH));

/// The strings of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    lang: &'static str,
}

/// Returns the English strings.
pub fn english() -> &'static Words {
    &EN
}

impl Words {
    fn load(lang: &'static str, sources: &[&str]) -> Self {
        let locale = lang.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        for source in sources {
            // A broken message is left out here and named by the test below.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, lang }
    }

    /// Returns the language tag for `<html lang>`.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// Returns a string without arguments; an unknown key comes back as itself.
    pub fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// Returns a string with one text argument, `$name`.
    pub fn say_name(&self, key: &str, name: &str) -> String {
        self.say_with(key, &[("name", name.into())])
    }

    /// Returns a string with a number, `$count`, which chooses the plural form.
    pub fn say_count(&self, key: &str, count: usize) -> String {
        self.say_with(key, &[("count", count.into())])
    }

    /// Returns a string with arguments.
    pub fn say_with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.format(key, Some(&args))
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        match pattern {
            Some(pattern) => self
                .bundle
                .format_pattern(pattern, args, &mut Vec::new())
                .into_owned(),
            None => key.to_owned(),
        }
    }

    /// Says whether the catalogue has a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Joins items as a sentence does: `A`, `A and B`, `A, B, and C`.
    pub fn join(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [a, b] => self.say_with(
                "list-two",
                &[("a", a.as_str().into()), ("b", b.as_str().into())],
            ),
            [most @ .., last] => {
                let most = most.join(&self.say("list-separator"));
                self.say_with(
                    "list-many",
                    &[("most", most.into()), ("last", last.as_str().into())],
                )
            }
        }
    }

    /// Names a component status.
    pub fn component_status(&self, status: ComponentStatus) -> String {
        self.say(match status {
            ComponentStatus::Operational => "status-operational",
            ComponentStatus::UnderMaintenance => "status-under-maintenance",
            ComponentStatus::DegradedPerformance => "status-degraded-performance",
            ComponentStatus::PartialOutage => "status-partial-outage",
            ComponentStatus::MajorOutage => "status-major-outage",
        })
    }

    /// Names the state of an incident or maintenance.
    pub fn status(&self, status: Status) -> String {
        self.say(match status {
            Status::Investigating => "state-investigating",
            Status::Identified => "state-identified",
            Status::Monitoring => "state-monitoring",
            Status::Resolved => "state-resolved",
            Status::Postmortem => "state-postmortem",
            Status::Scheduled => "state-scheduled",
            Status::InProgress => "state-in-progress",
            Status::Verifying => "state-verifying",
            Status::Completed => "state-completed",
        })
    }

    /// Names an update: its state, or "Update" when it keeps the state before it.
    pub fn update_label(&self, status: Status, keeps_status: bool) -> String {
        if keeps_status {
            self.say("state-update")
        } else {
            self.status(status)
        }
    }

    /// Names an update in its place in the story.
    pub fn entry_label(&self, entry: Entry<'_>) -> String {
        if entry.cancels {
            self.say("state-cancelled")
        } else {
            self.update_label(entry.update.status, entry.keeps_status)
        }
    }

    /// Names an impact.
    pub fn impact(&self, impact: Impact) -> String {
        self.say(match impact {
            Impact::None => "impact-none",
            Impact::Maintenance => "impact-maintenance",
            Impact::Minor => "impact-minor",
            Impact::Major => "impact-major",
            Impact::Critical => "impact-critical",
        })
    }

    /// Returns the word for a role.
    pub fn role(&self, role: Role) -> String {
        match role {
            Role::Viewer => self.say("role-viewer"),
            Role::Responder => self.say("role-responder"),
            Role::Admin => self.say("role-admin"),
            Role::Owner => self.say("role-owner"),
        }
    }

    /// Writes a length of time in its two largest units: `37 minutes`, `2 hours 5 minutes`, `3 days`.
    pub fn duration(&self, secs: i64) -> String {
        let minutes = usize::try_from((secs + 30).max(0) / 60).unwrap_or(usize::MAX);
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let parts = [
            (days, "duration-days"),
            (hours, "duration-hours"),
            (if days > 0 { 0 } else { rest }, "duration-minutes"),
        ];
        let words: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, key)| self.say_count(key, count))
            .collect();
        if words.is_empty() {
            self.say("duration-under-a-minute")
        } else {
            words.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogues_hold_no_broken_message() {
        for source in ENGLISH {
            let parsed = FluentResource::try_new((*source).to_owned());
            assert!(
                parsed.is_ok(),
                "{:?}",
                parsed.err().map(|(_, errors)| errors)
            );
        }
    }

    #[test]
    fn no_key_has_two_messages() {
        let mut keys: Vec<&str> = ENGLISH
            .iter()
            .flat_map(|source| source.lines())
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once(" =")?.0))
            .collect();
        keys.sort_unstable();
        let twice: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn lists_join_as_english_does() {
        let words = english();
        let items: Vec<String> = ["A", "B", "C"].map(String::from).to_vec();
        assert_eq!(words.join(&items[..1]), "A");
        assert_eq!(words.join(&items[..2]), "A and B");
        assert_eq!(words.join(&items), "A, B, and C");
    }

    #[test]
    fn durations_use_two_units() {
        let words = english();
        assert_eq!(words.duration(37 * 60), "37 minutes");
        assert_eq!(words.duration(3600), "1 hour");
        assert_eq!(words.duration(7500), "2 hours 5 minutes");
        assert_eq!(words.duration(90_000), "1 day 1 hour");
        assert_eq!(words.duration(5), "less than a minute");
    }
}
