//! Lists of incidents: for the front page, for a part of the history, for staff.

use std::collections::HashMap;

use crate::domain::{Incident, IncidentId, Ts};
use crate::store::audit::literal;
use crate::store::db::{Q, q};
use crate::store::error::stored;
use crate::store::ids::IdRow;
use crate::store::sound::keep;
use crate::store::{Read, StoreError};

#[derive(sqlx_macros::FromRow)]
struct NameRow {
    id: String,
    name: String,
}

#[derive(sqlx_macros::FromRow)]
struct ListedRow {
    id: Option<String>,
    before_at: Option<Ts>,
}

/// Which incidents a staff list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncidentFilter {
    /// Incidents and maintenances, whatever their state.
    All,
    /// Incidents that are not over.
    Unresolved,
    /// Maintenances that are not over.
    Scheduled,
    /// Maintenances that have not begun.
    Upcoming,
    /// Maintenances under way.
    Active,
}

macro_rules! listing {
    ($condition:literal) => {
        concat!(
            "select id from incidents where ",
            $condition,
            " and ($1 = '%%' or search_text like $1 escape '!'
                   or exists (select 1 from incident_updates u
                               where u.incident_id = incidents.id
                                 and coalesce(u.search_text, lower(u.body)) like $1 escape '!')
                   or exists (select 1 from postmortems p
                               where p.incident_id = incidents.id
                                 and coalesce(p.search_text, lower(p.body)) like $1 escape '!'))
               order by created_at desc, seq desc limit $2 offset $3"
        )
    };
}

impl IncidentFilter {
    const fn sql(self) -> &'static str {
        match self {
            Self::All => listing!("kind in ('incident', 'maintenance')"),
            Self::Unresolved => listing!("kind = 'incident' and is_open"),
            Self::Scheduled => listing!("kind = 'maintenance' and is_open"),
            Self::Upcoming => listing!("kind = 'maintenance' and status = 'scheduled'"),
            Self::Active => {
                listing!("kind = 'maintenance' and status in ('in_progress', 'verifying')")
            }
        }
    }
}

/// Makes a pattern for `like … escape '!'` that finds a text anywhere.
fn pattern(query: &str) -> String {
    format!("%{}%", literal(&query.to_lowercase()))
}

impl Read {
    /// Returns the ids that a front page, the feeds and the API documents need: all that are open, the
    /// newest of each kind, the newest in the feeds, all that ended since a moment.
    ///
    /// The cost does not depend on how many incidents there are.
    pub(in crate::store) async fn list_hot_ids(
        &mut self,
        listed: i64,
        fed: i64,
        since: Ts,
    ) -> Result<Vec<IncidentId>, StoreError> {
        self.incident_ids(
            q("select id from (select id from incidents where is_open
                                order by created_at desc limit 500) as open_ones
               union
               select id from (select id from incidents where kind = 'incident'
                                order by created_at desc, seq desc limit $1) as newest_incidents
               union
               select id from (select id from incidents where kind = 'maintenance'
                                order by created_at desc, seq desc limit $1) as newest_maintenances
               union
               select id from (select id from incidents
                                order by feed_at desc, feed_number desc limit $2) as fed
               union
               select id from (select id from incidents where listed_at >= $3
                                order by listed_at desc, seq desc limit 1000) as recent")
            .bind(listed)
            .bind(fed)
            .bind(since),
        )
        .await
    }

