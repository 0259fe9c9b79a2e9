//! Documents of the Statuspage Status API v2 (`/api/v2/*.json`).
//!
//! Shapes as real documents have them; see docs/api.md. Texts go out byte for byte, times in the page's
//! zone with three decimals.

use std::cmp::Reverse;

use serde::Serialize;

use super::times::iso_millis;
use crate::domain::public::{Catalog, PublicComponent, PublicIncident, PublicState};
use crate::domain::{Body, IncidentKind, Ts, Update};
use crate::i18n::Words;
use crate::urls::{self, PublicUrl};
use crate::zone::Zone;

/// What the documents need besides the state: zone, address and language.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The state that everything comes from.
    pub state: &'a PublicState,
    /// The page's zone.
    pub zone: &'a Zone,
    /// The page's address.
    pub url: &'a PublicUrl,
    /// The words of the sentences that the program posts; all other words are the format's.
    pub words: &'a Words,
}

/// The page, in every document.
#[derive(Debug, Serialize)]
pub struct Page {
    id: String,
    name: String,
    url: String,
    time_zone: String,
    updated_at: String,
}

/// The one-line state.
#[derive(Debug, Serialize)]
pub struct Status {
    indicator: &'static str,
    description: &'static str,
}

/// A component or group.
#[derive(Debug, Serialize)]
pub struct Component {
    id: String,
    name: String,
    status: &'static str,
    created_at: String,
    updated_at: String,
    position: i64,
    description: Option<String>,
    showcase: bool,
    start_date: Option<String>,
    group_id: Option<String>,
    page_id: String,
    group: bool,
    only_show_if_degraded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<String>>,
}

/// What an update says of one component.
#[derive(Debug, Serialize)]
pub struct AffectedComponent {
    code: String,
    name: String,
    old_status: &'static str,
    new_status: &'static str,
}

/// One update.
#[derive(Debug, Serialize)]
pub struct IncidentUpdate {
    id: String,
    status: &'static str,
    body: String,
    incident_id: String,
    created_at: String,
    updated_at: String,
    display_at: String,
    affected_components: Option<Vec<AffectedComponent>>,
    deliver_notifications: bool,
    custom_tweet: Option<String>,
    tweet_id: Option<String>,
}

/// An incident, or a maintenance with its two more keys.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the format names it so")]
pub struct Incident {
    id: String,
    name: String,
    status: &'static str,
    created_at: String,
    updated_at: String,
    monitoring_at: Option<String>,
    resolved_at: Option<String>,
    impact: &'static str,
    shortlink: String,
    started_at: String,
    page_id: String,
    incident_updates: Vec<IncidentUpdate>,
    components: Vec<Component>,
    reminder_intervals: Option<String>,
    #[serde(flatten)]
    schedule: Option<Schedule>,
}

/// The planned time of a maintenance.
#[derive(Debug, Serialize)]
pub struct Schedule {
    scheduled_for: Option<String>,
    scheduled_until: Option<String>,
}

/// `summary.json`.
#[derive(Debug, Serialize)]
pub struct Summary {
    page: Page,
    components: Vec<Component>,
    incidents: Vec<Incident>,
    scheduled_maintenances: Vec<Incident>,
    status: Status,
}

/// `status.json`.
#[derive(Debug, Serialize)]
pub struct StatusDocument {
    page: Page,
    status: Status,
}

/// `components.json`.
#[derive(Debug, Serialize)]
pub struct Components {
    page: Page,
    components: Vec<Component>,
}

/// `incidents.json`, `incidents/unresolved.json`.
#[derive(Debug, Serialize)]
pub struct Incidents {
    page: Page,
    incidents: Vec<Incident>,
}

/// `scheduled-maintenances.json` and its narrower forms.
#[derive(Debug, Serialize)]
pub struct ScheduledMaintenances {
    page: Page,
    scheduled_maintenances: Vec<Incident>,
}

/// `incidents/ID.json`.
#[derive(Debug, Serialize)]
pub struct IncidentDocument {
    page: Page,
    incident: Incident,
}

