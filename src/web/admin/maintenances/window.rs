//! The planned time of a maintenance, as forms give it: two wall-clock times of the page's zone.

use crate::app::FieldErrors;
use crate::domain::{ComponentId, Incident, IncidentId, Ts, Window};
use crate::views::Site;
use crate::views::staff::{Clash, Problems, Values, clock_note};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::times;
use crate::web::admin::reply::Here;
use crate::zone::{LocalTimeKind, Zone, ZonedTime};

/// The names of the two ends.
const ENDS: [&str; 2] = ["scheduled_for", "scheduled_until"];

/// A planned time as it was typed.
pub(super) struct Typed {
    ends: [Option<ZonedTime>; 2],
    texts: [String; 2],
}

impl Typed {
    /// Reads both ends. An end that the form shows as it was keeps its seconds.
    pub(in crate::web::admin) fn read(
        values: &Values,
        before: Option<Window>,
        zone: &Zone,
    ) -> Self {
        let shown = before.map(|window| [window.starts_at, window.ends_at]);
        let mut place = 0;
        let ends = ENDS.map(|name| {
            let before = shown.map(|ends| ends[place]);
            place += 1;
            end(values, name, before, zone)
        });
        Self {
            ends,
            texts: ENDS.map(|name| values.text(name).trim().to_owned()),
        }
    }

    /// Returns the planned time, if both ends are times.
    pub(in crate::web::admin) fn window(&self) -> Option<Window> {
        let [Some(starts), Some(ends)] = self.ends else {
            return None;
        };
        Some(Window {
            starts_at: starts.at,
            ends_at: ends.at,
        })
    }

    /// Returns the start as it was typed.
    pub(super) fn start_text(&self) -> &str {
        &self.texts[0]
    }

    /// Says which ends are no times, and that they are the wrong way round.
    pub(in crate::web::admin) fn check(&self, errors: &mut FieldErrors) {
        let is_backward = |window: Window| window.ends_at <= window.starts_at;
        if self.window().is_some_and(is_backward) {
            // A start that the clocks jump over is taken as later, maybe after the end.
            let never = |place: usize| times::never(&self.texts[place], self.ends[place]?);
            match (never(0), never(1)) {
                (None, None) => errors.add(ENDS[1], "must be after the start"),
                (Some(why), _) => errors.add(ENDS[0], format!("can't be then: {why}")),
                (None, Some(why)) => errors.add(ENDS[1], format!("can't be then: {why}")),
            }
        }
        for ((name, text), end) in ENDS.into_iter().zip(&self.texts).zip(&self.ends) {
            if text.is_empty() {
                errors.add(name, "can't be blank");
            } else if end.is_none() {
                errors.add(name, times::NO_TIME);
            }
        }
    }

    /// Says how the ends are taken which the clocks do not show once.
    pub(in crate::web::admin) fn notes(&self, site: &Site) -> Vec<(&'static str, String)> {
        let ends = ENDS.into_iter().zip(&self.texts).zip(&self.ends);
        ends.filter_map(|((name, text), end)| Some((name, clock_note(text, (*end)?, site)?)))
            .collect()
    }

    /// Returns the ends that the clocks show twice.
    pub(super) fn twice(&self) -> Vec<&'static str> {
        let ends = ENDS.into_iter().zip(&self.ends);
        ends.filter(|(_, end)| {
            end.is_some_and(|end| matches!(end.kind, LocalTimeKind::Repeated { .. }))
        })
        .map(|(name, _)| name)
        .collect()
    }

    /// Returns what a form carries whose sender was told how these times are taken.
    pub(super) fn told(&self) -> String {
        self.texts.join(" ")
    }

    /// Asks once whether it is right how times are taken that the clocks do not show once.
    pub(super) fn ask(&self, form: &Form, site: &Site) -> Problems {
        let mut problems = Problems::default();
        if form.text("told") != self.told() {
            for (name, note) in self.notes(site) {
                problems.tell(name, site.words.say_name("clock-confirm", &note));
            }
        }
        problems
    }
}

fn end(values: &Values, name: &str, before: Option<Ts>, zone: &Zone) -> Option<ZonedTime> {
    let text = values.text(name);
    if let Some(at) = before.filter(|at| zone.local(*at).iso() == text) {
        return Some(ZonedTime {
            at,
            kind: LocalTimeKind::Unique,
        });
    }
    let zoned = zone.parse_local(text)?;
    match zoned.kind {
        LocalTimeKind::Repeated { second_at }
            if values.get(&format!("{name}_second")).is_some() =>
        {
            Some(ZonedTime {
                at: second_at,
                ..zoned
            })
        }
        _ => Some(zoned),
    }
}

/// Reads how a planned end moves: by minutes from what is planned, or from now when that has passed, or
/// to a time.
pub(super) fn new_end(
    form: &Form,
    it: &Incident,
    here: &Here,
    errors: &mut FieldErrors,
) -> Option<Ts> {
    const UNTIL: &str = ENDS[1];
    let planned = it.window.map(|window| window.ends_at);
    let Some(minutes) = form.filled("minutes") else {
        let zone = &here.site().zone;
        if form.filled(UNTIL).is_none() {
            errors.add(UNTIL, "can't be blank");
        }
        let ends_at = times::kept(form, UNTIL, planned, zone, errors);
        let starts_at = it.window.map(|window| window.starts_at);
        if ends_at.is_some_and(|at| starts_at.is_some_and(|starts_at| at <= starts_at)) {
            errors.add(UNTIL, "must be after the start");
        }
        return ends_at;
    };
    let now = here.web.app.now();
    match minutes.parse::<i64>() {
        Ok(minutes) if (1..=24 * 60).contains(&minutes) => {
            Some(planned.unwrap_or(now).max(now).plus_secs(minutes * 60))
        }
        _ => {
            errors.add(UNTIL, "must be a number of minutes");
            None
        }
    }
}

/// Returns the other maintenances in the way of some windows, each once.
pub(super) async fn clashes(
    here: &Here,
    windows: &[Window],
    ids: &[ComponentId],
    but: Option<&IncidentId>,
) -> Result<Vec<Clash>, AdminError> {
    let mut clashes: Vec<Clash> = Vec::new();
    for window in windows {
        let found = here
            .web
            .app
            .conflicts(&here.member.actor, *window, ids, but)
            .await?;
        for one in found {
            if clashes.iter().all(|known| known.id != one.id) {
                clashes.push(Clash {
                    id: one.id,
                    name: one.name,
                    window: one.window,
                    component_ids: one.component_ids,
                });
            }
        }
    }
    Ok(clashes)
}
