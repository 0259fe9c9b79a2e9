//! The form of a maintenance: planned once, again and again, or planned anew.

use axum::body::Body;
use axum::http::{Response, Uri};

use super::desk::find_one;
use super::repeats;
use super::schedule_form::{page, picked_ids, values_of};
use super::window::Typed;
use crate::app;
use crate::app::{FieldErrors, MaintenanceEdit, NewMaintenance, ScheduleEdit, Touch, version};
use crate::domain::components::naming;
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{ComponentId, Incident, Pattern, Plan, Window};
use crate::urls::admin as urls;
use crate::views::staff::{Done, FLAGS, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::form::times;
use crate::web::admin::incidents;
use crate::web::admin::incidents::parse;
use crate::web::admin::reply::{Here, done};
use crate::web::extract::Path;

/// Shows the form: empty, or filled from a template.
pub(in crate::web::admin) async fn new_form(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let values = match Form::of_query(&uri).get("template") {
        Some(id) => {
            let on = FLAGS.into_iter().chain(["deliver_notifications"]);
            let fresh = on.fold(Values::default(), |values, flag| values.with(flag, "true"));
            incidents::in_maintenance(&here, &Form::of_values(&fresh), id).await?
        }
        None => Values::default(),
    };
    page(&here, (None, None), Again::fine(values)).await
}

/// Announces the maintenance or the series, or shows what that would mean.
pub(in crate::web::admin) async fn create(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, (None, None), Again::typed(&form)).await;
    }
    if form.text("do") == "template" {
        let values = incidents::in_maintenance(&here, &form, form.text("template")).await?;
        return page(&here, (None, None), Again::fine(values)).await;
    }
    match announce(&here, &form).await {
        Ok(Some(response)) => Ok(response),
        Ok(None) => page(&here, (None, None), ask(&here, &form, None)).await,
        Err(error) => page(&here, (None, None), Again::after(&here, &form, error)?).await,
    }
}

/// Shows a maintenance in the form.
pub(in crate::web::admin) async fn edit_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let it = find_one(&here, &parse(&id)?).await?;
    let values = values_of(&it, &here.components().await?, &here);
    let seen = version(&it);
    page(&here, (Some(&it), Some(&seen)), Again::fine(values)).await
}

/// Changes a maintenance, or shows what that would mean.
pub(in crate::web::admin) async fn edit(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let it = find_one(&here, &id).await?;
    // The version that was read stays the form's until somebody saw that there is another.
    let seen = form.get("version");
    if form.is_resumed() {
        return page(&here, (Some(&it), seen), Again::typed(&form)).await;
    }
    match change(&here, &it, &form).await {
        Ok(true) => Ok(done(&urls::maintenance(&id), Done::MaintenanceChanged)),
        Ok(false) => page(&here, (Some(&it), seen), ask(&here, &form, it.window)).await,
        Err(error) => {
            let again = Again::after(&here, &form, error)?;
            let it = find_one(&here, &id).await?;
            let theirs = version(&it);
            let seen = if again.is_stale() {
                Some(&*theirs)
            } else {
                seen
            };
            page(&here, (Some(&it), seen), again).await
        }
    }
}

/// Shows the form again: before it is sent, or because a time is not shown once by the clocks.
fn ask(here: &Here, form: &Form, before: Option<Window>) -> Again {
    if form.text("do") == "preview" {
        return Again::to_preview(here, form, &[("body", BODY_MAX_CHARS)]);
    }
    let values = form.typed();
    let site = here.site();
    let problems = Typed::read(&values, before, &site.zone).ask(form, site);
    Again::with(values, problems)
}

/// Reads what happens by itself.
fn flags(form: &Form) -> ScheduleEdit {
    let [
        start,
        finish,
        to_maintenance,
        to_operational,
        remind,
        at_start,
        at_end,
    ] = FLAGS.map(|name| Some(form.has(name)));
    ScheduleEdit {
        auto_start: start,
        auto_finish: finish,
        to_maintenance,
        to_operational,
        remind_prior: remind,
        notify_at_start: at_start,
        notify_at_end: at_end,
        ..ScheduleEdit::default()
    }
}

