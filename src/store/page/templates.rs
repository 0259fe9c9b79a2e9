//! Templates of incidents and maintenances.

use crate::domain::{ComponentId, IncidentKind, IncidentTemplate, Status, TemplateId, Ts};
use crate::store::db::q;
use crate::store::error::{found, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

const TABLE: &str = "incident_templates";

#[derive(sqlx_macros::FromRow)]
struct TemplateRow {
    id: String,
    kind: String,
    name: String,
    title: String,
    body: String,
    group_id: Option<String>,
    update_status: Option<String>,
    should_send_notifications: bool,
    should_tweet: bool,
    component_ids: String,
    created_at: Ts,
    updated_at: Ts,
    revision: i64,
}

impl TryFrom<TemplateRow> for IncidentTemplate {
    type Error = StoreError;

    fn try_from(row: TemplateRow) -> Result<Self, StoreError> {
        let id = &row.id;
        let update_status = match &row.update_status {
            None => None,
            Some(text) => Some(stored(Status::parse(text), TABLE, "update_status", id)?),
        };
        let component_ids = serde_json::from_str::<Vec<String>>(&row.component_ids)
            .ok()
            .and_then(|ids| ids.iter().map(|id| ComponentId::parse(id)).collect());
        Ok(Self {
            id: stored(TemplateId::parse(id), TABLE, "id", id)?,
            kind: stored(IncidentKind::parse(&row.kind), TABLE, "kind", id)?,
            component_ids: stored(component_ids, TABLE, "component_ids", id)?,
            name: row.name,
            title: row.title,
            body: row.body,
            group_id: row.group_id,
            update_status,
            should_send_notifications: row.should_send_notifications,
            should_tweet: row.should_tweet,
            created_at: row.created_at,
            updated_at: row.updated_at,
            revision: row.revision,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, name, title, body, group_id, update_status, should_send_notifications,
                    should_tweet, component_ids, created_at, updated_at, revision
               from incident_templates ",
            $rest
        )
    };
}

impl Read {
    /// Returns every template, oldest first. At most 1,000.
    pub async fn list_templates(&mut self) -> Result<Vec<IncidentTemplate>, StoreError> {
        let rows: Vec<TemplateRow> = self
            .tx
            .all(q(select!("order by created_at, id limit 1000")))
            .await?;
        Ok(sound(rows))
    }

    /// Returns a template.
    pub async fn get_template(&mut self, id: &TemplateId) -> Result<IncidentTemplate, StoreError> {
        let row: Option<TemplateRow> = self
            .tx
            .optional(q(select!("where id = $1")).bind(id.as_str()))
            .await?;
        found(row, TABLE, id.as_str())?.try_into()
    }
}

impl Write {
    /// Stores a template, or its new state, under its next revision.
    pub async fn save_template(
        &mut self,
        template: &mut IncidentTemplate,
    ) -> Result<(), StoreError> {
        template.revision += 1;
        let ids: Vec<&str> = template
            .component_ids
            .iter()
            .map(ComponentId::as_str)
            .collect();
        self.tx
            .exec(
                q("insert into incident_templates
                          (id, kind, name, title, body, group_id, update_status,
                           should_send_notifications, should_tweet, component_ids, created_at, updated_at,
                           revision)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                   on conflict (id) do update
                      set kind = excluded.kind, name = excluded.name, title = excluded.title,
                          body = excluded.body, group_id = excluded.group_id,
                          update_status = excluded.update_status,
                          should_send_notifications = excluded.should_send_notifications,
                          should_tweet = excluded.should_tweet,
                          component_ids = excluded.component_ids, updated_at = excluded.updated_at,
                          revision = excluded.revision")
                .bind(template.id.as_str())
                .bind(template.kind.as_str())
                .bind(template.name.as_str())
                .bind(template.title.as_str())
                .bind(template.body.as_str())
                .bind(template.group_id.as_deref())
                .bind(template.update_status.map(Status::as_str))
                .bind(template.should_send_notifications)
                .bind(template.should_tweet)
                .bind(serde_json::to_string(&ids).unwrap_or_else(|_| "[]".to_owned()))
                .bind(template.created_at)
                .bind(template.updated_at)
                .bind(template.revision),
            )
            .await?;
        Ok(())
    }

    /// Removes a template.
    pub async fn delete_template(&mut self, id: &TemplateId) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(q("delete from incident_templates where id = $1").bind(id.as_str()))
            .await?;
        found((touched > 0).then_some(()), TABLE, id.as_str())
    }
}
