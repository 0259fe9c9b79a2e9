//! What an import finds beside what is stored: new, the same, different, or changed here since.

use std::collections::{HashMap, HashSet};

use super::imported::ImportReport;
use crate::app::Error;
use crate::domain::{
    Body, BodyFormat, Component, ComponentId, Incident, IncidentId, Postmortem, Update, UpdateId,
};
use crate::store::Write;

/// Takes over components and groups.
pub(super) async fn import_components(
    write: &mut Write,
    components: &[Component],
    report: &mut ImportReport,
) -> Result<(), Error> {
    let stored: HashMap<ComponentId, Component> = write
        .list_components()
        .await?
        .into_iter()
        .map(|one| (one.id.clone(), one))
        .collect();
    let new = components
        .iter()
        .filter(|component| !stored.contains_key(&component.id));
    let mut seq = write
        .next_seqs(i64::try_from(new.count()).unwrap_or(0))
        .await?;
    let mut changed = Vec::new();
    for component in components {
        let mut component = component.clone();
        let Some(before) = stored.get(&component.id) else {
            component.seq = seq;
            seq += 1;
            changed.push(component);
            report.components.imported += 1;
            continue;
        };
        // Only incidents name it: what is stored knows more.
        if component.archived_at.is_some() {
            report.components.unchanged += 1;
            continue;
        }
        component.seq = before.seq;
        component.hidden = before.hidden;
        component.display = before.display;
        component.revision = before.revision;
        if component == *before {
            report.components.unchanged += 1;
        } else if before.updated_at > component.updated_at && !is_remembered_only(before) {
            report.components.unchanged += 1;
            report.skipped.push(format!(
                "component {} ({}): changed here after the documents were made",
                component.id, component.name
            ));
        } else {
            changed.push(component);
            report.components.updated += 1;
        }
    }
    write.save_components(&changed).await?;
    Ok(())
}

/// Says that a component is here only because incidents of an import name it; staff archive with the same
/// moment for both.
fn is_remembered_only(component: &Component) -> bool {
    component
        .archived_at
        .is_some_and(|at| at != component.updated_at)
}

/// Takes over incidents, newest first, each with its postmortem.
pub(super) async fn import_incidents(
    write: &mut Write,
    incidents: Vec<Incident>,
    postmortems: &mut HashMap<IncidentId, Postmortem>,
    report: &mut ImportReport,
    progress: impl Fn(usize),
) -> Result<(), Error> {
    let ids: Vec<_> = incidents.iter().map(|one| one.id.clone()).collect();
    let mut stored: HashMap<_, _> = write
        .list_incidents_by_id(&ids)
        .await?
        .into_iter()
        .map(|one| (one.id.clone(), one))
        .collect();
    let mut stored_postmortems = write.list_postmortems_of(&ids).await?;
    if let Some(number) = incidents.iter().map(|incident| incident.feed_number).max() {
        write.reserve_feed_number(number).await?;
    }
    // Oldest first, so that numbers grow with time and ties keep the documents' order.
    for (done, mut incident) in (1..).zip(incidents.into_iter().rev()) {
        let mut postmortem = postmortems.remove(&incident.id);
        match stored.remove(&incident.id) {
            None => {
                incident.seq = write.next_seq().await?;
                if incident.feed_number == 0 {
                    incident.feed_number = write.next_feed_number().await?;
                }
                let first = write
                    .next_seqs(i64::try_from(incident.updates.len()).unwrap_or(0))
                    .await?;
                for (seq, update) in (first..).zip(&mut incident.updates) {
                    update.seq = seq;
                }
                report.updates.imported += incident.updates.len();
                report.incidents.imported += 1;
                write
                    .insert_incident(&incident)
                    .await
                    .map_err(|error| match error.into() {
                        Error::Conflict(_) => Error::Conflict(format!(
                            "incident {}: one of its ids belongs to something else here",
                            incident.id
                        )),
                        other => other,
                    })?;
                if let Some(postmortem) = &mut postmortem {
                    write.save_postmortem(postmortem).await?;
                }
            }
            Some(before) => {
                let postmortems = (stored_postmortems.remove(&incident.id), postmortem);
                update_incident(write, &before, incident, postmortems, report).await?;
            }
        }
        progress(done);
    }
    Ok(())
}

