//! Links that are used once: the set-up link, invitations, new passwords.

use super::makers;
use super::people::check_email;
use super::sign_in::Visitor;
use crate::app::{Actor, App, Error, FieldErrors, token_hash};
use crate::domain::access::person::kept_email;
use crate::domain::happening::{Account, Ended, TeamHappening};
use crate::domain::problem::AccessProblem;
use crate::domain::{LinkId, LinkKind, OneTimeLink, Permission, Person, PersonId, Role, Ts};
use crate::store::Read;

/// What somebody types who follows a link.
pub struct Joining {
    /// Their address; only the set-up link asks for it.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The password that they chose.
    pub password: String,
}

impl App {
    /// Makes the set-up link's token while nobody may sign in; an earlier one stops working. `None` when
    /// there is somebody.
    pub async fn new_set_up_link(&self, who: &Actor) -> Result<Option<String>, Error> {
        who.allow(Permission::ManageTeam)?;
        if self.count_people().await? > 0 {
            return Ok(None);
        }
        let link = self.blank_link(LinkKind::SetUp, who)?;
        self.store_link(who, &link).await.map(Some)
    }

    /// Makes an invitation's token; an earlier one for the same address stops working.
    pub async fn invite(
        &self,
        who: &Actor,
        email: &str,
        name: &str,
        role: Role,
    ) -> Result<String, Error> {
        who.allow(Permission::ManageTeam)?;
        let email = kept_email(email);
        let mut errors = FieldErrors::default();
        errors.check("email", check_email(&email));
        let name = errors.name("name", name);
        if self
            .store
            .read()
            .await?
            .find_person_by_email(&email)
            .await?
            .is_some()
        {
            errors.add("email", AccessProblem::HasAccount);
        }
        errors.into_result()?;
        let link = OneTimeLink {
            email,
            name,
            role,
            ..self.blank_link(LinkKind::Invitation, who)?
        };
        self.store_link(who, &link).await
    }

    /// Makes the token of a link by which somebody chooses a new password.
    pub async fn new_password_link(&self, who: &Actor, id: &PersonId) -> Result<String, Error> {
        who.allow(Permission::ManageTeam)?;
        let person = self.store.read().await?.get_person(id).await?;
        let link = OneTimeLink {
            email: person.email,
            name: person.name,
            role: person.role,
            ..self.blank_link(LinkKind::Password, who)?
        };
        self.store_link(who, &link).await
    }

    /// Returns the invitations that nobody has used yet.
    pub async fn list_invitations(&self, who: &Actor) -> Result<Vec<OneTimeLink>, Error> {
        who.allow(Permission::ManageTeam)?;
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        Ok(read.list_links(LinkKind::Invitation, now).await?)
    }

    /// Ends an invitation.
    pub async fn end_invitation(&self, who: &Actor, id: &LinkId) -> Result<(), Error> {
        who.allow(Permission::ManageTeam)?;
        let mut write = self.store.begin().await?;
        if write.delete_link(LinkKind::Invitation, id).await? == 0 {
            return Err(Error::NotFound);
        }
        self.commit(write, who, TeamHappening::InvitationEnded { link: id })
            .await
    }

    /// Finds what a link's token is good for now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it was used, is too old, never was one, or its maker may make no such links any
    /// more.
    pub async fn find_link(&self, kind: LinkKind, token: &str) -> Result<OneTimeLink, Error> {
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        if kind == LinkKind::SetUp && read.count_people().await? > 0 {
            return Err(Error::NotFound);
        }
        working_link(&mut read, kind, token, now).await
    }

