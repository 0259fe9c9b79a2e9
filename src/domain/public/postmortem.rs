//! What the public may see of a postmortem.

use crate::domain::{Body, Postmortem, Ts, UpdateId};

/// A published postmortem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicPostmortem {
    /// The id under which it stands among the updates.
    pub update_id: UpdateId,
    /// Its text.
    pub body: Body,
    /// When it was published, as readers see it.
    pub published_at: Ts,
    /// When the publication was recorded.
    pub posted_at: Ts,
    /// The last change of the published text or time.
    pub updated_at: Ts,
    /// When readers were last told that it was corrected.
    pub corrected_at: Option<Ts>,
    /// Whether subscribers are told.
    pub deliver_notifications: bool,
    /// A text for social networks.
    pub custom_tweet: Option<String>,
}

/// Decides what the public may see of a postmortem: nothing before its publication, and never its draft.
pub(super) fn reveal(postmortem: &Postmortem) -> Option<PublicPostmortem> {
    let published_at = postmortem.published_at?;
    Some(PublicPostmortem {
        update_id: postmortem.update_id.clone(),
        body: postmortem.body.clone()?,
        published_at,
        posted_at: postmortem.posted_at.unwrap_or(published_at),
        updated_at: postmortem
            .body_updated_at
            .max(postmortem.corrected_at)
            .unwrap_or(published_at),
        corrected_at: postmortem.corrected_at,
        deliver_notifications: postmortem.deliver_notifications,
        custom_tweet: postmortem.custom_tweet.clone(),
    })
}
