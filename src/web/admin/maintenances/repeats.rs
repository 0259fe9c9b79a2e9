//! How a maintenance comes again, as its form says.

use super::window::TypedWindow;
use crate::app::NewSeries;
use crate::domain::problem::{ChoiceProblem, MaintenanceProblem};
use crate::domain::{MaintenancePlan, Pattern, Window};
use crate::web::admin::StaffRequest;
use crate::web::admin::form::Reader;
use crate::zone::Day;

/// How many occurrences are shown before they are planned.
const SHOWN: usize = 5;

/// The days of the week as rules call them, from Monday on.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Reads the rule: a typed rule replaces the one of the menu; `None` if the maintenance does not recur.
pub(super) fn rule(read: &mut Reader<'_>, typed: &TypedWindow) -> Option<String> {
    let rule = match (read.non_blank("rrule"), read.text("repeats").as_str()) {
        (Some(rule), _) => rule,
        (None, "") => return None,
        (None, "weekly") => "FREQ=WEEKLY".to_owned(),
        (None, "fortnightly") => "FREQ=WEEKLY;INTERVAL=2".to_owned(),
        (None, "monthly") => "FREQ=MONTHLY".to_owned(),
        (None, "monthly_weekday") => weekday_rule(typed)?,
        (None, _) => {
            read.refuse("repeats", ChoiceProblem::NotAChoice);
            return None;
        }
    };
    if !typed.twice().is_empty() && read.has("scheduled_for_second") {
        read.refuse("scheduled_for", MaintenanceProblem::SecondOfTwoTimes);
    }
    Some(rule)
}

/// Returns the rule of "the second Tuesday", whichever the start is; a fifth one is the last.
fn weekday_rule(typed: &TypedWindow) -> Option<String> {
    let day = Day::parse(typed.start_text().split('T').next()?)?;
    let name = DAYS.get(usize::from(day.weekday()))?;
    let place = match (day.day_of_month() - 1) / 7 + 1 {
        5 => "-1".to_owned(),
        place => place.to_string(),
    };
    Some(format!("FREQ=MONTHLY;BYDAY={place}{name}"))
}

/// Makes a series that begins at the typed start and takes as long as the typed time.
pub(super) fn series(
    rule: String,
    typed: &TypedWindow,
    window: Window,
    template: Pattern,
) -> NewSeries {
    NewSeries {
        rule,
        first_start: typed.start_text().to_owned(),
        duration_secs: window.ends_at.secs_since(window.starts_at),
        template,
    }
}

/// Returns the first occurrences of a rule; none when it makes no sense.
pub(super) async fn coming(
    request: &StaffRequest,
    rule: String,
    typed: &TypedWindow,
    window: Window,
) -> Vec<Window> {
    let template = Pattern {
        name: String::new(),
        body: String::new(),
        component_ids: Vec::new(),
        plan: MaintenancePlan::default(),
        deliver_notifications: false,
    };
    let new = series(rule, typed, window, template);
    let coming = request.app().foresee_series(request.actor(), &new, SHOWN);
    coming.await.unwrap_or_default()
}
