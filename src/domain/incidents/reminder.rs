//! When staff are reminded of an open incident that has had no update for long.

use crate::domain::Settings;

/// Returns the reminder that an open incident without an update for so long has reached, in hours; `None` before the
/// first.
///
/// An incident may have hours of its own: `[1,5]` after one and five, `4` every four, `[]` never (Statuspage
/// API, `reminder_intervals`). Without them, the page's count.
pub fn due(own: Option<&str>, settings: &Settings, silent_secs: i64) -> Option<u16> {
    let Some(own) = own else {
        return settings.reminder(silent_secs);
    };
    let hours = u16::try_from(silent_secs / 3600).unwrap_or(u16::MAX);
    let own = own.trim().trim_matches('"');
    let list = own.strip_prefix('[').and_then(|own| own.strip_suffix(']'));
    if let Some(list) = list {
        return list
            .split(',')
            .filter_map(|part| part.trim().parse().ok())
            .filter(|at: &u16| *at > 0 && *at <= hours)
            .max();
    }
    let every: u16 = own.parse().ok().filter(|every| *every > 0)?;
    Some(hours - hours % every).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incident_may_have_hours_of_its_own() {
        let page = Settings::default();
        for (own, hours, reminds) in [
            (None, 2, None),
            (None, 7, Some(6)),
            (Some("[1,5]"), 4, Some(1)),
            (Some("[1, 5]"), 50, Some(5)),
            (Some("4"), 3, None),
            (Some("4"), 11, Some(8)),
            (Some("[]"), 100, None),
            (Some("0"), 100, None),
            (Some("soon"), 100, None),
        ] {
            assert_eq!(
                due(own, &page, hours * 3600 + 59),
                reminds,
                "{own:?} {hours}"
            );
        }
    }
}
