//! Files that pages name by their hash, kept for a while after they were replaced.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::{Asset, MediaType, Ts};
use crate::store::audit::literal;
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct AssetRow {
    path: String,
    content_type: String,
    body: String,
}

const TABLE: &str = "assets";

impl TryFrom<AssetRow> for Asset {
    type Error = StoreError;

    fn try_from(row: AssetRow) -> Result<Self, StoreError> {
        let media_type = MediaType::parse(&row.content_type);
        let body = STANDARD.decode(&row.body).ok();
        Ok(Self {
            media_type: stored(media_type, TABLE, "content_type", &row.path)?,
            body: stored(body, TABLE, "body", &row.path)?,
            path: row.path,
        })
    }
}

impl Read {
    /// Finds a file by its path.
    pub async fn find_asset(&mut self, path: &str) -> Result<Option<Asset>, StoreError> {
        let row: Option<AssetRow> = self
            .tx
            .optional(q("select path, content_type, body from assets where path = $1").bind(path))
            .await?;
        row.map(Asset::try_from).transpose()
    }

    /// Says whether there is a file with this path.
    pub async fn has_asset(&mut self, path: &str) -> Result<bool, StoreError> {
        let count = self
            .tx
            .count(q("select count(*) as count from assets where path = $1").bind(path))
            .await?;
        Ok(count > 0)
    }
}

impl Write {
    /// Stores a file, and notes that it was in use at a moment.
    pub async fn keep_asset(&mut self, asset: &Asset, used_at: Ts) -> Result<(), StoreError> {
        if self.has_asset(&asset.path).await? {
            let noted = q("update assets set used_at = $2 where path = $1 and used_at < $2");
            self.tx
                .exec(noted.bind(asset.path.as_str()).bind(used_at))
                .await?;
            return Ok(());
        }
        self.tx
            .exec(
                q("insert into assets (path, content_type, body, used_at)
                   values ($1, $2, $3, $4)")
                .bind(asset.path.as_str())
                .bind(asset.media_type.as_str())
                .bind(STANDARD.encode(&asset.body))
                .bind(used_at),
            )
            .await?;
        Ok(())
    }

    /// Removes the files that were not in use since a moment.
    pub async fn drop_assets_unused_since(&mut self, since: Ts) -> Result<(), StoreError> {
        self.tx
            .exec(q("delete from assets where used_at < $1").bind(since))
            .await?;
        Ok(())
    }

    /// Removes the files whose path begins so.
    pub async fn drop_assets_below(&mut self, prefix: &str) -> Result<(), StoreError> {
        let pattern = format!("{}%", literal(prefix));
        self.tx
            .exec(q("delete from assets where path like $1 escape '!'").bind(pattern))
            .await?;
        Ok(())
    }
}
