//! What happens at sign-in and to the team.

use super::{PERSON, id};
use crate::domain::Permission;
use crate::domain::happening::{Account, Ended, Refused, SignInHappening, TeamHappening};
use crate::domain::{LinkId, PersonId, Role, SessionId, TokenId};

pub(super) fn sign_in() -> impl Iterator<Item = SignInHappening<'static>> {
    let person = id(PersonId::parse, PERSON);
    let session = id(SessionId::parse, "s1");
    [
        SignInHappening::Failed {
            email: "anna@example.com",
        },
        SignInHappening::PasswordGiven { person },
        SignInHappening::LoggedIn { person, by: None },
        SignInHappening::LoggedIn {
            person,
            by: Some("second factor"),
        },
        SignInHappening::CodeFailed { person },
        SignInHappening::LoggedOut { person },
        SignInHappening::SessionEnded { person, session },
        SignInHappening::OtherSessionsEnded { person, ended: 2 },
        SignInHappening::FactorOn { person, ended: 1 },
        SignInHappening::FactorOff { person },
        SignInHappening::CodesRenewed { person },
        SignInHappening::FactorReset { person },
    ]
    .into_iter()
    .chain(
        [
            Refused::Permission(Permission::ManageTeam),
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
    let person = id(PersonId::parse, PERSON);
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
        TeamHappening::PersonAdded { person, account },
        TeamHappening::RoleChanged {
            person,
            before: Role::Owner,
            after: Role::Viewer,
            ended,
        },
        TeamHappening::PersonRemoved {
            person,
            account,
            ended,
        },
        TeamHappening::SessionsEnded { person, ended: 2 },
        TeamHappening::PersonRenamed {
            person,
            before: "Anna",
            after: "Anna Berg",
        },
        TeamHappening::PasswordChanged {
            person,
            account: None,
            ended: Ended::default(),
        },
        TeamHappening::PasswordChanged {
            person,
            account: Some(account),
            ended: Ended {
                links: 1,
                tokens: 1,
                ..Ended::default()
            },
        },
        TeamHappening::PasswordLinkMade { link, account },
        TeamHappening::SetUpLinkMade { link, account },
        TeamHappening::SetUpDone { person, account },
        TeamHappening::Invited { link, account },
        TeamHappening::InvitationAccepted { person, account },
        TeamHappening::InvitationEnded { link },
        TeamHappening::TokenMade {
            token,
            name: "CI",
            role: Role::Responder,
        },
        TeamHappening::TokenShownAgain { token, name: "CI" },
        TeamHappening::TokenRevoked { token, name: "CI" },
    ]
    .into_iter()
}
