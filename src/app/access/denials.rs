//! What somebody was refused, for the audit log.

use super::limits::peer_key;
use crate::app::audit::detail;
use crate::app::{Actor, App};
use crate::domain::happening::{Happening, Refused, SignInHappening};

/// Refusals of one address, or of one person or token, that are recorded in a quarter of an hour.
const PEER_DENIALS: usize = 20;

/// Refusals that are recorded in a quarter of an hour in all: of strangers, and of those who are known here.
const ALL_DENIALS: usize = 500;

/// What was asked for is cut to so many characters.
const SUBJECT_CHARS: usize = 200;

impl App {
    /// Records that somebody was refused. Refusals beyond the limits are only in the server's log, so that
    /// nobody fills the disk.
    pub async fn record_denial(&self, who: &Actor, path: &str, method: &str, why: Refused) {
        let subject: String = path.chars().take(SUBJECT_CHARS).collect();
        let denied = Happening::from(SignInHappening::Denied {
            path: &subject,
            method,
            why,
        });
        let detail = detail(&denied);
        tracing::warn!(actor = who.label(), subject, %detail, "denied");
        if !self.is_room_for_denial(who) {
            return;
        }
        if let Err(error) = self.record(who, denied).await {
            tracing::warn!(%error, "a denial could not be recorded");
        }
    }

    fn is_room_for_denial(&self, who: &Actor) -> bool {
        let now = self.clock.now();
        // Refusals of strangers do not count against those who are known here.
        let (all, own) = if who.is_stranger() {
            let peer = peer_key(who.address().unwrap_or_default());
            ("strangers denied", format!("denied {peer}"))
        } else {
            ("denied", format!("denied {}", who.label()))
        };
        if self.tries.count(all, ALL_DENIALS, now).is_err() {
            return false;
        }
        let is_room = self.tries.count(&own, PEER_DENIALS, now).is_ok();
        if !is_room {
            self.tries.forgive(all);
        }
        is_room
    }
}
