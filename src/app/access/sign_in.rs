//! Signing in and out, and the sessions in between.

use super::limits::peer_key;
use super::passwords::Comparison;
use crate::app::{Actor, App, Error, token_hash};
use crate::domain::access::person::{is_email, kept_email};
use crate::domain::access::session::kept_agent;
use crate::domain::happening::SignInHappening;
use crate::domain::{Permission, Person, PersonId, Session, SessionId};
use crate::store::Write;

/// Wrong passwords and codes of one peer in a quarter of an hour before it must wait.
const PEER_TRIES: usize = 15;

/// Wrong passwords of one account over all peers that never signed in to it.
const ACCOUNT_TRIES: usize = 30;

/// Wrong codes of one account over all peers that never signed in to it: fewer, as there are only a million
/// codes.
const ACCOUNT_CODE_TRIES: usize = 16;

/// From where somebody tries to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Their address.
    pub address: String,
    /// What their browser calls itself.
    pub agent: String,
    /// The token of the session that they have already, which ends when they sign in.
    pub token: Option<String>,
}

/// How a try to sign in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// With a session, whose token is for the cookie.
    In(String),
    /// The password was right; the token is of a session that waits for the second factor.
    AwaitsCode(String),
    /// The address or the password is wrong; the answer does not say which.
    Wrong,
}

/// Somebody who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub person: Person,
    /// Their session.
    pub session: Session,
    /// The page asks for a second factor, and they have none.
    pub lacks_factor: bool,
}

