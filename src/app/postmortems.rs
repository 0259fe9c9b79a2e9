//! Deeds on postmortems.

use serde_json::json;

use super::{Actor, App, Error, FieldErrors};
use crate::domain::role::Deed;
use crate::domain::{Body, Incident, IncidentId, Kind, Postmortem, Ts, UpdateId, text};

impl App {
    /// Saves the draft; readers see nothing of it, and nothing public changes.
    pub async fn save_postmortem_draft(
        &self,
        who: &Actor,
        id: &IncidentId,
        body: &str,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut errors = FieldErrors::default();
        errors.check("body_draft", text::check_postmortem(body));
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let mut incident = write.get_incident(id).await?;
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
        write.update_incident(&incident).await?;
        let detail = json!({ "chars": body.chars().count() });
        self.commit(write, who, "postmortem.save_draft", id.as_str(), detail)
            .await?;
        Ok(incident)
    }

    /// Publishes the draft. A first publication gets `published_at`, or now; a later one keeps it unless
    /// it is given. Publishing without a changed draft changes nothing.
    pub async fn publish_postmortem(
        &self,
        who: &Actor,
        id: &IncidentId,
        notify: bool,
        published_at: Option<Ts>,
    ) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let mut incident = write.get_incident(id).await?;
        if incident.is_open() {
            return Err(Error::invalid(
                "incident",
                "must be resolved before its postmortem is published",
            ));
        }
        let now = self.clock.now();
        let before = incident.clone();
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
        postmortem.published_at = published_at.or(postmortem.published_at).or(Some(now));
        postmortem.posted_at = postmortem.posted_at.or(Some(now));
        postmortem.deliver_notifications = notify;
        if incident == before {
            return Ok(incident);
        }
        if let Some(postmortem) = &mut incident.postmortem {
            postmortem.updated_at = now;
        }
        incident.updated_at = incident.updated_at.max(now);
        incident.settle();
        write.update_incident(&incident).await?;
        let detail = json!({ "notify": notify });
        self.commit(write, who, "postmortem.publish", id.as_str(), detail)
            .await?;
        Ok(incident)
    }

    /// Takes a published postmortem back; its text is a draft again.
    pub async fn revert_postmortem(&self, who: &Actor, id: &IncidentId) -> Result<Incident, Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let mut incident = write.get_incident(id).await?;
        let now = self.clock.now();
        let postmortem = incident.postmortem.as_mut().ok_or(Error::NotFound)?;
        if postmortem.published_at.is_none() {
            return Ok(incident);
        }
        if postmortem.draft.is_none() {
            postmortem.draft = postmortem.body.clone();
            postmortem.draft_updated_at = Some(now);
        }
        postmortem.body = None;
        postmortem.body_updated_at = None;
        postmortem.published_at = None;
        postmortem.posted_at = None;
        postmortem.updated_at = now;
        incident.updated_at = incident.updated_at.max(now);
        incident.settle();
        write.update_incident(&incident).await?;
        self.commit(write, who, "postmortem.revert", id.as_str(), json!({}))
            .await?;
        Ok(incident)
    }

    /// Removes a postmortem, draft and all.
    pub async fn delete_postmortem(&self, who: &Actor, id: &IncidentId) -> Result<(), Error> {
        who.allow(Deed::RunIncident)?;
        let mut write = self.store.begin().await?;
        let mut incident = write.get_incident(id).await?;
        let gone = incident.postmortem.take().ok_or(Error::NotFound)?;
        if gone.published_at.is_some() {
            incident.updated_at = incident.updated_at.max(self.clock.now());
            incident.settle();
        }
        write.update_incident(&incident).await?;
        self.commit(write, who, "postmortem.delete", id.as_str(), json!({}))
            .await
    }
}
