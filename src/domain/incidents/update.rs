//! Updates of events, and what they say of components.

use crate::domain::{Body, ComponentId, ComponentStatus, Status, Ts, UpdateId};

/// What an update says of one component.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    /// The component.
    pub component_id: ComponentId,
    /// Its name at that time, as [`crate::domain::components::component::qualified_name`] writes it.
    pub name: String,
    /// Its status before.
    pub old_status: ComponentStatus,
    /// Its status after; the same when the update only names it.
    pub new_status: ComponentStatus,
}

/// A public update of an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Update {
    /// Its id.
    pub id: UpdateId,
    /// The state of the incident from this update on.
    pub status: Status,
    /// What it says.
    pub body: Body,
    /// When it happened: what readers see.
    pub display_at: Ts,
    /// When it was posted.
    pub created_at: Ts,
    /// The last change of its text or time.
    pub updated_at: Ts,
    /// When readers were last told that it was corrected.
    pub corrected_at: Option<Ts>,
    /// Order among updates posted at the same instant, growing.
    pub seq: i64,
    /// What it says of components, in the order in which they were chosen.
    pub changes: Vec<Change>,
    /// Its further fields.
    pub details: UpdateDetails,
}

/// What an update says besides its text and components: the further fields of its form.
///
/// Forms, deeds and rows pass it on whole, so that a further field is named here, where it is stored, and where it is
/// typed and shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UpdateDetails {
    /// Whether subscribers are told.
    pub deliver_notifications: bool,
    /// A text for social networks, kept for compatibility.
    pub custom_tweet: Option<String>,
    /// Kept for compatibility.
    pub tweet_id: Option<String>,
}

impl Default for UpdateDetails {
    fn default() -> Self {
        Self::notifying_by_default(None)
    }
}

impl UpdateDetails {
    /// Makes those of an update that says nothing besides. Subscribers are told unless somebody says otherwise.
    pub fn notifying_by_default(deliver_notifications: Option<bool>) -> Self {
        Self::notifying(deliver_notifications.unwrap_or(true))
    }

    /// Makes the details of an update whose other fields are empty.
    pub const fn notifying(deliver_notifications: bool) -> Self {
        Self {
            deliver_notifications,
            custom_tweet: None,
            tweet_id: None,
        }
    }
}
