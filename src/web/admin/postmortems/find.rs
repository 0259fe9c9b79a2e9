//! The postmortem of an incident.

use crate::domain::{IncidentId, Postmortem};
use crate::web::admin::{AdminError, StaffRequest};

/// Finds the postmortem of an incident, published or not.
pub(crate) async fn find_postmortem(
    request: &StaffRequest,
    id: &IncidentId,
) -> Result<Option<Postmortem>, AdminError> {
    let mut read = request.web.read().await?;
    Ok(read.find_postmortem(id).await?)
}
