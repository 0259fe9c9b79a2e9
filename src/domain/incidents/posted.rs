//! Sentences that the program posts by itself. A sentence is stored as a key and values, and worded in the reader's
//! language when it is shown.

use crate::domain::{Ts, Window};

/// A sentence that the program posts when a maintenance moves on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PostedSentence {
    /// The maintenance is in progress.
    InProgress,
    /// The maintenance is completed.
    Completed,
    /// The maintenance will not take place.
    Cancelled,
    /// The maintenance takes place at another time.
    Moved(PlannedTime),
    /// The maintenance ends later than planned.
    Longer(PlannedTime),
    /// The maintenance ends sooner than planned.
    Shorter(PlannedTime),
}

/// A planned time in a sentence. It keeps the zone, so that a change of the page's zone does not change the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlannedTime {
    /// The planned time.
    pub window: Window,
    /// When the sentence was posted: dates of that year are written without their year.
    pub as_of: Ts,
    /// IANA name of the zone in which the time is written.
    pub time_zone: String,
}

impl PostedSentence {
    /// Returns the sentence that announces a change of the planned time.
    pub fn of_move(before: Option<Window>, planned: PlannedTime) -> Self {
        let after = planned.window;
        match before.filter(|before| before.starts_at == after.starts_at) {
            Some(before) if after.ends_at > before.ends_at => Self::Longer(planned),
            Some(_) => Self::Shorter(planned),
            None => Self::Moved(planned),
        }
    }

    /// Returns the key under which databases hold the sentence. It never changes; `posted-KEY` is its message in the
    /// catalogues.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Moved(_) => "moved",
            Self::Longer(_) => "longer",
            Self::Shorter(_) => "shorter",
        }
    }

    /// Returns the sentence of a key with its value; `None` for an unknown key, or for another value than it takes.
    pub fn from_key(key: &str, planned: Option<PlannedTime>) -> Option<Self> {
        match (key, planned) {
            ("in-progress", None) => Some(Self::InProgress),
            ("completed", None) => Some(Self::Completed),
            ("cancelled", None) => Some(Self::Cancelled),
            ("moved", Some(planned)) => Some(Self::Moved(planned)),
            ("longer", Some(planned)) => Some(Self::Longer(planned)),
            ("shorter", Some(planned)) => Some(Self::Shorter(planned)),
            _ => None,
        }
    }

    /// Returns the planned time in the sentence, if there is one.
    pub const fn planned(&self) -> Option<&PlannedTime> {
        match self {
            Self::InProgress | Self::Completed | Self::Cancelled => None,
            Self::Moved(planned) | Self::Longer(planned) | Self::Shorter(planned) => Some(planned),
        }
    }
}

/// A posted sentence with what somebody added to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Posted {
    /// The sentence.
    pub sentence: PostedSentence,
    /// The text that stands after the sentence, as it was typed; empty for none.
    pub own: String,
}

impl Posted {
    /// Makes a sentence with a text after it; a blank text is none.
    pub fn new(sentence: PostedSentence, own: Option<String>) -> Self {
        let own = own.filter(|own| !own.trim().is_empty());
        Self {
            sentence,
            own: own.unwrap_or_default(),
        }
    }

    /// Returns the whole text, given the sentence in the words of a language.
    pub fn whole(&self, mut sentence: String) -> String {
        if !self.own.is_empty() {
            sentence.push_str("\n\n");
            sentence.push_str(&self.own);
        }
        sentence
    }
}

#[cfg(test)]
impl PostedSentence {
    /// Every sentence once, posted in 2026, with a window in November in the zone of New York.
    pub(crate) fn samples() -> Vec<Self> {
        let secs = |secs: i64| Ts::from_secs(1_795_586_400 + secs);
        let planned = || PlannedTime {
            window: Window {
                starts_at: secs(0),
                ends_at: secs(2 * 60 * 60),
            },
            as_of: secs(-60 * 60),
            time_zone: "America/New_York".to_owned(),
        };
        // Whoever adds a sentence adds it here and below.
        let next = |sentence: &Self| match sentence {
            Self::InProgress => Some(Self::Completed),
            Self::Completed => Some(Self::Cancelled),
            Self::Cancelled => Some(Self::Moved(planned())),
            Self::Moved(_) => Some(Self::Longer(planned())),
            Self::Longer(_) => Some(Self::Shorter(planned())),
            Self::Shorter(_) => None,
        };
        std::iter::successors(Some(Self::InProgress), next).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_by_its_key_and_value_alone() {
        let all = PostedSentence::samples();
        let planned = all.iter().find_map(PostedSentence::planned);
        for sentence in &all {
            let again = PostedSentence::from_key(sentence.key(), sentence.planned().cloned());
            assert_eq!(again.as_ref(), Some(sentence));
            let other = planned.filter(|_| sentence.planned().is_none());
            assert_eq!(
                PostedSentence::from_key(sentence.key(), other.cloned()),
                None
            );
        }
        assert_eq!(PostedSentence::from_key("verifying", None), None);
    }

    #[test]
    fn a_new_start_is_a_move_and_another_end_is_longer_or_shorter() {
        let window = |from, to| Window {
            starts_at: Ts::from_secs(from),
            ends_at: Ts::from_secs(to),
        };
        let before = window(100, 200);
        for (before, after, key) in [
            (Some(before), window(101, 200), "moved"),
            (Some(before), window(101, 300), "moved"),
            (None, window(100, 200), "moved"),
            (Some(before), window(100, 201), "longer"),
            (Some(before), window(100, 199), "shorter"),
        ] {
            let planned = PlannedTime {
                window: after,
                as_of: Ts::from_secs(0),
                time_zone: "UTC".to_owned(),
            };
            let sentence = PostedSentence::of_move(before, planned);
            assert_eq!(sentence.key(), key);
        }
    }

    #[test]
    fn what_somebody_added_stands_after_an_empty_line_and_blank_is_nothing() {
        let whole = |own: &str| {
            Posted::new(PostedSentence::Cancelled, Some(own.to_owned())).whole("Off.".to_owned())
        };
        assert_eq!(
            whole(" The vendor\nis ill. "),
            "Off.\n\n The vendor\nis ill. "
        );
        assert_eq!(whole(" \n"), "Off.");
        let without = Posted::new(PostedSentence::Cancelled, None);
        assert_eq!(without.whole("Off.".to_owned()), "Off.");
    }
}
