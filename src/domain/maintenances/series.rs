//! A maintenance that comes again and again.

use crate::domain::{ComponentId, MaintenancePlan, PersonId, SeriesId, Ts};

/// Most occurrences that are announced ahead.
pub const AHEAD_MOST: usize = 10;

/// How far ahead occurrences are announced, in seconds; the next one always is.
pub const AHEAD_SECS: i64 = 60 * 24 * 60 * 60;

/// A rule by which a maintenance comes again, and what each occurrence is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its id.
    pub id: SeriesId,
    /// The rule as RFC 5545 writes it: `FREQ=WEEKLY;BYDAY=TU`.
    pub rule: String,
    /// IANA name of the zone in whose wall-clock time it comes again.
    pub time_zone: String,
    /// The first start in that zone, `YYYY-MM-DDTHH:MM`.
    pub first_start: String,
    /// How long an occurrence takes.
    pub duration_secs: i64,
    /// What each occurrence is made from.
    pub template: Pattern,
    /// Who made it; `None` for the command line.
    pub maker: Option<PersonId>,
    /// When it was made.
    pub created_at: Ts,
    /// The start of the last occurrence that was made, or passed while nothing ran.
    pub made_until: Option<Ts>,
    /// When the clock has to look at it next; `None` when no occurrence is left to make.
    pub due_at: Option<Ts>,
    /// When staff ended it.
    pub ended_at: Option<Ts>,
}

/// What each occurrence of a series is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Title.
    pub name: String,
    /// The first update's text.
    pub body: String,
    /// The components it names.
    pub component_ids: Vec<ComponentId>,
    /// What happens by itself; without what happened to one occurrence.
    pub plan: MaintenancePlan,
    /// Whether subscribers are told of each occurrence when it is announced.
    pub deliver_notifications: bool,
}

/// What to do about a series now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopUp {
    /// Starts of occurrences to make, earliest first.
    pub make: Vec<Ts>,
    /// Up to where occurrences are made or passed.
    pub made_until: Option<Ts>,
    /// When to look again.
    pub due_at: Option<Ts>,
}

/// Decides which occurrences to make. `ahead` are the starts of those that exist and are still to come,
/// `next` the starts that the rule gives after [`Series::made_until`], earliest first.
///
/// Occurrences that passed while nothing ran are left out: nobody was told of them. After this at least
/// one is ahead unless the rule has ended, at most [`AHEAD_MOST`], and none further than [`AHEAD_SECS`]
/// unless it is the only one.
pub fn top_up(
    made_until: Option<Ts>,
    ahead: &[Ts],
    next: impl IntoIterator<Item = Ts>,
    now: Ts,
) -> TopUp {
    let mut ahead: Vec<Ts> = ahead.iter().copied().filter(|at| *at > now).collect();
    let mut top_up = TopUp {
        make: Vec::new(),
        made_until,
        due_at: None,
    };
    for start in next {
        if start > now {
            let too_far = start > now.plus_secs(AHEAD_SECS) && !ahead.is_empty();
            if too_far || ahead.len() >= AHEAD_MOST {
                let first_begins = ahead.iter().copied().min().unwrap_or(start);
                let comes_near = start.plus_secs(-AHEAD_SECS);
                top_up.due_at = Some(if ahead.len() >= AHEAD_MOST {
                    first_begins
                } else {
                    first_begins.min(comes_near)
                });
                break;
            }
            ahead.push(start);
            top_up.make.push(start);
        }
        top_up.made_until = top_up.made_until.max(Some(start));
    }
    top_up
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn at(days: i64) -> Ts {
        Ts::from_secs(days * DAY)
    }

    #[test]
    fn ten_of_a_daily_one_are_ahead_and_one_more_when_the_first_begins() {
        let first = top_up(None, &[], (1..100).map(at), at(0));
        assert_eq!(first.make, (1..=10).map(at).collect::<Vec<_>>());
        assert_eq!(
            (first.made_until, first.due_at),
            (Some(at(10)), Some(at(1)))
        );
        let more = top_up(first.made_until, &first.make, (11..100).map(at), at(1));
        assert_eq!((more.make, more.due_at), (vec![at(11)], Some(at(2))));
    }

    #[test]
    fn the_next_of_a_rare_one_is_always_there() {
        let yearly = || (1..5).map(|year| at(year * 365));
        let first = top_up(None, &[], yearly(), at(0));
        assert_eq!(first.make, [at(365)]);
        assert_eq!(first.due_at, Some(at(365)), "before the second comes near");
        let more = top_up(first.made_until, &first.make, yearly().skip(1), at(365));
        assert_eq!(more.make, [at(730)]);
    }

    #[test]
    fn what_passed_while_nothing_ran_is_left_out() {
        let late = top_up(Some(at(1)), &[at(1)], (2..100).map(at), at(20));
        assert_eq!(late.make.first(), Some(&at(21)));
        assert_eq!(late.make.len(), AHEAD_MOST);
    }

    #[test]
    fn a_rule_that_ends_leaves_nothing_to_do() {
        let last = top_up(None, &[], [at(1), at(2)], at(0));
        assert_eq!((last.make.len(), last.due_at), (2, None));
        assert_eq!(top_up(last.made_until, &[], [], at(9)).due_at, None);
    }
}
