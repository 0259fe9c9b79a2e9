//! The pages that customers read.

use crate::domain::Ts;
use crate::domain::public::{PublicIncident, PublicState};
use crate::zone::Month;

use super::Site;

/// A stretch of history: some months, newest first, each with what readers find under it (the one that
/// ended last comes first).
pub struct HistoryPage<'a> {
    /// The months.
    pub months: Vec<(Month, Vec<&'a PublicIncident>)>,
    /// The newest month of the older stretch, if there is anything older.
    pub older: Option<Month>,
    /// The newest month of the newer stretch, if this one is not the newest.
    pub newer: Option<Month>,
}

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// 404: nothing is there.
    NotFound,
    /// 400: the address makes no sense.
    BadRequest,
    /// 405: the page can only be read.
    MethodNotAllowed,
    /// 500: our fault; the page shows the request id.
    Internal,
    /// 503: the database does not answer, so old material cannot be read now.
    Unavailable,
}

/// Renders `/`. `made_at` is the newest change in what it shows.
pub fn home(state: &PublicState, site: &Site, made_at: Ts) -> Result<String, askama::Error> {
    let _ = (state, site, made_at);
    Ok(String::new())
}

/// Renders `/incidents/{id}`.
pub fn incident(
    state: &PublicState,
    incident: &PublicIncident,
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let _ = (state, incident, site, made_at);
    Ok(String::new())
}

/// Renders `/incidents/{id}/postmortem`; the incident has a published postmortem.
pub fn postmortem(
    state: &PublicState,
    incident: &PublicIncident,
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let _ = (state, incident, site, made_at);
    Ok(String::new())
}

/// Renders `/postmortems`: incidents with a published postmortem, the newest publication first.
pub fn postmortems(
    state: &PublicState,
    incidents: &[PublicIncident],
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let _ = (state, incidents, site, made_at);
    Ok(String::new())
}

/// Renders `/history`.
pub fn history(
    state: &PublicState,
    page: &HistoryPage<'_>,
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let _ = (state, page, site, made_at);
    Ok(String::new())
}

/// Renders `/subscribe`: how to be told. It lists the feeds until mail exists.
pub fn subscribe(state: &PublicState, site: &Site, made_at: Ts) -> Result<String, askama::Error> {
    let _ = (state, site, made_at);
    Ok(String::new())
}

/// Renders an error page in the same dress; `reference` is the request id, shown for [`Problem::Internal`].
pub fn problem(
    state: &PublicState,
    problem: Problem,
    reference: Option<&str>,
    site: &Site,
) -> Result<String, askama::Error> {
    let _ = (state, problem, reference, site);
    Ok(String::new())
}
