//! What the audit log keeps of log-ins, refusals and the team.

use serde_json::{Value, json};

use crate::domain::happening::{Account, Ended, Refused, SignInHappening, TeamHappening};

/// Returns what an entry keeps of log-ins and refusals.
pub(super) fn sign_in(happening: &SignInHappening<'_>) -> Value {
    match happening {
        SignInHappening::Failed { email } => json!({ "email": email }),
        SignInHappening::LoggedIn { by: Some(by), .. } => json!({ "by": by }),
        SignInHappening::PasswordGiven { .. }
        | SignInHappening::LoggedIn { by: None, .. }
        | SignInHappening::CodeFailed { .. }
        | SignInHappening::LoggedOut { .. }
        | SignInHappening::FactorOff { .. }
        | SignInHappening::CodesRenewed { .. }
        | SignInHappening::FactorReset { .. } => json!({}),
        SignInHappening::SessionEnded { session, .. } => json!({ "session": session.as_str() }),
        SignInHappening::OtherSessionsEnded { ended, .. }
        | SignInHappening::FactorOn { ended, .. } => json!({ "ended": ended }),
        SignInHappening::Denied { method, why, .. } => match why {
            Refused::Permission(deed) => json!({ "deed": deed.as_str(), "method": method }),
            Refused::Form(form) => json!({ "form": form, "method": method }),
            Refused::Role => json!({ "method": method }),
        },
    }
}

/// Returns what an entry keeps of what happened to the team.
pub(super) fn team(happening: &TeamHappening<'_>) -> Value {
    match happening {
        TeamHappening::PersonAdded { account, .. }
        | TeamHappening::PasswordLinkMade { account, .. }
        | TeamHappening::SetUpLinkMade { account, .. }
        | TeamHappening::SetUpDone { account, .. }
        | TeamHappening::Invited { account, .. }
        | TeamHappening::InvitationAccepted { account, .. } => whose(account),
        TeamHappening::RoleChanged {
            before,
            after,
            ended,
            ..
        } => with_ended(json!({ "role": [before.as_str(), after.as_str()] }), *ended),
        TeamHappening::PersonRemoved { account, ended, .. } => with_ended(whose(account), *ended),
        TeamHappening::SessionsEnded { ended, .. } => json!({ "ended": ended }),
        TeamHappening::PersonRenamed { before, after, .. } => json!({ "name": [before, after] }),
        TeamHappening::PasswordChanged { account, ended, .. } => {
            with_ended(account.as_ref().map_or_else(|| json!({}), whose), *ended)
        }
        TeamHappening::InvitationEnded { .. } => json!({}),
        TeamHappening::TokenMade { name, role, .. } => {
            json!({ "name": name, "role": role.as_str() })
        }
        TeamHappening::TokenShownAgain { name, .. } | TeamHappening::TokenRevoked { name, .. } => {
            json!({ "name": name })
        }
    }
}

fn whose(account: &Account<'_>) -> Value {
    json!({ "email": account.email, "role": account.role.as_str() })
}

/// Adds what ended, unless it is nothing.
fn with_ended(mut detail: Value, ended: Ended) -> Value {
    let all = [
        ("ended_links", ended.links),
        ("ended_plans", ended.plans),
        ("ended_series", ended.series),
        ("ended_tokens", ended.tokens),
    ];
    for (name, count) in all.into_iter().filter(|(_, count)| *count > 0) {
        detail[name] = json!(count);
    }
    detail
}
