//! Incidents that nobody has published yet: forms that are kept, and those that publish themselves.

use crate::domain::problem::TimeProblem;
use crate::domain::versions::counted;
use crate::domain::{DraftId, PersonId, Ts};

/// How far ahead an incident can be planned, in seconds: a year.
const PLAN_MAX_SECS: i64 = 366 * 24 * 60 * 60;

/// A draft of an incident, without the fields of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentDraft {
    /// Its id.
    pub id: DraftId,
    /// The name typed so far.
    pub name: String,
    /// Who wrote it.
    pub created_by: String,
    /// When it was first saved.
    pub created_at: Ts,
    /// When it was last saved.
    pub updated_at: Ts,
    /// How often it was stored.
    pub revision: i64,
    /// What becomes of it.
    pub state: DraftState,
}

/// What becomes of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftState {
    /// It waits for somebody to go on with it.
    Saved,
    /// It publishes itself at its minute.
    Planned {
        /// The minute.
        publish_at: Ts,
        /// The person who planned it; `None` for the command line.
        maker: Option<PersonId>,
    },
    /// It could not be published at its minute, and waits for somebody to go on with it.
    Failed {
        /// The minute.
        publish_at: Ts,
        /// The person who planned it; `None` for the command line.
        maker: Option<PersonId>,
        /// Why it could not, in the English in which it was stored.
        why: String,
    },
}

impl DraftState {
    /// Returns the minute at which it was to publish itself.
    pub const fn publish_at(&self) -> Option<Ts> {
        match self {
            Self::Saved => None,
            Self::Planned { publish_at, .. } | Self::Failed { publish_at, .. } => Some(*publish_at),
        }
    }

    /// Returns the minute at which it publishes itself; `None` when it does not, or could not.
    pub const fn due_at(&self) -> Option<Ts> {
        match self {
            Self::Planned { publish_at, .. } => Some(*publish_at),
            Self::Saved | Self::Failed { .. } => None,
        }
    }

    /// Returns who planned it.
    pub const fn maker(&self) -> Option<&PersonId> {
        match self {
            Self::Saved => None,
            Self::Planned { maker, .. } | Self::Failed { maker, .. } => maker.as_ref(),
        }
    }

    /// Returns why it could not be published.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Saved | Self::Planned { .. } => None,
            Self::Failed { why, .. } => Some(why),
        }
    }
}

/// A draft as it was when somebody read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftVersion {
    /// Its id.
    pub id: DraftId,
    /// What its state was then, as [`IncidentDraft::version`] returns it.
    pub seen: String,
}

impl IncidentDraft {
    /// Makes an empty draft.
    pub const fn begun(id: DraftId, created_by: String, now: Ts) -> Self {
        Self {
            id,
            name: String::new(),
            created_by,
            created_at: now,
            updated_at: now,
            revision: 0,
            state: DraftState::Saved,
        }
    }

    /// Returns it as it is stored next: with a new name and state; an earlier failure is forgotten.
    #[must_use]
    pub fn saved(self, name: String, state: DraftState, now: Ts) -> Self {
        Self {
            name,
            state,
            updated_at: now,
            revision: self.revision + 1,
            ..self
        }
    }

    /// Returns its version now.
    pub fn version(&self) -> DraftVersion {
        DraftVersion {
            id: self.id.clone(),
            seen: counted(self.revision, self.updated_at),
        }
    }

    /// Says whether it is still as somebody read it.
    pub fn is_still(&self, seen: &DraftVersion) -> bool {
        self.version() == *seen
    }
}

/// Checks the minute at which a draft is to publish itself.
///
/// # Errors
/// It does not lie ahead, or lies more than a year ahead.
pub fn check_minute(publish_at: Ts, now: Ts) -> Result<(), TimeProblem> {
    if publish_at <= now {
        Err(TimeProblem::NotInTheFuture)
    } else if publish_at > now.plus_secs(PLAN_MAX_SECS) {
        Err(TimeProblem::MoreThanAYearAhead)
    } else {
        Ok(())
    }
}

/// Returns the name in a form's fields as they were typed: the last one counts.
pub fn name_in(fields: &[(String, String)]) -> String {
    let name = fields.iter().rev().find(|(field, _)| field == "name");
    name.map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Ts = Ts::from_secs(1_800_000_000);

    #[test]
    fn a_minute_lies_ahead_and_not_by_more_than_a_year() {
        for (secs, checked) in [
            (-1, Err(TimeProblem::NotInTheFuture)),
            (0, Err(TimeProblem::NotInTheFuture)),
            (1, Ok(())),
            (PLAN_MAX_SECS, Ok(())),
            (PLAN_MAX_SECS + 1, Err(TimeProblem::MoreThanAYearAhead)),
        ] {
            assert_eq!(check_minute(NOW.plus_secs(secs), NOW), checked, "{secs}");
        }
    }

    #[test]
    fn only_what_is_planned_comes_due_at_its_minute() {
        let planned = DraftState::Planned {
            publish_at: NOW,
            maker: None,
        };
        let failed = DraftState::Failed {
            publish_at: NOW,
            maker: None,
            why: "x".to_owned(),
        };
        assert_eq!(DraftState::Saved.due_at(), None);
        assert_eq!(planned.due_at(), Some(NOW));
        assert_eq!((failed.due_at(), failed.publish_at()), (None, Some(NOW)));
    }

    #[test]
    fn a_draft_that_was_saved_since_is_another_version() {
        let id = DraftId::parse("d").expect("an id");
        let first = IncidentDraft::begun(id, "Ann".to_owned(), NOW);
        let seen = first.version();
        assert!(first.is_still(&seen));
        let failed = DraftState::Failed {
            publish_at: NOW,
            maker: None,
            why: "the name is blank".to_owned(),
        };
        let later = NOW.plus_secs(1);
        let failed = first.saved("Calls".to_owned(), failed, later);
        assert!(!failed.is_still(&seen));
        assert_eq!(failed.state.failure(), Some("the name is blank"));
        let saved = failed.saved("Calls".to_owned(), DraftState::Saved, later);
        assert_eq!(
            (saved.state.failure(), saved.state.publish_at()),
            (None, None)
        );
        assert_eq!((saved.created_at, saved.updated_at), (NOW, later));
    }

    #[test]
    fn the_last_name_typed_counts_without_space_around_it() {
        let fields = |all: &[(&str, &str)]| -> Vec<(String, String)> {
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            all.iter().map(owned).collect()
        };
        assert_eq!(name_in(&fields(&[])), "");
        let typed = [("name", "first"), ("name", " Calls "), ("body", "x")];
        assert_eq!(name_in(&fields(&typed)), "Calls");
    }
}
