//! Old documents, read on request and revealed in the same way as the state.
//!
//! A document costs two to four queries, whatever the size of history.

use std::sync::Arc;

use super::edition::Edition;
use super::inputs::{History, Inputs, Prepared, Stored};
use super::{PublicationError, last_modified};
use crate::domain::public::{
    NO_MOMENT, PublicCorrection, PublicIncident, reveal_corrections, reveal_incident,
};
use crate::domain::{Incident, IncidentId, Ts};
use crate::store::{Read, Reads};
use crate::urls::{DocumentKey, DocumentName, Months};
use crate::zone::Month;

/// Months a page of history holds.
const MONTHS: i32 = 3;

impl Edition {
    /// Prepares a document that the state alone cannot give; `None` if it does not exist.
    pub(super) async fn prepare_old(
        &self,
        key: &DocumentKey,
        reads: &Reads,
    ) -> Result<Option<Prepared>, PublicationError> {
        match &key.document {
            DocumentName::Incident(id)
            | DocumentName::Postmortem(id)
            | DocumentName::IncidentJson(id)
                if self.state.find_incident(id).is_none() =>
            {
                let mut read = reads.read().await?;
                let found = read.find_incident(id).await?;
                let incident = self.revealed(&mut read, found.as_slice()).await?.pop();
                Ok(incident.and_then(|incident| self.of_incident(key, &Arc::new(incident))))
            }
            DocumentName::Corrections(id) => self.corrections(key, id, reads).await,
            DocumentName::Postmortems => self.postmortems(key, reads).await.map(Some),
            DocumentName::History(months) | DocumentName::HistoryJson(months) => {
                self.history(key, self.last_of(*months), reads).await
            }
            _ => Ok(None),
        }
    }

    /// Joins incidents with their postmortems, and reveals both. One query, or none if there is no postmortem.
    async fn revealed(
        &self,
        read: &mut Read,
        incidents: &[Incident],
    ) -> Result<Vec<PublicIncident>, PublicationError> {
        let postmortems = read.list_published_postmortems(incidents).await?;
        let catalog = &self.state.catalog;
        Ok(incidents
            .iter()
            .map(|incident| reveal_incident(incident, postmortems.get(&incident.id), catalog))
            .collect())
    }

    pub(super) fn present(&self) -> Month {
        self.site().zone.month(self.state.moment.as_of)
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

    /// Reads what was corrected in an incident, and the incident from the same view of the database: it may be newer
    /// there than in this edition. `None` when nothing was.
    pub(super) async fn read_corrections(
        &self,
        id: &IncidentId,
        read: &mut Read,
    ) -> Result<Option<(PublicIncident, Vec<PublicCorrection>)>, PublicationError> {
        let found = read.find_incident(id).await?;
        let Some(incident) = self.revealed(read, found.as_slice()).await?.pop() else {
            return Ok(None);
        };
        let stored = read.list_corrections(id).await?;
        let corrections = reveal_corrections(&incident, stored);
        Ok((!corrections.is_empty()).then_some((incident, corrections)))
    }

    async fn corrections(
        &self,
        key: &DocumentKey,
        id: &IncidentId,
        reads: &Reads,
    ) -> Result<Option<Prepared>, PublicationError> {
        let mut read = reads.read().await?;
        let found = self.read_corrections(id, &mut read).await?;
        drop(read);
        let Some((incident, corrections)) = found else {
            return Ok(None);
        };
        let made_at = last_modified::incident(&incident).max(self.state.page.updated_at);
        let inputs = Inputs {
            key: key.clone(),
            state: self.cut_to_page(vec![Arc::new(incident)], NO_MOMENT),
            stored: Stored::Corrections(corrections),
            made_at,
        };
        Ok(Some(inputs.prepared()))
    }

    async fn postmortems(
        &self,
        key: &DocumentKey,
        reads: &Reads,
    ) -> Result<Prepared, PublicationError> {
        let mut read = reads.read().await?;
        let stored = read.list_postmortems().await?;
        let revealed = self.revealed(&mut read, &stored).await?;
        drop(read);
        let incidents: Vec<Arc<PublicIncident>> = revealed.into_iter().map(Arc::new).collect();
        let made_at = last_modified::incidents(&self.state, incidents.iter().map(|one| &**one));
        Ok(Prepared {
            inputs: Inputs {
                key: key.clone(),
                state: self.cut_to_page(incidents, NO_MOMENT),
                stored: Stored::Nothing,
                made_at,
            },
            modified_at: made_at.max(last_modified::any_incident(&self.state)),
        })
    }

    /// Prepares the months up to `last`; `None` for months to come and for those before anything happened.
    async fn history(
        &self,
        key: &DocumentKey,
        last: Month,
        reads: &Reads,
    ) -> Result<Option<Prepared>, PublicationError> {
        let zone = &self.site().zone;
        let present = self.present();
        if last > present {
            return Ok(None);
        }
        let first = last.plus(1 - MONTHS);
        let start = |month: Month| zone.start_of(month.first_day());
        let mut read = reads.read().await?;
        let (stored, before_at) = read
            .list_incidents_between(start(first), start(last.plus(1)))
            .await?;
        if last < present && stored.is_empty() && before_at.is_none() {
            return Ok(None);
        }
        let mut incidents = self.revealed(&mut read, &stored).await?;
        drop(read);
        let shown = self.newest_in_history(&incidents, last == present);
        // When a month begins, the pages by number and the link to newer ones change; at New Year planned times get
        // their year.
        let turn = start(present);
        let modified_at = shown
            .max(last_modified::any_incident(&self.state))
            .max(turn);
        let mut of_month = |month: Month| -> Vec<PublicIncident> {
            let is_listed = |one: &mut PublicIncident| zone.month(one.listed_at()) == month;
            incidents.extract_if(.., is_listed).collect()
        };
        let history = History {
            months: (0..MONTHS)
                .map(|back| last.plus(-back))
                .map(|month| (month, of_month(month)))
                .collect(),
            older: before_at.map(|at| zone.month(at)),
            newer: (last < present).then(|| last.plus(MONTHS).min(present)),
        };
        let (state, made_at, modified_at) = if matches!(key.document, DocumentName::HistoryJson(_))
        {
            // This document also has the page's status.
            let newest = modified_at.max(last_modified::components(&self.state));
            (self.cut_to_status(), newest, newest)
        } else {
            let as_of = zone.start_of_year(self.state.moment.as_of);
            (self.cut_to_page(Vec::new(), as_of), shown, modified_at)
        };
        Ok(Some(Prepared {
            inputs: Inputs {
                key: key.clone(),
                state,
                stored: Stored::History(history),
                made_at,
            },
            modified_at,
        }))
    }

    fn newest_in_history(&self, incidents: &[PublicIncident], is_present: bool) -> Ts {
        let newest = last_modified::incidents(&self.state, incidents);
        if is_present {
            let month = self.present().first_day();
            newest.max(self.site().zone.start_of(month))
        } else {
            newest
        }
    }
}
