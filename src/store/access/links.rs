//! Links that are made to be sent and are used once: to set up the page, to join the team.

use crate::domain::{LinkId, LinkKind, OneTimeLink, PersonId, Role, Ts};
use crate::store::db::q;
use crate::store::error::{maker, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct LinkRow {
    id: String,
    kind: String,
    email: String,
    name: String,
    role: String,
    created_by: String,
    maker_id: Option<String>,
    created_at: Ts,
    expires_at: Ts,
}

impl TryFrom<LinkRow> for OneTimeLink {
    type Error = StoreError;

    fn try_from(row: LinkRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(LinkId::parse(&row.id), "links", "id", &row.id)?,
            kind: stored(LinkKind::parse(&row.kind), "links", "kind", &row.id)?,
            role: stored(Role::parse(&row.role), "links", "role", &row.id)?,
            maker: maker(row.maker_id.as_deref(), "links", &row.id)?,
            email: row.email,
            name: row.name,
            created_by: row.created_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, email, name, role, created_by, maker_id, created_at, expires_at
               from links ",
            $rest
        )
    };
}

impl Read {
    /// Finds a link that still works by the hash of its token.
    pub async fn find_link(
        &mut self,
        kind: LinkKind,
        token_hash: &str,
        now: Ts,
    ) -> Result<Option<OneTimeLink>, StoreError> {
        let row: Option<LinkRow> = self
            .tx
            .optional(
                q(select!("where token_hash = $1 and kind = $2"))
                    .bind(token_hash)
                    .bind(kind.as_str()),
            )
            .await?;
        let link = row.map(OneTimeLink::try_from).transpose()?;
        Ok(link.filter(|link| link.works(now)))
    }

    /// Returns the links of a kind that still work, newest first. At most 1,000.
    pub async fn list_links(
        &mut self,
        kind: LinkKind,
        now: Ts,
    ) -> Result<Vec<OneTimeLink>, StoreError> {
        let rows: Vec<LinkRow> = self
            .tx
            .all(
                q(select!(
                    "where kind = $1 and expires_at > $2 order by created_at desc, id limit 1000"
                ))
                .bind(kind.as_str())
                .bind(now),
            )
            .await?;
        Ok(sound(rows))
    }
}

impl Write {
    /// Stores a link; an earlier one of the same kind for the same address stops working.
    pub async fn insert_link(
        &mut self,
        link: &OneTimeLink,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("delete from links where (kind = $1 and email = $2) or expires_at <= $3")
                    .bind(link.kind.as_str())
                    .bind(link.email.as_str())
                    .bind(link.created_at),
            )
            .await?;
        self.tx
            .exec(
                q(
                    "insert into links (token_hash, id, kind, email, name, role, created_by,
                                      created_at, expires_at, maker_id)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                )
                .bind(token_hash)
                .bind(link.id.as_str())
                .bind(link.kind.as_str())
                .bind(link.email.as_str())
                .bind(link.name.as_str())
                .bind(link.role.as_str())
                .bind(link.created_by.as_str())
                .bind(link.created_at)
                .bind(link.expires_at)
                .bind(link.maker.as_ref().map(PersonId::as_str)),
            )
            .await?;
        Ok(())
    }

    /// Ends every link that somebody made. Returns how many there were.
    pub async fn delete_links_of(&mut self, maker: &PersonId) -> Result<u64, StoreError> {
        self.tx
            .exec(q("delete from links where maker_id = $1").bind(maker.as_str()))
            .await
    }

    /// Ends a link of this kind. Returns how many there were.
    pub async fn delete_link(&mut self, kind: LinkKind, id: &LinkId) -> Result<u64, StoreError> {
        self.tx
            .exec(
                q("delete from links where kind = $1 and id = $2")
                    .bind(kind.as_str())
                    .bind(id.as_str()),
            )
            .await
    }

    /// Ends the links of this kind that were made for an address.
    pub async fn delete_links_for(
        &mut self,
        kind: LinkKind,
        email: &str,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("delete from links where kind = $1 and email = $2")
                    .bind(kind.as_str())
                    .bind(email),
            )
            .await?;
        Ok(())
    }
}
