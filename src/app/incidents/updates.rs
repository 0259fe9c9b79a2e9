//! Deeds on single updates: correct, remove. What readers had for two minutes leaves a correction.

use super::open::check_seen;
use crate::app::{Actor, App, Error, FieldErrors, set};
use crate::domain::happening::IncidentHappening;
use crate::domain::incidents::correction;
use crate::domain::incidents::correction::{Amendment, Version};
use crate::domain::{Body, Correction, Incident, IncidentId, Permission, Ts, UpdateId, text};
use crate::store::Write;

/// A correction of one update; `None` leaves a thing as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateEdit {
    /// The text.
    pub body: Option<String>,
    /// When it happened.
    pub display_at: Option<Ts>,
    /// Whether subscribers are told.
    pub deliver_notifications: Option<bool>,
    /// Why; shown with the correction.
    pub reason: Option<String>,
}

impl App {
    /// Corrects the text, time or notification of one update. A changed text or time leaves a correction,
    /// except in the update's first two minutes.
    ///
    /// `seen` is the version of the incident that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Stale`] when the incident is not in that version any more.
    pub async fn edit_update(
        &self,
        who: &Actor,
        id: &IncidentId,
        update_id: &UpdateId,
        edit: UpdateEdit,
        seen: Option<&str>,
    ) -> Result<Incident, Error> {
        who.allow(Permission::RunIncident)?;
        let reason = checked_reason(edit.reason)?;
        let mut errors = FieldErrors::default();
        if let Some(body) = &edit.body {
            errors.check("body", text::check_body(body));
        }
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let before = write.get_incident(id).await?;
        check_seen(seen, &before)?;
        let now = self.clock.now();
        let mut incident = before.clone();
        let update = incident
            .updates
            .iter_mut()
            .find(|update| update.id == *update_id)
            .ok_or(Error::NotFound)?;
        let old = update.clone();
        if let Some(body) = edit.body
            && body != update.body.text
        {
            update.body = Body::markdown(body);
        }
        set(&mut update.display_at, edit.display_at);
        set(
            &mut update.details.deliver_notifications,
            edit.deliver_notifications,
        );
        if *update == old {
            return Ok(incident);
        }
        update.updated_at = now;
        let display_at = update.display_at;
        let is_mended = update.body != old.body || display_at != old.display_at;
        if is_mended && !correction::is_quiet(old.created_at, now) {
            update.corrected_at = Some(now);
            let amendment = Amendment::Changed {
                before: Version {
                    body: old.body.clone(),
                    display_at: old.display_at,
                },
                display_at,
            };
            let update_id = old.id.clone();
            self.keep_correction(&mut write, id, update_id, amendment, reason.clone())
                .await?;
        }
        let after = update.clone();
        if display_at != old.display_at {
            incident.retime();
        }
        incident.updated_at = incident.updated_at.max(now);
        write.update_incident(&before, &mut incident).await?;
        let corrected = IncidentHappening::UpdateCorrected {
            incident: id,
            before: &old,
            after: &after,
            reason: reason.as_deref(),
        };
        self.commit(write, who, corrected).await?;
        Ok(incident)
    }

    /// Removes an update that is not the only one; state, times and history follow what remains, and
    /// components keep the status they have. Readers are told that it was removed, except in its first two
    /// minutes; its text, and what corrections kept of it, is forgotten.
    ///
    /// `seen` is the version of the incident that the caller read, if it insists on it.
    ///
    /// # Errors
    /// [`Error::Conflict`] for the only update, [`Error::Stale`] when the incident is not in that version any
    /// more.
    pub async fn delete_update(
        &self,
        who: &Actor,
        id: &IncidentId,
        update_id: &UpdateId,
        reason: Option<String>,
        seen: Option<&str>,
    ) -> Result<Incident, Error> {
        who.allow(Permission::RunIncident)?;
        let reason = checked_reason(reason)?;
        let mut write = self.store.begin().await?;
        let before = write.get_incident(id).await?;
        check_seen(seen, &before)?;
        if !before.updates.iter().any(|one| one.id == *update_id) {
            return Err(Error::NotFound);
        }
        let mut incident = before.clone();
        let gone = incident.take_out(update_id).ok_or_else(|| {
            let why = "the only update of an incident can't be removed: remove the incident";
            Error::Conflict(why.to_owned())
        })?;
        let now = self.clock.now();
        write.delete_corrections(update_id).await?;
        if !correction::is_quiet(gone.created_at, now) {
            incident.update_removed_at = Some(now);
            let amendment = Amendment::Removed {
                display_at: gone.display_at,
            };
            let update_id = gone.id.clone();
            self.keep_correction(&mut write, id, update_id, amendment, reason.clone())
                .await?;
        }
        incident.updated_at = incident.updated_at.max(now);
        write.update_incident(&before, &mut incident).await?;
        let removed = IncidentHappening::UpdateRemoved {
            before: &before,
            after: &incident,
            update: &gone,
            reason: reason.as_deref(),
        };
        self.commit(write, who, removed).await?;
        Ok(incident)
    }

    /// Stores a correction in the deed's own transaction.
    pub(in crate::app) async fn keep_correction(
        &self,
        write: &mut Write,
        incident: &IncidentId,
        update_id: UpdateId,
        amendment: Amendment,
        reason: Option<String>,
    ) -> Result<(), Error> {
        let correction = Correction {
            seq: write.next_seq().await?,
            update_id,
            amendment,
            reason,
            corrected_at: self.clock.now(),
        };
        write.insert_correction(incident, &correction).await?;
        Ok(())
    }
}

/// Returns a reason as one paragraph; blank is none.
pub(in crate::app) fn checked_reason(given: Option<String>) -> Result<Option<String>, Error> {
    let reason = text::one_paragraph(&given.unwrap_or_default());
    let mut errors = FieldErrors::default();
    errors.check("reason", text::check_reason(&reason));
    errors.into_result()?;
    Ok((!reason.is_empty()).then_some(reason))
}
