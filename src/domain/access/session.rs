//! Sessions of staff: when they end, and for how long an address counts as known.

use crate::domain::ts::SKEW_SECS;
use crate::domain::{PersonId, SessionId, Ts};

/// How long a session lives without being seen, in seconds.
const IDLE_SECS: i64 = 12 * 60 * 60;

/// How long a session lives at most, in seconds.
const LIFE_SECS: i64 = 7 * 24 * 60 * 60;

/// How long a session waits for the second factor, in seconds.
const CODE_SECS: i64 = 10 * 60;

/// A session is noted as seen when the last note is older than this, in seconds.
const SEEN_SECS: i64 = 5 * 60;

/// How long an address counts as known, in seconds.
const KNOWN_SECS: i64 = 90 * 24 * 60 * 60;

/// What a browser calls itself is cut to so many characters.
const AGENT_CHARS: usize = 255;

/// A session of somebody who signed in, or is about to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What lists and forms call it.
    pub id: SessionId,
    /// Whose it is.
    pub person_id: PersonId,
    /// The password was right and the second factor is still asked for.
    pub awaits_code: bool,
    /// The address they signed in from.
    pub address: String,
    /// What their browser calls itself, as [`kept_agent`] cuts it.
    pub agent: String,
    /// When they signed in.
    pub created_at: Ts,
    /// When they were last seen, to a few minutes.
    pub seen_at: Ts,
}

impl Session {
    /// Says whether it lives: it began not too long ago and was seen not too long ago. It does not live if one of
    /// these instants lies far ahead of now: a clock that ran fast stored it and was set back.
    pub fn lives(&self, now: Ts) -> bool {
        let life = if self.awaits_code {
            CODE_SECS
        } else {
            LIFE_SECS
        };
        let is_recent = |at: Ts, secs| (-SKEW_SECS..secs).contains(&now.secs_since(at));
        is_recent(self.created_at, life) && is_recent(self.seen_at, IDLE_SECS)
    }

    /// Returns the earliest instants at which a session that lives can have begun and been seen.
    pub const fn earliest(now: Ts) -> (Ts, Ts) {
        (now.plus_secs(-LIFE_SECS), now.plus_secs(-IDLE_SECS))
    }

    /// Says whether the note of when it was last seen is old enough for a new one.
    pub fn is_note_due(&self, now: Ts) -> bool {
        now.secs_since(self.seen_at) >= SEEN_SECS
    }
}

/// Returns the instant since when a sign-in from an address makes the address known.
pub fn known_since(now: Ts) -> Ts {
    now.plus_secs(-KNOWN_SECS)
}

/// Returns the beginning of what a browser calls itself, which is kept.
pub fn kept_agent(agent: &str) -> String {
    agent.chars().take(AGENT_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Ts = Ts::from_secs(1_800_000_000);

    fn session(awaits_code: bool, begun_ago: i64, seen_ago: i64) -> Session {
        Session {
            id: SessionId::parse("s").expect("an id"),
            person_id: PersonId::parse("u").expect("an id"),
            awaits_code,
            address: "192.0.2.7".to_owned(),
            agent: String::new(),
            created_at: NOW.plus_secs(-begun_ago),
            seen_at: NOW.plus_secs(-seen_ago),
        }
    }

    #[test]
    fn a_session_ends_with_its_life_and_when_nobody_is_seen() {
        for (awaits_code, begun_ago, seen_ago, lives) in [
            (false, 0, 0, true),
            (false, LIFE_SECS - 1, 0, true),
            (false, LIFE_SECS, 0, false),
            (false, IDLE_SECS, IDLE_SECS - 1, true),
            (false, IDLE_SECS, IDLE_SECS, false),
            (true, CODE_SECS - 1, CODE_SECS - 1, true),
            (true, CODE_SECS, 0, false),
        ] {
            let session = session(awaits_code, begun_ago, seen_ago);
            assert_eq!(session.lives(NOW), lives, "{session:?}");
        }
    }

    #[test]
    fn a_session_of_a_clock_that_came_back_does_not_live() {
        assert!(session(false, -SKEW_SECS, -SKEW_SECS).lives(NOW));
        assert!(!session(false, -SKEW_SECS - 1, 0).lives(NOW));
        assert!(!session(false, 0, -SKEW_SECS - 1).lives(NOW));
    }

    #[test]
    fn what_is_swept_lives_no_more() {
        let (begun, seen) = Session::earliest(NOW);
        let mut session = session(false, 0, 0);
        session.created_at = begun;
        assert!(!session.lives(NOW));
        session.created_at = begun.plus_secs(1);
        session.seen_at = seen;
        assert!(!session.lives(NOW));
        session.seen_at = seen.plus_secs(1);
        assert!(session.lives(NOW));
    }

    #[test]
    fn it_is_noted_as_seen_every_few_minutes() {
        assert!(!session(false, 0, SEEN_SECS - 1).is_note_due(NOW));
        assert!(session(false, 0, SEEN_SECS).is_note_due(NOW));
    }

    #[test]
    fn the_name_of_a_browser_is_cut_between_characters() {
        assert_eq!(kept_agent(&"é".repeat(300)), "é".repeat(AGENT_CHARS));
        assert_eq!(kept_agent("curl"), "curl");
    }
}
