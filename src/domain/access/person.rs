//! People of staff: their addresses, roles and second factors.

use std::fmt;

use crate::domain::ts::SKEW_SECS;
use crate::domain::{PersonId, Role, Ts};

/// Longest address, in bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
const EMAIL_MAX_BYTES: usize = 254;

/// Length of a time step, in seconds (RFC 6238 §5.2).
const STEP_SECS: i64 = 30;

/// How many time steps ahead of now a code may have been taken: two nodes' clocks differ, and codes are taken one
/// step early.
const STEPS_AHEAD: i64 = SKEW_SECS / STEP_SECS + 1;

/// A person of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Address, as [`kept_email`] writes it; unique.
    pub email: String,
    /// Name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Argon2id, in its own text form.
    pub password_hash: String,
    /// The second factor, if there is one.
    pub totp: Option<Totp>,
    /// When it was made.
    pub created_at: Ts,
}

/// Says whether the team still has an owner when one person is gone.
pub fn is_owned_without(team: &[Person], gone: &PersonId) -> bool {
    team.iter()
        .any(|one| one.role == Role::Owner && one.id != *gone)
}

/// A second factor in use: codes that change with the time (RFC 6238).
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// The secret, base 32.
    pub secret: String,
    /// The last time step whose code was taken.
    pub step: Option<i64>,
}

impl Totp {
    /// Takes the code of a time step. Returns whether it counts: each code counts once.
    #[must_use]
    pub fn take(&mut self, step: i64) -> bool {
        // A step further ahead was stored by a clock that ran fast and was set back.
        let taken = step..=step + STEPS_AHEAD;
        let is_new = self.step.is_none_or(|last| !taken.contains(&last));
        if is_new {
            self.step = Some(step);
        }
        is_new
    }
}

/// Shows no secret.
impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Totp").finish_non_exhaustive()
    }
}

/// Returns an address as it is kept: without space around it, in lower case.
pub fn kept_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Says whether a text may be an address: one `@` with something on both sides and no white space; mail proves the
/// rest.
pub fn is_email(text: &str) -> bool {
    text.len() <= EMAIL_MAX_BYTES
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !host.contains('@')
        })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn person(id: &str, role: Role) -> Person {
        Person {
            id: PersonId::parse(id).expect("an id"),
            email: format!("{id}@example.com"),
            name: id.to_owned(),
            role,
            password_hash: String::new(),
            totp: None,
            created_at: Ts::from_secs(0),
        }
    }

    fn totp(step: Option<i64>) -> Totp {
        Totp {
            secret: "JBSWY3DPEHPK3PXP".to_owned(),
            step,
        }
    }

    #[test]
    fn a_code_counts_once_and_none_before_it() {
        for (last, step, counts) in [
            (None, 100, true),
            (Some(99), 100, true),
            (Some(100), 100, false),
            (Some(100 + STEPS_AHEAD), 100, false),
            (Some(101 + STEPS_AHEAD), 100, true),
        ] {
            let mut totp = totp(last);
            assert_eq!(totp.take(step), counts, "{last:?}");
            assert_eq!(totp.step, if counts { Some(step) } else { last });
        }
    }

    #[test]
    fn a_second_factor_shows_no_secret() {
        assert!(!format!("{:?}", totp(None)).contains("JBSWY3"));
    }

    #[test]
    fn the_last_owner_is_noticed() {
        let team = [person("a", Role::Owner), person("b", Role::Admin)];
        assert!(!is_owned_without(&team, &team[0].id));
        assert!(is_owned_without(&team, &team[1].id));
        let two = [person("a", Role::Owner), person("b", Role::Owner)];
        assert!(is_owned_without(&two, &two[0].id));
    }

    #[test]
    fn addresses_are_kept_in_lower_case_and_have_two_sides() {
        assert_eq!(kept_email(" Jane@Example.COM\n"), "jane@example.com");
        for fine in ["a@b", "jane.doe+x@example.com", "é@münchen.example"] {
            assert!(is_email(fine), "{fine}");
        }
        let long = format!("{}@b", "a".repeat(EMAIL_MAX_BYTES - 1));
        for bad in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\u{0}", &long] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