impl App {
    /// Checks address and password and begins a session.
    ///
    /// Unknown addresses take as long as wrong passwords.
    ///
    /// # Errors
    /// [`Error::Limited`] after too many wrong tries, before anything is compared.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        visitor: &Visitor,
    ) -> Result<SignIn, Error> {
        let now = self.clock.now();
        let email = kept_email(email);
        let peer = peer_key(&visitor.address);
        let stranger = Actor::stranger(&visitor.address);
        let mut read = self.store.read().await?;
        let person = read.find_person_by_email(&email).await?;
        let is_known = match &person {
            Some(person) => read.is_known_peer(&person.id, &peer, now).await?,
            None => false,
        };
        drop(read);
        let account = format!("account {}", token_hash(&email));
        let tries = self.count_tries(&peer, (account, ACCOUNT_TRIES), is_known)?;
        let kept = person.as_ref().map(|person| person.password_hash.as_str());
        let comparison = self.passwords.compare(password, kept).await;
        let (Some(person), false) = (person, comparison == Comparison::Wrong) else {
            // If it is no address, it may be a password typed into the wrong field.
            let email = if is_email(&email) {
                &email
            } else {
                "no address"
            };
            self.record(&stranger, SignInHappening::Failed { email })
                .await?;
            return Ok(SignIn::Wrong);
        };
        self.forgive(&tries);
        let rehashed = match comparison {
            Comparison::RightButOld => Some(self.passwords.hash(password).await?),
            _ => None,
        };
        let mut write = self.store.begin().await?;
        // Read again, now that nobody can change it: a password that was replaced meanwhile is wrong.
        let fresh = write.find_person(&person.id).await?;
        let Some(mut person) = fresh.filter(|now| now.password_hash == person.password_hash) else {
            return Ok(SignIn::Wrong);
        };
        if let Some(password_hash) = rehashed {
            person.password_hash = password_hash;
            write.update_person(&person, now).await?;
        }
        let awaits_code = person.totp.is_some();
        let (token, write) = self
            .begin_session(write, &person, visitor, awaits_code)
            .await?;
        let who = Actor::person(&person, &visitor.address);
        let person = &person.id;
        let given = if awaits_code {
            SignInHappening::PasswordGiven { person }
        } else {
            SignInHappening::LoggedIn { person, by: None }
        };
        self.commit(write, &who, given).await?;
        Ok(if awaits_code {
            SignIn::AwaitsCode(token)
        } else {
            SignIn::In(token)
        })
    }

    /// Checks the code of the second factor, or a recovery code, and begins the session proper.
    ///
    /// # Errors
    /// [`Error::Limited`] after too many wrong codes.
    pub async fn confirm_code(
        &self,
        staff: &Staff,
        code: &str,
        visitor: &Visitor,
    ) -> Result<SignIn, Error> {
        let now = self.clock.now();
        let (id, peer) = (&staff.person.id, peer_key(&visitor.address));
        let is_known = self
            .store
            .read()
            .await?
            .is_known_peer(id, &peer, now)
            .await?;
        let account = (format!("code {id}"), ACCOUNT_CODE_TRIES);
        let tries = self.count_tries(&peer, account, is_known)?;
        let who = Actor::person(&staff.person, &visitor.address);
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(&staff.person.id).await?;
        // The session that showed the password may have been ended since it was looked up.
        let half_way = visitor.token.as_deref().map(token_hash).unwrap_or_default();
        if write.find_session(&half_way).await?.is_none() {
            return Ok(SignIn::Wrong);
        }
        let by = self.take_code(&mut write, &mut person, code).await?;
        let Some(by) = by else {
            drop(write);
            self.record(&who, SignInHappening::CodeFailed { person: &person.id })
                .await?;
            return Ok(SignIn::Wrong);
        };
        self.forgive(&tries);
        let (token, write) = self.begin_session(write, &person, visitor, false).await?;
        let logged_in = SignInHappening::LoggedIn {
            person: &person.id,
            by: Some(by),
        };
        self.commit(write, &who, logged_in).await?;
        Ok(SignIn::In(token))
    }

    /// Counts a try of a peer and of an account. Somebody at an address from which they signed in before has a
    /// budget of their own, which nobody else's tries use. Returns the keys counted under.
    ///
    /// # Errors
    /// [`Error::Limited`] when there were too many of either; then none counts.
    fn count_tries(
        &self,
        peer: &str,
        account: (String, usize),
        is_known: bool,
    ) -> Result<Vec<String>, Error> {
        let now = self.clock.now();
        let mut counted = Vec::new();
        let budgets = if is_known {
            vec![(format!("{} at {peer}", account.0), PEER_TRIES)]
        } else {
            vec![(format!("peer {peer}"), PEER_TRIES), account]
        };
        for (key, most) in budgets {
            if let Err(secs) = self.tries.count(&key, most, now) {
                self.forgive(&counted);
                tracing::warn!("somebody must wait after too many wrong tries to log in");
                return Err(Error::limited(secs));
            }
            counted.push(key);
        }
        Ok(counted)
    }

    /// Takes back tries that were right.
    fn forgive(&self, keys: &[String]) {
        for key in keys {
            self.tries.forgive(key);
        }
    }

    /// Finds who a cookie's token belongs to, while the session lives. Notes now and then that it was
    /// seen.
    pub async fn find_staff(&self, token: &str) -> Result<Option<Staff>, Error> {
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        let Some(session) = read.find_session(&token_hash(token)).await? else {
            return Ok(None);
        };
        if !session.lives(now) {
            return Ok(None);
        }
        let Some(person) = read.find_person(&session.person_id).await? else {
            return Ok(None);
        };
        let lacks_factor =
            person.totp.is_none() && read.get_page().await?.settings.require_second_factor;
        drop(read);
        if session.is_note_due(now) {
            self.sightings.saw_session(&session.id, now);
        }
        Ok(Some(Staff {
            person,
            session,
            lacks_factor,
        }))
    }

    /// Ends the session of a cookie's token.
    pub async fn sign_out(&self, staff: &Staff, address: &str) -> Result<(), Error> {
        let who = Actor::person(&staff.person, address);
        let mut write = self.store.begin().await?;
        write
            .delete_session(&staff.person.id, &staff.session.id)
            .await?;
        let person = &staff.person.id;
        self.commit(write, &who, SignInHappening::LoggedOut { person })
            .await
    }

    /// Returns the sessions of whoever asks.
    pub async fn list_own_sessions(&self, who: &Actor) -> Result<Vec<Session>, Error> {
        let person = who.person_id().ok_or(Error::NotFound)?;
        let now = self.clock.now();
        let mut all = self.store.read().await?.list_sessions(person).await?;
        all.retain(|session| session.lives(now));
        Ok(all)
    }

    /// Returns how many places each person is logged in at; whoever is not is left out.
    pub async fn count_sessions(&self, who: &Actor) -> Result<Vec<(PersonId, i64)>, Error> {
        who.allow(Permission::ManageTeam)?;
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        let (begun, seen) = Session::earliest(now);
        Ok(read.count_sessions(begun, seen).await?)
    }

    /// Ends one session of whoever asks.
    pub async fn end_own_session(&self, who: &Actor, id: &SessionId) -> Result<(), Error> {
        let person = who.person_id().ok_or(Error::NotFound)?;
        let mut write = self.store.begin().await?;
        if write.delete_session(person, id).await? == 0 {
            return Err(Error::NotFound);
        }
        let ended = SignInHappening::SessionEnded {
            person,
            session: id,
        };
        self.commit(write, who, ended).await
    }

    /// Ends all sessions of whoever asks but the one they use.
    pub async fn end_other_sessions(&self, who: &Actor, staff: &Staff) -> Result<u64, Error> {
        let mut write = self.store.begin().await?;
        let ended = write
            .delete_sessions(&staff.person.id, Some(&staff.session.id))
            .await?;
        let person = &staff.person.id;
        self.commit(
            write,
            who,
            SignInHappening::OtherSessionsEnded { person, ended },
        )
        .await?;
        Ok(ended)
    }

    /// Begins a session in a write under way: the old one of the same browser ends, old ones of everybody
    /// are swept.
    pub(super) async fn begin_session(
        &self,
        mut write: Write,
        person: &Person,
        visitor: &Visitor,
        awaits_code: bool,
    ) -> Result<(String, Write), Error> {
        let now = self.clock.now();
        let token = self.new_session_token()?;
        if let Some(old) = &visitor.token
            && let Some(old) = write.find_session(&token_hash(old)).await?
        {
            write.delete_session(&old.person_id, &old.id).await?;
        }
        let (begun, seen) = Session::earliest(now);
        write.delete_old_sessions(begun, seen).await?;
        let session = Session {
            id: self.new_id(SessionId::parse)?,
            person_id: person.id.clone(),
            awaits_code,
            address: visitor.address.clone(),
            agent: kept_agent(&visitor.agent),
            created_at: now,
            seen_at: now,
        };
        write.insert_session(&session, &token_hash(&token)).await?;
        if !awaits_code {
            let peer = peer_key(&visitor.address);
            write.remember_peer(&person.id, &peer, now).await?;
        }
        Ok((token, write))
    }

    /// Ends all sessions of somebody as part of a write.
    pub(super) async fn end_sessions(write: &mut Write, person: &PersonId) -> Result<u64, Error> {
        Ok(write.delete_sessions(person, None).await?)
    }
}
