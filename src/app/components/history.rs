//! The status of components and their history, for staff.

use crate::app::{Actor, App, Error};
use crate::domain::components::history::Interval;
use crate::domain::incidents::explained::{Unexplained, unexplained};
use crate::domain::{ComponentId, IncidentId, Permission};

/// Most downtimes of a component's history.
const INTERVALS: usize = 100;

/// A downtime of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downtime {
    /// The time, the status and the incident's id.
    pub interval: Interval,
    /// The incident's name; `None` when staff set the status by hand.
    pub incident_name: Option<String>,
}

impl App {
    /// Returns the downtimes of a component, archived or not: the newest first, at most 100.
    pub async fn component_history(
        &self,
        who: &Actor,
        id: &ComponentId,
    ) -> Result<Vec<Downtime>, Error> {
        who.allow(Permission::Read)?;
        let mut read = self.store.read().await?;
        let components = read.list_components().await?;
        if !components
            .iter()
            .any(|one| one.id == *id && !one.is_group())
        {
            return Err(Error::NotFound);
        }
        let mut all = read.list_intervals(std::slice::from_ref(id)).await?;
        let mut intervals = all.remove(id).unwrap_or_default();
        intervals.reverse();
        intervals.truncate(INTERVALS);
        let ids: Vec<IncidentId> = intervals
            .iter()
            .filter_map(|one| one.incident_id.clone())
            .collect();
        let names = read.incident_names(&ids).await?;
        Ok(intervals
            .into_iter()
            .map(|interval| Downtime {
                incident_name: interval
                    .incident_id
                    .as_ref()
                    .and_then(|id| names.get(id))
                    .cloned(),
                interval,
            })
            .collect())
    }

    /// Returns the components whose status no open incident explains, in the order of the page's list.
    pub async fn list_unexplained(&self, who: &Actor) -> Result<Vec<Unexplained>, Error> {
        who.allow(Permission::Read)?;
        let mut read = self.store.read().await?;
        let components = read.list_components().await?;
        let open = read.list_open_incidents().await?;
        Ok(unexplained(&components, &open))
    }
}
