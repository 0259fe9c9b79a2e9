//! An entry of the audit log, as its page is given it.

use crate::domain::Ts;

/// An entry in the list.
pub struct AuditRow {
    /// When.
    pub at: Ts,
    /// Who did it.
    pub actor: String,
    /// Through which door.
    pub door: String,
    /// From where.
    pub address: Option<String>,
    /// What they did.
    pub action: String,
    /// To what.
    pub subject: String,
    /// More, as a JSON object.
    pub detail: String,
}
