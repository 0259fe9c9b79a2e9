//! An incident without its updates, which is all that a deed needs to post the next one.
//!
//! Whatever the number of its updates, it is read and stored at the same cost.

use crate::domain::problem::IncidentProblem;
use crate::domain::{Impact, Incident, Status, Ts, Update};

/// An incident without its updates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentHead {
    /// Everything else of it; its list of updates is empty.
    pub facts: Incident,
    /// How many updates it has.
    pub update_count: usize,
    /// The newest happened-at of its updates.
    pub last_update_at: Option<Ts>,
}

impl IncidentHead {
    /// Makes the head of an incident that has no updates yet.
    pub const fn new(facts: Incident) -> Self {
        Self {
            facts,
            update_count: 0,
            last_update_at: None,
        }
    }

    /// Moves the incident to the state of its newest update, as [`Incident::post`] does.
    ///
    /// # Errors
    /// A status of the other kind of event, or `postmortem`, which only publishing gives.
    pub fn post(&mut self, update: &Update) -> Result<(), IncidentProblem> {
        self.facts.check_update(update.status)?;
        let facts = &mut self.facts;
        facts.apply_update(update);
        let was_over = facts.status.is_over();
        facts.resolved_at = match (was_over, update.status.is_over()) {
            (_, false) => None,
            (true, true) => facts.resolved_at.or(Some(update.display_at)),
            (false, true) => Some(update.display_at),
        };
        facts.status = update.status;
        if update.status == Status::Monitoring {
            facts.monitoring_at = facts.monitoring_at.or(Some(update.display_at));
        }
        facts.settle();
        facts.weigh_with(std::slice::from_ref(update));
        self.update_count += 1;
        self.last_update_at = self.last_update_at.max(Some(update.display_at));
        Ok(())
    }

    /// Gives the incident its impact anew: the override, else what all its updates give.
    pub fn weigh_anew(&mut self, computed: Impact) {
        self.facts.impact = computed;
        self.facts.weigh_with(&[]);
    }

    /// Returns the sort key of feeds: see [`Incident::feed_at`].
    pub fn feed_at(&self) -> Ts {
        self.facts.feed_at_after(self.last_update_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incidents::incident::tests::{incident, update};
    use crate::domain::{ComponentStatus, IncidentKind};
    use proptest::prelude::*;

    /// An incident without its updates.
    fn head_of(incident: &Incident) -> IncidentHead {
        IncidentHead {
            facts: Incident {
                updates: Vec::new(),
                ..incident.clone()
            },
            update_count: incident.updates.len(),
            last_update_at: incident
                .updates
                .iter()
                .map(|update| update.display_at)
                .max(),
        }
    }

    proptest! {
        #[test]
        fn a_head_follows_its_words_as_the_whole_does(
            steps in proptest::collection::vec(
                (
                    proptest::sample::select(Status::ALL),
                    proptest::sample::select(ComponentStatus::ALL),
                    -300_i64..300,
                ),
                0..12,
            ),
            kind in proptest::sample::select(IncidentKind::ALL),
            has_override in any::<bool>(),
        ) {
            let mut whole = incident(kind);
            whole.impact_override = has_override.then_some(Impact::Minor);
            let mut head = head_of(&whole);
            for (seq, (status, component, earlier)) in (1..).zip(steps) {
                let mut said = update(seq, status, component);
                said.display_at = said.display_at.plus_secs(earlier);
                prop_assert_eq!(whole.post(said.clone()), head.post(&said));
                prop_assert_eq!(&head_of(&whole), &head);
                prop_assert_eq!(whole.feed_at(), head.feed_at());
            }
        }
    }
}