async fn update_incident(
    write: &mut Write,
    before: &Incident,
    incident: Incident,
    (stored, postmortem): (Option<Postmortem>, Option<Postmortem>),
    report: &mut ImportReport,
) -> Result<(), Error> {
    if before.updated_at > incident.updated_at {
        report.incidents.unchanged += 1;
        report.updates.unchanged += before.updates.len();
        report.skipped.push(format!(
            "incident {} ({}): changed here after the documents were made",
            incident.id, incident.name
        ));
        return Ok(());
    }
    let postmortem = merge_postmortem(stored.as_ref(), postmortem);
    let mut merged = merge(write, before, incident, report).await?;
    merged.postmortem_published_at = postmortem.as_ref().and_then(|post| post.published_at);
    let is_rewritten = postmortem != stored;
    if !is_rewritten && merged == *before {
        report.incidents.unchanged += 1;
        return Ok(());
    }
    report.incidents.updated += 1;
    if let Some(mut postmortem) = postmortem.filter(|_| is_rewritten) {
        write.save_postmortem(&mut postmortem).await?;
        // What is shown with the incident changes, even if its own facts are the same.
        merged.version += 1;
    }
    write.update_incident(before, &mut merged).await?;
    Ok(())
}

/// Takes the published text of the documents and keeps the draft that is written here.
fn merge_postmortem(before: Option<&Postmortem>, new: Option<Postmortem>) -> Option<Postmortem> {
    let (old, new) = match (before, new) {
        (Some(old), Some(new)) => (old, new),
        (before, new) => return new.or_else(|| before.cloned()),
    };
    // A draft that came with an earlier import gives way to what became of it there.
    let is_newer_there = new.updated_at >= old.updated_at;
    let is_written = |body: &Body| body.format == BodyFormat::Markdown;
    let is_from_there = !old.draft.as_ref().is_some_and(is_written);
    let (draft, draft_updated_at) = match &old.draft {
        None => (new.draft.clone(), new.draft_updated_at),
        Some(_) if is_from_there && is_newer_there => (new.draft.clone(), new.draft_updated_at),
        Some(_) => (old.draft.clone(), old.draft_updated_at),
    };
    Some(Postmortem {
        corrected_at: old.corrected_at,
        draft,
        draft_updated_at,
        created_at: old.created_at.min(new.created_at),
        updated_at: old.updated_at.max(new.updated_at),
        revision: old.revision,
        ..new
    })
}

/// Puts the documents' facts over the stored ones and keeps what only this database knows.
async fn merge(
    write: &mut Write,
    before: &Incident,
    incident: Incident,
    report: &mut ImportReport,
) -> Result<Incident, Error> {
    let mut merged = Incident {
        // The kind decides where it stands and is fixed when it is stored.
        kind: before.kind,
        version: before.version,
        seq: before.seq,
        feed_number: before.feed_number,
        impact_override: before.impact_override,
        started_at: incident.started_at.or(before.started_at),
        detected_at: incident.detected_at.or(before.detected_at),
        restored_at: incident.restored_at.or(before.restored_at),
        next_update_by: before.next_update_by.filter(|_| incident.is_open()),
        update_removed_at: before.update_removed_at,
        window: incident.window.or(before.window),
        plan: before.plan.clone(),
        metadata: before.metadata.clone(),
        component_ids: before.component_ids.clone(),
        updates: before.updates.clone(),
        ..incident
    };
    let known: HashSet<ComponentId> = merged.component_ids.iter().cloned().collect();
    merged.component_ids.extend(
        incident
            .component_ids
            .into_iter()
            .filter(|id| !known.contains(id)),
    );
    let places: HashMap<UpdateId, usize> = (0..)
        .zip(&merged.updates)
        .map(|(place, old)| (old.id.clone(), place))
        .collect();
    for update in incident.updates {
        let old = places
            .get(&update.id)
            .map(|place| &mut merged.updates[*place]);
        match old {
            None => {
                report.updates.imported += 1;
                merged.updates.push(Update {
                    seq: write.next_seq().await?,
                    ..update
                });
            }
            Some(old) => {
                let mut update = Update {
                    seq: old.seq,
                    corrected_at: old.corrected_at,
                    ..update
                };
                if update.body.text == old.body.text {
                    // Documents hold only the text of a posted sentence, so what is stored of it stays.
                    update.body.posted.clone_from(&old.body.posted);
                }
                if *old == update {
                    report.updates.unchanged += 1;
                } else {
                    *old = update;
                    report.updates.updated += 1;
                }
            }
        }
    }
    Ok(merged)
}
