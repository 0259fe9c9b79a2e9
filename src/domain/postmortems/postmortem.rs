//! The account written after an incident.

use crate::domain::{Body, Ts, UpdateId};

/// A postmortem: what is published, and what is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postmortem {
    /// The id under which the published text appears among the incident's updates; given once.
    pub update_id: UpdateId,
    /// The published text; `None` until it is published, and again after it is taken back.
    pub body: Option<Body>,
    /// When the published text last changed.
    pub body_updated_at: Option<Ts>,
    /// When readers were last told that it was corrected.
    pub corrected_at: Option<Ts>,
    /// The text being written.
    pub draft: Option<Body>,
    /// When the draft last changed.
    pub draft_updated_at: Option<Ts>,
    /// The moment of publication that readers see.
    pub published_at: Option<Ts>,
    /// The moment at which the publication was recorded.
    pub posted_at: Option<Ts>,
    /// Whether subscribers are told.
    pub deliver_notifications: bool,
    /// A text for social networks, kept for compatibility.
    pub custom_tweet: Option<String>,
    /// When the first draft was saved.
    pub created_at: Ts,
    /// The last change of anything here.
    pub updated_at: Ts,
}
