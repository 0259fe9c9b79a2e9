//! Old material, read on demand through the same door of visibility.
//!
//! A page costs two or three queries, whatever the size of history, and is kept in a cache bounded by
//! bytes until the data's revision moves.

use super::document::Draft;
use super::edition::{Edition, json, page};
use super::{PublicationError, last_modified};
use crate::domain::public::{
    PublicCorrection, PublicIncident, reveal_corrections, reveal_incident,
};
use crate::domain::{IncidentId, Ts};
use crate::store::{Read, Reads};
use crate::urls::{DocumentName, Months};
use crate::views::public::{self as pages, HistoryPage};
use crate::zone::Month;

/// Months a page of history holds.
const MONTHS: i32 = 3;

impl Edition {
    /// Renders a document that the state alone cannot give; `None` when there is none such.
    pub(super) async fn old_draft(
        &self,
        document: &DocumentName,
        reads: &Reads,
    ) -> Result<Option<Draft>, PublicationError> {
        match document {
            DocumentName::Incident(id)
            | DocumentName::Postmortem(id)
            | DocumentName::IncidentJson(id)
                if self.state.find_incident(id).is_none() =>
            {
                match self.read_incident(id, reads).await? {
                    Some(incident) => self.incident_draft(document, &incident),
                    None => Ok(None),
                }
            }
            DocumentName::Corrections(id) => self.corrections(id, reads).await,
            DocumentName::Postmortems => self.postmortems(reads).await.map(Some),
            DocumentName::History(months) | DocumentName::HistoryJson(months) => {
                self.history(self.last_of(*months), document, reads).await
            }
            _ => Ok(None),
        }
    }

    pub(super) fn present(&self) -> Month {
        self.site.zone.month(self.state.moment.as_of)
    }

    pub(super) fn last_of(&self, months: Months) -> Month {
        match months {
            Months::EndingWith(month) => month,
            Months::Page(number) => {
                let back = number.saturating_sub(1).min(u32::from(u16::MAX));
                let back = i32::try_from(back).unwrap_or(i32::MAX);
                self.present().plus(-MONTHS * back)
            }
        }
    }

    async fn read_incident(
        &self,
        id: &IncidentId,
        reads: &Reads,
    ) -> Result<Option<PublicIncident>, PublicationError> {
        let found = reads.read().await?.find_incident(id).await?;
        Ok(found.map(|incident| reveal_incident(&incident, &self.state.catalog)))
    }

    /// Reads what was corrected in an incident, and the incident from the same view of the database: it may be newer
    /// there than in this edition. `None` when nothing was.
    pub(super) async fn read_corrections(
        &self,
        id: &IncidentId,
        read: &mut Read,
    ) -> Result<Option<(PublicIncident, Vec<PublicCorrection>)>, PublicationError> {
        let Some(incident) = read.find_incident(id).await? else {
            return Ok(None);
        };
        let stored = read.list_corrections(id).await?;
        let incident = reveal_incident(&incident, &self.state.catalog);
        let corrections = reveal_corrections(&incident, stored);
        Ok((!corrections.is_empty()).then_some((incident, corrections)))
    }

    /// Renders what was corrected in an incident; `None` when nothing was.
    async fn corrections(
        &self,
        id: &IncidentId,
        reads: &Reads,
    ) -> Result<Option<Draft>, PublicationError> {
        let mut read = reads.read().await?;
        let found = self.read_corrections(id, &mut read).await?;
        drop(read);
        let Some((incident, corrections)) = found else {
            return Ok(None);
        };
        let newest = last_modified::incident(&incident).max(self.state.page.updated_at);
        let html = pages::corrections(&self.state, &incident, &corrections, &self.site, newest)?;
        Ok(Some(page(html, newest)))
    }

    async fn postmortems(&self, reads: &Reads) -> Result<Draft, PublicationError> {
        let incidents: Vec<PublicIncident> = reads
            .read()
            .await?
            .list_postmortems()
            .await?
            .iter()
            .map(|incident| reveal_incident(incident, &self.state.catalog))
            .collect();
        let shown = last_modified::incidents(&self.state, &incidents);
        let html = pages::postmortems(&self.state, &incidents, &self.site, shown)?;
        Ok(page(
            html,
            shown.max(last_modified::any_incident(&self.state)),
        ))
    }

    /// Renders the months up to `last`; `None` for months to come and for those before anything happened.
    async fn history(
        &self,
        last: Month,
        document: &DocumentName,
        reads: &Reads,
    ) -> Result<Option<Draft>, PublicationError> {
        let zone = &self.site.zone;
        let present = self.present();
        if last > present {
            return Ok(None);
        }
        let first = last.plus(1 - MONTHS);
        let start = |month: Month| zone.start_of(month.first_day());
        let (incidents, before_at) = reads
            .read()
            .await?
            .list_incidents_between(start(first), start(last.plus(1)))
            .await?;
        if last < present && incidents.is_empty() && before_at.is_none() {
            return Ok(None);
        }
        let incidents: Vec<PublicIncident> = incidents
            .iter()
            .map(|incident| reveal_incident(incident, &self.state.catalog))
            .collect();
        let months: Vec<Month> = (0..MONTHS).map(|back| last.plus(-back)).collect();
        let page_of = |month: Month| -> Vec<&PublicIncident> {
            incidents
                .iter()
                .filter(|one| zone.month(one.listed_at()) == month)
                .collect()
        };
        let history = HistoryPage {
            months: months
                .iter()
                .map(|month| (*month, page_of(*month)))
                .collect(),
            older: before_at.map(|at| zone.month(at)),
            newer: (last < present).then(|| last.plus(MONTHS).min(present)),
        };
        let shown = self.newest_in_history(&incidents, last == present);
        // With a month the pages by number move, the way to the newer ones does and, at New Year, planned times get
        // their year.
        let turn = zone.start_of(present.first_day());
        let newest = shown
            .max(last_modified::any_incident(&self.state))
            .max(turn);
        if matches!(document, DocumentName::HistoryJson(_)) {
            let newest = newest.max(last_modified::components(&self.state));
            let index = self.context().history_index(&history.months, newest);
            return json(&index, newest).map(Some);
        }
        let html = pages::history(&self.state, &history, &self.site, shown)?;
        Ok(Some(page(html, newest)))
    }

    fn newest_in_history(&self, incidents: &[PublicIncident], is_present: bool) -> Ts {
        let newest = last_modified::incidents(&self.state, incidents);
        if is_present {
            newest.max(self.site.zone.start_of(self.present().first_day()))
        } else {
            newest
        }
    }
}
