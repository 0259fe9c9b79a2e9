//! Days with and without incidents; a run of days without any is one line.

use crate::domain::public::{PublicIncident, PublicState};
use crate::views::Site;
use crate::views::events::EventLine;
use crate::zone::Day;

/// A day on which something is listed, or a line for the quiet days between.
pub(super) enum Block<'a> {
    Quiet(String),
    Day(DayBlock<'a>),
}

/// A day with what is listed under it.
pub(super) struct DayBlock<'a> {
    pub(super) date: String,
    pub(super) machine: String,
    pub(super) events: Vec<EventLine<'a>>,
}

impl<'a> DayBlock<'a> {
    pub(super) fn new(day: Day, events: Vec<EventLine<'a>>, site: &Site) -> Self {
        Self {
            date: site.words.date(day),
            machine: day.iso(),
            events,
        }
    }
}

/// Returns the past incidents of the front page, today first.
pub(super) fn blocks<'a>(state: &PublicState, site: &'a Site) -> Vec<Block<'a>> {
    let today = site.zone.day(state.moment.as_of);
    let oldest = site.zone.day(state.moment.past_since);
    if state.incidents().is_empty() {
        return vec![Block::Quiet(site.words.say("past-none"))];
    }
    let past: Vec<&PublicIncident> = state.past().into_iter().map(AsRef::as_ref).collect();
    let open = state.unresolved().into_iter();
    let open_since = open
        .map(|one| site.zone.day(one.started_at.unwrap_or(one.created_at)))
        // It is not known when an incident that cannot be shown began.
        .chain((state.not_shown() > 0).then_some(oldest))
        .min();
    fold(by_day(&past, site), today, oldest)
        .into_iter()
        .flat_map(|span| span.parted_at(open_since))
        .map(|span| match span {
            Span::Quiet { oldest, newest } => {
                let is_touched = open_since.is_some_and(|since| since <= oldest);
                let key = match (newest == today && oldest == today, is_touched) {
                    (true, false) => "past-none-today",
                    (false, false) => "past-none-days",
                    (true, true) => "past-none-else-today",
                    (false, true) => "past-none-else-days",
                };
                Block::Quiet(site.words.say_with(
                    key,
                    &[("days", site.words.date_range(oldest, newest).into())],
                ))
            }
            Span::Day(day, events) => Block::Day(DayBlock::new(
                day,
                events
                    .into_iter()
                    .map(|one| EventLine::short(one, site))
                    .collect(),
                site,
            )),
        })
        .collect()
}

/// Groups incidents, newest first, by the day they stand under.
pub(super) fn by_day<'i>(
    incidents: &[&'i PublicIncident],
    site: &Site,
) -> Vec<(Day, Vec<&'i PublicIncident>)> {
    incidents
        .chunk_by(|a, b| site.zone.day(a.listed_at()) == site.zone.day(b.listed_at()))
        .map(|run| (site.zone.day(run[0].listed_at()), run.to_vec()))
        .collect()
}

/// A day with something in it, or a run of days with nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Span<T> {
    Quiet { oldest: Day, newest: Day },
    Day(Day, T),
}

impl<T> Span<T> {
    /// Splits a run of quiet days at the start of the oldest open incident: later days are not quiet.
    fn parted_at(self, open_since: Option<Day>) -> Vec<Self> {
        match (self, open_since) {
            (Self::Quiet { oldest, newest }, Some(since)) if oldest < since && since <= newest => {
                vec![
                    Self::Quiet {
                        oldest: since,
                        newest,
                    },
                    Self::Quiet {
                        oldest,
                        newest: since.previous(),
                    },
                ]
            }
            (whole, _) => vec![whole],
        }
    }
}

/// Fills the gaps between days (newest first) from `newest` back to `oldest` with quiet runs.
pub(super) fn fold<T>(days: Vec<(Day, T)>, newest: Day, oldest: Day) -> Vec<Span<T>> {
    let mut spans = Vec::with_capacity(days.len() * 2 + 1);
    let mut next = newest;
    for (day, content) in days {
        if day < next {
            spans.push(Span::Quiet {
                oldest: day.next(),
                newest: next,
            });
        }
        spans.push(Span::Day(day, content));
        next = day.previous();
    }
    if next >= oldest {
        spans.push(Span::Quiet {
            oldest,
            newest: next,
        });
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Month;

    fn day(number: usize) -> Day {
        let first = Month::parse("2015-10").expect("a month").first_day();
        (1..number).fold(first, |day, _| day.next())
    }

    fn quiet(oldest: usize, newest: usize) -> Span<()> {
        Span::Quiet {
            oldest: day(oldest),
            newest: day(newest),
        }
    }

    #[test]
    fn quiet_days_are_drawn_together() {
        let days = vec![(day(14), ()), (day(13), ()), (day(8), ())];
        assert_eq!(
            fold(days, day(15), day(1)),
            [
                quiet(15, 15),
                Span::Day(day(14), ()),
                Span::Day(day(13), ()),
                quiet(9, 12),
                Span::Day(day(8), ()),
                quiet(1, 7),
            ]
        );
    }

    #[test]
    fn nothing_at_all_is_one_run_and_the_ends_are_kept() {
        assert_eq!(fold::<()>(vec![], day(15), day(1)), [quiet(1, 15)]);
        assert_eq!(
            fold(vec![(day(15), ()), (day(1), ())], day(15), day(1)),
            [Span::Day(day(15), ()), quiet(2, 14), Span::Day(day(1), ())]
        );
        assert_eq!(fold::<()>(vec![], day(2), day(2)), [quiet(2, 2)]);
    }
}