impl Context<'_> {
    /// Makes `summary.json`; `updated_at` is the newest change in it, as in every document here.
    pub fn summary(
        self,
        incidents: &[&PublicIncident],
        maintenances: &[&PublicIncident],
        updated_at: Ts,
    ) -> Summary {
        Summary {
            page: self.page(updated_at),
            components: self.components_list(),
            incidents: self.incidents_list(incidents),
            scheduled_maintenances: self.incidents_list(maintenances),
            status: self.status(),
        }
    }

    /// Makes `status.json`.
    pub fn status_document(self, updated_at: Ts) -> StatusDocument {
        StatusDocument {
            page: self.page(updated_at),
            status: self.status(),
        }
    }

    /// Makes `components.json`.
    pub fn components(self, updated_at: Ts) -> Components {
        Components {
            page: self.page(updated_at),
            components: self.components_list(),
        }
    }

    /// Makes a list of incidents.
    pub fn incidents(self, incidents: &[&PublicIncident], updated_at: Ts) -> Incidents {
        Incidents {
            page: self.page(updated_at),
            incidents: self.incidents_list(incidents),
        }
    }

    /// Makes a list of maintenances.
    pub fn maintenances(
        self,
        maintenances: &[&PublicIncident],
        updated_at: Ts,
    ) -> ScheduledMaintenances {
        ScheduledMaintenances {
            page: self.page(updated_at),
            scheduled_maintenances: self.incidents_list(maintenances),
        }
    }

    /// Makes the document of one incident or maintenance.
    pub fn incident_document(self, incident: &PublicIncident, updated_at: Ts) -> IncidentDocument {
        IncidentDocument {
            page: self.page(updated_at),
            incident: self.incident(incident),
        }
    }

    fn time(self, at: Ts) -> String {
        iso_millis(self.zone, at)
    }

    pub(super) fn text(self, body: &Body) -> String {
        self.words.body(body).text.into_owned()
    }

    fn page_id(self) -> String {
        self.state.page.id.to_string()
    }

    pub(super) fn page(self, updated_at: Ts) -> Page {
        Page {
            id: self.page_id(),
            name: self.state.page.name.clone(),
            url: self.url.as_str().to_owned(),
            time_zone: self.state.page.time_zone.clone(),
            updated_at: self.time(updated_at),
        }
    }

    pub(super) fn status(self) -> Status {
        let overall = self.state.overall();
        Status {
            indicator: overall.indicator.as_str(),
            description: overall.description,
        }
    }

    fn catalog(&self) -> &Catalog {
        &self.state.catalog
    }

    /// Groups and components in one list by position, so that members of all groups mix.
    pub(super) fn components_list(self) -> Vec<Component> {
        let mut all: Vec<&PublicComponent> = self.state.catalog.current().collect();
        all.sort_by_key(|one| (one.position, one.seq));
        all.into_iter().map(|one| self.component(one)).collect()
    }

    fn component(self, component: &PublicComponent) -> Component {
        Component {
            id: component.id.to_string(),
            name: component.name.clone(),
            status: component.status.as_str(),
            created_at: self.time(component.created_at),
            updated_at: self.time(component.updated_at),
            position: component.position,
            description: component.description.clone(),
            showcase: component.showcase,
            start_date: component.start_date.clone(),
            group_id: component.group_id().map(ToString::to_string),
            page_id: self.page_id(),
            group: component.is_group(),
            only_show_if_degraded: component.only_show_if_degraded,
            components: component.is_group().then(|| {
                self.catalog()
                    .members(&component.id)
                    .map(|member| member.id.to_string())
                    .collect()
            }),
        }
    }

    fn incidents_list(self, incidents: &[&PublicIncident]) -> Vec<Incident> {
        incidents.iter().map(|one| self.incident(one)).collect()
    }

    fn incident(self, event: &PublicIncident) -> Incident {
        let mut components: Vec<&PublicComponent> = event
            .component_ids
            .iter()
            .filter_map(|id| self.state.catalog.find(id))
            .collect();
        components.sort_by_key(|component| component.position);
        let mut updates: Vec<(Ts, i64, IncidentUpdate)> = event
            .updates
            .iter()
            .map(|update| (update.created_at, update.seq, self.update(event, update)))
            .collect();
        if let Some(post) = &event.postmortem {
            let entry = IncidentUpdate {
                id: post.update_id.to_string(),
                status: crate::domain::Status::Postmortem.as_str(),
                body: self.text(&post.body),
                incident_id: event.id.to_string(),
                created_at: self.time(post.posted_at),
                updated_at: self.time(post.updated_at),
                display_at: self.time(post.published_at),
                affected_components: None,
                deliver_notifications: post.deliver_notifications,
                custom_tweet: post.custom_tweet.clone(),
                tweet_id: None,
            };
            updates.push((post.posted_at, i64::MAX, entry));
        }
        updates.sort_by_key(|(created_at, seq, _)| Reverse((*created_at, *seq)));
        Incident {
            id: event.id.to_string(),
            name: event.name.clone(),
            status: event.status.as_str(),
            created_at: self.time(event.created_at),
            updated_at: self.time(event.updated_at),
            monitoring_at: event.monitoring_at.map(|at| self.time(at)),
            resolved_at: event.resolved_at.map(|at| self.time(at)),
            impact: event.impact.as_str(),
            shortlink: self.url.join(&urls::incident(&event.id)),
            started_at: self.time(event.started_at.unwrap_or(event.created_at)),
            page_id: self.page_id(),
            incident_updates: updates.into_iter().map(|(_, _, update)| update).collect(),
            components: components
                .into_iter()
                .map(|component| self.component(component))
                .collect(),
            reminder_intervals: event.reminder_intervals.clone(),
            schedule: (event.kind == IncidentKind::Maintenance).then(|| Schedule {
                scheduled_for: event.window.map(|window| self.time(window.starts_at)),
                scheduled_until: event.window.map(|window| self.time(window.ends_at)),
            }),
        }
    }

    fn update(self, incident: &PublicIncident, update: &Update) -> IncidentUpdate {
        let affected: Vec<AffectedComponent> = update
            .changes
            .iter()
            .map(|change| AffectedComponent {
                code: change.component_id.to_string(),
                name: change.name.clone(),
                old_status: change.old_status.as_str(),
                new_status: change.new_status.as_str(),
            })
            .collect();
        IncidentUpdate {
            id: update.id.to_string(),
            status: update.status.as_str(),
            body: self.text(&update.body),
            incident_id: incident.id.to_string(),
            created_at: self.time(update.created_at),
            updated_at: self.time(update.updated_at),
            display_at: self.time(update.display_at),
            affected_components: (!affected.is_empty()).then_some(affected),
            deliver_notifications: update.details.deliver_notifications,
            custom_tweet: update.details.custom_tweet.clone(),
            tweet_id: update.details.tweet_id.clone(),
        }
    }
}
