//! The deed of writing a postmortem, before readers see anything of it.

use super::version::check_postmortem_seen;
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::happening::PostmortemHappening;
use crate::domain::problem::IncidentProblem;
use crate::domain::{Body, IncidentId, IncidentKind, Permission, Postmortem, UpdateId, text};

impl App {
    /// Saves the draft; readers see nothing of it, and nothing of the incident changes.
    ///
    /// `seen` is the version of the postmortem that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the postmortem is not in that version any more.
    pub async fn save_postmortem_draft(
        &self,
        who: &Actor,
        id: &IncidentId,
        body: &str,
        seen: Option<&str>,
    ) -> Result<Postmortem, Error> {
        who.allow(Permission::RunIncident)?;
        let mut errors = FieldErrors::default();
        errors.check("body_draft", text::check_postmortem(body));
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let incident = write.get_head(id).await?.facts;
        let before = write.find_postmortem(id).await?;
        check_postmortem_seen(seen, before.as_ref())?;
        if incident.kind != IncidentKind::Incident {
            return Err(Error::invalid("incident", IncidentProblem::NoPostmortem));
        }
        let now = self.clock.now();
        let mut postmortem = match before {
            Some(postmortem) => postmortem,
            None => Postmortem::begun(id.clone(), self.new_id(UpdateId::parse)?, now),
        };
        postmortem.draft = Some(Body::markdown(body));
        postmortem.draft_updated_at = Some(now);
        postmortem.updated_at = now;
        write.save_postmortem(&mut postmortem).await?;
        let saved = PostmortemHappening::DraftSaved { incident: id, body };
        self.commit(write, who, saved).await?;
        Ok(postmortem)
    }
}
