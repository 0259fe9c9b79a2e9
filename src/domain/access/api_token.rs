//! API tokens: their roles, and whether they work.

use crate::domain::{Permission, Person, PersonId, Role, TokenId, Ts};

/// A token is noted as used when the last note is older than this, in seconds.
const USED_SECS: i64 = 60 * 60;

/// An API token, without the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// Who made it; `None` for the command line.
    pub created_by: Option<PersonId>,
    /// When it was made.
    pub created_at: Ts,
    /// When it stops working by itself.
    pub expires_at: Option<Ts>,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Ts>,
    /// When it was ended.
    pub revoked_at: Option<Ts>,
}

/// Whether a token works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenState {
    /// It works.
    Works,
    /// It expired at this instant.
    Expired(Ts),
    /// Somebody revoked it at this instant.
    Revoked(Ts),
}

impl ApiToken {
    /// Returns whether it works at this moment, and since when not.
    pub fn state(&self, now: Ts) -> TokenState {
        match (self.revoked_at, self.expires_at) {
            (Some(at), _) => TokenState::Revoked(at),
            (None, Some(at)) if at <= now => TokenState::Expired(at),
            (None, _) => TokenState::Works,
        }
    }

    /// Says whether it works at this moment.
    pub fn works(&self, now: Ts) -> bool {
        self.state(now) == TokenState::Works
    }

    /// Returns the token with at most the role that its maker has now.
    #[must_use]
    pub fn limited_to(self, maker: &Person) -> Self {
        if maker.role.includes(self.role) {
            return self;
        }
        Self {
            role: maker.role,
            ..self
        }
    }

    /// Says whether a person may see the token in the list and end it: it is theirs, or they may manage the team.
    pub fn is_managed_by(&self, person: Option<&PersonId>, role: Role) -> bool {
        let is_theirs = self.created_by.is_some() && self.created_by.as_ref() == person;
        is_theirs || role.may(Permission::ManageTeam)
    }

    /// Says whether it may get another text: nobody has used or ended it.
    pub const fn is_untouched(&self) -> bool {
        self.last_used_at.is_none() && self.revoked_at.is_none()
    }

    /// Says whether the note of when it was last used is old enough for a new one.
    pub fn is_note_due(&self, now: Ts) -> bool {
        self.last_used_at
            .is_none_or(|at| now.secs_since(at) >= USED_SECS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::person::tests::person;

    fn token(role: Role) -> ApiToken {
        ApiToken {
            id: TokenId::parse("t").expect("an id"),
            name: "ci".to_owned(),
            role,
            created_by: PersonId::parse("u"),
            created_at: at(0),
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
        }
    }

    const fn at(secs: i64) -> Ts {
        Ts::from_secs(1_800_000_000 + secs)
    }

    #[test]
    fn a_token_works_until_it_expires_or_is_ended() {
        use TokenState::{Expired, Revoked, Works};
        for (expires, revoked, state) in [
            (None, None, Works),
            (Some(at(11)), None, Works),
            (Some(at(10)), None, Expired(at(10))),
            (Some(at(10)), Some(at(12)), Revoked(at(12))),
            (Some(at(99)), Some(at(5)), Revoked(at(5))),
        ] {
            let token = ApiToken {
                expires_at: expires,
                revoked_at: revoked,
                ..token(Role::Admin)
            };
            assert_eq!(token.state(at(10)), state);
            assert_eq!(token.works(at(10)), state == Works);
        }
    }

    #[test]
    fn a_token_may_do_no_more_than_its_maker() {
        for (role, of_maker, left) in [
            (Role::Admin, Role::Owner, Role::Admin),
            (Role::Admin, Role::Admin, Role::Admin),
            (Role::Admin, Role::Viewer, Role::Viewer),
        ] {
            let token = token(role).limited_to(&person("u", of_maker));
            assert_eq!(token.role, left);
        }
    }

    #[test]
    fn a_token_is_its_makers_and_the_owners_affair() {
        let [u, other] = ["u", "other"].map(|id| PersonId::parse(id).expect("an id"));
        let theirs = token(Role::Viewer);
        let nobodys = ApiToken {
            created_by: None,
            ..token(Role::Viewer)
        };
        assert!(theirs.is_managed_by(Some(&u), Role::Admin));
        assert!(!theirs.is_managed_by(Some(&other), Role::Admin));
        assert!(theirs.is_managed_by(Some(&other), Role::Owner));
        assert!(!nobodys.is_managed_by(None, Role::Admin));
        assert!(nobodys.is_managed_by(None, Role::Owner));
    }

    #[test]
    fn its_use_is_noted_once_an_hour() {
        let mut token = token(Role::Viewer);
        assert!(token.is_note_due(at(0)) && token.is_untouched());
        token.last_used_at = Some(at(0));
        assert!(!token.is_note_due(at(USED_SECS - 1)) && !token.is_untouched());
        assert!(token.is_note_due(at(USED_SECS)));
    }
}
