//! Deeds on staff and API tokens.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Actor, App, Error, FieldErrors};
use crate::domain::role::Deed;
use crate::domain::{Role, TokenId, UserId, text};
use crate::entropy::hex;
use crate::store::{ApiToken, User};

/// Shortest and longest password, in characters.
const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 12..=128;

/// Argon2id: memory in KiB, passes, lanes (OWASP's least is 19 456, 2, 1).
const ARGON2: (u32, u32, u32) = (19_456, 2, 1);

/// A person to add.
pub struct NewUser {
    /// Address; kept in lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// Rights.
    pub role: Role,
    /// 12 to 128 characters, never stored.
    pub password: String,
}

impl App {
    /// Adds a person who may sign in.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the address is taken.
    pub async fn create_user(&self, who: &Actor, new: NewUser) -> Result<UserId, Error> {
        who.allow(Deed::ManageTeam)?;
        let email = new.email.trim().to_lowercase();
        let mut errors = FieldErrors::default();
        errors.check("email", check_email(&email));
        errors.check("name", text::check_name(&new.name));
        if !PASSWORD_CHARS.contains(&new.password.chars().count()) {
            errors.add(
                "password",
                format!(
                    "must have {} to {} characters",
                    PASSWORD_CHARS.start(),
                    PASSWORD_CHARS.end()
                ),
            );
        }
        errors.into_result()?;
        let password = new.password;
        let password_hash = tokio::task::spawn_blocking(move || hash_password(&password))
            .await
            .map_err(|error| Error::internal(&error))??;
        let mut write = self.store.begin().await?;
        let user = User {
            id: self.new_id(UserId::parse)?,
            email,
            name: new.name,
            role: new.role,
            password_hash,
            created_at: self.clock.now(),
        };
        write
            .insert_user(&user)
            .await
            .map_err(|error| match error.into() {
                Error::Conflict(_) => {
                    Error::Conflict(format!("{} has an account already", user.email))
                }
                other => other,
            })?;
        let detail = json!({ "email": user.email, "role": user.role.as_str() });
        self.commit(write, who, "user.create", user.id.as_str(), detail)
            .await?;
        Ok(user.id)
    }

    /// Makes an API token and returns it; it is shown this once and stored only as a hash.
    pub async fn create_token(&self, who: &Actor, name: &str, role: Role) -> Result<String, Error> {
        who.allow(Deed::ManageTeam)?;
        let mut errors = FieldErrors::default();
        errors.check("name", text::check_name(name));
        errors.into_result()?;
        let secret = self
            .entropy
            .secret()
            .map_err(|error| Error::internal(&error))?;
        let token = ApiToken {
            id: self.new_id(TokenId::parse)?,
            name: name.to_owned(),
            role,
            created_at: self.clock.now(),
            revoked_at: None,
        };
        let mut write = self.store.begin().await?;
        write.insert_token(&token, &token_hash(&secret)).await?;
        let detail = json!({ "name": name, "role": role.as_str() });
        self.commit(write, who, "token.create", token.id.as_str(), detail)
            .await?;
        Ok(secret)
    }

    /// Returns every token, revoked ones too.
    pub async fn list_tokens(&self, who: &Actor) -> Result<Vec<ApiToken>, Error> {
        who.allow(Deed::ManageTeam)?;
        Ok(self.store.read().await?.list_tokens().await?)
    }

    /// Finds the token that works under this hash.
    pub async fn find_token(&self, token_hash: &str) -> Result<Option<ApiToken>, Error> {
        let mut read = self.store.read().await?;
        Ok(read.find_token_by_hash(token_hash).await?)
    }

    /// Ends a token at once.
    pub async fn revoke_token(&self, who: &Actor, id: &TokenId) -> Result<(), Error> {
        who.allow(Deed::ManageTeam)?;
        let mut write = self.store.begin().await?;
        write.revoke_token(id, self.clock.now()).await?;
        self.commit(write, who, "token.revoke", id.as_str(), json!({}))
            .await
    }

    /// Returns how many people may sign in.
    pub async fn count_users(&self) -> Result<i64, Error> {
        Ok(self.store.read().await?.count_users().await?)
    }
}

/// Returns the form in which a token is stored and looked up.
///
/// A plain hash suffices: the token is 256 random bits.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hash_password(password: &str) -> Result<String, Error> {
    let (memory, passes, lanes) = ARGON2;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|error| Error::internal(&error))?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::internal(&error))
}

/// Accepts what has one `@` with something on both sides and no white space; mail proves the rest.
fn check_email(email: &str) -> Result<(), &'static str> {
    let fine = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !host.contains('@')
        });
    if fine {
        Ok(())
    } else {
        Err("is not an address")
    }
}
