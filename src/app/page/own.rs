//! Deeds on the page itself.

use super::assets::keep_themes;
use super::{PageEdit, settings};
use crate::app::audit::entry;
use crate::app::{Actor, App, Error, FieldErrors, new_id, set};
use crate::clock::Clock;
use crate::domain::happening::{Happening, PageHappening};
use crate::domain::{Page, PageId, Permission, SettingRevisions, Settings, Ts};
use crate::entropy::Entropy;
use crate::store::{Store, Write};
use crate::zone::Zone;

/// The name of a page that nobody has named yet.
const UNNAMED: &str = "Status";

/// Makes the page of a fresh database. On any other it changes nothing.
pub(in crate::app) async fn ensure_page(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
) -> Result<(), Error> {
    if store.read().await?.find_page().await?.is_some() {
        return Ok(());
    }
    let mut write = store.begin().await?;
    if write.find_page().await?.is_some() {
        return Ok(());
    }
    let now = clock.now();
    let page = Page {
        id: new_id(entropy, PageId::parse)?,
        name: UNNAMED.to_owned(),
        time_zone: "UTC".to_owned(),
        url: None,
        feed_host: None,
        is_demo: false,
        settings: Settings::default(),
        setting_revisions: SettingRevisions::default(),
        created_at: now,
        updated_at: now,
    };
    write.insert_page(&page).await?;
    let created = Happening::from(PageHappening::Created { page: &page.id });
    write
        .commit(&entry(now, &Actor::first_start(), &created))
        .await?;
    Ok(())
}

/// Returns what the page's tokens are signed with, and makes it if there is none yet.
pub(in crate::app) async fn ensure_secret(
    store: &Store,
    entropy: &Entropy,
) -> Result<String, Error> {
    if let Some(secret) = store.find_secret().await? {
        return Ok(secret);
    }
    let new = entropy.secret().map_err(|error| Error::internal(&error))?;
    let mut write = store.begin().await?;
    write.give_secret(&new).await?;
    write.commit_bookkeeping().await?;
    let secret = store.find_secret().await?;
    secret.ok_or_else(|| Error::internal(&"the page has no secret"))
}

impl App {
    /// Returns the page.
    pub async fn show_page(&self, who: &Actor) -> Result<Page, Error> {
        who.allow(Permission::Read)?;
        Ok(self.store.read().await?.get_page().await?)
    }

    /// Changes the page's settings. Nothing is written when nothing changes.
    pub async fn edit_page(&self, who: &Actor, edit: &PageEdit) -> Result<Page, Error> {
        who.allow(Permission::ManagePage)?;
        let is_of_team = edit.default_role.is_some()
            || edit.require_second_factor.is_some()
            || edit.audit_years.is_some();
        if is_of_team {
            who.allow(Permission::ManageTeam)?;
        }
        let mut errors = FieldErrors::default();
        let name = edit.name.as_ref();
        let name = name.map(|name| errors.name("name", name));
        let zone = edit.time_zone.as_deref().map(Zone::find).transpose();
        let zone = zone.unwrap_or_else(|unknown| {
            errors.add("time_zone", unknown);
            None
        });
        settings::check(edit, &mut errors);
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let before = write.get_page().await?;
        let mut page = before.clone();
        set(&mut page.name, name);
        if let Some(zone) = &zone {
            zone.name().clone_into(&mut page.time_zone);
        }
        if let Some(url) = &edit.url {
            page.url = Some(url.clone());
        }
        settings::apply(&mut page.settings, edit);
        if page == before {
            return Ok(page);
        }
        if let Some(seen) = &edit.seen
            && seen.version != settings::settings_version(&before, seen.fields)
        {
            return Err(Error::Stale);
        }
        let now = self.clock.now();
        let seen_before = Page {
            settings: before.settings.with_private_of(&page.settings),
            ..before.clone()
        };
        if page != seen_before {
            page.updated_at = page.updated_at.max(now);
            if page.settings != seen_before.settings {
                page.settings.changed_at = Some(now);
            }
        }
        settings::count_changes(&before, &mut page);
        write.update_page(&page).await?;
        keep_themes(&mut write, &before.settings, &page.settings, now).await?;
        let edited = PageHappening::Edited {
            before: &before,
            after: &page,
        };
        self.commit(write, who, edited).await?;
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
        write.note_undated_change(self.clock.now()).await?;
        let fixed = PageHappening::FeedHostFixed {
            page: &page.id,
            feed_host: host,
        };
        self.commit(write, who, fixed).await
    }
}

impl App {
    /// Keeps under which address the page is served. Another one than before changes every document that has it.
    pub async fn note_address(&self, url: &str) -> Result<(), Error> {
        if self.store.read().await?.find_served_url().await?.as_deref() == Some(url) {
            return Ok(());
        }
        let mut write = self.store.begin().await?;
        write.keep_served_url(url).await?;
        write.note_undated_change(self.clock.now()).await?;
        Ok(write.commit_bookkeeping().await?)
    }
}

/// Notes on the page that something left it, which no document that remains would show.
pub(in crate::app) async fn touch_page(write: &mut Write, now: Ts) -> Result<(), Error> {
    let mut page = write.get_page().await?;
    page.updated_at = page.updated_at.max(now);
    write.update_page(&page).await?;
    Ok(())
}