    /// Counts the open incidents among what [`Read::list_hot_ids`] returns, including those that cannot be read.
    pub(in crate::store) async fn count_open_incidents(&mut self) -> Result<usize, StoreError> {
        let count = self
            .tx
            .count(q("select count(*) as count
                 from (select kind from incidents where is_open
                        order by created_at desc limit 500) as open_ones
                where kind <> 'maintenance'"))
            .await?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Returns the incidents, and the maintenances that are over, which the history lists between two instants; the
    /// one that ended last comes first. With them comes the last instant before those that the history lists. At most
    /// 1,000. Three queries.
    pub async fn list_incidents_between(
        &mut self,
        from: Ts,
        to: Ts,
    ) -> Result<(Vec<Incident>, Option<Ts>), StoreError> {
        let rows: Vec<ListedRow> = self
            .tx
            .all(
                q("select i.id, b.before_at
                     from (select max(listed_at) as before_at from incidents
                            where listed_at < $1 and (kind = 'incident' or not is_open)) b
                     left join incidents i
                       on i.listed_at >= $1 and i.listed_at < $2
                          and (i.kind = 'incident' or not i.is_open)
                    order by i.listed_at desc, i.seq desc
                    limit 1000")
                .bind(from)
                .bind(to),
            )
            .await?;
        let before_at = rows.first().and_then(|row| row.before_at);
        let ids = rows
            .iter()
            .filter_map(|row| row.id.as_deref())
            .filter_map(|id| keep(stored(IncidentId::parse(id), "incidents", "id", id)))
            .collect::<Vec<_>>();
        Ok((self.in_order(&ids).await?, before_at))
    }

    /// Returns the incidents and maintenances that are not over, newest first; at most 500. Three queries.
    pub async fn list_open_incidents(&mut self) -> Result<Vec<Incident>, StoreError> {
        let ids = self
            .incident_ids(q("select id from incidents where is_open
                     order by created_at desc, seq desc limit 500"))
            .await?;
        self.in_order(&ids).await
    }

    /// Returns the incidents and maintenances under way other than one, newest first; at most 500. Three queries.
    pub async fn list_open_beside(
        &mut self,
        event: &IncidentId,
    ) -> Result<Vec<Incident>, StoreError> {
        let ids = self
            .incident_ids(
                q("select id from incidents
                    where is_open and status <> 'scheduled' and id <> $1
                    order by created_at desc, seq desc limit 500")
                .bind(event.as_str()),
            )
            .await?;
        self.in_order(&ids).await
    }

    /// Returns incidents in the order of their ids.
    pub(in crate::store) async fn in_order(
        &mut self,
        ids: &[IncidentId],
    ) -> Result<Vec<Incident>, StoreError> {
        let mut incidents = self.list_incidents_by_id(ids).await?;
        let place: HashMap<&IncidentId, usize> = ids.iter().zip(0..).collect();
        incidents.sort_by_key(|one| place.get(&one.id).copied());
        Ok(incidents)
    }

    /// Returns a page of the incidents that a filter lets through and that hold a text in their name,
    /// state, updates or published postmortem; newest first. Three queries.
    pub async fn list_incidents(
        &mut self,
        filter: IncidentFilter,
        query: &str,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Incident>, StoreError> {
        let ids = self
            .incident_ids(
                q(filter.sql())
                    .bind(pattern(query))
                    .bind(limit)
                    .bind(offset),
            )
            .await?;
        self.in_order(&ids).await
    }

    /// Returns the incidents whose postmortems are published, the newest publication first. At most 1,000.
    pub async fn list_postmortems(&mut self) -> Result<Vec<Incident>, StoreError> {
        let ids = self
            .incident_ids(q("select incident_id as id from postmortems
                     where published_at is not null
                     order by published_at desc, incident_id
                     limit 1000"))
            .await?;
        self.in_order(&ids).await
    }

    /// Returns the names of incidents. One query.
    pub async fn incident_names(
        &mut self,
        ids: &[IncidentId],
    ) -> Result<HashMap<IncidentId, String>, StoreError> {
        let rows: Vec<NameRow> = self
            .tx
            .all(
                q("select id, name from incidents where id in ({ids})")
                    .push_in(ids.iter().map(IncidentId::as_str)),
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let id = stored(IncidentId::parse(&row.id), "incidents", "id", &row.id)?;
                Ok((id, row.name))
            })
            .collect()
    }

    /// Says whether there is any incident or component yet.
    pub async fn is_empty(&mut self) -> Result<bool, StoreError> {
        let rows: Vec<IdRow> = self
            .tx
            .all(q("select id from (select id from incidents limit 1) as i
                    union
                    select id from (select id from components limit 1) as c"))
            .await?;
        Ok(rows.is_empty())
    }

    pub(in crate::store) async fn incident_ids(
        &mut self,
        query: Q,
    ) -> Result<Vec<IncidentId>, StoreError> {
        self.ids(query, "incidents", IncidentId::parse).await
    }
}
