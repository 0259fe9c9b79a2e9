//! What the public may see, and the one place that decides it.
//!
//! [`reveal`] turns what is stored into a [`PublicState`]; [`reveal_incident`] does the same for one old
//! incident. Pages, feeds and API documents are made from these types and from nothing else, so what is
//! not let out here cannot leak.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::{
    Change, Component, ComponentId, ComponentStatus, Impact, Incident, IncidentId, Kind, Overall,
    Page, PageId, PageImage, Postmortem, Status, Ts, Update, Window,
};

mod branding;
mod catalog;
mod corrections;
mod cut;
mod headline;
mod postmortem;

pub use branding::{Branding, Security};
pub use catalog::{Catalog, PublicComponent, changes_undated};
pub use corrections::{PublicAmendment, PublicCorrection, reveal_corrections};
pub use cut::NO_MOMENT;
pub use headline::Headline;
pub use postmortem::PublicPostmortem;

/// How many incidents, and how many maintenances, the API lists.
pub const LISTED: usize = 50;

/// How many entries a feed holds.
pub const FED: usize = 25;

/// What is stored, as far as an edition needs it: the page, every component, the incidents that any hot
/// document shows.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The page.
    pub page: Page,
    /// Every component and group, hidden and archived ones included.
    pub components: Vec<Component>,
    /// The newest and the open incidents and maintenances.
    pub incidents: Vec<Incident>,
    /// The postmortems of those that have a published one.
    pub postmortems: HashMap<IncidentId, Postmortem>,
    /// The page's own images.
    pub images: Vec<Arc<PageImage>>,
    /// How many open incidents are stored, those too that are not among `incidents` as they cannot be read.
    pub open_incidents: usize,
    /// When something last changed that need not be among `incidents` any more.
    pub dates: Dates,
}

/// When something public last changed, whether or not a state holds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Dates {
    /// The newest change of any incident.
    pub incidents: Option<Ts>,
    /// The newest change of any maintenance.
    pub maintenances: Option<Ts>,
    /// The last change that brought no newer date along, as an import does.
    pub undated: Option<Ts>,
}

/// How long after its planned start or end a maintenance that has not moved on counts as late, in seconds.
pub const LATE_SECS: i64 = 5 * 60;

/// How a maintenance is behind its planned time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// It should have begun.
    NotBegun,
    /// It should have ended.
    NotFinished,
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

/// An incident or maintenance as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicIncident {
    /// Its id.
    pub id: IncidentId,
    /// Incident or maintenance.
    pub kind: Kind,
    /// Its title.
    pub name: String,
    /// Its state now.
    pub status: Status,
    /// How bad it is or was.
    pub impact: Impact,
    /// When it was posted.
    pub created_at: Ts,
    /// The last change of anything readers see in it.
    pub updated_at: Ts,
    /// When the trouble began, where staff said so.
    pub started_at: Option<Ts>,
    /// When it was noticed, where staff said so.
    pub detected_at: Option<Ts>,
    /// When the service worked again, where staff said so.
    pub restored_at: Option<Ts>,
    /// First time in monitoring.
    pub monitoring_at: Option<Ts>,
    /// When it ended.
    pub resolved_at: Option<Ts>,
    /// Until when the next update is promised.
    pub next_update_by: Option<Ts>,
    /// When a published update was last removed.
    pub update_removed_at: Option<Ts>,
    /// The planned time of a maintenance.
    pub window: Option<Window>,
    /// When its planned time last changed.
    pub moved_at: Option<Ts>,
    /// It was cancelled before it began: it is over and never was.
    pub is_cancelled: bool,
    /// The number in its feed ids.
    pub feed_number: i64,
    /// Order among events created at the same instant.
    pub seq: i64,
    /// Kept for compatibility.
    pub reminder_intervals: Option<String>,
    /// The components it names, in the page's order.
    pub component_ids: Vec<ComponentId>,
    /// Its updates, newest first by the time of posting.
    pub updates: Vec<Update>,
    /// Its postmortem, when published.
    pub postmortem: Option<PublicPostmortem>,
    /// The sort key of feeds.
    pub feed_at: Ts,
}

