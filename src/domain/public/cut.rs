//! States cut down to what one document shows, so that nothing else can reach it.

use std::hash::Hash;
use std::sync::Arc;

use super::{Catalog, Dates, Moment, PublicIncident, PublicPage, PublicState};
use crate::domain::Ts;

/// The moment of a document that does not depend on one.
pub const NO_MOMENT: Ts = Ts::from_micros(i64::MIN);

impl PublicState {
    /// Returns a state of this page with these components and incidents, as of a moment. Dates and past days are left
    /// out.
    #[must_use]
    pub fn cut(
        &self,
        catalog: Arc<Catalog>,
        incidents: Vec<Arc<PublicIncident>>,
        as_of: Ts,
    ) -> Self {
        Self {
            page: Arc::clone(&self.page),
            moment: Moment {
                as_of,
                past_since: NO_MOMENT,
            },
            dates: Dates::default(),
            catalog,
            incidents,
            not_shown: 0,
        }
    }

    /// Returns every part of the state: those that states share, and the rest in one.
    pub fn parts(
        &self,
    ) -> (
        &Arc<PublicPage>,
        &Arc<Catalog>,
        &[Arc<PublicIncident>],
        impl Hash,
    ) {
        let Self {
            page,
            moment,
            dates,
            catalog,
            incidents,
            not_shown,
        } = self;
        (page, catalog, incidents, (*moment, *dates, *not_shown))
    }
}
