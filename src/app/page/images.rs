//! Deeds on the page's images.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::assets::{forget_images, keep_image};
use super::touch_page;
use crate::app::{Actor, App, Error};
use crate::domain::happening::PageHappening;
use crate::domain::{ImageKind, PageImage, Permission};
use crate::entropy::hex;
use crate::images;
use crate::store::Write;

impl App {
    /// Returns the page's images.
    pub async fn list_images(&self, who: &Actor) -> Result<Vec<Arc<PageImage>>, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.list_images(&[]).await?)
    }

    /// Checks an image by its content, cleans it and puts it in the place of the one before. The same
    /// one again changes nothing.
    pub async fn set_image(
        &self,
        who: &Actor,
        kind: ImageKind,
        bytes: Vec<u8>,
    ) -> Result<Arc<PageImage>, Error> {
        who.allow(Permission::ManagePage)?;
        let checked = self.workers.run(|| images::check(kind, &bytes)).await;
        let checked = checked.map_err(|why| Error::invalid(field(kind), why))?;
        let mut write = self.store.begin().await?;
        let before = find(&mut write, kind).await?;
        let now = self.clock.now();
        let image = PageImage {
            kind,
            format: checked.format,
            width: checked.width,
            height: checked.height,
            sha256: hex(&Sha256::digest(&checked.body)),
            body: checked.body.into(),
            changed_at: now,
        };
        if let Some(before) = &before
            && before.sha256 == image.sha256
        {
            return Ok(Arc::clone(before));
        }
        if let Some(before) = &before {
            keep_image(&mut write, before, now).await?;
        }
        write.save_image(&image).await?;
        touch_page(&mut write, now).await?;
        let set = PageHappening::ImageSet {
            before: before.as_deref(),
            after: &image,
        };
        self.commit(write, who, set).await?;
        Ok(Arc::new(image))
    }

    /// Removes an image, and with it those that it replaced: none of them is served any more.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn remove_image(&self, who: &Actor, kind: ImageKind) -> Result<(), Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let before = find(&mut write, kind).await?.ok_or(Error::NotFound)?;
        write.delete_image(kind).await?;
        forget_images(&mut write, kind).await?;
        touch_page(&mut write, self.clock.now()).await?;
        self.commit(write, who, PageHappening::ImageRemoved { image: &before })
            .await
    }
}

async fn find(write: &mut Write, kind: ImageKind) -> Result<Option<Arc<PageImage>>, Error> {
    let all = write.list_images(&[]).await?;
    Ok(all.into_iter().find(|one| one.kind == kind))
}

/// Returns the name of the field that holds an image of the kind.
const fn field(kind: ImageKind) -> &'static str {
    match kind {
        ImageKind::LogoLight => "logo_light",
        ImageKind::LogoDark => "logo_dark",
        ImageKind::Icon => "icon",
    }
}
