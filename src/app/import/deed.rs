//! The deed of taking over a page that exists elsewhere.
//!
//! `transfer` reads the foreign documents into an [`Imported`]; this deed compares it with what is stored
//! and writes the difference, a part at a time. A second run finds none.

use serde_json::json;

use super::bounds;
use super::merge::{import_components, import_incidents};
use crate::app::{Actor, App, Error};
use crate::domain::{Component, Deed, Incident, Page, PageId, Ts};
use crate::store::Write;

/// Incidents of one transaction.
const PART: usize = 100;

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

impl ImportCounts {
    const fn add(&mut self, part: Self) {
        self.imported += part.imported;
        self.unchanged += part.unchanged;
        self.updated += part.updated;
    }
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

    fn add(&mut self, part: Self) {
        self.components.add(part.components);
        self.incidents.add(part.incidents);
        self.updates.add(part.updates);
        self.page_changed |= part.page_changed;
        self.skipped.extend(part.skipped);
    }
}

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
        who.allow(Deed::ManageTeam)?;
        self.workers.run(|| bounds::apply(&mut imported)).await;
        let mut report = ImportReport {
            skipped: std::mem::take(&mut imported.skipped),
            ..ImportReport::default()
        };
        let mut rest = std::mem::take(&mut imported.incidents);
        let all = rest.len();
        for part in 0..all.div_ceil(PART).max(1) {
            let oldest = rest.split_off(rest.len().saturating_sub(PART));
            let begun = self.begin_part(&imported, part, dry_run).await?;
            let Some((mut write, mut done)) = begun else {
                return Ok(report);
            };
            let told = |count| progress(part * PART + count);
            let taken = import_incidents(&mut write, oldest, &mut done, told).await;
            taken.map_err(|error| in_part(error, part))?;
            if !dry_run && !done.is_unchanged() {
                let detail = json!({
                    "components_imported": done.components.imported,
                    "components_updated": done.components.updated,
                    "incidents_imported": done.incidents.imported,
                    "incidents_updated": done.incidents.updated,
                });
                write.note_undated_change(self.clock.now()).await?;
                let page = write.get_page().await?.id;
                self.commit(write, who, "page.import", page.as_str(), detail)
                    .await?;
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
