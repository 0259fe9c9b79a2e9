//! The status page itself: one per database.

use crate::domain::{PageId, SettingRevisions, Settings, Ts};

/// The page's own settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The page's id.
    pub id: PageId,
    /// The name readers see.
    pub name: String,
    /// IANA name of the zone in which times are shown.
    pub time_zone: String,
    /// Public address, without a slash at the end; `None` until staff set one.
    pub url: Option<String>,
    /// Host in the ids of feed entries, without port; fixed at first start or import, so ids never change.
    pub feed_host: Option<String>,
    /// Says that everything here is made up.
    pub is_demo: bool,
    /// What staff set about it.
    pub settings: Settings,
    /// When the page was made.
    pub created_at: Ts,
    /// The last change of the page's own settings, or of a removal from it.
    pub updated_at: Ts,
    /// How often each setting was changed.
    pub setting_revisions: SettingRevisions,
}
