//! Deeds on postmortems.

use crate::app::incidents::{check_seen, checked_reason};
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::happening::PostmortemHappening;
use crate::domain::incidents::correction;
use crate::domain::incidents::correction::{Amendment, Version};
use crate::domain::{Body, Deed, Head, IncidentId, Kind, Postmortem, Ts, UpdateId, text};

/// How a postmortem is published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publishing {
    /// Whether subscribers are told.
    pub notify: bool,
    /// The moment that readers see. A first publication without one gets now, a later one keeps it.
    pub published_at: Option<Ts>,
    /// Why what was published changes; shown with the correction.
    pub reason: Option<String>,
}

impl App {
    /// Saves the draft; readers see nothing of it, and nothing public changes.
    ///
    /// `seen` is the version of the incident that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the incident is not in that version any more.
    pub async fn save_postmortem_draft(
        &self,
        who: &Actor,
        id: &IncidentId,
        body: &str,
        seen: Option<&str>,
    ) -> Result<Head, Error> {
        who.allow(Deed::RunIncident)?;
        let mut errors = FieldErrors::default();
        errors.check("body_draft", text::check_postmortem(body));
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let before = write.get_head(id).await?;
        let mut after = before.clone();
        let incident = &mut after.facts;
        check_seen(seen, incident)?;
        if incident.kind != Kind::Incident {
            return Err(Error::invalid(
                "incident",
                "is a maintenance, which has no postmortem",
            ));
        }
        let now = self.clock.now();
        let fresh = || -> Result<Postmortem, Error> {
            Ok(Postmortem {
                update_id: self.new_id(UpdateId::parse)?,
                body: None,
                body_updated_at: None,
                corrected_at: None,
                draft: None,
                draft_updated_at: None,
                published_at: None,
                posted_at: None,
                deliver_notifications: true,
                custom_tweet: None,
                created_at: now,
                updated_at: now,
            })
        };
        let mut postmortem = match incident.postmortem.take() {
            Some(postmortem) => postmortem,
            None => fresh()?,
        };
        postmortem.draft = Some(Body::markdown(body));
        postmortem.draft_updated_at = Some(now);
        postmortem.updated_at = now;
        incident.postmortem = Some(postmortem);
        write.update_head(&before, &mut after).await?;
        let saved = PostmortemHappening::DraftSaved { incident: id, body };
        self.commit(write, who, saved).await?;
        Ok(after)
    }

    /// Publishes the draft. Publishing without a changed draft changes nothing; a changed text or time of
    /// what was published leaves a correction, except in its first two minutes.
    ///
    /// `seen` is the version of the incident that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the incident is not in that version any more.
    pub async fn publish_postmortem(
        &self,
        who: &Actor,
        id: &IncidentId,
        how: Publishing,
        seen: Option<&str>,
    ) -> Result<Head, Error> {
        who.allow(Deed::RunIncident)?;
        let reason = checked_reason(how.reason)?;
        let mut write = self.store.begin().await?;
        let before = write.get_head(id).await?;
        let mut after = before.clone();
        let incident = &mut after.facts;
        check_seen(seen, incident)?;
        if incident.is_open() {
            return Err(Error::invalid(
                "incident",
                "must be resolved before its postmortem is published",
            ));
        }
        let now = self.clock.now();
        let published = before.facts.postmortem.as_ref();
        let postmortem = incident.postmortem.as_mut().ok_or(Error::NotFound)?;
        let Some(body) = postmortem.draft.clone().or_else(|| postmortem.body.clone()) else {
            return Err(Error::NotFound);
        };
        if body.text.trim().is_empty() {
            return Err(Error::invalid("body_draft", "can't be blank"));
        }
        if postmortem.body.as_ref() != Some(&body) || postmortem.published_at.is_none() {
            postmortem.body_updated_at = Some(now);
        }
        postmortem.body = Some(body);
        postmortem.published_at = how.published_at.or(postmortem.published_at).or(Some(now));
        postmortem.posted_at = postmortem.posted_at.or(Some(now));
        postmortem.deliver_notifications = how.notify;
        if published == Some(&*postmortem) {
            return Ok(before);
        }
        postmortem.updated_at = now;
        let corrected = corrected(published, postmortem, now);
        if let Some((update_id, amendment)) = corrected {
            postmortem.corrected_at = Some(now);
            self.keep_correction(&mut write, id, update_id, amendment, reason.clone())
                .await?;
        }
        incident.updated_at = incident.updated_at.max(now);
        incident.settle();
        write.update_head(&before, &mut after).await?;
        let published = PostmortemHappening::Published {
            incident: id,
            notify: how.notify,
            reason: reason.as_deref(),
        };
        self.commit(write, who, published).await?;
        Ok(after)
    }

    /// Takes a published postmortem back; its text is a draft again, and earlier texts are forgotten.
    pub async fn revert_postmortem(&self, who: &Actor, id: &IncidentId) -> Result<Head, Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let before = write.get_head(id).await?;
        let mut after = before.clone();
        let incident = &mut after.facts;
        let now = self.clock.now();
        let postmortem = incident.postmortem.as_mut().ok_or(Error::NotFound)?;
        if postmortem.published_at.is_none() {
            return Ok(before);
        }
        if postmortem.draft.is_none() {
            postmortem.draft.clone_from(&postmortem.body);
            postmortem.draft_updated_at = Some(now);
        }
        postmortem.body = None;
        postmortem.body_updated_at = None;
        postmortem.corrected_at = None;
        write.delete_corrections(&postmortem.update_id).await?;
        postmortem.published_at = None;
        postmortem.posted_at = None;
        postmortem.updated_at = now;
        incident.updated_at = incident.updated_at.max(now);
        incident.settle();
        write.update_head(&before, &mut after).await?;
        let reverted = PostmortemHappening::Reverted { incident: id };
        self.commit(write, who, reverted).await?;
        Ok(after)
    }

    /// Removes a postmortem, draft and all.
    pub async fn delete_postmortem(&self, who: &Actor, id: &IncidentId) -> Result<(), Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let before = write.get_head(id).await?;
        let mut after = before.clone();
        let incident = &mut after.facts;
        let gone = incident.postmortem.take().ok_or(Error::NotFound)?;
        write.delete_corrections(&gone.update_id).await?;
        let was_published = gone.published_at.is_some();
        if was_published {
            incident.updated_at = incident.updated_at.max(self.clock.now());
            incident.settle();
        }
        write.update_head(&before, &mut after).await?;
        let deleted = PostmortemHappening::Deleted {
            incident: id,
            was_published,
        };
        self.commit(write, who, deleted).await
    }
}

/// Returns what a new publication corrects: the text or time of one that readers had for two minutes.
fn corrected(
    before: Option<&Postmortem>,
    now_published: &Postmortem,
    now: Ts,
) -> Option<(UpdateId, Amendment)> {
    let before = before?;
    let (was_at, display_at) = (before.published_at?, now_published.published_at?);
    let posted_at = before.posted_at.unwrap_or(was_at);
    let is_same = before.body == now_published.body && was_at == display_at;
    if is_same || correction::is_quiet(posted_at, now) {
        return None;
    }
    let before_it = Version {
        body: before.body.clone()?,
        display_at: was_at,
    };
    let amendment = Amendment::Changed {
        before: before_it,
        display_at,
    };
    Some((before.update_id.clone(), amendment))
}
