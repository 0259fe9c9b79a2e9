//! The rows of postmortems.

use std::collections::HashMap;

use crate::domain::{Body, BodyFormat, Incident, IncidentId, Postmortem, Ts, UpdateId};
use crate::store::db::q;
use crate::store::error::{found, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

const TABLE: &str = "postmortems";

#[derive(sqlx_macros::FromRow)]
struct PostmortemRow {
    incident_id: String,
    update_id: String,
    body: Option<String>,
    body_format: Option<String>,
    body_updated_at: Option<Ts>,
    corrected_at: Option<Ts>,
    draft: Option<String>,
    draft_format: Option<String>,
    draft_updated_at: Option<Ts>,
    published_at: Option<Ts>,
    posted_at: Option<Ts>,
    deliver_notifications: bool,
    custom_tweet: Option<String>,
    created_at: Ts,
    updated_at: Ts,
    revision: i64,
}

impl TryFrom<PostmortemRow> for Postmortem {
    type Error = StoreError;

    fn try_from(row: PostmortemRow) -> Result<Self, StoreError> {
        let id = &row.incident_id;
        Ok(Self {
            incident_id: stored(IncidentId::parse(id), TABLE, "incident_id", id)?,
            update_id: stored(UpdateId::parse(&row.update_id), TABLE, "update_id", id)?,
            body: body(row.body, row.body_format, id)?,
            body_updated_at: row.body_updated_at,
            corrected_at: row.corrected_at,
            draft: body(row.draft, row.draft_format, id)?,
            draft_updated_at: row.draft_updated_at,
            published_at: row.published_at,
            posted_at: row.posted_at,
            deliver_notifications: row.deliver_notifications,
            custom_tweet: row.custom_tweet,
            created_at: row.created_at,
            updated_at: row.updated_at,
            revision: row.revision,
        })
    }
}

fn body(
    text: Option<String>,
    format: Option<String>,
    incident: &str,
) -> Result<Option<Body>, StoreError> {
    let Some(text) = text else {
        return Ok(None);
    };
    let format = format.unwrap_or_default();
    let format = stored(BodyFormat::parse(&format), TABLE, "body_format", incident)?;
    Ok(Some(Body::written(text, format)))
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select incident_id, update_id, body, body_format, body_updated_at, corrected_at, draft,
                    draft_format, draft_updated_at, published_at, posted_at, deliver_notifications,
                    custom_tweet, created_at, updated_at, revision
               from postmortems ",
            $rest
        )
    };
}

impl Read {
    /// Returns the postmortem of an incident, if anything of one was written.
    pub async fn find_postmortem(
        &mut self,
        incident: &IncidentId,
    ) -> Result<Option<Postmortem>, StoreError> {
        let row: Option<PostmortemRow> = self
            .tx
            .optional(q(select!("where incident_id = $1")).bind(incident.as_str()))
            .await?;
        row.map(Postmortem::try_from).transpose()
    }

    /// Returns the published postmortems of those incidents that have one. One query, none when none has.
    pub async fn list_published_postmortems<'a>(
        &mut self,
        incidents: impl IntoIterator<Item = &'a Incident>,
    ) -> Result<HashMap<IncidentId, Postmortem>, StoreError> {
        let published = |one: &&Incident| one.postmortem_published_at.is_some();
        let ids = incidents.into_iter().filter(published).map(|one| &one.id);
        self.list_postmortems_of(ids).await
    }

    /// Returns the postmortems of some incidents, drafts too. One query, none when no incident is given.
    pub async fn list_postmortems_of<'a>(
        &mut self,
        incidents: impl IntoIterator<Item = &'a IncidentId>,
    ) -> Result<HashMap<IncidentId, Postmortem>, StoreError> {
        let ids: Vec<&str> = incidents.into_iter().map(IncidentId::as_str).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<PostmortemRow> = self
            .tx
            .all(q(select!("where incident_id in ({ids}) order by incident_id")).push_in(ids))
            .await?;
        let all: Vec<Postmortem> = sound(rows);
        Ok(all
            .into_iter()
            .map(|one| (one.incident_id.clone(), one))
            .collect())
    }
}

impl Write {
    /// Stores a postmortem, or its new state, under its next revision.
    pub async fn save_postmortem(&mut self, postmortem: &mut Postmortem) -> Result<(), StoreError> {
        let format = |body: &Option<Body>| body.as_ref().map(|body| body.format.as_str());
        let text = |body: &Option<Body>| body.as_ref().map(|body| body.text.clone());
        postmortem.revision += 1;
        self.tx
            .exec(
                q("insert into postmortems (incident_id, update_id, body, body_format, body_updated_at,
                                            draft, draft_format, draft_updated_at, published_at,
                                            posted_at, deliver_notifications, custom_tweet, created_at,
                                            updated_at, corrected_at, search_text, revision)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                   on conflict (incident_id) do update
                      set update_id = excluded.update_id, body = excluded.body,
                          body_format = excluded.body_format,
                          body_updated_at = excluded.body_updated_at, draft = excluded.draft,
                          draft_format = excluded.draft_format,
                          draft_updated_at = excluded.draft_updated_at,
                          published_at = excluded.published_at, posted_at = excluded.posted_at,
                          deliver_notifications = excluded.deliver_notifications,
                          custom_tweet = excluded.custom_tweet, created_at = excluded.created_at,
                          updated_at = excluded.updated_at, corrected_at = excluded.corrected_at,
                          search_text = excluded.search_text, revision = excluded.revision")
                .bind(postmortem.incident_id.as_str())
                .bind(postmortem.update_id.as_str())
                .bind(text(&postmortem.body))
                .bind(format(&postmortem.body))
                .bind(postmortem.body_updated_at)
                .bind(text(&postmortem.draft))
                .bind(format(&postmortem.draft))
                .bind(postmortem.draft_updated_at)
                .bind(postmortem.published_at)
                .bind(postmortem.posted_at)
                .bind(postmortem.deliver_notifications)
                .bind(postmortem.custom_tweet.as_deref())
                .bind(postmortem.created_at)
                .bind(postmortem.updated_at)
                .bind(postmortem.corrected_at)
                .bind(postmortem.body.as_ref().map(|body| body.text.to_lowercase()))
                .bind(postmortem.revision),
            )
            .await?;
        Ok(())
    }

    /// Removes the postmortem of an incident.
    pub async fn delete_postmortem(&mut self, incident: &IncidentId) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(q("delete from postmortems where incident_id = $1").bind(incident.as_str()))
            .await?;
        found((touched > 0).then_some(()), TABLE, incident.as_str())
    }
}
