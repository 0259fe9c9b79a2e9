//! What happens at sign-in: log-ins, sessions, second factors, refusals.

use crate::domain::Permission;
use crate::domain::happening::macros::happenings;
use crate::domain::{PersonId, SessionId};

/// Why somebody was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Their role lacks this permission, which the request needs.
    Permission(Permission),
    /// The form was not taken: `foreign`, `stray`.
    Form(&'static str),
    /// A deed itself found their role too low.
    Role,
}

happenings! {
    /// What happens at sign-in.
    pub enum SignInHappening<'a> {
        /// Somebody gave a wrong address or password.
        "login.failed" => Failed {
            /// The address that they typed.
            email: &'a str,
        },
        /// Somebody gave the right password and is asked for the second factor.
        "login.password" => PasswordGiven {
            /// Who.
            person: &'a PersonId,
        },
        /// Somebody logged in.
        "login" => LoggedIn {
            /// Who.
            person: &'a PersonId,
            /// With what, besides the password.
            by: Option<&'a str>,
        },
        /// Somebody gave the right password and then a wrong code.
        "login.code_failed" => CodeFailed {
            /// Who.
            person: &'a PersonId,
        },
        /// Somebody logged out.
        "logout" => LoggedOut {
            /// Who.
            person: &'a PersonId,
        },
        /// Somebody ended one of their sessions.
        "session.end" => SessionEnded {
            /// Whose.
            person: &'a PersonId,
            /// The session.
            session: &'a SessionId,
        },
        /// Somebody ended their sessions but the one that they use.
        "session.end_others" => OtherSessionsEnded {
            /// Whose.
            person: &'a PersonId,
            /// How many.
            ended: u64,
        },
        /// Somebody set a second factor up.
        "second_factor.on" => FactorOn {
            /// Whose.
            person: &'a PersonId,
            /// How many of their other sessions ended.
            ended: u64,
        },
        /// Somebody turned their second factor off.
        "second_factor.off" => FactorOff {
            /// Whose.
            person: &'a PersonId,
        },
        /// Somebody made new recovery codes.
        "second_factor.codes" => CodesRenewed {
            /// Whose.
            person: &'a PersonId,
        },
        /// Somebody's second factor was taken from them, since they lost it.
        "second_factor.reset" => FactorReset {
            /// Whose.
            person: &'a PersonId,
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
            Self::PasswordGiven { person }
            | Self::LoggedIn { person, .. }
            | Self::CodeFailed { person }
            | Self::LoggedOut { person }
            | Self::SessionEnded { person, .. }
            | Self::OtherSessionsEnded { person, .. }
            | Self::FactorOn { person, .. }
            | Self::FactorOff { person }
            | Self::CodesRenewed { person }
            | Self::FactorReset { person } => person.as_str(),
            Self::Denied { path, .. } => path,
        }
    }

    /// Says whether readers may notice it: never.
    pub const fn is_public(&self) -> bool {
        false
    }
}
