//! The deed of taking over a page that exists elsewhere.
//!
//! `transfer` reads the foreign documents into an [`Imported`]; this deed compares it with what is stored
//! and writes the difference in one transaction. A second run finds none.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::{Actor, App, Error, import_bounds};
use crate::domain::role::Deed;
use crate::domain::{
    Component, ComponentId, Incident, Page, PageId, Postmortem, Ts, Update, UpdateId,
};
use crate::store::Write;

/// The page's own facts in the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedPage {
    /// Its id.
    pub id: PageId,
    /// Its name, where the documents have one.
    pub name: Option<String>,
    /// IANA name of its zone, where the documents have one.
    pub time_zone: Option<String>,
    /// The last change that the documents know of.
    pub updated_at: Option<Ts>,
    /// Host of its feed ids.
    pub feed_host: Option<String>,
}

/// A page read from elsewhere, in our own terms.
///
/// `seq` of components and incidents, and `feed_number` 0, are given when they are stored.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The page; `None` for a bare list of incidents.
    pub page: Option<ImportedPage>,
    /// Says that everything is made up.
    pub is_demo: bool,
    /// Components and groups in the documents' order.
    pub components: Vec<Component>,
    /// Incidents and maintenances, newest first, ties as in the documents.
    pub incidents: Vec<Incident>,
    /// What the reader left out, and why.
    pub skipped: Vec<String>,
}

/// How many of a kind were new, the same, different, left alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Stored now.
    pub imported: usize,
    /// The same as before.
    pub unchanged: usize,
    /// Different, and written.
    pub updated: usize,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Components and groups.
    pub components: ImportCounts,
    /// Incidents and maintenances.
    pub incidents: ImportCounts,
    /// Updates of incidents.
    pub updates: ImportCounts,
    /// Whether the page itself took id, name or zone.
    pub page_changed: bool,
    /// What was left out, and why.
    pub skipped: Vec<String>,
}

impl ImportReport {
    /// Says that nothing was, or would be, written.
    pub fn is_unchanged(&self) -> bool {
        let same = |counts: &ImportCounts| counts.imported == 0 && counts.updated == 0;
        !self.page_changed && same(&self.components) && same(&self.incidents) && same(&self.updates)
    }
}

impl App {
    /// Takes over a page: all of it or, on an error, nothing. `progress` hears of each incident done.
    ///
    /// With `dry_run` everything is tried and then undone.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the database holds a page with another id.
    pub async fn import(
        &self,
        who: &Actor,
        mut imported: Imported,
        dry_run: bool,
        progress: impl Fn(usize) + Send,
    ) -> Result<ImportReport, Error> {
        who.allow(Deed::ManageTeam)?;
        self.workers
            .run(|| import_bounds::apply(&mut imported))
            .await;
        let mut write = self.store.begin().await?;
        let mut report = ImportReport {
            skipped: imported.skipped,
            ..ImportReport::default()
        };
        let is_empty = write.is_empty().await?;
        // Of two processes that fill an empty database with the demo, the second finds it filled.
        if imported.is_demo && !is_empty {
            return Ok(report);
        }
        let before = write.get_page().await?;
        let mut page = before.clone();
        if let Some(from) = &imported.page {
            if !is_empty && from.id != page.id {
                return Err(Error::Conflict(format!(
                    "the documents are of page {}, but this database holds page {} ({})",
                    from.id, page.id, page.name
                )));
            }
            take_page(&mut page, from, is_empty);
        }
        page.is_demo |= imported.is_demo;
        report.page_changed = page != before;
        if report.page_changed {
            write.update_page(&page).await?;
        }
        import_components(&mut write, imported.components, &mut report).await?;
        import_incidents(&mut write, imported.incidents, &mut report, progress).await?;
        if dry_run || report.is_unchanged() {
            return Ok(report);
        }
        let detail = json!({
            "components": [report.components.imported, report.components.updated],
            "incidents": [report.incidents.imported, report.incidents.updated],
        });
        self.commit(write, who, "page.import", page.id.as_str(), detail)
            .await?;
        Ok(report)
    }
}

fn take_page(page: &mut Page, from: &ImportedPage, is_empty: bool) {
    if is_empty {
        page.id = from.id.clone();
        if let Some(name) = &from.name {
            page.name.clone_from(name);
        }
        if let Some(zone) = &from.time_zone {
            page.time_zone.clone_from(zone);
        }
        if let Some(at) = from.updated_at {
            page.updated_at = at;
        }
        if from.feed_host.is_some() {
            page.feed_host.clone_from(&from.feed_host);
        }
    } else if let Some(at) = from.updated_at {
        page.updated_at = page.updated_at.max(at);
    }
}

async fn import_components(
    write: &mut Write,
    components: Vec<Component>,
    report: &mut ImportReport,
) -> Result<(), Error> {
    let stored: HashMap<ComponentId, Component> = write
        .list_components()
        .await?
        .into_iter()
        .map(|one| (one.id.clone(), one))
        .collect();
    for mut it in components {
        let Some(before) = stored.get(&it.id) else {
            it.seq = write.next_seq().await?;
            write.save_component(&it).await?;
            report.components.imported += 1;
            continue;
        };
        // Seen in incidents only: whatever is stored knows more.
        if it.archived_at.is_some() {
            report.components.unchanged += 1;
            continue;
        }
        it.seq = before.seq;
        it.hidden = before.hidden;
        it.display = before.display;
        if it == *before {
            report.components.unchanged += 1;
        } else if before.updated_at > it.updated_at && !is_remembered_only(before) {
            report.components.unchanged += 1;
            report.skipped.push(format!(
                "component {} ({}): changed here after the documents were made",
                it.id, it.name
            ));
        } else {
            write.save_component(&it).await?;
            report.components.updated += 1;
        }
    }
    Ok(())
}

