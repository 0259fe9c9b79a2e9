//! Deeds on API tokens.

use sha2::{Digest, Sha256};

use crate::app::idempotency::Begun;
use crate::app::{Actor, App, Error, FieldErrors, IdempotencyKey};
use crate::domain::happening::TeamHappening;
use crate::domain::problem::TimeProblem;
use crate::domain::{ApiToken, Permission, Role, TokenId, Ts};
use crate::entropy::hex;

impl App {
    /// Makes an API token and returns it; it is shown this once and stored only as a hash.
    ///
    /// If it is asked for twice, it is one token, and its later text counts: nobody has read the earlier one.
    ///
    /// # Errors
    /// [`Error::Denied`] when the token would have more permissions than its maker. [`Error::Conflict`]
    /// when it is asked for again after it was used.
    pub async fn create_token(
        &self,
        who: &Actor,
        name: &str,
        role: Role,
        expires_at: Option<Ts>,
        key: Option<&IdempotencyKey>,
    ) -> Result<String, Error> {
        who.allow(Permission::ManageTokens)?;
        if !who.role().includes(role) {
            return Err(Error::Denied { needs: role });
        }
        let now = self.clock.now();
        let mut errors = FieldErrors::default();
        let name = errors.name("name", name);
        if expires_at.is_some_and(|at| at <= now) {
            errors.add("expires_at", TimeProblem::NotInTheFuture);
        }
        errors.into_result()?;
        let secret = self
            .entropy
            .secret()
            .map_err(|error| Error::internal(&error))?;
        let token = ApiToken {
            id: self.new_id(TokenId::parse)?,
            name,
            role,
            created_by: who.person_id().cloned(),
            created_at: now,
            expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.retell_token(who, &id, secret).await,
        };
        write.insert_token(&token, &token_hash(&secret)).await?;
        self.keep_key(&mut write, key, token.id.as_str()).await?;
        let made = TeamHappening::TokenMade {
            token: &token.id,
            name: &token.name,
            role,
        };
        self.commit(write, who, made).await?;
        Ok(secret)
    }

    /// Gives a token that was asked for twice another text.
    async fn retell_token(&self, who: &Actor, id: &str, secret: String) -> Result<String, Error> {
        let id = TokenId::parse(id).ok_or(Error::NotFound)?;
        let mut write = self.store.begin().await?;
        let token = write.get_token(&id).await?;
        if !token.is_untouched() || self.sightings.has_token(&id) {
            let why = "this token was made already, and is not shown again";
            return Err(Error::Conflict(why.to_owned()));
        }
        write.replace_token(&id, &token_hash(&secret)).await?;
        let retold = TeamHappening::TokenShownAgain {
            token: &id,
            name: &token.name,
        };
        self.commit(write, who, retold).await?;
        Ok(secret)
    }

    /// Returns every token, ended ones too. Somebody who does not manage the team gets only their own.
    pub async fn list_tokens(&self, who: &Actor) -> Result<Vec<ApiToken>, Error> {
        who.allow(Permission::ManageTokens)?;
        let mut all = self.store.read().await?.list_tokens().await?;
        all.retain(|token| token.is_managed_by(who.person_id(), who.role()));
        Ok(all)
    }

    /// Finds the token that works under this hash, and notes now and then that it was used. It has at most
    /// the permissions that its maker has now, and none when its maker is gone.
    pub async fn find_token(&self, token_hash: &str) -> Result<Option<ApiToken>, Error> {
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        let found = read.find_token_by_hash(token_hash).await?;
        let Some(mut token) = found.filter(|token| token.works(now)) else {
            return Ok(None);
        };
        if let Some(maker) = &token.created_by {
            match read.find_person(maker).await? {
                Some(maker) => token = token.limited_to(&maker),
                None => return Ok(None),
            }
        }
        drop(read);
        if token.is_note_due(now) {
            self.sightings.saw_token(&token.id, now);
        }
        Ok(Some(token))
    }

    /// Ends a token at once.
    pub async fn revoke_token(&self, who: &Actor, id: &TokenId) -> Result<(), Error> {
        who.allow(Permission::ManageTokens)?;
        let mut write = self.store.begin().await?;
        let token = write.get_token(id).await?;
        if !token.is_managed_by(who.person_id(), who.role()) {
            return Err(Error::Denied {
                needs: Permission::ManageTeam.needs(),
            });
        }
        write.revoke_token(id, self.clock.now()).await?;
        let revoked = TeamHappening::TokenRevoked {
            token: id,
            name: &token.name,
        };
        self.commit(write, who, revoked).await
    }
}

/// Returns the form in which a token is stored and looked up.
///
/// A plain hash suffices: the token is random, not chosen.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
