//! Deeds on what readers see of a postmortem: publish, take back, remove.

use super::version::check_postmortem_seen;
use crate::app::incidents::checked_reason;
use crate::app::{Actor, App, Error};
use crate::domain::happening::PostmortemHappening;
use crate::domain::incidents::correction;
use crate::domain::incidents::correction::{Amendment, Version};
use crate::domain::problem::{IncidentProblem, TextProblem};
use crate::domain::{IncidentHead, IncidentId, Permission, Postmortem, Ts, UpdateId};
use crate::store::Write;

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
    /// Publishes the draft. Publishing without a changed draft changes nothing; a changed text or time of
    /// what was published leaves a correction, except in its first two minutes.
    ///
    /// `seen` is the version of the postmortem that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the postmortem is not in that version any more.
    pub async fn publish_postmortem(
        &self,
        who: &Actor,
        id: &IncidentId,
        how: Publishing,
        seen: Option<&str>,
    ) -> Result<Postmortem, Error> {
        who.allow(Permission::RunIncident)?;
        let reason = checked_reason(how.reason)?;
        let mut write = self.store.begin().await?;
        let head = write.get_head(id).await?;
        let found = write.find_postmortem(id).await?;
        check_postmortem_seen(seen, found.as_ref())?;
        if head.facts.is_open() {
            return Err(Error::invalid("incident", IncidentProblem::NotResolved));
        }
        let now = self.clock.now();
        let before = found.ok_or(Error::NotFound)?;
        let mut postmortem = before.clone();
        let Some(body) = postmortem.draft.clone().or_else(|| postmortem.body.clone()) else {
            return Err(Error::NotFound);
        };
        if body.text.trim().is_empty() {
            return Err(Error::invalid("body_draft", TextProblem::Blank));
        }
        if postmortem.body.as_ref() != Some(&body) || postmortem.published_at.is_none() {
            postmortem.body_updated_at = Some(now);
        }
        postmortem.body = Some(body);
        postmortem.published_at = how.published_at.or(postmortem.published_at).or(Some(now));
        postmortem.posted_at = postmortem.posted_at.or(Some(now));
        postmortem.deliver_notifications = how.notify;
        if postmortem == before {
            return Ok(before);
        }
        postmortem.updated_at = now;
        if let Some((update_id, amendment)) = corrected(&before, &postmortem, now) {
            postmortem.corrected_at = Some(now);
            self.keep_correction(&mut write, id, update_id, amendment, reason.clone())
                .await?;
        }
        write.save_postmortem(&mut postmortem).await?;
        follow(&mut write, head, postmortem.published_at, now).await?;
        let published = PostmortemHappening::Published {
            incident: id,
            notify: how.notify,
            reason: reason.as_deref(),
        };
        self.commit(write, who, published).await?;
        Ok(postmortem)
    }

    /// Takes a published postmortem back; its text is a draft again, and earlier texts are forgotten.
    ///
    /// `seen` is the version of the postmortem that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the postmortem is not in that version any more.
    pub async fn revert_postmortem(
        &self,
        who: &Actor,
        id: &IncidentId,
        seen: Option<&str>,
    ) -> Result<Postmortem, Error> {
        who.allow(Permission::RunIncident)?;
        let mut write = self.store.begin().await?;
        let head = write.get_head(id).await?;
        let found = write.find_postmortem(id).await?;
        check_postmortem_seen(seen, found.as_ref())?;
        let mut postmortem = found.ok_or(Error::NotFound)?;
        let now = self.clock.now();
        if !postmortem.is_published() {
            return Ok(postmortem);
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
        write.save_postmortem(&mut postmortem).await?;
        follow(&mut write, head, None, now).await?;
        let reverted = PostmortemHappening::Reverted { incident: id };
        self.commit(write, who, reverted).await?;
        Ok(postmortem)
    }

    /// Removes a postmortem, draft and all.
    ///
    /// `seen` is the version of the postmortem that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the postmortem is not in that version any more.
    pub async fn delete_postmortem(
        &self,
        who: &Actor,
        id: &IncidentId,
        seen: Option<&str>,
    ) -> Result<(), Error> {
        who.allow(Permission::RunIncident)?;
        let mut write = self.store.begin().await?;
        let head = write.get_head(id).await?;
        let found = write.find_postmortem(id).await?;
        check_postmortem_seen(seen, found.as_ref())?;
        let gone = found.ok_or(Error::NotFound)?;
        write.delete_corrections(&gone.update_id).await?;
        write.delete_postmortem(id).await?;
        let was_published = gone.is_published();
        if was_published {
            follow(&mut write, head, None, self.clock.now()).await?;
        }
        let deleted = PostmortemHappening::Deleted {
            incident: id,
            was_published,
        };
        self.commit(write, who, deleted).await
    }
}

/// Makes an incident follow what readers see of its postmortem: its state, its place in the feeds, its date.
async fn follow(
    write: &mut Write,
    mut head: IncidentHead,
    published_at: Option<Ts>,
    now: Ts,
) -> Result<(), Error> {
    let incident = &mut head.facts;
    incident.postmortem_published_at = published_at;
    incident.updated_at = incident.updated_at.max(now);
    incident.settle();
    Ok(write.renew_head(&mut head).await?)
}

/// Returns what a new publication corrects: the text or time of one that readers had for two minutes.
fn corrected(
    before: &Postmortem,
    now_published: &Postmortem,
    now: Ts,
) -> Option<(UpdateId, Amendment)> {
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
