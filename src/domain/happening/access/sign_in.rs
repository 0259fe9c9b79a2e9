//! What happens at the door: log-ins, sessions, second factors, refusals.

use crate::domain::Deed;
use crate::domain::happening::macros::happenings;
use crate::domain::{SessionId, UserId};

/// Why somebody was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Their role lacks this right, which the request needs.
    Right(Deed),
    /// The form was not taken: `foreign`, `stray`.
    Form(&'static str),
    /// A deed itself found their role too low.
    Role,
}

happenings! {
    /// What happens at the door.
    pub enum SignInHappening<'a> {
        /// Somebody gave a wrong address or password.
        "login.failed" => Failed {
            /// The address that they typed.
            email: &'a str,
        },
        /// Somebody gave the right password and is asked for the second factor.
        "login.password" => PasswordGiven {
            /// Who.
            user: &'a UserId,
        },
        /// Somebody logged in.
        "login" => LoggedIn {
            /// Who.
            user: &'a UserId,
            /// With what, besides the password.
            by: Option<&'a str>,
        },
        /// Somebody gave the right password and then a wrong code.
        "login.code_failed" => CodeFailed {
            /// Who.
            user: &'a UserId,
        },
        /// Somebody logged out.
        "logout" => LoggedOut {
            /// Who.
            user: &'a UserId,
        },
        /// Somebody ended one of their sessions.
        "session.end" => SessionEnded {
            /// Whose.
            user: &'a UserId,
            /// The session.
            session: &'a SessionId,
        },
        /// Somebody ended their sessions but the one that they use.
        "session.end_others" => OtherSessionsEnded {
            /// Whose.
            user: &'a UserId,
            /// How many.
            ended: u64,
        },
        /// Somebody set a second factor up.
        "second_factor.on" => FactorOn {
            /// Whose.
            user: &'a UserId,
            /// How many of their other sessions ended.
            ended: u64,
        },
        /// Somebody turned their second factor off.
        "second_factor.off" => FactorOff {
            /// Whose.
            user: &'a UserId,
        },
        /// Somebody made new recovery codes.
        "second_factor.codes" => CodesRenewed {
            /// Whose.
            user: &'a UserId,
        },
        /// Somebody's second factor was taken from them, since they lost it.
        "second_factor.reset" => FactorReset {
            /// Whose.
            user: &'a UserId,
        },
        /// Somebody was refused.
        "denied" => Denied {
            /// What they asked for: a path.
            path: &'a str,
            /// The verb with which they asked.
            method: &'a str,
            /// Why.
            why: Refused,
        },
    }
}

impl SignInHappening<'_> {
    /// Returns to whom it happened.
    pub fn subject(&self) -> &str {
        match self {
            Self::Failed { .. } => "-",
            Self::PasswordGiven { user }
            | Self::LoggedIn { user, .. }
            | Self::CodeFailed { user }
            | Self::LoggedOut { user }
            | Self::SessionEnded { user, .. }
            | Self::OtherSessionsEnded { user, .. }
            | Self::FactorOn { user, .. }
            | Self::FactorOff { user }
            | Self::CodesRenewed { user }
            | Self::FactorReset { user } => user.as_str(),
            Self::Denied { path, .. } => path,
        }
    }

    /// Says whether readers may notice it: never.
    pub const fn is_public(&self) -> bool {
        false
    }
}
