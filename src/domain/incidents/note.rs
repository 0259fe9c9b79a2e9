//! Notes among staff. A note is not part of [`crate::domain::Incident`], so that nothing made for readers can hold
//! it.

use crate::domain::{NoteId, Ts};

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// What it says, Markdown.
    pub body: String,
    /// Who wrote it, as the audit log calls them.
    pub author: String,
    /// When.
    pub created_at: Ts,
    /// Order among notes of one instant, growing.
    pub seq: i64,
}
