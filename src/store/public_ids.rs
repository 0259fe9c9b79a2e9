//! Which incidents have which public documents, for a list of all documents.

use super::db::q;
use super::{Read, StoreError};
use crate::domain::{IncidentId, Ts};

/// Ids of one query.
const CHUNK: i64 = 10_000;

#[derive(sqlx_macros::FromRow)]
struct FirstRow {
    listed_at: Option<Ts>,
}

/// The incidents that have a document of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documented {
    /// All have a page.
    Incident,
    /// Those with a published postmortem.
    Postmortem,
    /// Those of which something was corrected, whether or not readers are told.
    Corrections,
}

impl Documented {
    const fn sql(self) -> &'static str {
        match self {
            Self::Incident => "select id from incidents where id > $1 order by id limit $2",
            Self::Postmortem => {
                "select incident_id as id from postmortems
                  where incident_id > $1 and published_at is not null and body is not null
                  order by incident_id limit $2"
            }
            Self::Corrections => {
                "select distinct incident_id as id from corrections
                  where incident_id > $1 order by incident_id limit $2"
            }
        }
    }
}

impl Read {
    /// Returns the incidents that have a document of a kind, by their ids. A query for each 10,000.
    pub async fn list_documented(
        &mut self,
        kind: Documented,
    ) -> Result<Vec<IncidentId>, StoreError> {
        let mut all: Vec<IncidentId> = Vec::new();
        loop {
            let last = all.last().map_or("", IncidentId::as_str).to_owned();
            let part = self
                .incident_ids(q(kind.sql()).bind(last).bind(CHUNK))
                .await?;
            if part.is_empty() {
                return Ok(all);
            }
            all.extend(part);
        }
    }

    /// Returns the first instant that the history lists.
    pub async fn first_listed_at(&mut self) -> Result<Option<Ts>, StoreError> {
        let row: Option<FirstRow> = self
            .tx
            .optional(q("select min(listed_at) as listed_at from incidents
                      where kind = 'incident' or not is_open"))
            .await?;
        Ok(row.and_then(|row| row.listed_at))
    }
}
