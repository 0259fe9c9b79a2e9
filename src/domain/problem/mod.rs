//! What can be wrong with a field: a rule that it breaks, and the values that belong to it.
//!
//! A problem has no words. Whoever shows it words it by its key: `i18n` for people, `wire::statuspage_v1` for
//! programs. So every refusal reads in the reader's language, and no translator moves what programs get.

mod access;
mod address;
mod choice;
mod component;
mod image;
mod incident;
mod macros;
mod maintenance;
mod page;
mod request;
mod rule;
mod svg;
mod text;
mod time;
mod value;

use macros::kinds;

pub use access::AccessProblem;
pub use address::AddressProblem;
pub use choice::ChoiceProblem;
pub use component::ComponentProblem;
pub use image::ImageProblem;
pub use incident::IncidentProblem;
pub use maintenance::MaintenanceProblem;
pub use page::PageProblem;
pub use request::RequestProblem;
pub use rule::RuleProblem;
pub use svg::SvgProblem;
pub use text::TextProblem;
pub use time::TimeProblem;
pub use value::{Excerpt, Ratio, Value};

/// Longest wording of a problem, in characters: some repeat what was given.
pub const WORDS_MAX_CHARS: usize = 500;

kinds! {
    /// A rule that a field breaks.
    pub enum Problem {
        /// Of passwords, codes and accounts.
        Access(AccessProblem),
        /// Of addresses.
        Address(AddressProblem),
        /// Of choices and lists.
        Choice(ChoiceProblem),
        /// Of components and groups.
        Component(ComponentProblem),
        /// Of images.
        Image(ImageProblem),
        /// Of incidents.
        Incident(IncidentProblem),
        /// Of maintenances.
        Maintenance(MaintenanceProblem),
        /// Of the page's settings and templates.
        Page(PageProblem),
        /// Of the shape of what programs send.
        Request(RequestProblem),
        /// Of recurrence rules.
        Rule(RuleProblem),
        /// Of SVG images.
        Svg(SvgProblem),
        /// Of texts.
        Text(TextProblem),
        /// Of times.
        Time(TimeProblem),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_problem_has_a_key_of_its_own() {
        let keys = Problem::keys();
        let different: HashSet<&str> = keys.iter().copied().collect();
        assert_eq!(different.len(), keys.len());
        assert!(keys.iter().all(|key| key.starts_with("problem-")));
    }

    #[test]
    fn there_is_a_sample_of_every_problem() {
        let samples = Problem::samples();
        let keys: HashSet<&str> = samples.iter().map(Problem::key).collect();
        assert_eq!(keys, Problem::keys().into_iter().collect());
    }
}
