//! The pages that customers read.

mod api_docs;
mod banner;
mod components;
mod corrections;
mod history;
mod home;
mod incident;
mod past;
mod postmortem;
mod postmortems;
mod problem;
mod subscribe;

use crate::domain::public::PublicIncident;
use crate::zone::Month;

pub use api_docs::{ApiOperation, api_docs};
pub use corrections::corrections;
pub use history::history;
pub use home::home;
pub use incident::incident;
pub use postmortem::postmortem;
pub use postmortems::postmortems;
pub use problem::problem;
pub use subscribe::subscribe;

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
pub enum ErrorPage {
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
