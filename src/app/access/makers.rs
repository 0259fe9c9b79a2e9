//! Who is answerable for what takes effect later: links, plans, series, tokens.
//!
//! Each knows the person who made it and works only while they may still do what it does. When somebody is
//! removed or lowered, what they may do no longer ends in the same transaction. What the command line made has
//! no maker and stays.

use crate::app::Error;
use crate::domain::happening::Ended;
use crate::domain::{Permission, PersonId, Role, Ts};
use crate::store::{Read, Write};

/// Why a plan was given up, as the list of drafts says it.
pub(in crate::app) const PLANNER_GONE: &str =
    "whoever planned it may not publish incidents any more";

/// Says whether the maker of something may still do what it does.
pub(in crate::app) async fn may_still(
    read: &mut Read,
    maker: Option<&PersonId>,
    permission: Permission,
) -> Result<bool, Error> {
    let Some(maker) = maker else {
        return Ok(true);
    };
    let person = read.find_person(maker).await?;
    Ok(person.is_some_and(|person| person.role.may(permission)))
}

/// Ends what somebody made and may do no longer with the role that they have from now on; `None` has no
/// permissions.
pub(super) async fn end_what_exceeds(
    write: &mut Write,
    maker: &PersonId,
    role: Option<Role>,
    now: Ts,
) -> Result<Ended, Error> {
    let may = |permission| role.is_some_and(|role| role.may(permission));
    let exceeding: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|token| role.is_none_or(|role| !role.includes(*token)))
        .collect();
    let mut ended = Ended {
        tokens: write.revoke_tokens_of(maker, &exceeding, now).await?,
        ..Ended::default()
    };
    if !may(Permission::ManageTeam) {
        ended.links = write.delete_links_of(maker).await?;
    }
    if !may(Permission::RunIncident) {
        ended.plans = write.fail_plans_of(maker, PLANNER_GONE, now).await?;
    }
    if !may(Permission::RunMaintenance) {
        ended.series = write.end_series_of(maker, now).await?;
    }
    Ok(ended)
}

/// Ends the links and, unless they are kept, the API tokens of somebody whose password was replaced for them:
/// whoever knew the old one may have made them.
pub(super) async fn end_ways_in(
    write: &mut Write,
    maker: &PersonId,
    keeps_tokens: bool,
    now: Ts,
) -> Result<Ended, Error> {
    let mut ended = Ended {
        links: write.delete_links_of(maker).await?,
        ..Ended::default()
    };
    if !keeps_tokens {
        ended.tokens = write.revoke_tokens_of(maker, Role::ALL, now).await?;
    }
    Ok(ended)
}
