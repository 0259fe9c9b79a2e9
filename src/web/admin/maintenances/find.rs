//! A maintenance, by the id of an address.

use crate::domain::{Incident, IncidentId, IncidentKind};
use crate::web::admin::incidents::find;
use crate::web::admin::{AdminError, StaffRequest};

/// Finds a maintenance; an incident is none.
pub(super) async fn find_maintenance(
    request: &StaffRequest,
    id: &IncidentId,
) -> Result<Incident, AdminError> {
    let found = find(request, id).await?;
    match found.kind {
        IncidentKind::Maintenance => Ok(found),
        IncidentKind::Incident => Err(AdminError::NOT_FOUND),
    }
}