    /// Uses a link up: adds the person, or gives them the new password, and signs them in. Returns the
    /// token for the cookie; `None` if a second factor is asked for first.
    pub async fn use_link(
        &self,
        kind: LinkKind,
        token: &str,
        joining: Joining,
        visitor: &Visitor,
    ) -> Result<Option<String>, Error> {
        let link = self.find_link(kind, token).await?;
        let email = match kind {
            LinkKind::SetUp => kept_email(&joining.email),
            LinkKind::Invitation | LinkKind::Password => link.email.clone(),
        };
        let name = match kind {
            LinkKind::Password => link.name.clone(),
            LinkKind::SetUp | LinkKind::Invitation => joining.name,
        };
        let mut errors = FieldErrors::default();
        errors.check("email", check_email(&email));
        let name = errors.name("name", &name);
        let known = [email.as_str(), &name];
        let whose = link.id.as_str();
        let checked = self.check_new_password(whose, &joining.password, &known);
        errors.check("password", checked.await?);
        errors.into_result()?;
        let password_hash = self.passwords.hash(&joining.password).await?;

        let now = self.clock.now();
        let mut write = self.store.begin().await?;
        let is_first = write.count_people().await? == 0;
        // Looked up again, now that nobody else can use it.
        working_link(&mut write, kind, token, now).await?;
        if kind == LinkKind::SetUp && !is_first {
            return Err(Error::NotFound);
        }
        write.delete_link(kind, &link.id).await?;
        let mut ended = Ended::default();
        let person = if kind == LinkKind::Password {
            let mut person = write
                .find_person_by_email(&email)
                .await?
                .ok_or(Error::NotFound)?;
            person.password_hash = password_hash;
            write.update_person(&person, now).await?;
            Self::end_sessions(&mut write, &person.id).await?;
            ended = makers::end_ways_in(&mut write, &person.id, false, now).await?;
            person
        } else {
            let person = Person {
                id: self.new_id(PersonId::parse)?,
                email,
                name,
                role: link.role,
                password_hash,
                totp: None,
                created_at: now,
            };
            self.insert_person(&mut write, &person).await?;
            person
        };
        let who = Actor::person(&person, &visitor.address);
        let awaits_code = person.totp.is_some();
        let (token, write) = self
            .begin_session(write, &person, visitor, awaits_code)
            .await?;
        let account = Account {
            email: &person.email,
            role: person.role,
        };
        let person = &person.id;
        let happening = match kind {
            LinkKind::SetUp => TeamHappening::SetUpDone { person, account },
            LinkKind::Invitation => TeamHappening::InvitationAccepted { person, account },
            LinkKind::Password => TeamHappening::PasswordChanged {
                person,
                account: Some(account),
                ended,
            },
        };
        self.commit(write, &who, happening).await?;
        Ok((!awaits_code).then_some(token))
    }

    fn blank_link(&self, kind: LinkKind, who: &Actor) -> Result<OneTimeLink, Error> {
        let now = self.clock.now();
        Ok(OneTimeLink {
            id: self.new_id(LinkId::parse)?,
            kind,
            email: String::new(),
            name: String::new(),
            role: Role::Owner,
            created_by: who.label().to_owned(),
            maker: who.answerable().cloned(),
            created_at: now,
            expires_at: now.plus_secs(kind.life_secs()),
        })
    }

    /// Stores a link, and returns the token that it is used with.
    async fn store_link(&self, who: &Actor, new: &OneTimeLink) -> Result<String, Error> {
        let token = self
            .entropy
            .secret()
            .map_err(|error| Error::internal(&error))?;
        let mut write = self.store.begin().await?;
        write.insert_link(new, &token_hash(&token)).await?;
        let account = Account {
            email: &new.email,
            role: new.role,
        };
        let link = &new.id;
        let made = match new.kind {
            LinkKind::SetUp => TeamHappening::SetUpLinkMade { link, account },
            LinkKind::Invitation => TeamHappening::Invited { link, account },
            LinkKind::Password => TeamHappening::PasswordLinkMade { link, account },
        };
        self.commit(write, who, made).await?;
        Ok(token)
    }
}

/// Finds a link that works: its time is not over, and its maker may still make one.
async fn working_link(
    read: &mut Read,
    kind: LinkKind,
    token: &str,
    now: Ts,
) -> Result<OneTimeLink, Error> {
    let found = read.find_link(kind, &token_hash(token), now).await?;
    let link = found.ok_or(Error::NotFound)?;
    if !makers::may_still(read, link.maker.as_ref(), Permission::ManageTeam).await? {
        return Err(Error::NotFound);
    }
    Ok(link)
}
