//! An incident, by the id of an address.

use crate::domain::{Incident, IncidentId, IncidentKind};
use crate::web::admin::{AdminError, StaffRequest};

/// Finds an incident or a maintenance.
pub(crate) async fn find(request: &StaffRequest, id: &IncidentId) -> Result<Incident, AdminError> {
    let mut read = request.web.read().await?;
    Ok(read.get_incident(id).await?)
}

/// Finds an incident that is no maintenance, which has forms of its own.
pub(crate) async fn find_incident(
    request: &StaffRequest,
    id: &IncidentId,
) -> Result<Incident, AdminError> {
    let found = find(request, id).await?;
    match found.kind {
        IncidentKind::Incident => Ok(found),
        IncidentKind::Maintenance => Err(AdminError::NOT_FOUND),
    }
}
