//! Everything that readers may see at a moment.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Branding, Catalog, PublicIncident};
use crate::domain::{
    ComponentStatus, Impact, IncidentId, IncidentKind, Overall, PageId, Status, Ts,
};

/// How many incidents, and how many maintenances, the API lists.
pub const LISTED: usize = 50;

/// How many entries a feed holds.
pub const FED: usize = 25;

/// When something public last changed, whether or not a state holds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Dates {
    /// The newest change of any incident.
    pub incidents: Option<Ts>,
    /// The newest change of any maintenance.
    pub maintenances: Option<Ts>,
    /// The last change that brought no newer date, as an import may.
    pub undated: Option<Ts>,
}

/// The moment for which a state is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The last time boundary that passed: midnight in the page's zone, a maintenance's start or end, the
    /// moment from which it is late, or the time of a promise.
    pub as_of: Ts,
    /// The start of the oldest day among the past incidents of the front page.
    pub past_since: Ts,
}

/// The page as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicPage {
    /// Its id.
    pub id: PageId,
    /// Its name.
    pub name: String,
    /// IANA name of its zone.
    pub time_zone: String,
    /// Host in the ids of feed entries.
    pub feed_host: Option<String>,
    /// Says that everything here is made up.
    pub is_demo: bool,
    /// Its own words and looks.
    pub branding: Branding,
    /// The last change of its own settings, or of a removal from it.
    pub updated_at: Ts,
}

/// Everything the public may see now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicState {
    /// The page.
    pub page: Arc<PublicPage>,
    /// The moment it is made for.
    pub moment: Moment,
    /// When something public last changed.
    pub dates: Dates,
    /// Its components.
    pub catalog: Arc<Catalog>,
    /// The newest and the open incidents and maintenances, newest first by the time of posting.
    pub(super) incidents: Vec<Arc<PublicIncident>>,
    /// How many open incidents cannot be shown.
    pub(super) not_shown: usize,
}

impl PublicState {
    /// Returns every incident and maintenance held here, newest first.
    pub fn incidents(&self) -> &[Arc<PublicIncident>] {
        &self.incidents
    }

    /// Finds an incident or maintenance held here.
    pub fn find_incident(&self, id: &IncidentId) -> Option<&Arc<PublicIncident>> {
        self.incidents.iter().find(|one| one.id == *id)
    }

    fn of_kind(&self, kind: IncidentKind) -> impl Iterator<Item = &Arc<PublicIncident>> {
        self.incidents.iter().filter(move |one| one.kind == kind)
    }

    /// Returns the newest incidents or maintenances, whatever their state, at most [`LISTED`].
    pub fn newest(&self, kind: IncidentKind) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(kind).take(LISTED).collect()
    }

    /// Returns the incidents that are not over, newest first.
    pub fn unresolved(&self) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(IncidentKind::Incident)
            .filter(|one| one.is_open())
            .collect()
    }

    /// Returns the maintenances still to come, the next one first.
    pub fn upcoming(&self) -> Vec<&Arc<PublicIncident>> {
        let mut upcoming: Vec<_> = self
            .of_kind(IncidentKind::Maintenance)
            .filter(|one| one.status == Status::Scheduled)
            .collect();
        upcoming.sort_by_key(|one| (one.window.map(|window| window.starts_at), one.seq));
        upcoming
    }

    /// Returns the maintenances that are not over, newest first by the time of posting.
    pub fn planned(&self) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(IncidentKind::Maintenance)
            .filter(|one| one.is_open())
            .collect()
    }

    /// Returns the maintenances under way, newest first.
    pub fn active(&self) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(IncidentKind::Maintenance)
            .filter(|one| matches!(one.status, Status::InProgress | Status::Verifying))
            .collect()
    }

    /// Returns what a feed lists: the last [`FED`] by [`PublicIncident::feed_at`], newest first.
    pub fn fed(&self) -> Vec<&Arc<PublicIncident>> {
        let mut fed: Vec<_> = self.incidents.iter().collect();
        fed.sort_by_key(|one| Reverse((one.feed_at, one.feed_number)));
        fed.truncate(FED);
        fed
    }

    /// Returns the past incidents of the front page: those that are over, since [`Moment::past_since`]; the one
    /// that ended last comes first.
    pub fn past(&self) -> Vec<&Arc<PublicIncident>> {
        let mut past: Vec<_> = self
            .incidents
            .iter()
            .filter(|one| !one.is_open() && one.listed_at() >= self.moment.past_since)
            .collect();
        past.sort_by_key(|one| Reverse((one.listed_at(), one.seq)));
        past
    }

    /// Returns how many open incidents cannot be shown.
    pub const fn not_shown(&self) -> usize {
        self.not_shown
    }

    /// Returns the page's one-line state.
    pub fn overall(&self) -> Overall {
        let statuses: Vec<ComponentStatus> = self.catalog.leaves().map(|one| one.status).collect();
        Overall::of(&statuses, self.worst_open_impact())
    }

    /// Returns how many events that are not over promised an update before `now`.
    pub fn promises_overdue(&self, now: Ts) -> usize {
        let late = |event: &&Arc<PublicIncident>| {
            event.is_open() && event.next_update_by.is_some_and(|by| by < now)
        };
        self.incidents.iter().filter(late).count()
    }

    /// Returns the worst impact among incidents that are not over.
    pub fn worst_open_impact(&self) -> Impact {
        self.unresolved()
            .iter()
            .map(|one| one.impact)
            .fold(Impact::None, Impact::worst)
    }
}
