//! Links that are made to be sent and are used once: to set up the page, to join the team, to choose a new password.

use crate::domain::{LinkId, PersonId, Role, Ts, text_enum};

text_enum! {
    /// What a link is for.
    pub enum LinkKind {
        /// To make the first owner.
        SetUp = "setup",
        /// To join the team.
        Invitation = "invitation",
        /// To choose a new password.
        Password = "password",
    }
}

impl LinkKind {
    /// Returns how long such a link works, in seconds.
    pub const fn life_secs(self) -> i64 {
        match self {
            Self::SetUp => 60 * 60,
            Self::Invitation => 7 * 24 * 60 * 60,
            Self::Password => 24 * 60 * 60,
        }
    }
}

/// A link that is used once, without the token in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// What lists and forms call it.
    pub id: LinkId,
    /// What it is for.
    pub kind: LinkKind,
    /// Whom it is for; empty in a set-up link.
    pub email: String,
    /// Their name; empty in a set-up link.
    pub name: String,
    /// The role it gives.
    pub role: Role,
    /// Who made it, as the audit log calls them.
    pub created_by: String,
    /// The person who made it; `None` for the command line.
    pub maker: Option<PersonId>,
    /// When it was made.
    pub created_at: Ts,
    /// When it stops working.
    pub expires_at: Ts,
}

impl OneTimeLink {
    /// Says whether it has not expired at this moment.
    pub fn works(&self, now: Ts) -> bool {
        self.expires_at > now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_over_at_the_end_of_its_life() {
        let now = Ts::from_secs(1_800_000_000);
        for kind in LinkKind::ALL {
            let link = OneTimeLink {
                id: LinkId::parse("l").expect("an id"),
                kind: *kind,
                email: String::new(),
                name: String::new(),
                role: Role::Owner,
                created_by: "command line".to_owned(),
                maker: None,
                created_at: now,
                expires_at: now.plus_secs(kind.life_secs()),
            };
            assert!(link.works(now));
            assert!(link.works(now.plus_secs(kind.life_secs() - 1)), "{kind}");
            assert!(!link.works(now.plus_secs(kind.life_secs())), "{kind}");
        }
    }
}
