//! Reading the fields of a form into a value, with everything that is wrong with them.

use super::fields::Fields;
use super::parsed::Parsed;
use super::times;
use crate::app::{self, FieldErrors};
use crate::domain::page::template::PLACEHOLDERS;
use crate::domain::problem::{IncidentProblem, Problem, TextProblem, TimeProblem};
use crate::domain::{ComponentId, Ts};
use crate::views::Site;

/// The fields of a form, and what was found to be wrong with them so far.
pub(crate) struct Reader<'a> {
    pub(super) fields: &'a Fields,
    site: &'a Site,
    pub(super) errors: FieldErrors,
}

impl<'a> Reader<'a> {
    /// Starts to read a form; its times are those of the page's zone.
    pub(crate) fn new(fields: &'a Fields, site: &'a Site) -> Self {
        Self {
            fields,
            site,
            errors: FieldErrors::default(),
        }
    }

    /// Returns the form's value, or everything that is wrong with it.
    pub(crate) fn finish<T>(self, value: T) -> Parsed<T> {
        match self.errors.into_result() {
            Ok(()) => Parsed::Value(value),
            Err(error) => Parsed::Wrong(error),
        }
    }

    /// Returns the form's value, or everything that is wrong with it. If there is no value, something is wrong.
    pub(crate) fn finish_some<T>(self, value: Option<T>) -> Parsed<T> {
        match value {
            Some(value) => self.finish(value),
            None => Parsed::Wrong(app::Error::Invalid(self.errors)),
        }
    }

    /// Returns what is wrong with the form: what was found so far, else this problem.
    pub(crate) fn refused<T>(self, field: &str, problem: impl Into<Problem>) -> Parsed<T> {
        match self.errors.into_result() {
            Ok(()) => Parsed::wrong(field, problem),
            Err(error) => Parsed::Wrong(error),
        }
    }

    /// Returns a field as it was typed, or nothing.
    pub(crate) fn text(&self, name: &str) -> String {
        self.fields.text(name).to_owned()
    }

    /// Returns a field without space around it, or nothing.
    pub(crate) fn line(&self, name: &str) -> String {
        self.fields.text(name).trim().to_owned()
    }

    /// Returns a field without space around it, unless nothing is left.
    pub(crate) fn non_blank(&self, name: &str) -> Option<String> {
        self.fields.non_blank(name).map(str::to_owned)
    }

    /// Says whether a box is ticked.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.has(name)
    }

    /// Returns the components that boxes or a list name, in the order sent.
    pub(crate) fn ids(&self, name: &str) -> Vec<ComponentId> {
        self.fields.ids(name)
    }

    /// Says that a field breaks a rule.
    pub(crate) fn refuse(&mut self, field: &str, problem: impl Into<Problem>) {
        self.errors.add(field, problem);
    }

    /// Refuses an empty field.
    pub(crate) fn require(&mut self, name: &str) {
        if self.fields.non_blank(name).is_none() {
            self.refuse(name, TextProblem::Blank);
        }
    }

    /// Reads a choice that has to be made.
    pub(crate) fn chosen<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        problem: impl Into<Problem>,
    ) -> Option<T> {
        let chosen = parse(self.fields.text(name));
        if chosen.is_none() {
            self.refuse(name, problem);
        }
        chosen
    }

    /// Reads a choice that may be left open.
    pub(crate) fn chosen_if_any<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        problem: impl Into<Problem>,
    ) -> Option<T> {
        let text = self.non_blank(name)?;
        self.chosen(name, |_| parse(&text), problem)
    }

    /// Reads a wall-clock time; empty is none. Of two moments that the clocks show alike it is the first.
    pub(crate) fn time(&mut self, name: &str) -> Option<Ts> {
        self.at(name, times::local(self.fields.text(name), &self.site.zone))
    }

    /// Reads a wall-clock time before which nothing may happen: of two moments that the clocks show alike it
    /// is the second.
    pub(crate) fn time_not_before(&mut self, name: &str) -> Option<Ts> {
        let time = times::not_before(self.fields.text(name), &self.site.zone);
        self.at(name, time)
    }

    /// Reads a wall-clock time that was shown for an instant: not touched, it keeps the seconds that the field
    /// does not show.
    pub(crate) fn kept_time(&mut self, name: &str, before: Option<Ts>) -> Option<Ts> {
        if self.fields.text(name) == times::shown(before, &self.site.zone) {
            return before;
        }
        self.time(name)
    }

    /// Reads when the next update is promised: minutes from now.
    pub(crate) fn promise(&mut self, name: &str, now: Ts) -> Option<Ts> {
        let minutes = times::minutes(self.fields.non_blank(name)?);
        self.at(name, minutes.map(Some))
            .map(|minutes| now.plus_secs(minutes * 60))
    }

    /// Refuses texts that readers will see in which a template's placeholder is left.
    pub(crate) fn refuse_placeholders(&mut self, names: &[&str]) {
        for name in names {
            let text = self.fields.text(name);
            let left = PLACEHOLDERS.into_iter().find(|one| text.contains(one));
            if let Some(placeholder) = left {
                self.refuse(name, IncidentProblem::PlaceholderLeft { placeholder });
            }
        }
    }

    /// Returns what a field comes to, or notes why it makes no sense.
    fn at<T>(&mut self, name: &str, read: Result<Option<T>, TimeProblem>) -> Option<T> {
        read.unwrap_or_else(|problem| {
            self.refuse(name, problem);
            None
        })
    }
}
