//! Deeds on drafts of incidents: forms that nobody has published, and those that publish themselves.

use serde_json::json;

use super::planned;
use super::rules::{check_components, check_new};
use crate::app::idempotency::{Begun, Once};
use crate::app::{Actor, App, Error, FieldErrors, NewIncident};
use crate::domain::happening::IncidentHappening;
use crate::domain::{ComponentId, Deed, DraftId, Ts};
use crate::store;
use crate::store::{DraftLine, Write};

/// Most bytes of a draft's fields.
const FIELDS_BYTES: usize = 512 * 1024;

/// How far ahead an incident can be planned, in seconds: a year.
const PLAN_MAX_SECS: i64 = 366 * 24 * 60 * 60;

/// The draft that a form was made from, as it was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfDraft {
    /// Its id.
    pub id: DraftId,
    /// When it had been saved.
    pub seen: Ts,
}

/// A draft, its fields as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentDraft {
    /// What lists show of it.
    pub line: DraftLine,
    /// The form's fields.
    pub fields: Vec<(String, String)>,
}

/// A form to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftForm {
    /// The draft that it was made from, if it is one already.
    pub of: Option<OfDraft>,
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
        once: Option<&Once>,
    ) -> Result<DraftId, Error> {
        self.keep_draft(who, form, None, once).await
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
        once: Option<&Once>,
    ) -> Result<DraftId, Error> {
        self.keep_draft(who, form, Some((new, publish_at)), once)
            .await
    }

    async fn keep_draft(
        &self,
        who: &Actor,
        form: DraftForm,
        plan: Option<(&NewIncident, Ts)>,
        once: Option<&Once>,
    ) -> Result<DraftId, Error> {
        who.allow(Deed::RunIncident)?;
        let now = self.clock.now();
        let fields = json!(form.fields).to_string();
        if fields.len() > FIELDS_BYTES {
            return Err(Error::invalid("body", "is too long for a draft"));
        }
        if let Some((new, at)) = plan {
            check_plan(new, at, now)?;
        }
        let mut write = match self.begin_once(once).await? {
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
        let name = form.fields.iter().rev().find(|(name, _)| name == "name");
        let line = DraftLine {
            name: name
                .map(|(_, value)| value.trim().to_owned())
                .unwrap_or_default(),
            updated_at: now,
            publish_at: plan.map(|(_, at)| at),
            failure: None,
            ..match before {
                Some(before) => before.line,
                None => DraftLine {
                    id: self.new_id(DraftId::parse)?,
                    name: String::new(),
                    created_by: who.name().to_owned(),
                    created_at: now,
                    updated_at: now,
                    publish_at: None,
                    failure: None,
                },
            }
        };
        let draft = store::Draft {
            maker: plan.and_then(|_| who.answerable().cloned()),
            fields,
            plan: plan.map(|(new, _)| planned::to_text(new)),
            line,
        };
        write.save_draft(&draft).await?;
        let DraftLine {
            id,
            name,
            publish_at,
            ..
        } = draft.line;
        self.keep_once(&mut write, once, id.as_str()).await?;
        let (draft, name) = (&id, name.as_str());
        let kept = match publish_at {
            Some(publish_at) => IncidentHappening::DraftPlanned {
                draft,
                name,
                publish_at,
            },
            None => IncidentHappening::DraftSaved { draft, name },
        };
        self.commit(write, who, kept).await?;
        Ok(id)
    }

    /// Returns a draft.
    pub async fn show_draft(&self, who: &Actor, id: &DraftId) -> Result<IncidentDraft, Error> {
        who.allow(Deed::RunIncident)?;
        let draft = self.store.read().await?.get_draft(id).await?;
        let fields = serde_json::from_str(&draft.fields)
            .map_err(|error| Error::internal(&format!("draft {id}: {error}")))?;
        Ok(IncidentDraft {
            line: draft.line,
            fields,
        })
    }

    /// Deletes a draft.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was saved, published or deleted since the caller read it.
    pub async fn delete_draft(&self, who: &Actor, of: &OfDraft) -> Result<(), Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let draft = seen(&mut write, of).await?;
        write.delete_draft(&of.id).await?;
        let deleted = IncidentHappening::DraftDeleted {
            draft: &of.id,
            name: &draft.line.name,
        };
        self.commit(write, who, deleted).await
    }
}

/// Returns a draft that is still as a form showed it.
pub(super) async fn seen(write: &mut Write, of: &OfDraft) -> Result<store::Draft, Error> {
    write
        .find_draft(&of.id)
        .await?
        .filter(|draft| draft.line.updated_at == of.seen)
        .ok_or(Error::Stale)
}

/// Takes the draft away that became an incident, in the transaction that opens it. Returns who wrote it.
pub(in crate::app) async fn take(write: &mut Write, of: &OfDraft) -> Result<String, Error> {
    let draft = seen(write, of).await?;
    write.delete_draft(&of.id).await?;
    Ok(draft.line.created_by)
}

fn check_plan(new: &NewIncident, at: Ts, now: Ts) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    if at <= now {
        errors.add("publish_at", "must be in the future");
    } else if at > now.plus_secs(PLAN_MAX_SECS) {
        errors.add("publish_at", "can't be more than a year ahead");
    }
    if new.backfilled_at.is_some() {
        errors.add("publish_at", "can't be given for an incident of the past");
    }
    check_new(&mut errors, new, at);
    errors.into_result()
}
