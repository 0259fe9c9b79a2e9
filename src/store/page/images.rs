//! The page's images.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::{ImageFormat, ImageKind, PageImage, Ts};
use crate::store::db::q;
use crate::store::error::stored;
use crate::store::sound::keep;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct ImageRow {
    kind: String,
    content_type: String,
    width: i64,
    height: i64,
    sha256: String,
    changed_at: Ts,
}

#[derive(sqlx_macros::FromRow)]
struct BodyRow {
    kind: String,
    body: String,
}

impl ImageRow {
    fn with(self, body: Arc<[u8]>) -> Result<PageImage, StoreError> {
        let kind = &self.kind;
        let pixels = |value: i64, column| stored(u32::try_from(value).ok(), TABLE, column, kind);
        Ok(PageImage {
            kind: stored(ImageKind::parse(kind), TABLE, "kind", kind)?,
            format: stored(
                ImageFormat::parse(&self.content_type),
                TABLE,
                "content_type",
                kind,
            )?,
            width: pixels(self.width, "width")?,
            height: pixels(self.height, "height")?,
            sha256: self.sha256,
            body,
            changed_at: self.changed_at,
        })
    }
}

const TABLE: &str = "page_images";

impl Read {
    /// Returns the page's images by kind. The bytes of those that are known already are not read again:
    /// one query then, else two.
    pub async fn list_images(
        &mut self,
        known: &[Arc<PageImage>],
    ) -> Result<Vec<Arc<PageImage>>, StoreError> {
        let rows: Vec<ImageRow> = self
            .tx
            .all(q(
                "select kind, content_type, width, height, sha256, changed_at
                   from page_images order by kind",
            ))
            .await?;
        let find = |row: &ImageRow| {
            known.iter().find(|image| {
                image.kind.as_str() == row.kind
                    && image.sha256 == row.sha256
                    && image.changed_at == row.changed_at
            })
        };
        let unknown: Vec<&str> = rows
            .iter()
            .filter(|row| find(row).is_none())
            .map(|row| row.kind.as_str())
            .collect();
        let bodies: Vec<BodyRow> = if unknown.is_empty() {
            Vec::new()
        } else {
            let query = q("select kind, body from page_images where kind in ({ids})");
            self.tx.all(query.push_in(unknown)).await?
        };
        let mut images = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(image) = find(&row) {
                images.push(Arc::clone(image));
                continue;
            }
            let body = bodies
                .iter()
                .find(|body| body.kind == row.kind)
                .and_then(|body| STANDARD.decode(&body.body).ok());
            let body = stored(body, TABLE, "body", &row.kind);
            let image = body.and_then(|body| row.with(body.into()));
            images.extend(keep(image).map(Arc::new));
        }
        Ok(images)
    }
}

impl Write {
    /// Stores an image in place of the one of its kind.
    pub async fn save_image(&mut self, image: &PageImage) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("insert into page_images (kind, content_type, body, width, height, sha256, changed_at)
                   values ($1, $2, $3, $4, $5, $6, $7)
                   on conflict (kind) do update
                      set content_type = excluded.content_type, body = excluded.body,
                          width = excluded.width, height = excluded.height,
                          sha256 = excluded.sha256, changed_at = excluded.changed_at")
                .bind(image.kind.as_str())
                .bind(image.format.as_str())
                .bind(STANDARD.encode(&image.body))
                .bind(i64::from(image.width))
                .bind(i64::from(image.height))
                .bind(image.sha256.as_str())
                .bind(image.changed_at),
            )
            .await?;
        Ok(())
    }

    /// Removes an image.
    pub async fn delete_image(&mut self, kind: ImageKind) -> Result<(), StoreError> {
        self.tx
            .exec(q("delete from page_images where kind = $1").bind(kind.as_str()))
            .await?;
        Ok(())
    }
}