/// Announces what the form plans. `None` when it is only to be looked at, or asked about.
async fn announce(here: &Here, form: &Form) -> Result<Option<Response<Body>>, app::Error> {
    let (app, who, site) = (&here.web.app, &here.member.actor, here.site());
    let mut errors = FieldErrors::default();
    let all = here.components().await?;
    let ids = picked_ids(form, &all, &mut errors);
    incidents::refuse_leftovers(form, site, &mut errors);
    let typed = Typed::read(&form.typed(), None, &site.zone);
    typed.check(&mut errors);
    let mut plan = Plan::default();
    flags(form).flag(&mut plan);
    let rule = repeats::rule(form, &typed, &mut errors);
    let window = typed.window();
    let (name, body) = (form.text("name").trim(), form.text("body"));
    let notify = form.has("deliver_notifications");
    errors.into_result()?;
    let window = window.ok_or_else(|| app::Error::invalid("scheduled_for", times::NO_TIME))?;
    let is_only_asked = form.text("do") == "preview" || !typed.ask(form, site).is_empty();
    let once = here.once(form);
    if let Some(rule) = rule {
        let template = Pattern {
            name: name.to_owned(),
            body: body.to_owned(),
            component_ids: ids,
            plan,
            deliver_notifications: notify,
        };
        let new = repeats::series(rule, &typed, window, template);
        if is_only_asked {
            // A rule that makes no sense has no occurrences to show.
            app.foresee_series(who, &new, 0).await?;
            return Ok(None);
        }
        let made = app.schedule_series(who, new, once.as_ref()).await?;
        return Ok(Some(done(&urls::series(&made.id), Done::SeriesScheduled)));
    }
    if is_only_asked {
        return Ok(None);
    }
    let new = NewMaintenance {
        plan,
        touches: ids
            .into_iter()
            .map(|id| Touch { id, status: None })
            .collect(),
        deliver_notifications: notify,
        ..NewMaintenance::planned(name, window, body)
    };
    let made = app.schedule_maintenance(who, new, once.as_ref()).await?;
    let path = urls::maintenance(&made.id);
    Ok(Some(done(&path, Done::MaintenanceScheduled)))
}

/// Changes a maintenance as the form says. `false` when it is only to be looked at, or asked about.
async fn change(here: &Here, it: &Incident, form: &Form) -> Result<bool, app::Error> {
    let (app, who, site) = (&here.web.app, &here.member.actor, here.site());
    let mut errors = FieldErrors::default();
    let all = here.components().await?;
    let mut ids = picked_ids(form, &all, &mut errors);
    // What was archived since stays named; no menu shows it.
    let is_shown = |id: &&ComponentId| {
        let mut current = naming::current(&all);
        current.any(|one| one.id == **id)
    };
    ids.extend(it.component_ids.iter().filter(|id| !is_shown(id)).cloned());
    let typed = Typed::read(&form.typed(), it.window, &site.zone);
    typed.check(&mut errors);
    errors.into_result()?;
    if form.text("do") == "preview" || !typed.ask(form, site).is_empty() {
        return Ok(false);
    }
    let is_same =
        ids.len() == it.component_ids.len() && ids.iter().all(|id| it.component_ids.contains(id));
    let window = typed.window();
    let edit = MaintenanceEdit {
        name: Some(form.text("name").trim().to_owned()),
        body: form.filled("body").map(str::to_owned),
        schedule: ScheduleEdit {
            starts_at: window.map(|window| window.starts_at),
            ends_at: window.map(|window| window.ends_at),
            component_ids: (!is_same).then_some(ids),
            ..flags(form)
        },
        deliver_notifications: Some(form.has("deliver_notifications")),
    };
    let once = here.once(form);
    let seen = form.get("version");
    app.edit_maintenance(who, &it.id, edit, seen, once.as_ref())
        .await?;
    Ok(true)
}
