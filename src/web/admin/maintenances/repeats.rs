//! How a maintenance comes again, as its form says.

use super::window::Typed;
use crate::app::{FieldErrors, NewSeries};
use crate::domain::{Pattern, Plan, Window};
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::Here;
use crate::zone::Day;

/// How many occurrences are shown before they are planned.
const SHOWN: usize = 5;

/// The days of the week as rules call them, from Monday on.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Reads the rule: a typed one counts over the menu; `None` when it comes once.
pub(super) fn rule(form: &Form, typed: &Typed, errors: &mut FieldErrors) -> Option<String> {
    let rule = match (form.filled("rrule"), form.text("repeats")) {
        (Some(rule), _) => rule.to_owned(),
        (None, "") => return None,
        (None, "weekly") => "FREQ=WEEKLY".to_owned(),
        (None, "fortnightly") => "FREQ=WEEKLY;INTERVAL=2".to_owned(),
        (None, "monthly") => "FREQ=MONTHLY".to_owned(),
        (None, "monthly_weekday") => weekday_rule(typed)?,
        (None, _) => {
            errors.add("repeats", "must be one of the choices");
            return None;
        }
    };
    if !typed.twice().is_empty() && form.has("scheduled_for_second") {
        errors.add(
            "scheduled_for",
            "can't be the second of two times for a maintenance that repeats",
        );
    }
    Some(rule)
}

/// Returns the rule of "the second Tuesday", whichever the start is; a fifth one is the last.
fn weekday_rule(typed: &Typed) -> Option<String> {
    let day = Day::parse(typed.start_text().split('T').next()?)?;
    let name = DAYS.get(usize::from(day.weekday()))?;
    let place = match (day.day_of_month() - 1) / 7 + 1 {
        5 => "-1".to_owned(),
        place => place.to_string(),
    };
    Some(format!("FREQ=MONTHLY;BYDAY={place}{name}"))
}

/// Makes a series that begins at the typed start and takes as long as the typed time.
pub(super) fn series(rule: String, typed: &Typed, window: Window, template: Pattern) -> NewSeries {
    NewSeries {
        rule,
        first_start: typed.start_text().to_owned(),
        duration_secs: window.ends_at.secs_since(window.starts_at),
        template,
    }
}

/// Returns the first occurrences of what the form plans; none when it comes once, or its rule is wrong.
pub(super) async fn coming(here: &Here, form: &Form, typed: &Typed, window: Window) -> Vec<Window> {
    let Some(rule) = rule(form, typed, &mut FieldErrors::default()) else {
        return Vec::new();
    };
    let template = Pattern {
        name: String::new(),
        body: String::new(),
        component_ids: Vec::new(),
        plan: Plan::default(),
        deliver_notifications: false,
    };
    let new = series(rule, typed, window, template);
    let (app, who) = (&here.web.app, &here.member.actor);
    app.foresee_series(who, &new, SHOWN)
        .await
        .unwrap_or_default()
}
