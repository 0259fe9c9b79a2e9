//! The page's own row.

use super::settings;
use crate::domain::{Page, PageId, SettingRevisions, Ts};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::{Read, Store, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct PageRow {
    id: String,
    name: String,
    time_zone: String,
    url: Option<String>,
    feed_host: Option<String>,
    is_demo: bool,
    settings: String,
    created_at: Ts,
    updated_at: Ts,
    setting_revisions: String,
    older_setting_changes: i64,
}

impl TryFrom<PageRow> for Page {
    type Error = StoreError;

    fn try_from(row: PageRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(PageId::parse(&row.id), "pages", "id", &row.id)?,
            name: row.name,
            time_zone: row.time_zone,
            url: row.url,
            feed_host: row.feed_host,
            is_demo: row.is_demo,
            settings: stored(settings::read(&row.settings), "pages", "settings", &row.id)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
            setting_revisions: SettingRevisions::new(
                stored(
                    serde_json::from_str(&row.setting_revisions).ok(),
                    "pages",
                    "setting_revisions",
                    &row.id,
                )?,
                row.older_setting_changes,
            ),
        })
    }
}

impl Read {
    /// Returns the page, if there is one yet.
    pub async fn find_page(&mut self) -> Result<Option<Page>, StoreError> {
        let row: Option<PageRow> = self
            .tx
            .optional(q(
                "select id, name, time_zone, url, feed_host, is_demo, settings, created_at, updated_at,
                        setting_revisions, older_setting_changes
                   from pages",
            ))
            .await?;
        row.map(Page::try_from).transpose()
    }

    /// Returns the page.
    pub async fn get_page(&mut self) -> Result<Page, StoreError> {
        self.find_page().await?.ok_or(StoreError::NoPage)
    }
}

#[derive(sqlx_macros::FromRow)]
struct SecretRow {
    secret: Option<String>,
}

impl Store {
    /// Returns the secret that the page's tokens are signed with, if there is one yet. Doors cannot ask.
    pub async fn find_secret(&self) -> Result<Option<String>, StoreError> {
        let mut read = self.read().await?;
        let row: Option<SecretRow> = read.tx.optional(q("select secret from pages")).await?;
        Ok(row.and_then(|row| row.secret))
    }
}

#[derive(sqlx_macros::FromRow)]
struct ServedRow {
    served_url: Option<String>,
}

impl Read {
    /// Returns the address under which the page was last served.
    pub async fn find_served_url(&mut self) -> Result<Option<String>, StoreError> {
        let row: Option<ServedRow> = self.tx.optional(q("select served_url from pages")).await?;
        Ok(row.and_then(|row| row.served_url))
    }
}

impl Write {
    /// Keeps the address under which the page is served.
    pub async fn keep_served_url(&mut self, url: &str) -> Result<(), StoreError> {
        self.tx
            .exec(q("update pages set served_url = $1").bind(url))
            .await?;
        Ok(())
    }

    /// Stores the secret that the page's tokens are signed with, unless there is one.
    pub async fn give_secret(&mut self, secret: &str) -> Result<(), StoreError> {
        self.tx
            .exec(q("update pages set secret = $1 where secret is null").bind(secret))
            .await?;
        Ok(())
    }

    /// Stores the page of a fresh database.
    pub async fn insert_page(&mut self, page: &Page) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into pages (id, name, time_zone, url, feed_host, is_demo, settings,
                                      created_at, updated_at, revision, next_feed_number, next_seq)
                   select $1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 1, 1
                    where not exists (select id from pages)",
                )
                .bind(page.id.as_str())
                .bind(page.name.as_str())
                .bind(page.time_zone.as_str())
                .bind(page.url.as_deref())
                .bind(page.feed_host.as_deref())
                .bind(page.is_demo)
                .bind(settings::write(&page.settings))
                .bind(page.created_at)
                .bind(page.updated_at),
            )
            .await?;
        Ok(())
    }

    /// Stores the page's settings; its id may change while the page is empty.
    pub async fn update_page(&mut self, page: &Page) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "update pages set id = $1, name = $2, time_zone = $3, url = $4, feed_host = $5,
                                    is_demo = $6, settings = $7, updated_at = $8, setting_revisions = $9",
                )
                .bind(page.id.as_str())
                .bind(page.name.as_str())
                .bind(page.time_zone.as_str())
                .bind(page.url.as_deref())
                .bind(page.feed_host.as_deref())
                .bind(page.is_demo)
                .bind(settings::write(&page.settings))
                .bind(page.updated_at)
                .bind(
                    serde_json::to_string(page.setting_revisions.counts())
                        .unwrap_or_else(|_| "{}".to_owned()),
                ),
            )
            .await?;
        Ok(())
    }
}
