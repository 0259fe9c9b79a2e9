//! API tokens.

use crate::domain::{ApiToken, PersonId, Role, TokenId, Ts};
use crate::store::db::q;
use crate::store::error::{found, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct TokenRow {
    id: String,
    name: String,
    role: String,
    created_by: Option<String>,
    created_at: Ts,
    expires_at: Option<Ts>,
    last_used_at: Option<Ts>,
    revoked_at: Option<Ts>,
}

impl TryFrom<TokenRow> for ApiToken {
    type Error = StoreError;

    fn try_from(row: TokenRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(TokenId::parse(&row.id), "api_tokens", "id", &row.id)?,
            role: stored(Role::parse(&row.role), "api_tokens", "role", &row.id)?,
            created_by: match &row.created_by {
                None => None,
                Some(person) => Some(stored(
                    PersonId::parse(person),
                    "api_tokens",
                    "created_by",
                    &row.id,
                )?),
            },
            name: row.name,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, name, role, created_by, created_at, expires_at, last_used_at, revoked_at
               from api_tokens ",
            $rest
        )
    };
}

impl Read {
    /// Returns every token, ended ones too, oldest first. At most 1,000.
    pub async fn list_tokens(&mut self) -> Result<Vec<ApiToken>, StoreError> {
        let rows: Vec<TokenRow> = self
            .tx
            .all(q(select!("order by created_at, id limit 1000")))
            .await?;
        Ok(sound(rows))
    }

    /// Returns a token.
    pub async fn get_token(&mut self, id: &TokenId) -> Result<ApiToken, StoreError> {
        let row: Option<TokenRow> = self
            .tx
            .optional(q(select!("where id = $1")).bind(id.as_str()))
            .await?;
        found(row, "api_tokens", id.as_str())?.try_into()
    }

    /// Finds a token by its hash, whether it works or not.
    pub async fn find_token_by_hash(
        &mut self,
        token_hash: &str,
    ) -> Result<Option<ApiToken>, StoreError> {
        let row: Option<TokenRow> = self
            .tx
            .optional(q(select!("where token_hash = $1")).bind(token_hash))
            .await?;
        row.map(ApiToken::try_from).transpose()
    }
}

impl Write {
    /// Stores a token's hash.
    pub async fn insert_token(
        &mut self,
        token: &ApiToken,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into api_tokens (id, name, role, token_hash, created_by, created_at,
                                           expires_at, last_used_at, revoked_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(token.id.as_str())
                .bind(token.name.as_str())
                .bind(token.role.as_str())
                .bind(token_hash)
                .bind(token.created_by.as_ref().map(PersonId::as_str))
                .bind(token.created_at)
                .bind(token.expires_at)
                .bind(token.last_used_at)
                .bind(token.revoked_at),
            )
            .await?;
        Ok(())
    }

    /// Stores another hash of a token: its earlier text stops working.
    pub async fn replace_token(
        &mut self,
        id: &TokenId,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q("update api_tokens set token_hash = $2 where id = $1")
                    .bind(id.as_str())
                    .bind(token_hash),
            )
            .await?;
        found((touched > 0).then_some(()), "api_tokens", id.as_str())
    }

    /// Ends every token of these roles that somebody made. Returns how many there were.
    pub async fn revoke_tokens_of(
        &mut self,
        maker: &PersonId,
        roles: &[Role],
        at: Ts,
    ) -> Result<u64, StoreError> {
        self.tx
            .exec(
                q("update api_tokens set revoked_at = $2
                    where created_by = $1 and revoked_at is null and role in ({ids})")
                .bind(maker.as_str())
                .bind(at)
                .push_in(roles.iter().map(|role| role.as_str())),
            )
            .await
    }

    /// Ends a token. Ending it again changes nothing.
    pub async fn revoke_token(&mut self, id: &TokenId, at: Ts) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q("update api_tokens set revoked_at = coalesce(revoked_at, $2) where id = $1")
                    .bind(id.as_str())
                    .bind(at),
            )
            .await?;
        found((touched > 0).then_some(()), "api_tokens", id.as_str())
    }
}
