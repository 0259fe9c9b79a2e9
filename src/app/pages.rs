//! Deeds on the page itself.

use serde_json::json;

use super::{Actor, App, Error, FieldErrors};
use crate::domain::role::Deed;
use crate::domain::{Page, PageId, Ts, text};
use crate::store::{AuditEntry, Write};
use crate::zone::Zone;

/// What to change on the page; `None` leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageEdit {
    /// The name readers see.
    pub name: Option<String>,
    /// IANA name of its zone.
    pub time_zone: Option<String>,
    /// Its public address; checked by the caller.
    pub url: Option<String>,
}

/// The name of a page that nobody has named yet.
const UNNAMED: &str = "Status";

impl App {
    /// Makes the page of a fresh database. On any other it changes nothing.
    pub(super) async fn ensure_page(&self) -> Result<(), Error> {
        if self.store.read().await?.find_page().await?.is_some() {
            return Ok(());
        }
        let mut write = self.store.begin().await?;
        if write.find_page().await?.is_some() {
            return Ok(());
        }
        let now = self.clock.now();
        let page = Page {
            id: self.new_id(PageId::parse)?,
            name: UNNAMED.to_owned(),
            time_zone: "UTC".to_owned(),
            url: None,
            feed_host: None,
            is_demo: false,
            created_at: now,
            updated_at: now,
        };
        write.insert_page(&page).await?;
        let entry = AuditEntry {
            at: now,
            actor: "first start".to_owned(),
            door: "start".to_owned(),
            address: None,
            action: "page.create".to_owned(),
            subject: page.id.to_string(),
            detail: "{}".to_owned(),
        };
        write.commit(&entry).await?;
        Ok(())
    }

    /// Returns the page.
    pub async fn show_page(&self, who: &Actor) -> Result<Page, Error> {
        who.allow(Deed::Read)?;
        Ok(self.store.read().await?.get_page().await?)
    }

    /// Changes the page's settings. Nothing is written when nothing changes.
    pub async fn edit_page(&self, who: &Actor, edit: &PageEdit) -> Result<Page, Error> {
        who.allow(Deed::ManagePage)?;
        let mut errors = FieldErrors::default();
        if let Some(name) = &edit.name {
            errors.check("name", text::check_name(name));
        }
        let zone = edit.time_zone.as_deref().map(Zone::find).transpose();
        let zone = zone.unwrap_or_else(|unknown| {
            errors.add("time_zone", unknown.to_string());
            None
        });
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let before = write.get_page().await?;
        let mut page = before.clone();
        if let Some(name) = &edit.name {
            page.name.clone_from(name);
        }
        if let Some(zone) = &zone {
            zone.name().clone_into(&mut page.time_zone);
        }
        if let Some(url) = &edit.url {
            page.url = Some(url.clone());
        }
        if page == before {
            return Ok(page);
        }
        page.updated_at = self.clock.now();
        write.update_page(&page).await?;
        let detail = json!({
            "name": [before.name, page.name],
            "time_zone": [before.time_zone, page.time_zone],
            "url": [before.url, page.url],
        });
        self.commit(write, who, "page.edit", page.id.as_str(), detail)
            .await?;
        Ok(page)
    }

    /// Fixes the host in the ids of feed entries at first start, so that they never change afterwards.
    pub async fn ensure_feed_host(&self, who: &Actor, host: &str) -> Result<(), Error> {
        let page = self.store.read().await?.get_page().await?;
        if page.feed_host.is_some() {
            return Ok(());
        }
        let mut write = self.store.begin().await?;
        let mut page = write.get_page().await?;
        if page.feed_host.is_some() {
            return Ok(());
        }
        page.feed_host = Some(host.to_owned());
        write.update_page(&page).await?;
        let detail = json!({ "feed_host": host });
        self.commit(write, who, "page.fix_feed_host", page.id.as_str(), detail)
            .await
    }
}

/// Notes on the page that something left it, which no document that remains would show.
pub(super) async fn touch_page(write: &mut Write, now: Ts) -> Result<(), Error> {
    let mut page = write.get_page().await?;
    page.updated_at = page.updated_at.max(now);
    write.update_page(&page).await?;
    Ok(())
}
