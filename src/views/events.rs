//! Incidents and maintenances as pages show them: a line in a list, the updates, what is affected.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::incidents::affected;
use crate::domain::incidents::affected::Touched;
use crate::domain::public::{Catalog, Late, PublicIncident, PublicState};
use crate::domain::{Impact, IncidentId, IncidentKind, Status, Ts, Update, UpdateId};
use crate::markdown::{self, SafeHtml};
use crate::urls;

use super::Site;
use super::parts::{StatusText, Time, Tone, isolated};

/// Headings in the text of an update stand below its label, which is an `h3`.
const UPDATE_TOP_HEADING: u8 = 4;

/// How many names a roll-up gives before it says "and N more".
pub(super) const NAMED: usize = 3;

/// Names the impact of an incident; `None` while it is open without an impact, since the impact is not known yet.
pub(super) fn impact(incident: &PublicIncident, site: &Site) -> Option<StatusText> {
    let is_unknown = incident.impact == Impact::None && incident.is_open();
    (!is_unknown).then(|| StatusText::of_impact(incident.impact, site))
}

/// Names the state of an incident; one with a postmortem is resolved, and a maintenance that was cancelled
/// is not completed.
pub(super) fn state(incident: &PublicIncident, site: &Site) -> String {
    if incident.is_cancelled {
        return site.words.say("state-cancelled");
    }
    site.words.status(match incident.status {
        Status::Postmortem => Status::Resolved,
        other => other,
    })
}

/// "Corrected TIME", linked to the earlier version.
#[derive(Template)]
#[template(path = "partials/corrected.html")]
pub(super) struct Corrected<'a> {
    site: &'a Site,
    at: Time,
    href: String,
}

impl HtmlSafe for Corrected<'_> {}

impl<'a> Corrected<'a> {
    /// Makes the link of an update or postmortem that was corrected; `None` when it was not.
    pub(super) fn new(
        incident: &IncidentId,
        word: &UpdateId,
        corrected_at: Option<Ts>,
        site: &'a Site,
    ) -> Option<Self> {
        let at = corrected_at?;
        Some(Self {
            site,
            at: Time::new(at, site),
            href: urls::correction(incident, word, at),
        })
    }
}

/// "Posted TIME", and when it was corrected.
#[derive(Template)]
#[template(path = "partials/posted.html")]
pub(super) struct Posted<'a> {
    pub(super) site: &'a Site,
    pub(super) at: Time,
    pub(super) href: String,
    pub(super) corrected: Option<Corrected<'a>>,
}

impl HtmlSafe for Posted<'_> {}

/// "Next update by TIME".
#[derive(Template)]
#[template(path = "partials/promise.html")]
pub(super) struct Promise<'a> {
    site: &'a Site,
    by: Time,
    is_overdue: bool,
}

impl HtmlSafe for Promise<'_> {}

/// Returns the promise of an event that is not over. It has a date if its day is not that of the newest update; the
/// clock plays no part. If its moment has passed, a state made since then says that it is overdue.
pub(super) fn promise<'a>(
    incident: &PublicIncident,
    state: &PublicState,
    site: &'a Site,
) -> Option<Promise<'a>> {
    let at = incident.next_update_by.filter(|_| incident.is_open())?;
    let said_at = incident.entries().first().map(|one| one.update.display_at);
    let is_same_day = said_at.is_some_and(|said_at| site.zone.day(said_at) == site.zone.day(at));
    let mut by = Time::new(at, site);
    if is_same_day {
        by.human = site.dates().time(at);
    }
    Some(Promise {
        is_overdue: incident.overdue(state.moment.as_of).is_some(),
        site,
        by,
    })
}

/// One update.
#[derive(Template)]
#[template(path = "partials/update.html")]
pub(super) struct UpdateView<'a> {
    anchor: Option<String>,
    update: &'a Update,
    label: String,
    pub(super) body: SafeHtml,
    pub(super) posted: Posted<'a>,
}

impl HtmlSafe for UpdateView<'_> {}

/// Returns the updates of an incident, newest first; on its own page each has an anchor.
pub(super) fn updates<'a>(
    incident: &'a PublicIncident,
    site: &'a Site,
    is_own_page: bool,
) -> Vec<UpdateView<'a>> {
    incident
        .entries()
        .into_iter()
        .map(|entry| {
            let anchor = urls::update_anchor(&entry.update.id);
            UpdateView {
                update: entry.update,
                label: site.words.entry_label(entry),
                body: markdown::render(&site.words.body(&entry.update.body), UPDATE_TOP_HEADING),
                posted: Posted {
                    site,
                    at: Time::new(entry.update.display_at, site),
                    href: if is_own_page {
                        format!("#{anchor}")
                    } else {
                        urls::update(&incident.id, &entry.update.id)
                    },
                    corrected: Corrected::new(
                        &incident.id,
                        &entry.update.id,
                        entry.update.corrected_at,
                        site,
                    ),
                },
                anchor: is_own_page.then_some(anchor),
            }
        })
        .collect()
}

/// Names the components of an incident, ready for a sentence.
pub(super) fn touched(incident: &PublicIncident, catalog: &Catalog) -> Vec<Touched> {
    let mut touched = catalog.touched(&incident.component_ids);
    for component in &mut touched {
        component.name = isolated(&component.name);
        component.group = component.group.as_deref().map(isolated);
    }
    touched
}

