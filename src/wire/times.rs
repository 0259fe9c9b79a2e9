//! Instants in the fixed formats of programs. They are the same in every language.

use std::fmt::Write as _;

use crate::domain::Ts;
use crate::zone::{Civil, Month, Zone};

/// English month names, which RFC 5322 and Statuspage's documents want whatever the page's language is.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Returns the English name of a month.
pub(super) fn month_name(month: Month) -> &'static str {
    MONTHS[usize::from(month.number() - 1)]
}

/// Returns the first three letters of the English name of a month.
pub(super) fn short_month_name(month: Month) -> &'static str {
    &month_name(month)[..3]
}

/// Writes RFC 3339 in whole seconds: `2015-10-07T09:54:00-04:00`, or `…Z` in UTC.
pub fn rfc3339(zone: &Zone, ts: Ts) -> String {
    let at = zone.civil(ts);
    let mut text = seconds(&at);
    push_offset(&mut text, zone, &at);
    text
}

/// Writes ISO 8601 with three decimals and the offset of that moment; `Z` when the zone is UTC.
pub fn iso_millis(zone: &Zone, ts: Ts) -> String {
    let at = zone.civil(ts);
    let mut text = seconds(&at);
    let _ = write!(text, ".{:03}", at.millisecond());
    push_offset(&mut text, zone, &at);
    text
}

/// Writes RFC 822 as RSS wants it: `Wed, 07 Oct 2015 09:54:00 -0400`.
pub fn rfc822(zone: &Zone, ts: Ts) -> String {
    let at = zone.civil(ts);
    let day = at.day();
    format!(
        "{}, {:02} {} {} {:02}:{:02}:{:02} {}",
        WEEKDAYS[usize::from(day.weekday()) % 7],
        day.day_of_month(),
        short_month_name(day.month()),
        day.year(),
        at.hour(),
        at.minute(),
        at.second(),
        at.offset().to_string().replace(':', "")
    )
}

/// Writes the date of HTTP headers (RFC 9110 §5.6.7): `Wed, 07 Oct 2015 13:54:00 GMT`.
pub fn http_date(ts: Ts) -> String {
    let mut text = rfc822(&Zone::utc(), ts);
    text.truncate(text.len() - 5);
    text + "GMT"
}

/// Reads a header date in the form that [`http_date`] writes; other forms are `None`.
pub fn parse_http_date(text: &str) -> Option<Ts> {
    let at = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(Ts::from_micros(at.timestamp().as_microsecond()))
}

/// Writes the date and the time of day to the second.
fn seconds(at: &Civil<'_>) -> String {
    let day = at.day();
    let month = day.month();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        month.year(),
        month.number(),
        day.day_of_month(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

fn push_offset(text: &mut String, zone: &Zone, at: &Civil<'_>) {
    if zone.is_utc() {
        text.push('Z');
    } else {
        let _ = write!(text, "{}", at.offset());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::parse_instant;
    use proptest::prelude::*;

    #[test]
    fn instants_have_the_forms_that_programs_read() {
        let at = parse_instant("2019-02-20T18:00:19.418Z").expect("an instant");
        let chicago = Zone::find("America/Chicago").expect("known");
        assert_eq!(iso_millis(&chicago, at), "2019-02-20T12:00:19.418-06:00");
        assert_eq!(rfc3339(&chicago, at), "2019-02-20T12:00:19-06:00");
        assert_eq!(rfc822(&chicago, at), "Wed, 20 Feb 2019 12:00:19 -0600");
        let utc = Zone::find("Etc/UTC").expect("known");
        assert_eq!(iso_millis(&utc, at), "2019-02-20T18:00:19.418Z");
        let london = Zone::find("Europe/London").expect("known");
        assert_eq!(iso_millis(&london, at), "2019-02-20T18:00:19.418+00:00");
        assert_eq!(http_date(at), "Wed, 20 Feb 2019 18:00:19 GMT");
        assert_eq!(
            parse_http_date(&http_date(at)).map(Ts::secs),
            Some(at.secs())
        );
    }

    proptest! {
        #[test]
        fn a_printed_instant_reads_back(millis in -62_135_596_800_000i64 + 86_400_000..253_402_300_799_000 - 86_400_000) {
            let at = Ts::from_micros(millis * 1000);
            for name in ["UTC", "America/Chicago", "Asia/Kathmandu"] {
                let zone = Zone::find(name).expect("known");
                // Offsets of local mean time carry seconds, which ISO 8601 cannot print.
                if at > Ts::from_secs(0) {
                    prop_assert_eq!(parse_instant(&iso_millis(&zone, at)), Some(at));
                }
            }
        }
    }
}
