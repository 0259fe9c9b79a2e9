//! Deeds on staff.

use super::makers;
use super::passwords::Comparison;
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::access::person::{is_email, is_owned_without, kept_email};
use crate::domain::happening::{Account, Ended, SignInHappening, TeamHappening};
use crate::domain::problem::{AccessProblem, AddressProblem};
use crate::domain::{LinkKind, Permission, Person, PersonId, Role};
use crate::store::Write;

/// Wrong passwords that somebody who signed in may show in a quarter of an hour.
const OWN_PASSWORD_TRIES: usize = 10;

/// A person to add.
pub struct NewPerson {
    /// Address; kept in lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// 12 to 128 characters, never stored.
    pub password: String,
}

impl App {
    /// Adds a person who may sign in.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the address is taken.
    pub async fn create_person(&self, who: &Actor, mut new: NewPerson) -> Result<PersonId, Error> {
        who.allow(Permission::ManageTeam)?;
        let email = kept_email(&new.email);
        let mut errors = FieldErrors::default();
        errors.check("email", check_email(&email));
        new.name = errors.name("name", &new.name);
        let known = [email.as_str(), &new.name];
        let checked = self.check_new_password(&email, &new.password, &known);
        errors.check("password", checked.await?);
        errors.into_result()?;
        let password_hash = self.passwords.hash(&new.password).await?;
        let mut write = self.store.begin().await?;
        let person = Person {
            id: self.new_id(PersonId::parse)?,
            email,
            name: new.name,
            role: new.role,
            password_hash,
            totp: None,
            created_at: self.clock.now(),
        };
        self.insert_person(&mut write, &person).await?;
        let added = TeamHappening::PersonAdded {
            person: &person.id,
            account: account_of(&person),
        };
        self.commit(write, who, added).await?;
        Ok(person.id)
    }

    pub(super) async fn insert_person(
        &self,
        write: &mut Write,
        person: &Person,
    ) -> Result<(), Error> {
        write
            .insert_person(person)
            .await
            .map_err(|error| match error.into() {
                Error::Conflict(_) => {
                    Error::Conflict(format!("{} has an account already", person.email))
                }
                other => other,
            })
    }

    /// Returns everybody who may sign in.
    pub async fn list_people(&self, who: &Actor) -> Result<Vec<Person>, Error> {
        who.allow(Permission::ManageTeam)?;
        Ok(self.store.read().await?.list_people().await?)
    }

    /// Changes somebody's role; it counts from their next request on. What they made and may do no longer ends.
    ///
    /// # Errors
    /// [`Error::Conflict`] when no owner would be left.
    pub async fn change_role(&self, who: &Actor, id: &PersonId, role: Role) -> Result<(), Error> {
        who.allow(Permission::ManageTeam)?;
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(id).await?;
        if person.role == role {
            return Ok(());
        }
        if person.role == Role::Owner {
            keep_an_owner(&mut write, id).await?;
        }
        let before = std::mem::replace(&mut person.role, role);
        let now = self.clock.now();
        write.update_person(&person, now).await?;
        let ended = makers::end_what_exceeds(&mut write, id, Some(role), now).await?;
        let changed = TeamHappening::RoleChanged {
            person: id,
            before,
            after: role,
            ended,
        };
        self.commit(write, who, changed).await
    }

    /// Removes somebody; their sessions, links, plans, series and API tokens end. What they did stays in the
    /// audit log.
    ///
    /// # Errors
    /// [`Error::Conflict`] when no owner would be left.
    pub async fn remove_person(&self, who: &Actor, id: &PersonId) -> Result<(), Error> {
        who.allow(Permission::ManageTeam)?;
        let mut write = self.store.begin().await?;
        let person = write.get_person(id).await?;
        if person.role == Role::Owner {
            keep_an_owner(&mut write, id).await?;
        }
        let now = self.clock.now();
        let ended = makers::end_what_exceeds(&mut write, id, None, now).await?;
        write.delete_person(id).await?;
        for kind in [LinkKind::Password, LinkKind::Invitation] {
            write.delete_links_for(kind, &person.email).await?;
        }
        let removed = TeamHappening::PersonRemoved {
            person: id,
            account: account_of(&person),
            ended,
        };
        self.commit(write, who, removed).await
    }

    /// Ends all sessions of somebody.
    pub async fn end_sessions_of(&self, who: &Actor, id: &PersonId) -> Result<u64, Error> {
        who.allow(Permission::ManageTeam)?;
        let mut write = self.store.begin().await?;
        write.get_person(id).await?;
        let ended = Self::end_sessions(&mut write, id).await?;
        self.commit(
            write,
            who,
            TeamHappening::SessionsEnded { person: id, ended },
        )
        .await?;
        Ok(ended)
    }

