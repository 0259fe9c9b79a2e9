//! The form of a maintenance as it is shown: filled in, and with what its times mean.

use axum::body::Body;
use axum::http::Response;

use super::repeats;
use super::window::{Typed, clashes};
use crate::app::FieldErrors;
use crate::domain::{Component, ComponentId, Incident, Kind, Status, Window};
use crate::views::staff;
use crate::views::staff::{
    FLAGS, Outlook, ScheduleKind, SchedulePage, Section, Values, picked_values,
};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::form::{component_choice, times};
use crate::web::admin::incidents;
use crate::web::admin::reply::{Here, html};

/// Returns what the form of a maintenance is filled in with.
pub(super) fn values_of(it: &Incident, all: &[Component], here: &Here) -> Values {
    let zone = &here.site().zone;
    let ends = it.window.map(|window| (window.starts_at, window.ends_at));
    let mut values = picked_values(all, &it.component_ids)
        .with("name", it.name.clone())
        .with("scheduled_for", times::shown(ends.map(|ends| ends.0), zone))
        .with(
            "scheduled_until",
            times::shown(ends.map(|ends| ends.1), zone),
        )
        .with("deliver_notifications", "true");
    let plan = &it.plan;
    let is_told = |said: Option<bool>| said != Some(false);
    let flags = [
        plan.auto_start,
        plan.auto_finish,
        plan.to_maintenance == Some(true),
        plan.to_operational == Some(true),
        plan.remind_prior,
        is_told(plan.notify_at_start),
        is_told(plan.notify_at_end),
    ];
    for (name, _) in FLAGS.into_iter().zip(flags).filter(|(_, is_on)| *is_on) {
        values = values.with(name, "true");
    }
    values
}

/// Returns the components that a form picks.
pub(super) fn picked_ids(
    form: &Form,
    all: &[Component],
    errors: &mut FieldErrors,
) -> Vec<ComponentId> {
    let picked = component_choice::touches(form, all, errors);
    picked.into_iter().map(|touch| touch.id).collect()
}

/// Shows the form: for a new maintenance, or for one in the version that was read.
pub(in crate::web::admin) async fn page(
    here: &Here,
    (it, seen): (Option<&Incident>, Option<&str>),
    again: Again,
) -> Result<Response<Body>, AdminError> {
    let site = here.site();
    let components = here.components().await?;
    let is_new = again.values.fields().is_empty();
    let typed = Typed::read(&again.values, it.and_then(|it| it.window), &site.zone);
    let window = typed
        .window()
        .filter(|window| !is_new && window.ends_at > window.starts_at);
    let is_sent = again.values.get("affected_status").is_some();
    let outlook = match window.filter(|_| is_sent) {
        Some(window) => Some(look(here, it, &again.values, (&typed, window), &components).await?),
        None => None,
    };
    let told = typed.told();
    let shown = SchedulePage {
        kind: match it {
            Some(now) => ScheduleKind::Edit {
                now,
                version: seen.unwrap_or_default(),
                is_stale: again.is_stale(),
            },
            None => ScheduleKind::New,
        },
        components: &components,
        templates: &incidents::templates(here, Kind::Maintenance).await?,
        values: &again.values,
        told: if outlook.is_some() { &told } else { "" },
        outlook,
        twice: typed.twice(),
        problems: again.problems,
    };
    let title = match it {
        Some(_) => site.words.say("edit-maintenance"),
        None => site.words.say("schedule-maintenance"),
    };
    let desk = here.desk(&title, Section::Maintenances);
    Ok(html(again.status, staff::schedule(desk, site, shown)))
}

/// Looks at what the typed times mean.
async fn look<'a>(
    here: &Here,
    it: Option<&Incident>,
    values: &'a Values,
    (typed, window): (&Typed, Window),
    all: &[Component],
) -> Result<Outlook<'a>, AdminError> {
    let form = Form::of_values(values);
    let mut ignored = FieldErrors::default();
    let ids = picked_ids(&form, all, &mut ignored);
    let coming = repeats::coming(here, &form, typed, window).await;
    let windows: &[Window] = if coming.is_empty() {
        &[window]
    } else {
        &coming
    };
    let mut notes: Vec<String> = typed
        .notes(here.site())
        .into_iter()
        .map(|(_, note)| note)
        .collect();
    let is_to_begin = it.is_none_or(|it| it.status == Status::Scheduled) && coming.is_empty();
    if is_to_begin && form.has(FLAGS[0]) && window.starts_at <= here.web.app.now() {
        notes.push(here.site().words.say("maintenance-begins-at-once"));
    }
    Ok(Outlook {
        window,
        notes,
        clashes: clashes(here, windows, &ids, it.map(|it| &it.id)).await?,
        component_ids: ids,
        coming,
        message: values.text("body"),
    })
}
