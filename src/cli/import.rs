//! `candor import`.

use std::io::IsTerminal;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Failure, actor, open, say};
use crate::app::{App, ImportCounts, ImportReport};
use crate::config::DatabaseConfig;
use crate::transfer::statuspage;

/// Take over a page from elsewhere.
#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Read the Status API documents of a Statuspage page
    ///
    /// Takes what is there of summary.json, components.json, incidents.json,
    /// scheduled-maintenances.json and history.atom. A second run changes nothing.
    Statuspage {
        /// A folder with the documents, or the address of the page
        #[arg(value_name = "DIR|URL")]
        source: String,
        /// Say what would be done, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
}

impl Import {
    pub(super) async fn run(self, database: &DatabaseConfig) -> Result<(), Failure> {
        let Self::Statuspage { source, dry_run } = self;
        let imported = statuspage::read(&source).await?;
        let location = database.location()?;
        let is_new = !location.is_there();
        let (app, store) = open(database).await?;
        let bar = progress_bar(imported.incidents.len());
        let report = app
            .import(&actor(), imported, dry_run, |done| {
                bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
            })
            .await;
        bar.finish_and_clear();
        // A database that was made for an import that wrote nothing is removed again.
        let wrote_nothing = dry_run || report.is_err();
        let is_left_empty = is_new && wrote_nothing && is_empty(&app).await;
        store.close().await;
        if is_left_empty {
            location.remove()?;
        }
        print(&report?, dry_run)
    }
}

/// Says whether neither a person nor anything of the page is stored; `false` if that cannot be told.
async fn is_empty(app: &App) -> bool {
    match app.reads().read().await {
        Ok(mut read) => {
            let has_nobody = app.count_people().await.is_ok_and(|count| count == 0);
            has_nobody && read.is_empty().await.unwrap_or(false)
        }
        Err(_) => false,
    }
}

fn progress_bar(incidents: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} incidents")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(incidents).unwrap_or(u64::MAX)).with_style(style)
}

fn print(report: &ImportReport, dry_run: bool) -> Result<(), Failure> {
    for line in &report.skipped {
        say(&format!("skipped: {line}"))?;
    }
    if dry_run {
        say("Dry run: nothing was written. It would be:")?;
    }
    let page = ImportCounts {
        updated: usize::from(report.page_changed),
        unchanged: usize::from(!report.page_changed),
        imported: 0,
    };
    for (name, counts) in [
        ("page", page),
        ("components", report.components),
        ("incidents", report.incidents),
        ("updates", report.updates),
    ] {
        say(&format!(
            "{name:<11} {:>6} imported {:>6} unchanged {:>6} updated",
            counts.imported, counts.unchanged, counts.updated
        ))?;
    }
    say(&format!("{:<11} {:>6}", "skipped", report.skipped.len()))?;
    if report.is_unchanged() {
        say(if report.skipped.is_empty() {
            "Nothing changed: everything was here already."
        } else {
            "Nothing changed: everything that is not skipped was here already."
        })?;
    }
    Ok(())
}
