//! Times as Statuspage marks them up for its scripts: `Aug <var data-var='date'>21</var>, …`.

use crate::domain::Ts;
use crate::zone::Zone;

/// Writes a moment, and returns it with the abbreviation of its zone.
pub fn moment(zone: &Zone, at: Ts) -> (String, String) {
    let at = zone.pieces(at);
    let text = format!(
        "{} <var data-var='date'>{}</var>, <var data-var='time'>{}</var>",
        at.month, at.day, at.time
    );
    (text, at.zone)
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
        format!("<var data-var='time'>{}</var>", zone.pieces(until).time)
    } else {
        whole
    };
    format!("{start} - {end} {abbreviation}")
}