/// Says that a component is here only because incidents of an import name it; staff archive with the same
/// moment for both.
fn is_remembered_only(one: &Component) -> bool {
    one.archived_at.is_some_and(|at| at != one.updated_at)
}

async fn import_incidents(
    write: &mut Write,
    incidents: Vec<Incident>,
    report: &mut ImportReport,
    progress: impl Fn(usize) + Send,
) -> Result<(), Error> {
    let ids: Vec<_> = incidents.iter().map(|one| one.id.clone()).collect();
    let mut stored: HashMap<_, _> = write
        .list_incidents_by_id(&ids)
        .await?
        .into_iter()
        .map(|one| (one.id.clone(), one))
        .collect();
    for it in &incidents {
        if it.feed_number > 0 {
            write.reserve_feed_number(it.feed_number).await?;
        }
    }
    // Oldest first, so that numbers grow with time and ties keep the documents' order.
    for (done, mut it) in (1..).zip(incidents.into_iter().rev()) {
        match stored.remove(&it.id) {
            None => {
                it.seq = write.next_seq().await?;
                if it.feed_number == 0 {
                    it.feed_number = write.next_feed_number().await?;
                }
                let first = write
                    .next_seqs(i64::try_from(it.updates.len()).unwrap_or(0))
                    .await?;
                for (seq, update) in (first..).zip(&mut it.updates) {
                    update.seq = seq;
                }
                report.updates.imported += it.updates.len();
                report.incidents.imported += 1;
                write
                    .insert_incident(&it)
                    .await
                    .map_err(|error| match error.into() {
                        Error::Conflict(_) => Error::Conflict(format!(
                            "incident {}: one of its ids belongs to something else here",
                            it.id
                        )),
                        other => other,
                    })?;
            }
            Some(before) => update_incident(write, &before, it, report).await?,
        }
        progress(done);
    }
    Ok(())
}

async fn update_incident(
    write: &mut Write,
    before: &Incident,
    it: Incident,
    report: &mut ImportReport,
) -> Result<(), Error> {
    if before.updated_at > it.updated_at {
        report.incidents.unchanged += 1;
        report.updates.unchanged += before.updates.len();
        report.skipped.push(format!(
            "incident {} ({}): changed here after the documents were made",
            it.id, it.name
        ));
        return Ok(());
    }
    let mut merged = merge(write, before, it, report).await?;
    if merged == *before {
        report.incidents.unchanged += 1;
    } else {
        write.update_incident(before, &mut merged).await?;
        report.incidents.updated += 1;
    }
    Ok(())
}

/// Takes the published text of the documents and keeps the draft that is written here.
fn merge_postmortem(before: Option<&Postmortem>, it: Option<Postmortem>) -> Option<Postmortem> {
    let (Some(old), Some(new)) = (before, &it) else {
        return it.or_else(|| before.cloned());
    };
    Some(Postmortem {
        corrected_at: old.corrected_at,
        draft: old.draft.clone(),
        draft_updated_at: old.draft_updated_at,
        created_at: old.created_at.min(new.created_at),
        updated_at: old.updated_at.max(new.updated_at),
        ..new.clone()
    })
}

/// Puts the documents' facts over the stored ones and keeps what only this database knows.
async fn merge(
    write: &mut Write,
    before: &Incident,
    it: Incident,
    report: &mut ImportReport,
) -> Result<Incident, Error> {
    let mut merged = Incident {
        // The kind decides where it stands and is fixed when it is stored.
        kind: before.kind,
        version: before.version,
        seq: before.seq,
        feed_number: before.feed_number,
        impact_override: before.impact_override,
        started_at: it.started_at.or(before.started_at),
        detected_at: it.detected_at.or(before.detected_at),
        restored_at: it.restored_at.or(before.restored_at),
        next_update_by: before.next_update_by.filter(|_| it.is_open()),
        update_removed_at: before.update_removed_at,
        window: it.window.or(before.window),
        plan: before.plan.clone(),
        metadata: before.metadata.clone(),
        component_ids: before.component_ids.clone(),
        updates: before.updates.clone(),
        postmortem: merge_postmortem(before.postmortem.as_ref(), it.postmortem.clone()),
        ..it
    };
    let known: HashSet<ComponentId> = merged.component_ids.iter().cloned().collect();
    merged.component_ids.extend(
        it.component_ids
            .into_iter()
            .filter(|id| !known.contains(id)),
    );
    let places: HashMap<UpdateId, usize> = (0..)
        .zip(&merged.updates)
        .map(|(place, old)| (old.id.clone(), place))
        .collect();
    for update in it.updates {
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
                let update = Update {
                    seq: old.seq,
                    corrected_at: old.corrected_at,
                    ..update
                };
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
