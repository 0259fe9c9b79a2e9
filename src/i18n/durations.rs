//! Lengths of time.

use super::Words;

impl Words {
    /// Writes a length of time in its two largest units: `37 minutes`, `2 hours 5 minutes`, `3 days`.
    pub fn duration(&self, secs: i64) -> String {
        let minutes = usize::try_from((secs + 30).max(0) / 60).unwrap_or(usize::MAX);
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let parts = [
            (days, "duration-days"),
            (hours, "duration-hours"),
            (if days > 0 { 0 } else { rest }, "duration-minutes"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, key)| self.say_count(key, count))
            .collect();
        if parts.is_empty() {
            self.say("duration-under-a-minute")
        } else {
            self.lists.join_units(&parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::english;

    #[test]
    fn durations_use_two_units() {
        let words = english();
        assert_eq!(words.duration(37 * 60), "37 minutes");
        assert_eq!(words.duration(3600), "1 hour");
        assert_eq!(words.duration(7500), "2 hours 5 minutes");
        assert_eq!(words.duration(90_000), "1 day 1 hour");
        assert_eq!(words.duration(5), "less than a minute");
    }
}
