//! What happens to the people who may sign in, their links and API tokens.

use crate::domain::happening::macros::happenings;
use crate::domain::{LinkId, PersonId, Role, TokenId};

/// Whom an account is or will be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account<'a> {
    /// Their address.
    pub email: &'a str,
    /// Their role.
    pub role: Role,
}

/// How much of what a person made ended with a change of their account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    /// Links that are used once.
    pub links: u64,
    /// Drafts that were planned to publish themselves.
    pub plans: u64,
    /// Series of maintenances.
    pub series: u64,
    /// API tokens.
    pub tokens: u64,
}

happenings! {
    /// What happens to the team.
    pub enum TeamHappening<'a> {
        /// A person was added.
        "user.create" => PersonAdded {
            /// Who.
            person: &'a PersonId,
            /// Their address and role.
            account: Account<'a>,
        },
        /// A person's role was changed.
        "user.change_role" => RoleChanged {
            /// Whose.
            person: &'a PersonId,
            /// The role before.
            before: Role,
            /// The role after.
            after: Role,
            /// What ended with it.
            ended: Ended,
        },
        /// A person was removed.
        "user.remove" => PersonRemoved {
            /// Who.
            person: &'a PersonId,
            /// Their address and role.
            account: Account<'a>,
            /// What ended with them.
            ended: Ended,
        },
        /// All sessions of a person were ended.
        "user.end_sessions" => SessionsEnded {
            /// Whose.
            person: &'a PersonId,
            /// How many.
            ended: u64,
        },
        /// A person changed their name.
        "user.rename" => PersonRenamed {
            /// Who.
            person: &'a PersonId,
            /// The name before.
            before: &'a str,
            /// The name after.
            after: &'a str,
        },
        /// A person has another password.
        "password.change" => PasswordChanged {
            /// Who.
            person: &'a PersonId,
            /// Their address and role, if a link was used.
            account: Option<Account<'a>>,
            /// What ended with the old one.
            ended: Ended,
        },
        /// A link was made by which a person chooses another password.
        "password.link" => PasswordLinkMade {
            /// The link.
            link: &'a LinkId,
            /// Whom it is for.
            account: Account<'a>,
        },
        /// The link was made by which the first owner sets up the page.
        "setup.link" => SetUpLinkMade {
            /// The link.
            link: &'a LinkId,
            /// Whom it is for.
            account: Account<'a>,
        },
        /// The first owner set up the page.
        "setup.done" => SetUpDone {
            /// Who.
            person: &'a PersonId,
            /// Their address and role.
            account: Account<'a>,
        },
        /// Somebody was invited.
        "invitation.create" => Invited {
            /// The link.
            link: &'a LinkId,
            /// Whom it is for.
            account: Account<'a>,
        },
        /// Somebody accepted their invitation.
        "invitation.accept" => InvitationAccepted {
            /// Who.
            person: &'a PersonId,
            /// Their address and role.
            account: Account<'a>,
        },
        /// An invitation was ended.
        "invitation.end" => InvitationEnded {
            /// The link.
            link: &'a LinkId,
        },
        /// An API token was made.
        "token.create" => TokenMade {
            /// The token.
            token: &'a TokenId,
            /// Its name.
            name: &'a str,
            /// Its role.
            role: Role,
        },
        /// An API token that was asked for twice got another text.
        "token.retell" => TokenShownAgain {
            /// The token.
            token: &'a TokenId,
            /// Its name.
            name: &'a str,
        },
        /// An API token was ended.
        "token.revoke" => TokenRevoked {
            /// The token.
            token: &'a TokenId,
            /// Its name.
            name: &'a str,
        },
    }
}

impl TeamHappening<'_> {
    /// Returns to whom or what it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::PersonAdded { person, .. }
            | Self::RoleChanged { person, .. }
            | Self::PersonRemoved { person, .. }
            | Self::SessionsEnded { person, .. }
            | Self::PersonRenamed { person, .. }
            | Self::PasswordChanged { person, .. }
            | Self::SetUpDone { person, .. }
            | Self::InvitationAccepted { person, .. } => person.as_str(),
            Self::PasswordLinkMade { link, .. }
            | Self::SetUpLinkMade { link, .. }
            | Self::Invited { link, .. }
            | Self::InvitationEnded { link } => link.as_str(),
            Self::TokenMade { token, .. }
            | Self::TokenShownAgain { token, .. }
            | Self::TokenRevoked { token, .. } => token.as_str(),
        }
    }

    /// Says whether readers may notice it: never.
    pub const fn is_public(&self) -> bool {
        false
    }
}
