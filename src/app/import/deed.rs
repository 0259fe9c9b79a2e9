//! The deed of taking over a page that exists elsewhere.
//!
//! `transfer` reads the foreign documents into an [`Imported`]; this deed compares it with what is stored
//! and writes the difference, a part at a time. A second run finds none.

use std::collections::HashMap;

use super::bounds;
use super::imported::{ImportReport, Imported, ImportedPage};
use super::merge::{import_components, import_incidents};
use crate::app::page::count_changes;
use crate::app::{Actor, App, Error};
use crate::domain::happening::ImportHappening;
use crate::domain::{Page, Permission};
use crate::store::Write;

/// Incidents of one transaction.
const PART: usize = 100;

impl App {
    /// Takes over a page, a part at a time: page, components and the oldest incidents first. Nobody who writes
    /// waits for more than one part. `progress` hears of each incident done.
    ///
    /// On an error the parts before it stay; another run goes on from there. With `dry_run` every part is tried and
    /// then undone.
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
        who.allow(Permission::ManageTeam)?;
        self.workers.run(|| bounds::apply(&mut imported)).await;
        let mut report = ImportReport {
            skipped: std::mem::take(&mut imported.skipped),
            ..ImportReport::default()
        };
        let mut rest = std::mem::take(&mut imported.incidents);
        let mut postmortems: HashMap<_, _> = std::mem::take(&mut imported.postmortems)
            .into_iter()
            .map(|one| (one.incident_id.clone(), one))
            .collect();
        let all = rest.len();
        for part in 0..all.div_ceil(PART).max(1) {
            let oldest = rest.split_off(rest.len().saturating_sub(PART));
            let begun = self.begin_part(&imported, part, dry_run).await?;
            let Some((mut write, mut done)) = begun else {
                return Ok(report);
            };
            let told = |count| progress(part * PART + count);
            let taken = import_incidents(&mut write, oldest, &mut postmortems, &mut done, told);
            let taken = taken.await;
            taken.map_err(|error| in_part(error, part))?;
            if !dry_run && !done.is_unchanged() {
                write.note_undated_change(self.clock.now()).await?;
                let page = write.get_page().await?.id;
                let written = ImportHappening::Imported {
                    page: &page,
                    components_imported: done.components.imported,
                    components_updated: done.components.updated,
                    incidents_imported: done.incidents.imported,
                    incidents_updated: done.incidents.updated,
                };
                self.commit(write, who, written).await?;
            }
            report.add(done);
        }
        Ok(report)
    }

    /// Begins a part. The first one takes page and components over, and so does every one that is only tried, since
    /// the first is undone by then. `None` when there is nothing to do.
    async fn begin_part(
        &self,
        imported: &Imported,
        part: usize,
        dry_run: bool,
    ) -> Result<Option<(Write, ImportReport)>, Error> {
        let mut write = self.store.begin().await?;
        let mut done = ImportReport::default();
        if part > 0 && !dry_run {
            return Ok(Some((write, done)));
        }
        let is_empty = write.is_empty().await?;
        // Of two processes that fill an empty database with the demo, the second finds it filled.
        if imported.is_demo && !is_empty {
            return Ok(None);
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
        done.page_changed = page != before;
        if done.page_changed {
            count_changes(&before, &mut page);
            write.update_page(&page).await?;
        }
        import_components(&mut write, &imported.components, &mut done).await?;
        if part > 0 {
            done = ImportReport::default();
        }
        Ok(Some((write, done)))
    }
}

/// Says with an error that the parts before it are there.
fn in_part(error: Error, part: usize) -> Error {
    match error {
        Error::Conflict(why) if part > 0 => Error::Conflict(format!(
            "{why}; the {} incidents before it are imported, and another run goes on from there",
            part * PART
        )),
        other => other,
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
