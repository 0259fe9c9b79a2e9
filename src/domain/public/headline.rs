//! The one line that says how the page is, for everything that shows it.

use super::PublicState;
use crate::domain::{Impact, Indicator, Overall, Status};

/// How the page is, as readers are told. It never says that all is well while an incident is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// The state of the components, with the Status API's sentence and the worst impact of an open incident.
    Overall(Overall, Impact),
    /// The components are well, and an incident is open all the same, with this impact.
    InProgress(Impact),
    /// The components are well, and all open incidents are being investigated.
    Investigating,
    /// The components are well, and so many open incidents cannot be shown.
    NotShown(usize),
}

impl PublicState {
    /// Says how the page is.
    pub fn headline(&self) -> Headline {
        let overall = self.overall();
        let worst = self.worst_open_impact();
        let open = self.unresolved();
        match overall.indicator {
            Indicator::None | Indicator::Maintenance
                if worst.severity() >= Impact::Minor.severity() =>
            {
                Headline::InProgress(worst)
            }
            Indicator::None if self.not_shown > 0 && open.is_empty() => {
                Headline::NotShown(self.not_shown)
            }
            Indicator::None if open.is_empty() => Headline::Overall(overall, worst),
            Indicator::None if open.iter().all(|one| one.status == Status::Investigating) => {
                Headline::Investigating
            }
            Indicator::None => Headline::InProgress(Impact::None),
            _ => Headline::Overall(overall, worst),
        }
    }
}