/// Returns the affected sentence; `None` when it names nothing.
pub(super) fn sentence(
    incident: &PublicIncident,
    catalog: &Catalog,
    site: &Site,
) -> Option<String> {
    let items = affected::items(&touched(incident, catalog));
    if items.is_empty() {
        return None;
    }
    let list = site.words.join(&items);
    let list = [("list", list.into())];
    if incident.is_cancelled {
        return Some(site.words.say_with("affected-cancelled-maintenance", &list));
    }
    Some(match (incident.kind, incident.is_open()) {
        (IncidentKind::Incident, true) => site.words.say_with("affected-is-incident", &list),
        (IncidentKind::Incident, false) => site.words.say_with("affected-was-incident", &list),
        (IncidentKind::Maintenance, true) => site.words.say_with("affected-is-maintenance", &list),
        (IncidentKind::Maintenance, false) => {
            site.words.say_with("affected-was-maintenance", &list)
        }
    })
}

/// Returns the short form of what is affected, "Phone Call Delivery in 30 groups"; `None` for nothing.
pub(super) fn rollup(touched: &[Touched], site: &Site) -> Option<String> {
    let spreads = affected::spreads(touched);
    let mut names: Vec<String> = spreads
        .iter()
        .take(NAMED)
        .map(|spread| match spread.group_count {
            0 => spread.name.clone(),
            1 => site.words.say_with(
                "rollup-group",
                &[
                    ("name", spread.name.as_str().into()),
                    ("group", spread.groups.as_str().into()),
                ],
            ),
            count => site.words.say_with(
                "rollup-groups",
                &[
                    ("name", spread.name.as_str().into()),
                    ("count", count.into()),
                ],
            ),
        })
        .collect();
    if spreads.len() > NAMED {
        names.push(site.words.say_count("more", spreads.len() - NAMED));
    }
    (!names.is_empty()).then(|| site.words.join(&names))
}

/// Says how much is affected: "30 groups affected", "2 components affected"; `None` for nothing.
pub(super) fn extent(touched: &[Touched], site: &Site) -> Option<String> {
    let mut groups: Vec<&str> = touched
        .iter()
        .filter_map(|one| one.group.as_deref())
        .collect();
    let all_grouped = groups.len() == touched.len();
    groups.dedup();
    match (touched.len(), all_grouped) {
        (0, _) => None,
        (_, true) => Some(site.words.say_count("extent-groups", groups.len())),
        (count, false) => Some(site.words.say_count("extent-components", count)),
    }
}

/// Writes the planned time of a maintenance: `Nov 25, 01:00 – 03:00 EST (2 hours)`, with the year if it is not that
/// of `as_of`.
pub(super) fn window(incident: &PublicIncident, as_of: Ts, site: &Site) -> Option<String> {
    let window = incident.window?;
    let secs = window.ends_at.secs_since(window.starts_at);
    Some(
        site.words.say_with(
            "maintenance-window",
            &[
                (
                    "window",
                    site.dates()
                        .range_as_of(window.starts_at, window.ends_at, as_of)
                        .into(),
                ),
                ("duration", site.words.duration(secs).into()),
            ],
        ),
    )
}

/// Says that a maintenance is behind its planned time; `None` while it is on time.
pub(super) fn late(incident: &PublicIncident, state: &PublicState, site: &Site) -> Option<String> {
    let (late, _) = incident.late(state.moment.as_of)?;
    Some(match late {
        Late::NotBegun => site.words.say("maintenance-not-begun"),
        Late::NotFinished => site.words.say("maintenance-not-finished"),
    })
}

/// One incident or maintenance in a list.
#[derive(Template)]
#[template(path = "partials/event.html")]
pub(super) struct EventLine<'a> {
    site: &'a Site,
    url: String,
    title: String,
    impact: Option<StatusText>,
    tone: Tone,
    state: String,
    at: Time,
    length: Option<String>,
    excerpt: Option<String>,
    postmortem_url: Option<String>,
}

impl HtmlSafe for EventLine<'_> {}

impl<'a> EventLine<'a> {
    /// Makes the short form: title, state, time.
    pub(super) fn short(incident: &PublicIncident, site: &'a Site) -> Self {
        Self {
            site,
            url: urls::incident(&incident.id),
            title: incident.name.clone(),
            impact: (incident.impact != Impact::None)
                .then(|| StatusText::of_impact(incident.impact, site)),
            tone: Tone::of_impact(incident.impact),
            state: state(incident, site),
            at: Time::new(incident.listed_at(), site),
            length: None,
            excerpt: None,
            postmortem_url: incident
                .postmortem
                .as_ref()
                .map(|_| urls::postmortem(&incident.id)),
        }
    }

    /// Makes the long form: also the start of its last update and how long it lasted.
    pub(super) fn long(
        incident: &PublicIncident,
        as_of: Ts,
        site: &'a Site,
        excerpt_chars: usize,
    ) -> Self {
        let length = match incident.kind {
            IncidentKind::Incident => incident
                .duration()
                .map(|(secs, _)| site.words.duration(secs)),
            IncidentKind::Maintenance => window(incident, as_of, site),
        };
        let excerpt = incident
            .entries()
            .first()
            .map(|entry| markdown::excerpt(&site.words.body(&entry.update.body), excerpt_chars))
            .filter(|text| !text.is_empty());
        Self {
            length,
            excerpt,
            ..Self::short(incident, site)
        }
    }
}
