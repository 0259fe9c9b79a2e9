//! Who may do what.

use super::text_enum;

text_enum! {
    /// A member of staff's or token's rights; each role includes the ones before it.
    pub enum Role {
        /// Reads everything, changes nothing.
        Viewer = "viewer",
        /// Runs incidents: incidents, updates, component status, postmortems.
        Responder = "responder",
        /// Also components, settings and subscribers.
        Admin = "admin",
        /// Also the team and the tokens of others.
        Owner = "owner",
    }
}

/// What somebody asks to do; each needs at least one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Read what staff may read.
    Read,
    /// Open, change or delete an incident, post updates, write postmortems, set a component's status.
    RunIncident,
    /// Add, change or remove components and groups, change the page.
    ManagePage,
    /// Add people, make and revoke tokens.
    ManageTeam,
}

impl Deed {
    /// Returns the least role that may do this.
    pub const fn needs(self) -> Role {
        match self {
            Self::Read => Role::Viewer,
            Self::RunIncident => Role::Responder,
            Self::ManagePage => Role::Admin,
            Self::ManageTeam => Role::Owner,
        }
    }
}

impl Role {
    const fn rank(self) -> u8 {
        match self {
            Self::Viewer => 0,
            Self::Responder => 1,
            Self::Admin => 2,
            Self::Owner => 3,
        }
    }

    /// Says whether this role may do the deed.
    pub const fn may(self, deed: Deed) -> bool {
        self.rank() >= deed.needs().rank()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_includes_the_ones_before_it() {
        let deeds = [
            Deed::Read,
            Deed::RunIncident,
            Deed::ManagePage,
            Deed::ManageTeam,
        ];
        for (rank, role) in Role::ALL.iter().enumerate() {
            for (needed, deed) in deeds.iter().enumerate() {
                assert_eq!(role.may(*deed), rank >= needed, "{role} {deed:?}");
            }
        }
    }
}
