//! Staff, their passwords and second factors.

use crate::domain::{Person, PersonId, Role, Totp, Ts};
use crate::store::db::q;
use crate::store::error::{found, stored};
use crate::store::sound::sound;
use crate::store::{Read, StoreError, Write};

#[derive(sqlx_macros::FromRow)]
struct PersonRow {
    id: String,
    email: String,
    name: String,
    role: String,
    password_hash: String,
    totp_secret: Option<String>,
    totp_step: Option<i64>,
    created_at: Ts,
}

impl TryFrom<PersonRow> for Person {
    type Error = StoreError;

    fn try_from(row: PersonRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(PersonId::parse(&row.id), "users", "id", &row.id)?,
            role: stored(Role::parse(&row.role), "users", "role", &row.id)?,
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            totp: row.totp_secret.map(|secret| Totp {
                secret,
                step: row.totp_step,
            }),
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
    pub async fn count_people(&mut self) -> Result<i64, StoreError> {
        self.tx
            .count(q("select count(*) as count from users"))
            .await
    }

    /// Returns everybody, oldest first. At most 1,000.
    pub async fn list_people(&mut self) -> Result<Vec<Person>, StoreError> {
        let rows: Vec<PersonRow> = self
            .tx
            .all(q(select!("order by created_at, id limit 1000")))
            .await?;
        Ok(sound(rows))
    }

    /// Finds somebody by address, which must be in lower case.
    pub async fn find_person_by_email(
        &mut self,
        email: &str,
    ) -> Result<Option<Person>, StoreError> {
        let row: Option<PersonRow> = self
            .tx
            .optional(q(select!("where email = $1")).bind(email))
            .await?;
        row.map(Person::try_from).transpose()
    }

    /// Finds somebody.
    pub async fn find_person(&mut self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        let row: Option<PersonRow> = self
            .tx
            .optional(q(select!("where id = $1")).bind(id.as_str()))
            .await?;
        row.map(Person::try_from).transpose()
    }

    /// Returns somebody who must exist.
    pub async fn get_person(&mut self, id: &PersonId) -> Result<Person, StoreError> {
        let person = self.find_person(id).await?;
        found(person, "users", id.as_str())
    }

    /// Returns how many recovery codes somebody has left.
    pub async fn count_recovery_codes(&mut self, id: &PersonId) -> Result<i64, StoreError> {
        let codes = q("select count(*) as count from recovery_codes where user_id = $1");
        self.tx.count(codes.bind(id.as_str())).await
    }
}

impl Write {
    /// Stores a new person.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the address is taken.
    pub async fn insert_person(&mut self, person: &Person) -> Result<(), StoreError> {
        self.tx
            .exec(
                q(
                    "insert into users (id, email, name, role, password_hash, created_at, updated_at,
                                      totp_secret, totp_step)
                   values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
                )
                .bind(person.id.as_str())
                .bind(person.email.as_str())
                .bind(person.name.as_str())
                .bind(person.role.as_str())
                .bind(person.password_hash.as_str())
                .bind(person.created_at)
                .bind(person.totp.as_ref().map(|totp| totp.secret.as_str()))
                .bind(person.totp.as_ref().and_then(|totp| totp.step)),
            )
            .await?;
        Ok(())
    }

    /// Stores a person's new state.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the address is taken.
    pub async fn update_person(&mut self, person: &Person, now: Ts) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(
                q(
                    "update users set email = $2, name = $3, role = $4, password_hash = $5,
                                    updated_at = $6, totp_secret = $7, totp_step = $8
                    where id = $1",
                )
                .bind(person.id.as_str())
                .bind(person.email.as_str())
                .bind(person.name.as_str())
                .bind(person.role.as_str())
                .bind(person.password_hash.as_str())
                .bind(now)
                .bind(person.totp.as_ref().map(|totp| totp.secret.as_str()))
                .bind(person.totp.as_ref().and_then(|totp| totp.step)),
            )
            .await?;
        found((touched > 0).then_some(()), "users", person.id.as_str())
    }

    /// Removes somebody with all sessions and recovery codes.
    pub async fn delete_person(&mut self, id: &PersonId) -> Result<(), StoreError> {
        let touched = self
            .tx
            .exec(q("delete from users where id = $1").bind(id.as_str()))
            .await?;
        found((touched > 0).then_some(()), "users", id.as_str())
    }

    /// Gives somebody these recovery codes, by their hashes, instead of those before.
    pub async fn replace_recovery_codes(
        &mut self,
        id: &PersonId,
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

    /// Uses a recovery code up. Returns whether there was such a code.
    pub async fn take_recovery_code(
        &mut self,
        id: &PersonId,
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
