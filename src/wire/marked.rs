//! Times as Statuspage marks them up for its scripts: `Aug <var data-var='date'>21</var>, …`.

use super::times::short_month_name;
use crate::domain::Ts;
use crate::zone::{Civil, Zone};

/// Writes a moment, and returns it with the abbreviation of its zone. The day of the month is two characters wide.
pub fn moment(zone: &Zone, at: Ts) -> (String, String) {
    let at = zone.civil(at);
    let day = at.day();
    let text = format!(
        "{} <var data-var='date'>{:>2}</var>, {}",
        short_month_name(day.month()),
        day.day_of_month(),
        time(&at)
    );
    (text, at.abbreviation().into_owned())
}

/// Writes a stretch of time with the zone: of the end only the time when it is on the day of the start, and nothing
/// when it is not known.
pub fn span(zone: &Zone, from: Ts, until: Option<Ts>) -> String {
    let (start, abbreviation) = moment(zone, from);
    let Some(until) = until else {
        return format!("{start} {abbreviation}");
    };
    let (whole, abbreviation) = moment(zone, until);
    let end = if zone.day(from) == zone.day(until) {
        time(&zone.civil(until))
    } else {
        whole
    };
    format!("{start} - {end} {abbreviation}")
}

fn time(at: &Civil<'_>) -> String {
    format!(
        "<var data-var='time'>{:02}:{:02}</var>",
        at.hour(),
        at.minute()
    )
}
