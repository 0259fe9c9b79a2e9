//! Deeds on drafts of incidents: forms that nobody has published, and those that publish themselves.

use serde_json::json;

use super::planned;
use super::rules::{check_components, check_new};
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors, NewIncident};
use crate::domain::happening::IncidentHappening;
use crate::domain::incidents::draft::{check_minute, name_in};
use crate::domain::problem::IncidentProblem;
use crate::domain::{
    ComponentId, DraftId, DraftState, DraftVersion, IncidentDraft, Permission, Ts,
};
use crate::store::Write;

/// Most bytes of a draft's fields.
const FIELDS_BYTES: usize = 512 * 1024;

/// A form to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftForm {
    /// The draft that it was made from, if it is one already.
    pub of: Option<DraftVersion>,
    /// Its fields as they were typed.
    pub fields: Vec<(String, String)>,
}

impl App {
    /// Saves a form as a draft, or a draft's new state. Nothing of it is public, and it does not publish
    /// itself, even if it was to before.
    ///
    /// # Errors
    /// [`Error::Stale`] when the draft was saved, published or deleted by somebody else.
    pub async fn save_draft(
        &self,
        who: &Actor,
        form: DraftForm,
        key: Option<&IdempotencyKey>,
    ) -> Result<DraftId, Error> {
        self.keep_draft(who, form, None, key).await
    }

    /// Saves a form as a draft that publishes itself: at `publish_at` the incident is opened as it is now.
    /// Nothing of it is public before.
    ///
    /// # Errors
    /// What opening the incident would say, with the field; [`Error::Stale`] as for
    /// [`save_draft`](Self::save_draft).
    pub async fn plan_draft(
        &self,
        who: &Actor,
        form: DraftForm,
        new: &NewIncident,
        publish_at: Ts,
        key: Option<&IdempotencyKey>,
    ) -> Result<DraftId, Error> {
        self.keep_draft(who, form, Some((new, publish_at)), key)
            .await
    }

    async fn keep_draft(
        &self,
        who: &Actor,
        form: DraftForm,
        plan: Option<(&NewIncident, Ts)>,
        key: Option<&IdempotencyKey>,
    ) -> Result<DraftId, Error> {
        who.allow(Permission::RunIncident)?;
        let now = self.clock.now();
        let fields = json!(form.fields).to_string();
        if fields.len() > FIELDS_BYTES {
            return Err(Error::invalid("body", IncidentProblem::TooLongForADraft));
        }
        if let Some((new, at)) = plan {
            check_plan(new, at, now)?;
        }
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return DraftId::parse(&id).ok_or(Error::NotFound),
        };
        let before = match &form.of {
            Some(of) => Some(seen(&mut write, of).await?),
            None => None,
        };
        if let Some((new, _)) = plan {
            let ids: Vec<ComponentId> = new.touches.iter().map(|one| one.id.clone()).collect();
            check_components(&mut write, &ids).await?;
        }
        let draft = if let Some(before) = before {
            before
        } else {
            let id = self.new_id(DraftId::parse)?;
            IncidentDraft::begun(id, who.name().to_owned(), now)
        };
        let state = match plan {
            None => DraftState::Saved,
            Some((_, publish_at)) => DraftState::Planned {
                publish_at,
                maker: who.answerable().cloned(),
            },
        };
        let draft = draft.saved(name_in(&form.fields), state, now);
        let plan = plan.map(|(new, _)| planned::to_text(new));
        write.save_draft(&draft, &fields, plan.as_deref()).await?;
        self.keep_key(&mut write, key, draft.id.as_str()).await?;
        let name = draft.name.as_str();
        let kept = match draft.state.publish_at() {
            Some(publish_at) => IncidentHappening::DraftPlanned {
                draft: &draft.id,
                name,
                publish_at,
            },
            None => IncidentHappening::DraftSaved {
                draft: &draft.id,
                name,
            },
        };
        self.commit(write, who, kept).await?;
        Ok(draft.id)
    }

    /// Returns a draft and the fields of its form as they were typed.
    pub async fn show_draft(
        &self,
        who: &Actor,
        id: &DraftId,
    ) -> Result<(IncidentDraft, Vec<(String, String)>), Error> {
        who.allow(Permission::RunIncident)?;
        let mut read = self.store.read().await?;
        let draft = read.get_draft(id).await?;
        let fields = serde_json::from_str(&read.get_draft_fields(id).await?)
            .map_err(|error| Error::internal(&format!("draft {id}: {error}")))?;
        Ok((draft, fields))
    }

    /// Deletes a draft.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was saved, published or deleted since the caller read it.
    pub async fn delete_draft(&self, who: &Actor, of: &DraftVersion) -> Result<(), Error> {
        who.allow(Permission::RunIncident)?;
        let mut write = self.store.begin().await?;
        let draft = seen(&mut write, of).await?;
        write.delete_draft(&of.id).await?;
        let deleted = IncidentHappening::DraftDeleted {
            draft: &of.id,
            name: &draft.name,
        };
        self.commit(write, who, deleted).await
    }
}

/// Returns a draft that is still as a form showed it.
pub(super) async fn seen(write: &mut Write, of: &DraftVersion) -> Result<IncidentDraft, Error> {
    write
        .find_draft(&of.id)
        .await?
        .filter(|draft| draft.is_still(of))
        .ok_or(Error::Stale)
}

/// Takes the draft away that became an incident, in the transaction that opens it. Returns who wrote it.
pub(in crate::app) async fn take(write: &mut Write, of: &DraftVersion) -> Result<String, Error> {
    let draft = seen(write, of).await?;
    write.delete_draft(&of.id).await?;
    Ok(draft.created_by)
}

fn check_plan(new: &NewIncident, at: Ts, now: Ts) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    errors.check("publish_at", check_minute(at, now));
    if new.backfilled_at.is_some() {
        errors.add("publish_at", IncidentProblem::NotInThePast);
    }
    check_new(&mut errors, new, at);
    errors.into_result()
}
