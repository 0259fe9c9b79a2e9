//! Who acts, with which permissions, through which door.

use super::Error;
use crate::domain::{Permission, Person, PersonId, Role, text_enum};

text_enum! {
    /// The door through which somebody came.
    pub enum Door {
        /// The command line.
        Cli = "cli",
        /// The clock, which does what is due.
        Clock = "clock",
        /// The manage API.
        ManageApi = "v1",
        /// The staff pages.
        Admin = "admin",
        /// The start of the program, which makes the page.
        Start = "start",
    }
}

/// Somebody who acts. A deed cannot be called without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    label: String,
    name: String,
    role: Role,
    door: Door,
    person: Option<PersonId>,
    answerable: Option<PersonId>,
    address: Option<String>,
}

impl Actor {
    /// Whoever can run the program on the database may do everything.
    pub fn command_line() -> Self {
        Self {
            label: "command line".to_owned(),
            name: "command line".to_owned(),
            role: Role::Owner,
            door: Door::Cli,
            person: None,
            answerable: None,
            address: None,
        }
    }

    /// A member of staff who signed in, and the address they came from.
    pub fn person(person: &Person, address: &str) -> Self {
        Self {
            label: format!("{} ({})", person.name, person.id),
            name: person.name.clone(),
            role: person.role,
            door: Door::Admin,
            person: Some(person.id.clone()),
            answerable: Some(person.id.clone()),
            address: Some(address.to_owned()),
        }
    }

    /// Somebody at the staff pages who has not shown who they are.
    pub fn stranger(address: &str) -> Self {
        Self {
            label: "nobody yet".to_owned(),
            name: "nobody yet".to_owned(),
            role: Role::Viewer,
            door: Door::Admin,
            person: None,
            answerable: None,
            address: Some(address.to_owned()),
        }
    }

    /// The first start on a database, which makes the page.
    pub(super) fn first_start() -> Self {
        Self {
            label: "first start".to_owned(),
            name: "first start".to_owned(),
            door: Door::Start,
            ..Self::command_line()
        }
    }

    /// The clock, which does what staff planned.
    pub fn clock() -> Self {
        Self {
            label: "clock".to_owned(),
            name: "clock".to_owned(),
            role: Role::Responder,
            door: Door::Clock,
            person: None,
            answerable: None,
            address: None,
        }
    }

    /// The holder of an API token.
    pub fn token(name: &str, id: &str, role: Role) -> Self {
        Self {
            label: format!("token {name} ({id})"),
            name: format!("token {name}"),
            role,
            door: Door::ManageApi,
            person: None,
            answerable: None,
            address: None,
        }
    }

    /// Says which person made the token that they hold.
    #[must_use]
    pub fn made_by(mut self, maker: Option<PersonId>) -> Self {
        self.answerable = maker;
        self
    }

    /// Says from which address they came.
    #[must_use]
    pub fn from(mut self, address: Option<String>) -> Self {
        self.address = address;
        self
    }

    /// Returns what the audit log calls them.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Says that they have not shown who they are.
    pub fn is_stranger(&self) -> bool {
        self.door == Door::Admin && self.person.is_none()
    }

    /// Returns what the team calls them.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the door.
    pub const fn door(&self) -> Door {
        self.door
    }

    /// Returns the address they came from, if the door knows it.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Returns who they are, if they are a person.
    pub const fn person_id(&self) -> Option<&PersonId> {
        self.person.as_ref()
    }

    /// Returns the person who is answerable for what they make: they themselves, or whoever made their token.
    /// `None` for the command line and the clock.
    pub const fn answerable(&self) -> Option<&PersonId> {
        self.answerable.as_ref()
    }

    /// Returns the role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Checks that the role suffices.
    ///
    /// # Errors
    /// [`Error::Denied`] with the role it would need.
    pub fn allow(&self, permission: Permission) -> Result<(), Error> {
        if self.role.may(permission) {
            Ok(())
        } else {
            Err(Error::Denied {
                needs: permission.needs(),
            })
        }
    }
}
