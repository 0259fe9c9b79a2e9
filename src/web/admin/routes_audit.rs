//! The routes of the audit log.

use super::guard::Access;
use super::route::{Route, get};
use super::{audit, audit_export};
use crate::domain::role::Deed;
use crate::urls::admin as urls;

/// Returns the routes.
pub(super) fn routes() -> Vec<Route> {
    const AUDIT: Access = Access::May(Deed::ReadAudit);
    vec![
        get(urls::AUDIT, AUDIT, audit::show),
        get(urls::AUDIT_CSV, AUDIT, audit_export::csv),
        get(urls::AUDIT_JSON, AUDIT, audit_export::json),
    ]
}
