//! The page's one-line state, from the state of all its components.

use super::{ComponentStatus, Impact, text_enum};

text_enum! {
    /// The machine-readable overall state.
    pub enum Indicator {
        /// Nothing is wrong.
        None = "none",
        /// Something is flawed.
        Minor = "minor",
        /// Something fails.
        Major = "major",
        /// Everything fails.
        Critical = "critical",
        /// Planned work is under way.
        Maintenance = "maintenance",
    }
}

/// The overall state: an indicator and Statuspage's sentence for it, the same on page and API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overall {
    /// The machine-readable state.
    pub indicator: Indicator,
    /// The sentence.
    pub description: &'static str,
}

impl Overall {
    const fn new(indicator: Indicator, description: &'static str) -> Self {
        Self {
            indicator,
            description,
        }
    }

    /// Says how the page is, from its components' statuses (groups left out) and, on a page without
    /// components, the worst impact among open incidents. First row that fits, worst first.
    pub fn of(components: &[ComponentStatus], worst_open: Impact) -> Self {
        use ComponentStatus as S;
        let any = |status: S| components.contains(&status);
        let all = |status: S| components.iter().all(|one| *one == status);
        if components.is_empty() {
            return match worst_open {
                Impact::Minor => Self::new(Indicator::Minor, "Minor Service Outage"),
                Impact::Major => Self::new(Indicator::Major, "Partial System Outage"),
                Impact::Critical => Self::new(Indicator::Critical, "Major System Outage"),
                Impact::None | Impact::Maintenance => {
                    Self::new(Indicator::None, "All Systems Operational")
                }
            };
        }
        if all(S::MajorOutage) {
            Self::new(Indicator::Critical, "Major System Outage")
        } else if any(S::MajorOutage) || all(S::PartialOutage) {
            Self::new(Indicator::Major, "Partial System Outage")
        } else if any(S::PartialOutage) {
            Self::new(Indicator::Minor, "Minor Service Outage")
        } else if all(S::DegradedPerformance) {
            Self::new(Indicator::Minor, "Degraded System Service")
        } else if any(S::DegradedPerformance) {
            Self::new(Indicator::Minor, "Partially Degraded Service")
        } else if any(S::UnderMaintenance) {
            Self::new(Indicator::Maintenance, "Service Under Maintenance")
        } else {
            Self::new(Indicator::None, "All Systems Operational")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ComponentStatus::{
        DegradedPerformance as D, MajorOutage as M, Operational as O, PartialOutage as P,
        UnderMaintenance as U,
    };

    #[test]
    fn rows_of_the_contract() {
        let cases: &[(&[ComponentStatus], &str, &str)] = &[
            (&[M, M], "critical", "Major System Outage"),
            (&[M], "critical", "Major System Outage"),
            (&[M, O], "major", "Partial System Outage"),
            (&[P, P], "major", "Partial System Outage"),
            (&[P, D, O], "minor", "Minor Service Outage"),
            (&[D, D], "minor", "Degraded System Service"),
            (&[D, U], "minor", "Partially Degraded Service"),
            (&[U, O], "maintenance", "Service Under Maintenance"),
            (&[O, O], "none", "All Systems Operational"),
        ];
        for (statuses, indicator, description) in cases {
            let overall = Overall::of(statuses, Impact::Critical);
            assert_eq!(
                (overall.indicator.as_str(), overall.description),
                (*indicator, *description)
            );
        }
    }

    #[test]
    fn a_page_without_components_follows_its_incidents() {
        assert_eq!(Overall::of(&[], Impact::Major).indicator, Indicator::Major);
        assert_eq!(Overall::of(&[], Impact::None).indicator, Indicator::None);
    }
}
