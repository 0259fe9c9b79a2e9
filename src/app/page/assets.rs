//! Files that pages name by a hash stay served for a while after they were replaced.

use std::time::Duration;

use crate::app::clock::{Routine, Running};
use crate::app::{App, Error};
use crate::domain::{ImageKind, PageImage, Settings, Ts};
use crate::publication::assets;
use crate::store::Write;

/// For how long a file is kept after it was last known to be in use, in seconds: a week after its replacement, as each
/// node says once a day what it uses, and may miss a day.
const KEPT_SECS: i64 = 9 * 24 * 60 * 60;

/// Keeps the files of this node's pages once a day.
pub(in crate::app) struct KeepAssets;

impl Routine for KeepAssets {
    fn name(&self) -> &'static str {
        "keep assets"
    }

    fn every(&self) -> Duration {
        Duration::from_hours(24)
    }

    fn run<'a>(&'a self, app: &'a App) -> Running<'a, ()> {
        Box::pin(app.keep_assets())
    }
}

impl App {
    /// Keeps the files that this program's pages name, so that a node of another version has them too, and removes those
    /// that no node used for long.
    pub async fn keep_assets(&self) -> Result<(), Error> {
        let now = self.clock.now();
        let mut write = self.store.begin().await?;
        let settings = write.get_page().await?.settings;
        for asset in assets::assets_in_use(&settings) {
            write.keep_asset(&asset, now).await?;
        }
        let since = now.plus_secs(-KEPT_SECS);
        write.drop_assets_unused_since(since).await?;
        Ok(write.commit_bookkeeping().await?)
    }
}

/// Keeps the stylesheets of the page's colours if an edit replaces one.
pub(super) async fn keep_themes(
    write: &mut Write,
    before: &Settings,
    after: &Settings,
    now: Ts,
) -> Result<(), Error> {
    let (before, after) = (assets::theme(before), assets::theme(after));
    if before != after {
        for theme in before.into_iter().chain(after) {
            write.keep_asset(&theme, now).await?;
        }
    }
    Ok(())
}

/// Keeps an image that is replaced.
pub(super) async fn keep_image(write: &mut Write, image: &PageImage, now: Ts) -> Result<(), Error> {
    Ok(write.keep_asset(&assets::image(image), now).await?)
}

/// Forgets the replaced images of a kind: what is removed is gone at once, as it may have been a mistake.
pub(super) async fn forget_images(write: &mut Write, kind: ImageKind) -> Result<(), Error> {
    Ok(write.drop_assets_below(&assets::images_of(kind)).await?)
}
