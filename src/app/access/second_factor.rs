//! The second factor: codes that change with the time (RFC 6238), and recovery codes.

use totp_rs::{Builder, Secret, Totp as Generator};

use crate::app::{Actor, App, Error, Staff, token_hash};
use crate::domain::happening::SignInHappening;
use crate::domain::problem::AccessProblem;
use crate::domain::{Person, Totp, Ts};
use crate::store::Write;

/// How many recovery codes somebody gets.
const RECOVERY_CODES: usize = 10;

/// Bytes of a secret (RFC 4226 §4).
const SECRET_BYTES: usize = 20;

/// What somebody needs to set their second factor up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorToConfirm {
    /// The secret to type, base 32.
    pub secret: String,
    /// The address that a QR code carries (`otpauth://totp/…`).
    pub url: String,
}

impl App {
    /// Shows a second factor that could be set up: a new one, or the one whose secret a form brings back.
    /// Nothing is stored until a code confirms it.
    ///
    /// # Errors
    /// [`Error::Conflict`] while one is in use.
    pub fn offer_second_factor(
        &self,
        staff: &Staff,
        issuer: &str,
        secret: &str,
    ) -> Result<FactorToConfirm, Error> {
        refuse_second(&staff.person)?;
        if is_secret(secret) {
            return to_confirm(secret, &staff.person.email, issuer);
        }
        let bytes = self
            .entropy
            .bytes()
            .map_err(|error| Error::internal(&error))?;
        let secret = Secret::from(&bytes[..SECRET_BYTES]).to_base32();
        to_confirm(&secret, &staff.person.email, issuer)
    }

    /// Turns a second factor on when a code shows that the person has its secret. The password must be shown
    /// again, and the person's other sessions end. Returns the recovery codes, which are shown this one time.
    ///
    /// If it is sent twice, the later codes count: nobody has read the earlier ones.
    pub async fn set_up_second_factor(
        &self,
        who: &Actor,
        staff: &Staff,
        secret: &str,
        password: &str,
        code: &str,
    ) -> Result<Vec<String>, Error> {
        self.check_own_password(who, password, "factor_password")
            .await?;
        if !is_secret(secret) {
            return Err(Error::invalid("code", AccessProblem::PageTooOld));
        }
        let id = &staff.person.id;
        let now = self.clock.now();
        let step = step_of(secret, code, now)?
            .ok_or_else(|| Error::invalid("code", AccessProblem::WrongCode))?;
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(id).await?;
        let totp = Some(Totp {
            secret: secret.to_owned(),
            step: Some(step),
        });
        if person.totp != totp {
            refuse_second(&person)?;
        }
        person.totp = totp;
        write.update_person(&person, now).await?;
        let codes = self.new_recovery_codes(&mut write, &person).await?;
        let ended = write.delete_sessions(id, Some(&staff.session.id)).await?;
        self.commit(write, who, SignInHappening::FactorOn { person: id, ended })
            .await?;
        Ok(codes)
    }

    /// Turns the second factor off; the password must be shown again.
    pub async fn end_second_factor(&self, who: &Actor, password: &str) -> Result<(), Error> {
        let id = who.person_id().ok_or(Error::NotFound)?;
        self.check_own_password(who, password, "factor_password")
            .await?;
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(id).await?;
        person.totp = None;
        write.update_person(&person, self.clock.now()).await?;
        write.replace_recovery_codes(id, &[]).await?;
        self.commit(write, who, SignInHappening::FactorOff { person: id })
            .await
    }

    /// Makes new recovery codes in place of those before; the password must be shown again.
    pub async fn renew_recovery_codes(
        &self,
        who: &Actor,
        password: &str,
    ) -> Result<Vec<String>, Error> {
        let id = who.person_id().ok_or(Error::NotFound)?;
        self.check_own_password(who, password, "factor_password")
            .await?;
        let mut write = self.store.begin().await?;
        let person = write.get_person(id).await?;
        if person.totp.is_none() {
            return Err(Error::NotFound);
        }
        let codes = self.new_recovery_codes(&mut write, &person).await?;
        self.commit(write, who, SignInHappening::CodesRenewed { person: id })
            .await?;
        Ok(codes)
    }

    async fn new_recovery_codes(
        &self,
        write: &mut Write,
        person: &Person,
    ) -> Result<Vec<String>, Error> {
        let mut codes = Vec::with_capacity(RECOVERY_CODES);
        for _ in 0..RECOVERY_CODES {
            let secret = self
                .entropy
                .secret()
                .map_err(|error| Error::internal(&error))?;
            // 24 hexadecimal digits: 96 random bits, out of reach for ten wrong tries a quarter of an hour.
            let parts: Vec<&str> = (0..4).map(|part| &secret[part * 6..part * 6 + 6]).collect();
            codes.push(parts.join("-"));
        }
        let hashes: Vec<String> = codes.iter().map(|code| token_hash(&plain(code))).collect();
        write.replace_recovery_codes(&person.id, &hashes).await?;
        Ok(codes)
    }

    /// Takes a code of the second factor or a recovery code, each once. Returns which of them it was.
    pub(super) async fn take_code(
        &self,
        write: &mut Write,
        person: &mut Person,
        code: &str,
    ) -> Result<Option<&'static str>, Error> {
        let Some(totp) = &mut person.totp else {
            return Ok(None);
        };
        let now = self.clock.now();
        if let Some(step) = step_of(&totp.secret, code, now)? {
            if !totp.take(step) {
                return Ok(None);
            }
            write.update_person(person, now).await?;
            return Ok(Some("second factor"));
        }
        let hash = token_hash(&plain(code));
        let taken = write.take_recovery_code(&person.id, &hash).await?;
        Ok(taken.then_some("recovery code"))
    }
}

/// Refuses a second factor to somebody who has one.
fn refuse_second(person: &Person) -> Result<(), Error> {
    if person.totp.is_none() {
        return Ok(());
    }
    Err(Error::Conflict(
        "a second factor is in use already; turn it off first".to_owned(),
    ))
}

/// Says whether a text is a secret as they are made here.
fn is_secret(text: &str) -> bool {
    Secret::try_from_base32(text).is_ok_and(|secret| secret.as_bytes().len() == SECRET_BYTES)
}

/// Returns a recovery code without the marks that people add or leave out.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

fn generator(secret: &str) -> Result<Builder, Error> {
    let secret = Secret::try_from_base32(secret).map_err(|error| Error::internal(&error))?;
    Ok(Builder::new().with_secret(secret))
}

fn to_confirm(secret: &str, email: &str, issuer: &str) -> Result<FactorToConfirm, Error> {
    // A colon separates the two in the address, so neither may hold one.
    let totp: Generator = generator(secret)?
        .with_issuer(Some(issuer.replace(':', " ")))
        .with_account_name(email.replace(':', " "))
        .build()
        .map_err(|error| Error::internal(&error))?;
    Ok(FactorToConfirm {
        secret: secret.to_owned(),
        url: totp.to_url().map_err(|error| Error::internal(&error))?,
    })
}

/// Returns the time step whose code this is, one step early or late included.
fn step_of(secret: &str, code: &str, now: Ts) -> Result<Option<i64>, Error> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let totp = generator(secret)?
        .with_account_name("candor")
        .build()
        .map_err(|error| Error::internal(&error))?;
    let secs = u64::try_from(now.secs()).unwrap_or_default();
    Ok(totp
        .check(&digits, secs)
        .and_then(|step| i64::try_from(step).ok()))
}