    /// Takes the second factor from somebody who lost it.
    pub async fn reset_second_factor(&self, who: &Actor, id: &PersonId) -> Result<(), Error> {
        who.allow(Permission::ManageTeam)?;
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(id).await?;
        person.totp = None;
        write.update_person(&person, self.clock.now()).await?;
        write.replace_recovery_codes(id, &[]).await?;
        Self::end_sessions(&mut write, id).await?;
        self.commit(write, who, SignInHappening::FactorReset { person: id })
            .await
    }

    /// Gives somebody a new password; all their sessions end, the links that they made and those to another
    /// password, and their API tokens unless they are kept. Returns how many tokens ended.
    pub async fn set_password(
        &self,
        who: &Actor,
        email: &str,
        password: &str,
        keeps_tokens: bool,
    ) -> Result<u64, Error> {
        who.allow(Permission::ManageTeam)?;
        let email = kept_email(email);
        let found = self
            .store
            .read()
            .await?
            .find_person_by_email(&email)
            .await?;
        let id = found.ok_or(Error::NotFound)?.id;
        let mut write = self.replace_password(&id, password).await?;
        let now = self.clock.now();
        let ended = makers::end_ways_in(&mut write, &id, keeps_tokens, now).await?;
        let changed = TeamHappening::PasswordChanged {
            person: &id,
            account: None,
            ended,
        };
        self.commit(write, who, changed).await?;
        Ok(ended.tokens)
    }

    /// Changes the password of whoever asks; all their sessions end, and links to another. Their API tokens go
    /// on working.
    pub async fn change_own_password(
        &self,
        who: &Actor,
        current: &str,
        new: &str,
    ) -> Result<(), Error> {
        let id = who.person_id().ok_or(Error::NotFound)?.clone();
        self.check_own_password(who, current, "current_password")
            .await?;
        let write = self.replace_password(&id, new).await?;
        let changed = TeamHappening::PasswordChanged {
            person: &id,
            account: None,
            ended: Ended::default(),
        };
        self.commit(write, who, changed).await
    }

    /// Changes the name of whoever asks.
    pub async fn change_own_name(&self, who: &Actor, name: &str) -> Result<(), Error> {
        let id = who.person_id().ok_or(Error::NotFound)?;
        let mut errors = FieldErrors::default();
        let name = errors.name("name", name);
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(id).await?;
        let before = std::mem::replace(&mut person.name, name.clone());
        write.update_person(&person, self.clock.now()).await?;
        let renamed = TeamHappening::PersonRenamed {
            person: id,
            before: &before,
            after: &name,
        };
        self.commit(write, who, renamed).await
    }

    /// Replaces a password in a write, which is still to be made lasting; all sessions end.
    async fn replace_password(&self, id: &PersonId, password: &str) -> Result<Write, Error> {
        let person = self.store.read().await?.get_person(id).await?;
        let mut errors = FieldErrors::default();
        let known = [person.email.as_str(), &person.name];
        let checked = self.check_new_password(id.as_str(), password, &known);
        errors.check("password", checked.await?);
        errors.into_result()?;
        let password_hash = self.passwords.hash(password).await?;
        let mut write = self.store.begin().await?;
        let mut person = write.get_person(id).await?;
        person.password_hash = password_hash;
        write.update_person(&person, self.clock.now()).await?;
        write
            .delete_links_for(LinkKind::Password, &person.email)
            .await?;
        Self::end_sessions(&mut write, id).await?;
        Ok(write)
    }

    /// Checks the password of whoever asks once more.
    pub(super) async fn check_own_password(
        &self,
        who: &Actor,
        password: &str,
        field: &str,
    ) -> Result<(), Error> {
        let id = who.person_id().ok_or(Error::NotFound)?;
        let tries = format!("own {id}");
        self.tries
            .count(&tries, OWN_PASSWORD_TRIES, self.clock.now())
            .map_err(Error::limited)?;
        let person = self.store.read().await?.get_person(id).await?;
        let compared = self
            .passwords
            .compare(password, Some(&person.password_hash))
            .await;
        if compared == Comparison::Wrong {
            return Err(Error::invalid(field, AccessProblem::WrongPassword));
        }
        self.tries.forgive(&tries);
        Ok(())
    }

    /// Returns how many people may sign in.
    pub async fn count_people(&self) -> Result<i64, Error> {
        Ok(self.store.read().await?.count_people().await?)
    }
}

fn account_of(person: &Person) -> Account<'_> {
    Account {
        email: &person.email,
        role: person.role,
    }
}

async fn keep_an_owner(write: &mut Write, but: &PersonId) -> Result<(), Error> {
    let all = write.list_people().await?;
    if is_owned_without(&all, but) {
        return Ok(());
    }
    Err(Error::Conflict(
        "the last owner cannot go: make somebody else an owner first".to_owned(),
    ))
}

/// Checks an address.
pub(super) fn check_email(email: &str) -> Result<(), AddressProblem> {
    if is_email(email) {
        Ok(())
    } else {
        Err(AddressProblem::NotAnEmail)
    }
}
