//! Deeds on drafts of incidents: forms that nobody has published.

use serde_json::json;

use super::{Actor, App, Error};
use crate::domain::DraftId;
use crate::domain::role::Deed;
use crate::store;

/// Most bytes of a draft's fields.
const FIELDS_BYTES: usize = 512 * 1024;

/// A draft, its fields as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentDraft {
    /// Its id.
    pub id: DraftId,
    /// The form's fields.
    pub fields: Vec<(String, String)>,
}

impl App {
    /// Saves a form as a draft, or a draft's new state. Nothing of it is public.
    pub async fn save_draft(
        &self,
        who: &Actor,
        id: Option<DraftId>,
        fields: Vec<(String, String)>,
    ) -> Result<DraftId, Error> {
        who.allow(Deed::RunIncident)?;
        let now = self.clock.now();
        let name = fields
            .iter()
            .rev()
            .find(|(name, _)| name == "name")
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default();
        let text = json!(fields).to_string();
        if text.len() > FIELDS_BYTES {
            return Err(Error::invalid("body", "is too long for a draft"));
        }
        let mut write = self.store.begin().await?;
        let before = match &id {
            Some(id) => Some(write.get_draft(id).await?),
            None => None,
        };
        let draft = store::Draft {
            id: match id {
                Some(id) => id,
                None => self.new_id(DraftId::parse)?,
            },
            name,
            fields: text,
            created_by: before
                .as_ref()
                .map_or_else(|| who.label().to_owned(), |one| one.created_by.clone()),
            created_at: before.as_ref().map_or(now, |one| one.created_at),
            updated_at: now,
            publish_at: None,
            failure: None,
        };
        write.save_draft(&draft).await?;
        let detail = json!({ "name": draft.name });
        self.commit_unseen(write, who, "draft.save", draft.id.as_str(), detail)
            .await?;
        Ok(draft.id)
    }

    /// Returns a draft.
    pub async fn show_draft(&self, who: &Actor, id: &DraftId) -> Result<IncidentDraft, Error> {
        who.allow(Deed::RunIncident)?;
        let draft = self.store.read().await?.get_draft(id).await?;
        let fields = serde_json::from_str(&draft.fields)
            .map_err(|error| Error::internal(&format!("draft {id}: {error}")))?;
        Ok(IncidentDraft {
            id: draft.id,
            fields,
        })
    }

    /// Deletes a draft.
    pub async fn delete_draft(&self, who: &Actor, id: &DraftId) -> Result<(), Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        if write.delete_draft(id).await? == 0 {
            return Err(Error::NotFound);
        }
        self.commit_unseen(write, who, "draft.delete", id.as_str(), json!({}))
            .await
    }
}
