//! Who may do what.

use crate::domain::text_enum;

text_enum! {
    /// A set of permissions of a person or token; each role includes the ones before it.
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

text_enum! {
    /// What a person or token may do; each permission needs a role.
    pub enum Permission {
        /// Read what staff may read.
        Read = "read",
        /// Open, change or delete an incident, post updates, write postmortems, set a component's status.
        RunIncident = "run_incident",
        /// Plan, move and end maintenance.
        RunMaintenance = "run_maintenance",
        /// Add, change or remove components, groups and templates, change the page.
        ManagePage = "manage_page",
        /// Make API tokens of one's own and end them.
        ManageTokens = "manage_tokens",
        /// Read the audit log and export it.
        ReadAudit = "read_audit",
        /// Add people, change their roles, end the sessions and tokens of others.
        ManageTeam = "manage_team",
    }
}

impl Permission {
    /// Returns the least role that has this permission.
    pub const fn needs(self) -> Role {
        match self {
            Self::Read => Role::Viewer,
            Self::RunIncident | Self::RunMaintenance => Role::Responder,
            Self::ManagePage | Self::ManageTokens | Self::ReadAudit => Role::Admin,
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

    /// Says whether this role has every permission of another.
    pub const fn includes(self, other: Self) -> bool {
        self.rank() >= other.rank()
    }

    /// Says whether this role has a permission.
    pub const fn may(self, permission: Permission) -> bool {
        self.rank() >= permission.needs().rank()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_includes_the_ones_before_it() {
        for permission in Permission::ALL {
            let may: Vec<bool> = Role::ALL.iter().map(|role| role.may(*permission)).collect();
            assert!(may.is_sorted(), "{permission}: {may:?}");
            assert!(Role::Owner.may(*permission), "{permission}");
        }
        assert!(!Role::Viewer.may(Permission::RunIncident));
        assert!(!Role::Responder.may(Permission::ManagePage));
        assert!(!Role::Admin.may(Permission::ManageTeam));
    }
}
