//! Postmortems, which are read and written with their incidents.

use crate::domain::{Body, BodyFormat, IncidentId, Postmortem, Ts, UpdateId};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::{StoreError, Write};

/// The columns that a left join adds to an incident's row.
#[derive(sqlx_macros::FromRow)]
#[expect(
    clippy::struct_field_names,
    reason = "they share a row with the incident's columns"
)]
pub(in crate::store) struct PostmortemColumns {
    pm_update_id: Option<String>,
    pm_body: Option<String>,
    pm_body_format: Option<String>,
    pm_body_updated_at: Option<Ts>,
    pm_corrected_at: Option<Ts>,
    pm_draft: Option<String>,
    pm_draft_format: Option<String>,
    pm_draft_updated_at: Option<Ts>,
    pm_published_at: Option<Ts>,
    pm_posted_at: Option<Ts>,
    pm_deliver_notifications: Option<bool>,
    pm_custom_tweet: Option<String>,
    pm_created_at: Option<Ts>,
    pm_updated_at: Option<Ts>,
}

const TABLE: &str = "postmortems";

impl PostmortemColumns {
    pub(in crate::store) fn into_domain(
        self,
        incident: &str,
    ) -> Result<Option<Postmortem>, StoreError> {
        let (Some(update_id), Some(created_at), Some(updated_at)) =
            (self.pm_update_id, self.pm_created_at, self.pm_updated_at)
        else {
            return Ok(None);
        };
        Ok(Some(Postmortem {
            update_id: stored(UpdateId::parse(&update_id), TABLE, "update_id", incident)?,
            body: body(self.pm_body, self.pm_body_format, incident)?,
            body_updated_at: self.pm_body_updated_at,
            corrected_at: self.pm_corrected_at,
            draft: body(self.pm_draft, self.pm_draft_format, incident)?,
            draft_updated_at: self.pm_draft_updated_at,
            published_at: self.pm_published_at,
            posted_at: self.pm_posted_at,
            deliver_notifications: self.pm_deliver_notifications.unwrap_or(true),
            custom_tweet: self.pm_custom_tweet,
            created_at,
            updated_at,
        }))
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
    Ok(Some(Body { text, format }))
}

impl Write {
    /// Stores an incident's postmortem as it is now, or removes it when there is none.
    pub(in crate::store) async fn save_postmortem(
        &mut self,
        incident: &IncidentId,
        it: Option<&Postmortem>,
    ) -> Result<(), StoreError> {
        let Some(it) = it else {
            self.tx
                .exec(q("delete from postmortems where incident_id = $1").bind(incident.as_str()))
                .await?;
            return Ok(());
        };
        let format = |body: &Option<Body>| body.as_ref().map(|body| body.format.as_str());
        let text = |body: &Option<Body>| body.as_ref().map(|body| body.text.clone());
        self.tx
            .exec(
                q("insert into postmortems (incident_id, update_id, body, body_format, body_updated_at,
                                            draft, draft_format, draft_updated_at, published_at,
                                            posted_at, deliver_notifications, custom_tweet, created_at,
                                            updated_at, corrected_at, search_text)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
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
                          search_text = excluded.search_text")
                .bind(incident.as_str())
                .bind(it.update_id.as_str())
                .bind(text(&it.body))
                .bind(format(&it.body))
                .bind(it.body_updated_at)
                .bind(text(&it.draft))
                .bind(format(&it.draft))
                .bind(it.draft_updated_at)
                .bind(it.published_at)
                .bind(it.posted_at)
                .bind(it.deliver_notifications)
                .bind(it.custom_tweet.as_deref())
                .bind(it.created_at)
                .bind(it.updated_at)
                .bind(it.corrected_at)
                .bind(it.body.as_ref().map(|body| body.text.to_lowercase())),
            )
            .await?;
        Ok(())
    }
}
