//! Scheduled maintenances by the days of a month.

use askama::Template;

use crate::domain::{Incident, Ts};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::zone::{Day, Month};

use super::list::state;
use crate::views::staff::StaffFrame;

/// What the calendar is made of.
pub struct Calendar<'a> {
    /// The month.
    pub month: Month,
    /// The maintenances that are planned for any moment of it, the first to start comes first.
    pub maintenances: &'a [Incident],
    /// Now.
    pub now: Ts,
    /// The person may schedule maintenances.
    pub may_run: bool,
}

/// A maintenance on one of its days.
struct CalendarRow<'a> {
    path: String,
    title: &'a str,
    /// The time at which it starts on that day; on later days it goes on.
    time: Option<String>,
    state: String,
    is_off: bool,
}

struct DayCell<'a> {
    number: u8,
    iso: String,
    name: String,
    is_today: bool,
    entries: Vec<CalendarRow<'a>>,
}

#[derive(Template)]
#[template(path = "staff/maintenances/calendar.html")]
struct CalendarTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    title: String,
    zone_note: String,
    earlier: (String, String),
    later: (String, String),
    weekdays: [(String, String); 7],
    weeks: Vec<Vec<Option<DayCell<'a>>>>,
    may_run: bool,
}

impl<'a> CalendarTemplate<'a> {
    /// Returns the days on which something is planned, and today.
    fn busy(&self) -> Vec<&DayCell<'a>> {
        let days = self.weeks.iter().flatten().flatten();
        days.filter(|day| day.is_today || !day.entries.is_empty())
            .collect()
    }
}

/// Names the weekdays, each in short and in full, in the order of the columns.
fn weekdays(site: &Site, month: Month) -> [(String, String); 7] {
    let words = site.words;
    let week = month.first_day().week();
    week.map(|day| (words.short_weekday(day), words.weekday(day)))
}

/// Returns the days of a month.
fn days_of(month: Month) -> Vec<Day> {
    let mut days = vec![month.first_day()];
    while let Some(last) = days.last().copied() {
        let next = last.next();
        if next == last || next.month() != month {
            break;
        }
        days.push(next);
    }
    days
}

fn entries<'a>(day: Day, maintenances: &'a [Incident], site: &Site) -> Vec<CalendarRow<'a>> {
    let zone = &site.zone;
    let (from, to) = (zone.start_of(day), zone.start_of(day.next()));
    maintenances
        .iter()
        .filter_map(|maintenance| {
            let window = maintenance.window?;
            let starts_here = window.starts_at >= from;
            (window.starts_at < to && window.ends_at > from).then(|| CalendarRow {
                path: urls::maintenance(&maintenance.id),
                title: &maintenance.name,
                time: starts_here.then(|| site.dates().time(window.starts_at)),
                state: state(maintenance, site),
                is_off: maintenance.is_cancelled(),
            })
        })
        .collect()
}

/// Renders the calendar of a month.
pub fn calendar(
    frame: StaffFrame,
    site: &Site,
    page: &Calendar<'_>,
) -> Result<String, askama::Error> {
    let today = site.zone.day(page.now);
    let mut weeks: Vec<Vec<Option<DayCell<'_>>>> = Vec::new();
    for day in days_of(page.month) {
        let place = usize::from(day.weekday());
        if weeks.is_empty() || place == 0 {
            weeks.push(Vec::new());
        }
        if let Some(week) = weeks.last_mut() {
            week.resize_with(place, || None);
            week.push(Some(DayCell {
                number: day.day_of_month(),
                iso: day.iso(),
                name: site.words.weekday_and_date(day),
                is_today: day == today,
                entries: entries(day, page.maintenances, site),
            }));
        }
    }
    if let Some(week) = weeks.last_mut() {
        week.resize_with(7, || None);
    }
    let link = |month: Month| (urls::calendar(&month.iso()), site.words.month(month));
    CalendarTemplate {
        title: site.words.month(page.month),
        zone_note: site.words.say_name("calendar-zone", site.zone.name()),
        earlier: link(page.month.plus(-1)),
        later: link(page.month.plus(1)),
        weekdays: weekdays(site, page.month),
        weeks,
        may_run: page.may_run,
        frame,
        site,
    }
    .render()
}
