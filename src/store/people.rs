//! Staff and API tokens.

use super::db::q;
use super::error::{found, stored};
use super::{Read, StoreError, Write};
use crate::domain::{Role, TokenId, Ts, UserId};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Address, in lower case; unique.
    pub email: String,
    /// Name.
    pub name: String,
    /// Rights.
    pub role: Role,
    /// Argon2id, in its own text form.
    pub password_hash: String,
    /// When it was made.
    pub created_at: Ts,
}

/// An API token, without the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// Rights.
    pub role: Role,
    /// When it was made.
    pub created_at: Ts,
    /// When it stopped working.
    pub revoked_at: Option<Ts>,
}

#[derive(sqlx_macros::FromRow)]
struct TokenRow {
    id: String,
    name: String,
    role: String,
    created_at: Ts,
    revoked_at: Option<Ts>,
}

impl TryFrom<TokenRow> for ApiToken {
    type Error = StoreError;

    fn try_from(row: TokenRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(TokenId::parse(&row.id), "api_tokens", "id", &row.id)?,
            role: stored(Role::parse(&row.role), "api_tokens", "role", &row.id)?,
            name: row.name,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        })
    }
}

#[derive(sqlx_macros::FromRow)]
struct CountRow {
    count: i64,
}

impl Read {
    /// Returns how many people may sign in.
    pub async fn count_users(&mut self) -> Result<i64, StoreError> {
        let row: Option<CountRow> = self
            .tx
            .optional(q("select count(*) as count from users"))
            .await?;
        Ok(row.map_or(0, |row| row.count))
    }

    /// Returns every token, revoked ones too, oldest first. At most 1,000.
    pub async fn list_tokens(&mut self) -> Result<Vec<ApiToken>, StoreError> {
        let rows: Vec<TokenRow> = self
            .tx
            .all(q(
                "select id, name, role, created_at, revoked_at from api_tokens
                     order by created_at, id limit 1000",
            ))
            .await?;
        rows.into_iter().map(ApiToken::try_from).collect()
    }

    /// Finds a token that works by its hash.
    pub async fn find_token_by_hash(
        &mut self,
        token_hash: &str,
    ) -> Result<Option<ApiToken>, StoreError> {
        let row: Option<TokenRow> = self
            .tx
            .optional(
                q(
                    "select id, name, role, created_at, revoked_at from api_tokens
                    where token_hash = $1 and revoked_at is null",
                )
                .bind(token_hash),
            )
            .await?;
        row.map(ApiToken::try_from).transpose()
    }
}

impl Write {
    /// Stores a member of staff.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the address is taken.
    pub async fn insert_user(&mut self, it: &User) -> Result<(), StoreError> {
        self.tx
            .exec(
                q("insert into users (id, email, name, role, password_hash, created_at, updated_at)
                   values ($1, $2, $3, $4, $5, $6, $6)")
                .bind(it.id.as_str())
                .bind(it.email.as_str())
                .bind(it.name.as_str())
                .bind(it.role.as_str())
                .bind(it.password_hash.as_str())
                .bind(it.created_at),
            )
            .await?;
        Ok(())
    }

    /// Stores a token's hash.
    pub async fn insert_token(
        &mut self,
        it: &ApiToken,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into api_tokens (id, name, role, token_hash, created_at, revoked_at)
                   values ($1, $2, $3, $4, $5, $6)",
                )
                .bind(it.id.as_str())
                .bind(it.name.as_str())
                .bind(it.role.as_str())
                .bind(token_hash)
                .bind(it.created_at)
                .bind(it.revoked_at),
            )
            .await?;
        Ok(())
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
