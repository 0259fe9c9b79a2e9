//! The updates of incidents.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::posted;
use crate::domain::{
    Body, BodyFormat, Change, ComponentId, ComponentStatus, IncidentId, Status, Ts, Update,
    UpdateDetails, UpdateId,
};
use crate::store::db::{Arg, ROWS, q};
use crate::store::error::{found, stored};
use crate::store::sound::keep;
use crate::store::{Read, StoreError, Write};

const TABLE: &str = "incident_updates";

#[derive(sqlx_macros::FromRow)]
struct UpdateRow {
    id: String,
    incident_id: String,
    status: String,
    body: String,
    body_format: String,
    posted: Option<String>,
    display_at: Ts,
    created_at: Ts,
    updated_at: Ts,
    corrected_at: Option<Ts>,
    seq: i64,
    changes: String,
    deliver_notifications: bool,
    custom_tweet: Option<String>,
    tweet_id: Option<String>,
}

impl TryFrom<UpdateRow> for Update {
    type Error = StoreError;

    fn try_from(row: UpdateRow) -> Result<Self, StoreError> {
        let id = &row.id;
        let format = BodyFormat::parse(&row.body_format);
        Ok(Self {
            id: stored(UpdateId::parse(id), TABLE, "id", id)?,
            status: stored(Status::parse(&row.status), TABLE, "status", id)?,
            changes: stored(parse_changes(&row.changes), TABLE, "changes", id)?,
            body: Body {
                posted: posted::read(row.posted.as_deref(), TABLE, id),
                ..Body::written(row.body, stored(format, TABLE, "body_format", id)?)
            },
            display_at: row.display_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            corrected_at: row.corrected_at,
            seq: row.seq,
            details: UpdateDetails {
                deliver_notifications: row.deliver_notifications,
                custom_tweet: row.custom_tweet,
                tweet_id: row.tweet_id,
            },
        })
    }
}

fn print_changes(changes: &[Change]) -> String {
    let rows: Vec<[&str; 4]> = changes
        .iter()
        .map(|change| {
            [
                change.component_id.as_str(),
                change.name.as_str(),
                change.old_status.as_str(),
                change.new_status.as_str(),
            ]
        })
        .collect();
    rows.iter()
        .map(|row| Value::from(row.to_vec()))
        .collect::<Value>()
        .to_string()
}

/// A change as it is stored: component, its name then, old and new status.
#[derive(Deserialize)]
struct ChangeRow<'a>(
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
);

fn parse_changes(text: &str) -> Option<Vec<Change>> {
    let rows: Vec<ChangeRow<'_>> = serde_json::from_str(text).ok()?;
    rows.into_iter()
        .map(|ChangeRow(id, name, old, new)| {
            Some(Change {
                component_id: ComponentId::parse(&id)?,
                name: name.into_owned(),
                old_status: ComponentStatus::parse(&old)?,
                new_status: ComponentStatus::parse(&new)?,
            })
        })
        .collect()
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, incident_id, status, body, body_format, display_at, created_at, updated_at,
                    corrected_at, seq, changes, deliver_notifications, custom_tweet, tweet_id, posted
               from incident_updates ",
            $rest
        )
    };
}

impl Read {
    /// Returns the updates of some incidents, each incident's in the order of posting.
    pub(super) async fn list_updates<'a>(
        &mut self,
        incidents: impl IntoIterator<Item = &'a str>,
    ) -> Result<HashMap<IncidentId, Vec<Update>>, StoreError> {
        let rows: Vec<UpdateRow> = self
            .tx
            .all(
                q(select!(
                    "where incident_id in ({ids}) order by created_at, seq, id"
                ))
                .push_in(incidents),
            )
            .await?;
        let mut by_incident: HashMap<IncidentId, Vec<Update>> = HashMap::new();
        for row in rows {
            let incident = IncidentId::parse(&row.incident_id);
            let incident = stored(incident, TABLE, "incident_id", &row.id);
            let both = incident.and_then(|incident| Ok((incident, row.try_into()?)));
            if let Some((incident, update)) = keep(both) {
                by_incident.entry(incident).or_default().push(update);
            }
        }
        Ok(by_incident)
    }

    /// Returns the update of an incident that happened last, as readers see it.
    pub(super) async fn find_newest_update(
        &mut self,
        incident: &IncidentId,
    ) -> Result<Option<Update>, StoreError> {
        let row: Option<UpdateRow> = self
            .tx
            .optional(
                q(select!(
                    "where id = (select id from incident_updates where incident_id = $1
                                  order by display_at desc, created_at desc, seq desc limit 1)"
                ))
                .bind(incident.as_str()),
            )
            .await?;
        row.map(Update::try_from).transpose()
    }
}

fn row(incident: &IncidentId, update: &Update) -> Vec<Arg> {
    vec![
        update.id.as_str().into(),
        incident.as_str().into(),
        update.status.as_str().into(),
        update.body.text.as_str().into(),
        update.body.format.as_str().into(),
        update.display_at.into(),
        update.created_at.into(),
        update.updated_at.into(),
        update.seq.into(),
        print_changes(&update.changes).into(),
        update.details.deliver_notifications.into(),
        update.details.custom_tweet.as_deref().into(),
        update.details.tweet_id.as_deref().into(),
        update.corrected_at.into(),
        update.body.text.to_lowercase().into(),
        update.body.posted.as_deref().map(posted::print).into(),
    ]
}

impl Write {
    /// Stores updates of an incident, or their new states: one statement for each `ROWS`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of their ids belongs to another incident.
    pub(super) async fn save_updates<'a>(
        &mut self,
        incident: &IncidentId,
        updates: impl IntoIterator<Item = &'a Update>,
    ) -> Result<(), StoreError> {
        let mut updates = updates.into_iter().peekable();
        while updates.peek().is_some() {
            let rows: Vec<Vec<Arg>> = updates
                .by_ref()
                .take(ROWS)
                .map(|update| row(incident, update))
                .collect();
            let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            let touched = self
                .tx
                .exec(
                    q("insert into incident_updates (id, incident_id, status, body, body_format,
                                                     display_at, created_at, updated_at, seq, changes,
                                                     deliver_notifications, custom_tweet, tweet_id,
                                                     corrected_at, search_text, posted)
                       values {rows}
                       on conflict (id) do update
                          set status = excluded.status, body = excluded.body,
                              body_format = excluded.body_format, display_at = excluded.display_at,
                              created_at = excluded.created_at, updated_at = excluded.updated_at,
                              changes = excluded.changes,
                              deliver_notifications = excluded.deliver_notifications,
                              custom_tweet = excluded.custom_tweet, tweet_id = excluded.tweet_id,
                              corrected_at = excluded.corrected_at,
                              search_text = excluded.search_text, posted = excluded.posted
                        where incident_updates.incident_id = excluded.incident_id")
                    .push_rows(rows),
                )
                .await?;
            if touched < count {
                return Err(StoreError::Conflict);
            }
        }
        Ok(())
    }

    /// Removes one update of an incident, which is stored without it afterwards.
    pub(super) async fn delete_update(
        &mut self,
        incident: &IncidentId,
        id: &UpdateId,
    ) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q("delete from incident_updates where id = $1 and incident_id = $2")
                    .bind(id.as_str())
                    .bind(incident.as_str()),
            )
            .await?;
        found((touched > 0).then_some(()), TABLE, id.as_str())
    }
}