/// One update with its place in the story.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The update.
    pub update: &'a Update,
    /// It keeps the status of the update before it, so it is headed "Update".
    pub keeps_status: bool,
    /// It says that a maintenance will not take place.
    pub cancels: bool,
}

impl PublicIncident {
    /// Says that it is not over.
    pub const fn is_open(&self) -> bool {
        !self.status.is_over()
    }

    /// Returns its updates newest first by the time readers see, each with its label.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut updates: Vec<&Update> = self.updates.iter().collect();
        updates.sort_by_key(|one| (one.display_at, one.created_at, one.seq));
        let mut before = None;
        let mut entries: Vec<Entry<'_>> = updates
            .into_iter()
            .map(|update| {
                let keeps_status = before.replace(update.status) == Some(update.status);
                Entry {
                    update,
                    keeps_status,
                    cancels: self.is_cancelled && update.status.is_over() && !keeps_status,
                }
            })
            .collect();
        entries.reverse();
        entries
    }

    /// Says that a maintenance is behind its planned time at a boundary that passed, and since which
    /// boundary that is shown. One that the clock moves is on time by then.
    pub fn late(&self, as_of: Ts) -> Option<(Late, Ts)> {
        let window = self.window.filter(|_| self.kind == Kind::Maintenance)?;
        let (late, edge) = match self.status {
            Status::Scheduled => (Late::NotBegun, window.starts_at),
            Status::InProgress | Status::Verifying => (Late::NotFinished, window.ends_at),
            _ => return None,
        };
        let since = edge.plus_secs(LATE_SECS);
        (since <= as_of).then_some((late, since))
    }

    /// Returns since when a promise of the next update is broken, if it is at a boundary that passed.
    pub fn overdue(&self, as_of: Ts) -> Option<Ts> {
        self.next_update_by
            .filter(|by| self.is_open() && *by <= as_of)
    }

    /// Returns how long it lasted in seconds, and whether staff measured it.
    ///
    /// Restored − started where both are set (`true`), else resolved − created (`false`); `None` while it
    /// lasts, and where its first word and its end are one moment or the end is unknown: then only a day is known.
    pub fn duration(&self) -> Option<(i64, bool)> {
        match (self.started_at, self.restored_at, self.resolved_at) {
            (Some(started), Some(restored), _) if self.status.is_over() => {
                Some((restored.secs_since(started).max(0), true))
            }
            (_, _, Some(resolved)) if self.status.is_over() && resolved > self.created_at => {
                Some((resolved.secs_since(self.created_at), false))
            }
            _ => None,
        }
    }

    /// Returns the day key of past incidents: when it ended, or when it began while it is open.
    pub fn listed_at(&self) -> Ts {
        self.resolved_at.unwrap_or(self.created_at)
    }
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
    incidents: Vec<Arc<PublicIncident>>,
    /// How many open incidents cannot be shown.
    not_shown: usize,
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

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Arc<PublicIncident>> {
        self.incidents.iter().filter(move |one| one.kind == kind)
    }

    /// Returns the newest incidents or maintenances, whatever their state, at most [`LISTED`].
    pub fn newest(&self, kind: Kind) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(kind).take(LISTED).collect()
    }

    /// Returns the incidents that are not over, newest first.
    pub fn unresolved(&self) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(Kind::Incident)
            .filter(|one| one.is_open())
            .collect()
    }

    /// Returns the maintenances still to come, the next one first.
    pub fn upcoming(&self) -> Vec<&Arc<PublicIncident>> {
        let mut it: Vec<_> = self
            .of_kind(Kind::Maintenance)
            .filter(|one| one.status == Status::Scheduled)
            .collect();
        it.sort_by_key(|one| (one.window.map(|window| window.starts_at), one.seq));
        it
    }

    /// Returns the maintenances that are not over, newest first by the time of posting.
    pub fn planned(&self) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(Kind::Maintenance)
            .filter(|one| one.is_open())
            .collect()
    }

    /// Returns the maintenances under way, newest first.
    pub fn active(&self) -> Vec<&Arc<PublicIncident>> {
        self.of_kind(Kind::Maintenance)
            .filter(|one| matches!(one.status, Status::InProgress | Status::Verifying))
            .collect()
    }

    /// Returns what a feed lists: the last [`FED`] by [`PublicIncident::feed_at`], newest first.
    pub fn fed(&self) -> Vec<&Arc<PublicIncident>> {
        let mut it: Vec<_> = self.incidents.iter().collect();
        it.sort_by_key(|one| Reverse((one.feed_at, one.feed_number)));
        it.truncate(FED);
        it
    }

    /// Returns the past incidents of the front page: those that are over, since [`Moment::past_since`]; the one
    /// that ended last comes first.
    pub fn past(&self) -> Vec<&Arc<PublicIncident>> {
        let mut it: Vec<_> = self
            .incidents
            .iter()
            .filter(|one| !one.is_open() && one.listed_at() >= self.moment.past_since)
            .collect();
        it.sort_by_key(|one| Reverse((one.listed_at(), one.seq)));
        it
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
        let late = |one: &&Arc<PublicIncident>| {
            one.is_open() && one.next_update_by.is_some_and(|by| by < now)
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

/// Decides what the public may see.
///
/// Left out: hidden components and groups with all that names them, postmortem drafts, attached
/// metadata, the settings that are nobody's business.
pub fn reveal(snapshot: &Snapshot, moment: Moment) -> PublicState {
    let catalog = Catalog::reveal(&snapshot.components);
    let mut incidents: Vec<Arc<PublicIncident>> = snapshot
        .incidents
        .iter()
        .map(|incident| {
            let postmortem = snapshot.postmortems.get(&incident.id);
            Arc::new(reveal_incident(incident, postmortem, &catalog))
        })
        .collect();
    incidents.sort_by_key(|one| Reverse((one.created_at, one.seq)));
    let open = incidents
        .iter()
        .filter(|one| one.kind == Kind::Incident && one.is_open())
        .count();
    PublicState {
        page: Arc::new(PublicPage {
            id: snapshot.page.id.clone(),
            name: snapshot.page.name.clone(),
            time_zone: snapshot.page.time_zone.clone(),
            feed_host: snapshot.page.feed_host.clone(),
            is_demo: snapshot.page.is_demo,
            branding: Branding::reveal(&snapshot.page, &snapshot.images),
            updated_at: snapshot.page.updated_at,
        }),
        moment,
        dates: snapshot.dates,
        catalog: Arc::new(catalog),
        incidents,
        not_shown: snapshot.open_incidents.saturating_sub(open),
    }
}

/// Decides what the public may see of one incident with its postmortem; the catalogue says which components are
/// visible.
pub fn reveal_incident(
    incident: &Incident,
    postmortem: Option<&Postmortem>,
    catalog: &Catalog,
) -> PublicIncident {
    let mut updates: Vec<Update> = incident
        .updates
        .iter()
        .map(|update| reveal_update(update, catalog))
        .collect();
    updates.sort_by_key(|one| Reverse((one.created_at, one.seq)));
    PublicIncident {
        id: incident.id.clone(),
        kind: incident.kind,
        name: incident.name.clone(),
        status: incident.status,
        impact: incident.impact,
        created_at: incident.created_at,
        updated_at: incident.updated_at,
        started_at: incident.started_at,
        detected_at: incident.detected_at,
        restored_at: incident.restored_at,
        monitoring_at: incident.monitoring_at,
        resolved_at: incident.resolved_at,
        next_update_by: incident.next_update_by,
        update_removed_at: incident.update_removed_at,
        window: incident.window,
        moved_at: incident.plan.moved_at,
        is_cancelled: incident.is_cancelled(),
        feed_number: incident.feed_number,
        seq: incident.seq,
        reminder_intervals: incident.reminder_intervals.clone(),
        component_ids: catalog.ordered(&incident.component_ids),
        updates,
        postmortem: postmortem.and_then(postmortem::reveal),
        feed_at: incident.feed_at(),
    }
}

fn reveal_update(update: &Update, catalog: &Catalog) -> Update {
    let changes: Vec<Change> = update
        .changes
        .iter()
        .filter(|change| catalog.find(&change.component_id).is_some())
        .cloned()
        .collect();
    Update {
        changes,
        ..update.clone()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::incidents::incident::tests::{incident, update};
    use crate::domain::{Body, GroupDisplay, Place, SettingRevisions, Settings, UpdateId};

    pub(crate) fn component(id: &str, place: Place, position: i64, hidden: bool) -> Component {
        let at = Ts::from_secs(0);
        Component {
            id: ComponentId::parse(id).expect("valid"),
            place,
            name: format!("name of {id}"),
            description: None,
            status: ComponentStatus::Operational,
            position,
            seq: position,
            hidden,
            showcase: false,
            only_show_if_degraded: false,
            display: GroupDisplay::WhenAffected,
            start_date: None,
            archived_at: None,
            created_at: at,
            updated_at: at,
            revision: 1,
        }
    }

    pub(crate) fn page() -> Page {
        Page {
            id: PageId::parse("p").expect("valid"),
            name: "Duo".into(),
            time_zone: "UTC".into(),
            url: None,
            feed_host: None,
            is_demo: false,
            settings: Settings::default(),
            setting_revisions: SettingRevisions::default(),
            created_at: Ts::from_secs(0),
            updated_at: Ts::from_secs(0),
        }
    }

    fn snapshot(components: Vec<Component>, incidents: Vec<Incident>) -> Snapshot {
        Snapshot {
            page: page(),
            components,
            incidents,
            postmortems: HashMap::new(),
            images: vec![],
            open_incidents: 0,
            dates: Dates::default(),
        }
    }

    const MOMENT: Moment = Moment {
        as_of: Ts::from_micros(0),
        past_since: Ts::from_micros(0),
    };

    #[test]
    fn a_hidden_group_hides_its_members_everywhere() {
        let group = ComponentId::parse("g").expect("valid");
        let mut broken = component("c1", Place::In(group.clone()), 1, false);
        broken.status = ComponentStatus::MajorOutage;
        let mut it = incident(Kind::Incident);
        it.post(update(
            1,
            Status::Investigating,
            ComponentStatus::MajorOutage,
        ))
        .expect("fits");
        let state = reveal(
            &snapshot(
                vec![
                    component("g", Place::Group, 1, true),
                    broken,
                    component("c2", Place::TopLevel, 2, false),
                ],
                vec![it],
            ),
            MOMENT,
        );
        assert_eq!(state.catalog.all().len(), 1);
        assert_eq!(state.overall().description, "All Systems Operational");
        let shown = &state.incidents()[0];
        assert!(shown.component_ids.is_empty());
        assert!(shown.updates[0].changes.is_empty());
    }

    #[test]
    fn a_draft_changes_nothing() {
        let it = incident(Kind::Incident);
        let mut snapshot = snapshot(vec![], vec![it.clone()]);
        let before = reveal(&snapshot, MOMENT);
        let update_id = UpdateId::parse("pm").expect("valid");
        let draft = Postmortem {
            draft: Some(Body::markdown("secret")),
            draft_updated_at: Some(Ts::from_secs(9)),
            ..Postmortem::begun(it.id.clone(), update_id, Ts::from_secs(9))
        };
        snapshot.postmortems.insert(it.id, draft);
        assert_eq!(reveal(&snapshot, MOMENT), before);
    }

    #[test]
    fn order_is_the_pages_and_a_group_shows_its_worst_child() {
        let group = ComponentId::parse("g9").expect("valid");
        let mut bad = component("b", Place::In(group.clone()), 2, false);
        bad.status = ComponentStatus::PartialOutage;
        let state = reveal(
            &snapshot(
                vec![
                    bad,
                    component("a", Place::In(group), 1, false),
                    component("z", Place::TopLevel, 1, false),
                    component("g9", Place::Group, 2, false),
                ],
                vec![],
            ),
            MOMENT,
        );
        let order: Vec<&str> = state
            .catalog
            .all()
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(order, ["z", "g9", "a", "b"]);
        assert_eq!(
            state.catalog.all()[1].status,
            ComponentStatus::PartialOutage
        );
    }
}
