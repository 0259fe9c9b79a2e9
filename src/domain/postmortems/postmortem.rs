//! Postmortems: aggregates of their own, joined to their incidents where they are shown.

use crate::domain::{Body, IncidentId, Ts, UpdateId};

/// A postmortem: what is published, and what is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postmortem {
    /// The incident that it is about.
    pub incident_id: IncidentId,
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
    /// How often it was stored.
    pub revision: i64,
}

impl Postmortem {
    /// Makes the postmortem of an incident of which nothing was written yet.
    pub const fn begun(incident_id: IncidentId, update_id: UpdateId, at: Ts) -> Self {
        Self {
            incident_id,
            update_id,
            body: None,
            body_updated_at: None,
            corrected_at: None,
            draft: None,
            draft_updated_at: None,
            published_at: None,
            posted_at: None,
            deliver_notifications: true,
            custom_tweet: None,
            created_at: at,
            updated_at: at,
            revision: 0,
        }
    }

    /// Makes the postmortem of an incident as it is after its one publication.
    pub fn published(incident_id: IncidentId, update_id: UpdateId, body: Body, at: Ts) -> Self {
        Self {
            body: Some(body),
            body_updated_at: Some(at),
            published_at: Some(at),
            posted_at: Some(at),
            ..Self::begun(incident_id, update_id, at)
        }
    }

    /// Says that readers can see it.
    pub const fn is_published(&self) -> bool {
        self.published_at.is_some()
    }
}
