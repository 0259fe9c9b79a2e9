//! What happens at the door and to the team.

use super::{PERSON, id};
use crate::domain::Deed;
use crate::domain::happening::{Account, Ended, Refused, SignInHappening, TeamHappening};
use crate::domain::{LinkId, Role, SessionId, TokenId, UserId};

pub(super) fn sign_in() -> impl Iterator<Item = SignInHappening<'static>> {
    let user = id(UserId::parse, PERSON);
    let session = id(SessionId::parse, "s1");
    [
        SignInHappening::Failed {
            email: "anna@example.com",
        },
        SignInHappening::PasswordGiven { user },
        SignInHappening::LoggedIn { user, by: None },
        SignInHappening::LoggedIn {
            user,
            by: Some("second factor"),
        },
        SignInHappening::CodeFailed { user },
        SignInHappening::LoggedOut { user },
        SignInHappening::SessionEnded { user, session },
        SignInHappening::OtherSessionsEnded { user, ended: 2 },
        SignInHappening::FactorOn { user, ended: 1 },
        SignInHappening::FactorOff { user },
        SignInHappening::CodesRenewed { user },
        SignInHappening::FactorReset { user },
    ]
    .into_iter()
    .chain(
        [
            Refused::Right(Deed::ManageTeam),
            Refused::Form("foreign"),
            Refused::Role,
        ]
        .map(|why| SignInHappening::Denied {
            path: "/admin/team",
            method: "POST",
            why,
        }),
    )
}

pub(super) fn team() -> impl Iterator<Item = TeamHappening<'static>> {
    let user = id(UserId::parse, PERSON);
    let link = id(LinkId::parse, "l1");
    let token = id(TokenId::parse, "t1");
    let account = Account {
        email: "anna@example.com",
        role: Role::Admin,
    };
    let ended = Ended {
        links: 1,
        plans: 2,
        series: 3,
        tokens: 4,
    };
    [
        TeamHappening::PersonAdded { user, account },
        TeamHappening::RoleChanged {
            user,
            before: Role::Owner,
            after: Role::Viewer,
            ended,
        },
        TeamHappening::PersonRemoved {
            user,
            account,
            ended,
        },
        TeamHappening::SessionsEnded { user, ended: 2 },
        TeamHappening::PersonRenamed {
            user,
            before: "Anna",
            after: "Anna Berg",
        },
        TeamHappening::PasswordChanged {
            user,
            account: None,
            ended: Ended::default(),
        },
        TeamHappening::PasswordChanged {
            user,
            account: Some(account),
            ended: Ended {
                links: 1,
                tokens: 1,
                ..Ended::default()
            },
        },
        TeamHappening::PasswordLinkMade { link, account },
        TeamHappening::SetUpLinkMade { link, account },
        TeamHappening::SetUpDone { user, account },
        TeamHappening::Invited { link, account },
        TeamHappening::InvitationAccepted { user, account },
        TeamHappening::InvitationEnded { link },
        TeamHappening::TokenMade {
            token,
            name: "CI",
            role: Role::Responder,
        },
        TeamHappening::TokenRetold { token, name: "CI" },
        TeamHappening::TokenRevoked { token, name: "CI" },
    ]
    .into_iter()
}
