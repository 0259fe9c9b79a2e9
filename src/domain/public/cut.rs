//! States cut down to what one document shows, so that nothing else can reach it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::{Catalog, Dates, Moment, PublicIncident, PublicPage, PublicState};
use crate::domain::{IncidentId, Ts};

/// The moment of a document that does not depend on one.
pub const NO_MOMENT: Ts = Ts::from_micros(i64::MIN);

impl PublicState {
    /// Takes over the parts that are the same in the state before, so that they lie in memory once.
    pub fn share_parts_of(&mut self, before: &Self) {
        share(&mut self.page, &before.page);
        share(&mut self.catalog, &before.catalog);
        let known: HashMap<&IncidentId, &Arc<PublicIncident>> =
            before.incidents.iter().map(|one| (&one.id, one)).collect();
        for incident in &mut self.incidents {
            if let Some(before) = known.get(&incident.id).copied() {
                share(incident, before);
            }
        }
    }

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

fn share<T: Eq>(part: &mut Arc<T>, before: &Arc<T>) {
    if **part == **before {
        *part = Arc::clone(before);
    }
}
