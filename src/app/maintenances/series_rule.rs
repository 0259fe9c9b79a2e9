//! When a series would take place: its rule read, checked, and looked at before it is planned.

use crate::app::{Actor, App, Error, FieldErrors, NewSeries};
use crate::domain::problem::{MaintenanceProblem, TimeProblem};
use crate::domain::{Permission, Ts, Window};
use crate::recurrence::Recurrence;
use crate::zone::{LocalDateTime, Zone};

/// How many times of a rule are looked at for occurrences that would overlap each other.
const OVERLAP_LOOKS: usize = 400;

impl App {
    /// Returns the first occurrences that a series would have from now on; nothing is planned.
    pub async fn foresee_series(
        &self,
        who: &Actor,
        new: &NewSeries,
        count: usize,
    ) -> Result<Vec<Window>, Error> {
        who.allow(Permission::Read)?;
        let zone = self.store.read().await?.get_page().await?.time_zone;
        let now = self.clock.now();
        let mut errors = FieldErrors::default();
        let recurrence = read_rule(new, &Zone::find_or_utc(&zone), now, &mut errors);
        errors.into_result()?;
        let recurrence = recurrence.ok_or_else(|| Error::internal(&"a rule got lost"))?;
        let starts = recurrence.after(Some(now)).take(count);
        Ok(starts
            .map(|starts_at| Window {
                starts_at,
                ends_at: starts_at.plus_secs(new.duration_secs),
            })
            .collect())
    }
}

/// Reads the rule and when it begins, and checks that occurrences do not run into each other.
pub(super) fn read_rule(
    new: &NewSeries,
    zone: &Zone,
    now: Ts,
    errors: &mut FieldErrors,
) -> Option<Recurrence> {
    if new.duration_secs < 60 {
        let field = "scheduled_for";
        errors.add("scheduled_until", TimeProblem::MustComeAfter { field });
    }
    let Some(first) = LocalDateTime::parse(&new.first_start) else {
        errors.add("scheduled_for", TimeProblem::NotAStart);
        return None;
    };
    let recurrence = match Recurrence::parse(&new.rule, first, zone) {
        Ok(recurrence) => recurrence,
        Err(error) => {
            errors.add("rrule", error);
            return None;
        }
    };
    if recurrence.after(Some(now)).next().is_none() {
        errors.add("rrule", MaintenanceProblem::NeverAgain);
    }
    let starts: Vec<Ts> = recurrence.after(None).take(OVERLAP_LOOKS).collect();
    let overlap = starts
        .windows(2)
        .any(|pair| pair[1].secs_since(pair[0]) < new.duration_secs);
    if overlap {
        errors.add("scheduled_until", MaintenanceProblem::Overlaps);
    }
    Some(recurrence)
}
