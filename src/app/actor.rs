//! Who acts, with which rights, through which door.

use super::Error;
use crate::domain::role::Deed;
use crate::domain::{Role, text_enum};

text_enum! {
    /// The door through which somebody came.
    pub enum Door {
        /// The command line.
        Cli = "cli",
        /// What happens by itself at its moment.
        Clock = "clock",
        /// The manage API.
        ManageApi = "v1",
    }
}

/// Somebody who acts. A deed cannot be called without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    label: String,
    role: Role,
    door: Door,
}

impl Actor {
    /// Whoever can run the program on the database may do everything.
    pub fn command_line() -> Self {
        Self {
            label: "command line".to_owned(),
            role: Role::Owner,
            door: Door::Cli,
        }
    }

    /// The clock, which does what staff planned.
    pub fn clock() -> Self {
        Self {
            label: "clock".to_owned(),
            role: Role::Responder,
            door: Door::Clock,
        }
    }

    /// The holder of an API token.
    pub fn token(name: &str, id: &str, role: Role) -> Self {
        Self {
            label: format!("token {name} ({id})"),
            role,
            door: Door::ManageApi,
        }
    }

    /// Returns what the audit log calls them.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Returns the door.
    pub const fn door(&self) -> Door {
        self.door
    }

    /// Returns the rights.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Checks that the role suffices.
    ///
    /// # Errors
    /// [`Error::Denied`] with the role it would need.
    pub fn allow(&self, deed: Deed) -> Result<(), Error> {
        if self.role.may(deed) {
            Ok(())
        } else {
            Err(Error::Denied {
                needs: deed.needs(),
            })
        }
    }
}
