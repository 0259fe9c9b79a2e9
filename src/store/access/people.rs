//! Staff, their passwords and second factors.

use crate::domain::{Role, Ts, UserId};
use crate::store::db::q;
use crate::store::error::{found, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

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
    /// The second factor.
    pub totp: Totp,
    /// When it was made.
    pub created_at: Ts,
}

/// Somebody's second factor: codes that change with the time (RFC 6238).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Totp {
    /// The secret in use, base 32; `None` without a second factor.
    pub secret: Option<String>,
    /// The last time step whose code was taken.
    pub step: Option<i64>,
}

/// Shows no secret.
impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Totp")
            .field("is_on", &self.secret.is_some())
            .finish_non_exhaustive()
    }
}

#[derive(sqlx_macros::FromRow)]
struct UserRow {
    id: String,
    email: String,
    name: String,
    role: String,
    password_hash: String,
    totp_secret: Option<String>,
    totp_step: Option<i64>,
    created_at: Ts,
}

impl TryFrom<UserRow> for User {
    type Error = StoreError;

    fn try_from(row: UserRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(UserId::parse(&row.id), "users", "id", &row.id)?,
            role: stored(Role::parse(&row.role), "users", "role", &row.id)?,
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            totp: Totp {
                secret: row.totp_secret,
                step: row.totp_step,
            },
            created_at: row.created_at,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, email, name, role, password_hash, totp_secret, totp_step, created_at
               from users ",
            $rest
        )
    };
}

impl Read {
    /// Returns how many people may sign in.
    pub async fn count_users(&mut self) -> Result<i64, StoreError> {
        self.tx
            .count(q("select count(*) as count from users"))
            .await
    }

    /// Returns everybody, oldest first. At most 1,000.
    pub async fn list_users(&mut self) -> Result<Vec<User>, StoreError> {
        let rows: Vec<UserRow> = self
            .tx
            .all(q(select!("order by created_at, id limit 1000")))
            .await?;
        Ok(sound(rows))
    }

    /// Finds somebody by address, which must be in lower case.
    pub async fn find_user_by_email(&mut self, email: &str) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> = self
            .tx
            .optional(q(select!("where email = $1")).bind(email))
            .await?;
        row.map(User::try_from).transpose()
    }

    /// Finds somebody.
    pub async fn find_user(&mut self, id: &UserId) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> = self
            .tx
            .optional(q(select!("where id = $1")).bind(id.as_str()))
            .await?;
        row.map(User::try_from).transpose()
    }

    /// Returns somebody who must exist.
    pub async fn get_user(&mut self, id: &UserId) -> Result<User, StoreError> {
        let user = self.find_user(id).await?;
        found(user, "users", id.as_str())
    }

    /// Returns how many recovery codes somebody has left.
    pub async fn count_recovery_codes(&mut self, id: &UserId) -> Result<i64, StoreError> {
        let codes = q("select count(*) as count from recovery_codes where user_id = $1");
        self.tx.count(codes.bind(id.as_str())).await
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
                q(
                    "insert into users (id, email, name, role, password_hash, created_at, updated_at,
                                      totp_secret, totp_step)
                   values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
                )
                .bind(it.id.as_str())
                .bind(it.email.as_str())
                .bind(it.name.as_str())
                .bind(it.role.as_str())
                .bind(it.password_hash.as_str())
                .bind(it.created_at)
                .bind(it.totp.secret.as_deref())
                .bind(it.totp.step),
            )
            .await?;
        Ok(())
    }

    /// Stores somebody's new state.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the address is taken.
    pub async fn update_user(&mut self, it: &User, now: Ts) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q(
                    "update users set email = $2, name = $3, role = $4, password_hash = $5,
                                    updated_at = $6, totp_secret = $7, totp_step = $8
                    where id = $1",
                )
                .bind(it.id.as_str())
                .bind(it.email.as_str())
                .bind(it.name.as_str())
                .bind(it.role.as_str())
                .bind(it.password_hash.as_str())
                .bind(now)
                .bind(it.totp.secret.as_deref())
                .bind(it.totp.step),
            )
            .await?;
        found((touched > 0).then_some(()), "users", it.id.as_str())
    }

    /// Removes somebody with all sessions and recovery codes.
    pub async fn delete_user(&mut self, id: &UserId) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(q("delete from users where id = $1").bind(id.as_str()))
            .await?;
        found((touched > 0).then_some(()), "users", id.as_str())
    }

    /// Gives somebody these recovery codes, by their hashes, instead of those before.
    pub async fn replace_recovery_codes(
        &mut self,
        id: &UserId,
        hashes: &[String],
    ) -> Result<(), StoreError> {
        self.tx
            .exec(q("delete from recovery_codes where user_id = $1").bind(id.as_str()))
            .await?;
        for hash in hashes {
            self.tx
                .exec(
                    q("insert into recovery_codes (user_id, code_hash) values ($1, $2)")
                        .bind(id.as_str())
                        .bind(hash.as_str()),
                )
                .await?;
        }
        Ok(())
    }

    /// Uses a recovery code up. Returns whether there was such a one.
    pub async fn take_recovery_code(
        &mut self,
        id: &UserId,
        hash: &str,
    ) -> Result<bool, StoreError> {
        let touched = self
            .tx
            .exec(
                q("delete from recovery_codes where user_id = $1 and code_hash = $2")
                    .bind(id.as_str())
                    .bind(hash),
            )
            .await?;
        Ok(touched > 0)
    }
}
