//! The planned time of a maintenance, as forms give it: two local times of the page's zone.

use crate::domain::problem::{TextProblem, TimeProblem};
use crate::domain::{ComponentId, IncidentId, Ts, Window};
use crate::views::Site;
use crate::views::staff::{Clash, Problems, Values, clock_note};
use crate::web::admin::form::{Reader, times};
use crate::web::admin::{AdminError, StaffRequest};
use crate::zone::{LocalTimeKind, Zone, ZonedTime};

/// The names of the two ends.
pub(super) const ENDS: [&str; 2] = ["scheduled_for", "scheduled_until"];

/// A planned time as it was typed.
pub(super) struct TypedWindow {
    ends: [Option<ZonedTime>; 2],
    texts: [String; 2],
}

impl TypedWindow {
    /// Reads both ends. An end that the form shows as it was keeps its seconds.
    pub(super) fn read(values: &Values, before: Option<Window>, zone: &Zone) -> Self {
        let before = before.map(|window| [window.starts_at, window.ends_at]);
        let end = |place: usize| end(values, ENDS[place], before.map(|ends| ends[place]), zone);
        Self {
            ends: [end(0), end(1)],
            texts: ENDS.map(|name| values.text(name).trim().to_owned()),
        }
    }

    /// Returns the planned time, if both ends are times.
    pub(super) fn window(&self) -> Option<Window> {
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
    pub(super) fn check(&self, read: &mut Reader<'_>) {
        let is_backward = |window: Window| window.ends_at <= window.starts_at;
        if self.window().is_some_and(is_backward) {
            // A start that the clocks skip is read as a later time, which may be after the end.
            let never = |place: usize| times::never(&self.texts[place], self.ends[place]?);
            match (never(0), never(1)) {
                (None, None) => read.refuse(ENDS[1], TimeProblem::NotAfterTheStart),
                (Some(skipped), _) => read.refuse(ENDS[0], skipped),
                (None, Some(skipped)) => read.refuse(ENDS[1], skipped),
            }
        }
        for ((name, text), end) in ENDS.into_iter().zip(&self.texts).zip(&self.ends) {
            if text.is_empty() {
                read.refuse(name, TextProblem::Blank);
            } else if end.is_none() {
                read.refuse(name, TimeProblem::NotADateAndTime);
            }
        }
    }

    /// Says how the ends are read that the clocks skip or show twice.
    pub(super) fn notes(&self, site: &Site) -> Vec<(&'static str, String)> {
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

    /// Returns what a form carries if its sender was told how these times are read.
    pub(super) fn told(&self) -> String {
        self.texts.join(" ")
    }

    /// Asks once to confirm how times are read that the clocks skip or show twice; `told` is what the form carries.
    pub(super) fn ask(&self, told: &str, site: &Site) -> Problems {
        let mut problems = Problems::default();
        if told != self.told() {
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

/// Returns the other maintenances that clash with some planned times, each once.
pub(super) async fn clashes(
    request: &StaffRequest,
    windows: &[Window],
    ids: &[ComponentId],
    but: Option<&IncidentId>,
) -> Result<Vec<Clash>, AdminError> {
    let mut clashes: Vec<Clash> = Vec::new();
    for window in windows {
        let found = request.app().conflicts(request.actor(), *window, ids, but);
        for clash in found.await? {
            if clashes.iter().all(|known| known.id != clash.id) {
                clashes.push(Clash {
                    id: clash.id,
                    name: clash.name,
                    window: clash.window,
                    component_ids: clash.component_ids,
                });
            }
        }
    }
    Ok(clashes)
}
