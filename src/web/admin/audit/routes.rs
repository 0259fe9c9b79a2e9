//! The routes of the audit log.

use super::{export, log};
use crate::domain::Permission;
use crate::urls::admin as urls;
use crate::web::admin::entry::Access;
use crate::web::admin::route::{Route, get};

/// Returns the routes.
pub(crate) fn routes() -> Vec<Route> {
    const AUDIT: Access = Access::May(Permission::ReadAudit);
    vec![
        get(urls::AUDIT, AUDIT, log::show),
        get(urls::AUDIT_CSV, AUDIT, export::csv),
        get(urls::AUDIT_JSON, AUDIT, export::json),
    ]
}
