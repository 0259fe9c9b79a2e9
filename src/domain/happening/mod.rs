//! Happenings: everything that staff, programs and the clock do, and what they are refused.
//!
//! A deed ends with a [`Happening`], which borrows what the deed changed. The audit entry is written from it, and it
//! alone says whether readers can notice it. Actions are kept for years: a published one never changes its name, and
//! none is used for something else.

mod access;
mod audit;
mod components;
mod import;
mod incidents;
mod macros;
mod maintenances;
mod page;
mod postmortems;
#[cfg(test)]
pub(crate) mod samples;

pub use access::{Account, Ended, Refused, SignInHappening, TeamHappening};
pub use audit::AuditHappening;
pub use components::ComponentHappening;
pub use import::ImportHappening;
pub use incidents::IncidentHappening;
pub use maintenances::{MaintenanceHappening, SeriesEnd};
pub use page::PageHappening;
pub use postmortems::PostmortemHappening;

/// Declares the topics. Each method passes its question on to the topic's own enum.
macro_rules! topics {
    ( $( $(#[$vmeta:meta])* $topic:ident($inner:ident) ),+ $(,)? ) => {
        /// Something that happened.
        #[derive(Debug, Clone, Copy)]
        pub enum Happening<'a> { $( $(#[$vmeta])* $topic($inner<'a>) ),+ }

        impl Happening<'_> {
            /// Returns the action of everything that can happen, topic by topic.
            pub fn actions() -> impl Iterator<Item = &'static str> {
                [ $( $inner::ACTIONS ),+ ].into_iter().flatten().copied()
            }

            /// Returns the action under which the audit log keeps it: `incident.create`.
            pub const fn action(&self) -> &'static str {
                match self { $( Self::$topic(happening) => happening.action() ),+ }
            }

            /// Returns to what it happened: an id, or a fixed word if there is none.
            pub fn subject(&self) -> &str {
                match self { $( Self::$topic(happening) => happening.subject() ),+ }
            }

            /// Says whether readers may notice it. If so, the revision moves and the next edition is made.
            pub const fn is_public(&self) -> bool {
                match self { $( Self::$topic(happening) => happening.is_public() ),+ }
            }
        }

        $(
            impl<'a> From<$inner<'a>> for Happening<'a> {
                fn from(happening: $inner<'a>) -> Self {
                    Self::$topic(happening)
                }
            }
        )+
    };
}

topics! {
    /// To the audit log itself.
    Audit(AuditHappening),
    /// To components and their groups.
    Component(ComponentHappening),
    /// To the whole page, from documents.
    Import(ImportHappening),
    /// To incidents, their updates, notes and drafts.
    Incident(IncidentHappening),
    /// To maintenances and series of them.
    Maintenance(MaintenanceHappening),
    /// To the page itself, its images and templates.
    Page(PageHappening),
    /// To postmortems.
    Postmortem(PostmortemHappening),
    /// At sign-in: log-ins, sessions, second factors, refusals.
    SignIn(SignInHappening),
    /// To the people who may sign in, their links and API tokens.
    Team(TeamHappening),
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_happenings_share_an_action() {
        let all: Vec<&str> = Happening::actions().collect();
        let distinct: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len(), "{all:?}");
        for action in all {
            let is_word = |word: &str| {
                !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            };
            assert!(action.split('.').all(is_word), "{action}");
        }
    }

    #[test]
    fn everything_that_can_happen_has_a_sample() {
        let sampled: BTreeSet<&str> = samples::all().iter().map(Happening::action).collect();
        let lacking: Vec<&str> = Happening::actions()
            .filter(|action| !sampled.contains(action))
            .collect();
        assert!(lacking.is_empty(), "{lacking:?}");
    }
}
