//! `/history.json`: what Statuspage's history page holds for its script (`HistoryIndex`).
//!
//! Programs recognise a Statuspage page by it, and read its pages back into the past.

use serde::Serialize;

use super::marked::span;
use super::statuspage_v2::{Component, Context, Page, Status};
use super::times::{month_name, rfc3339};
use crate::domain::Ts;
use crate::domain::public::PublicIncident;
use crate::zone::Month;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct HistoryIndex {
    page_status: PageStatus,
    components: Vec<Component>,
    months: Vec<MonthOfIncidents>,
    show_component_filter: bool,
    show_uptime_calendar: bool,
    component_filter: Option<String>,
    start_time: String,
    end_time: String,
}

/// The page and its one-line state.
#[derive(Debug, Serialize)]
struct PageStatus {
    page: Page,
    status: Status,
}

/// A month, newest first among the others.
#[derive(Debug, Serialize)]
struct MonthOfIncidents {
    name: &'static str,
    year: i16,
    /// The weekday of its first day; 0 is Sunday.
    starts_on: i8,
    /// How many days it has.
    days: i8,
    incidents: Vec<Listed>,
}

/// An incident or maintenance, the one that ended last comes first.
#[derive(Debug, Serialize)]
struct Listed {
    code: String,
    name: String,
    /// The text of its last update.
    message: String,
    impact: &'static str,
    /// When it was, with marks for the script.
    timestamp: String,
}

impl Context<'_> {
    /// Makes the history of some months, newest first, each with what is listed under it.
    pub fn history_index(
        self,
        months: &[(Month, Vec<&PublicIncident>)],
        updated_at: Ts,
    ) -> HistoryIndex {
        let edge = |month: Option<&(Month, Vec<&PublicIncident>)>, later: i32| {
            let month = month.map(|(month, _)| month.plus(later));
            let at = month.map(|month| self.zone.start_of(month.first_day()));
            at.unwrap_or(updated_at)
        };
        let end = edge(months.first(), 1).plus_secs(-1);
        HistoryIndex {
            page_status: PageStatus {
                page: self.page(updated_at),
                status: self.status(),
            },
            components: self.components_list(),
            months: months
                .iter()
                .map(|(month, incidents)| MonthOfIncidents {
                    name: month_name(*month),
                    year: month.year(),
                    starts_on: month.starts_on(),
                    days: month.days(),
                    incidents: incidents.iter().map(|one| self.listed(one)).collect(),
                })
                .collect(),
            show_component_filter: false,
            show_uptime_calendar: false,
            component_filter: None,
            start_time: rfc3339(self.zone, edge(months.last(), 0)),
            end_time: rfc3339(self.zone, end),
        }
    }

    fn listed(self, event: &PublicIncident) -> Listed {
        let entries = event.entries();
        let last = entries.first().map(|entry| self.text(&entry.update.body));
        let planned = event
            .window
            .map(|window| (window.starts_at, window.ends_at));
        let (from, until) = match planned {
            Some((from, until)) => (from, Some(until)),
            None => (event.created_at, event.resolved_at),
        };
        Listed {
            code: event.id.to_string(),
            name: event.name.clone(),
            message: last.unwrap_or_default(),
            impact: event.impact.as_str(),
            timestamp: span(self.zone, from, until.filter(|until| *until > from)),
        }
    }
}
