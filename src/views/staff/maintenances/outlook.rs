//! What a planned time means, before anything is planned: its length, changes of the clocks, other maintenances then.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::components::naming;
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{Component, ComponentId, IncidentId, Window};
use crate::markdown::SafeHtml;
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::events::rollup;
use crate::zone::{LocalTimeKind, Zone, ZonedTime};

use crate::views::staff::form::preview::preview;

/// Another maintenance at the same time on the same components.
pub struct Clash {
    /// Its id.
    pub id: IncidentId,
    /// Its title.
    pub name: String,
    /// When it is planned.
    pub window: Window,
    /// The components of both.
    pub component_ids: Vec<ComponentId>,
}

/// What is looked at before a form is sent.
pub struct Outlook<'a> {
    /// The planned time.
    pub window: Window,
    /// What there is to say of the times as they were typed.
    pub notes: Vec<String>,
    /// Other maintenances that clash with it.
    pub clashes: Vec<Clash>,
    /// The components it is about.
    pub component_ids: Vec<ComponentId>,
    /// The first occurrences of a series.
    pub coming: Vec<Window>,
    /// The message, if there is one.
    pub message: &'a str,
}

/// A sentence with a link: "NAME (TIME) shares NAMES".
struct ClashLine {
    path: String,
    name: String,
    text: String,
}

/// The other maintenances that clash with one; renders nothing if there are none.
#[derive(Template)]
#[template(path = "staff/maintenances/clashes.html")]
pub(super) struct Clashes<'a> {
    site: &'a Site,
    lines: Vec<ClashLine>,
}

impl HtmlSafe for Clashes<'_> {}

impl<'a> Clashes<'a> {
    pub(in crate::views::staff) fn new(
        clashes: &[Clash],
        all: &[Component],
        site: &'a Site,
    ) -> Self {
        let line = |clash: &Clash| {
            let window = clash.window;
            let args = [
                (
                    "window",
                    site.dates().range(window.starts_at, window.ends_at).into(),
                ),
                ("names", affects(all, &clash.component_ids, site).into()),
            ];
            ClashLine {
                path: urls::maintenance(&clash.id),
                text: site.words.say_with("clash-facts", &args),
                name: clash.name.clone(),
            }
        };
        Self {
            site,
            lines: clashes.iter().map(line).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "staff/maintenances/outlook.html")]
pub(super) struct OutlookView<'a> {
    site: &'a Site,
    when: String,
    utc: Option<String>,
    duration: String,
    affects: String,
    notes: Vec<String>,
    clashes: Clashes<'a>,
    coming: Vec<String>,
    message: Option<SafeHtml>,
}

impl HtmlSafe for OutlookView<'_> {}

/// Says how a typed time is read if the clocks skip it or show it twice; `None` if they show it once.
pub fn clock_note(typed: &str, zoned: ZonedTime, site: &Site) -> Option<String> {
    let time = typed.split_once('T').map_or(typed, |(_, time)| time);
    let mut args = vec![
        ("time", time.into()),
        ("taken", site.dates().date_time(zoned.at).into()),
    ];
    match zoned.kind {
        LocalTimeKind::Unique => None,
        LocalTimeKind::Skipped { from, to } => {
            let shows = |local| site.words.time_of_day(local).into();
            args.extend([("from", shows(from)), ("to", shows(to))]);
            Some(site.words.say_with("clock-never", &args))
        }
        LocalTimeKind::Repeated { .. } => Some(site.words.say_with("clock-twice", &args)),
    }
}

/// Says that the clocks are changed within a planned time; `None` if they are not.
pub(super) fn change_note(window: Window, site: &Site) -> Option<String> {
    let words = site.words;
    let change = site.zone.change_between(window.starts_at, window.ends_at)?;
    let secs = window.ends_at.secs_since(window.starts_at);
    let args = [
        ("by", words.duration(change.by_secs.abs()).into()),
        ("at", site.dates().date_time(change.at).into()),
        ("duration", words.duration(secs).into()),
    ];
    Some(if change.by_secs > 0 {
        words.say_with("clocks-forward", &args)
    } else {
        words.say_with("clocks-back", &args)
    })
}

/// Writes a planned time in UTC, unless it is in UTC anyway.
pub(super) fn in_utc(window: Window, site: &Site) -> Option<String> {
    let utc = Zone::utc();
    let text = site
        .words
        .dates(&utc)
        .range(window.starts_at, window.ends_at);
    (text != site.dates().range(window.starts_at, window.ends_at)).then_some(text)
}

/// Names components in short: "Phone Call Delivery in 30 groups"; says so when there are none.
pub(in crate::views::staff) fn affects(
    all: &[Component],
    ids: &[ComponentId],
    site: &Site,
) -> String {
    rollup(&naming::touched(all, ids), site)
        .unwrap_or_else(|| site.words.say("maintenance-affects-nothing"))
}

impl<'a> OutlookView<'a> {
    pub(in crate::views::staff) fn new(
        outlook: Outlook<'_>,
        all: &[Component],
        site: &'a Site,
    ) -> Self {
        let span = |window: Window| site.dates().range(window.starts_at, window.ends_at);
        let secs = outlook.window.ends_at.secs_since(outlook.window.starts_at);
        let mut notes = outlook.notes;
        notes.extend(change_note(outlook.window, site));
        Self {
            when: span(outlook.window),
            utc: in_utc(outlook.window, site),
            duration: site.words.duration(secs),
            affects: affects(all, &outlook.component_ids, site),
            notes,
            clashes: Clashes::new(&outlook.clashes, all, site),
            coming: outlook.coming.into_iter().map(span).collect(),
            message: (!outlook.message.trim().is_empty())
                .then(|| preview(outlook.message, BODY_MAX_CHARS))
                .flatten(),
            site,
        }
    }
}
