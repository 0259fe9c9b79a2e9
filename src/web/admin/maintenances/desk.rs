//! One maintenance: shown, and moved on by hand.

use axum::body::Body;
use axum::http::Response;

use super::list::may_run;
use super::window;
use crate::app;
use crate::app::{FieldErrors, MaintenanceEdit, Move, Said, ScheduleEdit, version};
use crate::domain::{Incident, IncidentId, Kind, Status};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{Done, MaintenanceDesk, Part, Section, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::incidents::{find, parse};
use crate::web::admin::reply::{Here, done, html, see_other};
use crate::web::extract::Path;

/// Finds a maintenance; an incident is none.
pub(super) async fn find_one(here: &Here, id: &IncidentId) -> Result<Incident, AdminError> {
    let it = find(here, id).await?;
    match it.kind {
        Kind::Maintenance => Ok(it),
        Kind::Incident => Err(AdminError::NOT_FOUND),
    }
}

/// Shows a maintenance; whoever asks for an incident is sent to its page.
pub(in crate::web::admin) async fn show(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if find(&here, &id).await?.kind == Kind::Incident {
        return Ok(see_other(&urls::incident(&id)));
    }
    page(&here, &id, Part::Update, Again::fine(Values::default())).await
}

async fn page(
    here: &Here,
    id: &IncidentId,
    part: Part,
    again: Again,
) -> Result<Response<Body>, AdminError> {
    let it = find_one(here, id).await?;
    let notes = here.web.app.list_notes(&here.member.actor, id).await?;
    let components = {
        let mut read = here.web.app.reads().read().await?;
        read.list_components().await?
    };
    let window = it.window.filter(|_| it.is_open());
    let clashes = match window {
        Some(window) => window::clashes(here, &[window], &it.component_ids, Some(id)).await?,
        None => Vec::new(),
    };
    let shown = MaintenanceDesk {
        clashes,
        version: again.version(version(&it)),
        it: &it,
        components: &components,
        notes: &notes,
        part,
        values: &again.values,
        is_stale: again.is_stale(),
        problems: again.problems,
        now: here.web.app.now(),
        may_run: may_run(here),
    };
    let desk = here.desk(&it.name, Section::Maintenances);
    Ok(html(
        again.status,
        staff::maintenance(desk, here.site(), shown),
    ))
}

/// Answers a form: the page with what was done, or the form again with what is wrong.
async fn answer(
    here: &Here,
    id: &IncidentId,
    part: Part,
    form: &Form,
    outcome: Result<Done, app::Error>,
) -> Result<Response<Body>, AdminError> {
    match outcome {
        Ok(what) => Ok(done(&urls::maintenance(id), what)),
        // It moved on meanwhile, so that this does not fit any more.
        Err(app::Error::Conflict(_)) => {
            let again = Again::after(here, form, app::Error::Stale)?;
            page(here, id, part, again).await
        }
        Err(error) => page(here, id, part, Again::after(here, form, error)?).await,
    }
}

/// Posts an update. One that says that it begins or ends does what beginning or ending by hand does.
pub(in crate::web::admin) async fn post_update(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, Part::Update, Again::typed(&form)).await;
    }
    let outcome = match form.get("status").and_then(Status::parse) {
        Some(status) => step(&here, &id, &form, Move::Say(status)).await,
        None => Err(app::Error::invalid("status", "must be chosen")),
    };
    let outcome = outcome.map(|()| Done::UpdatePosted);
    answer(&here, &id, Part::Update, &form, outcome).await
}

async fn step(here: &Here, id: &IncidentId, form: &Form, way: Move) -> Result<(), app::Error> {
    let said = Said {
        body: form.filled("body").map(str::to_owned),
        deliver_notifications: Some(form.has("deliver_notifications")),
    };
    let once = here.once(form);
    let (app, who, seen) = (&here.web.app, &here.member.actor, form.get("version"));
    app.move_maintenance(who, id, way, said, seen, once.as_ref())
        .await?;
    Ok(())
}

/// Starts, finishes or cancels a maintenance.
pub(super) async fn move_on(
    (part, way, what): (Part, Move, Done),
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, part, Again::typed(&form)).await;
    }
    let outcome = step(&here, &id, &form, way).await.map(|()| what);
    answer(&here, &id, part, &form, outcome).await
}

/// Moves the planned end: by minutes, or to a time.
pub(in crate::web::admin) async fn extend(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, Part::Extend, Again::typed(&form)).await;
    }
    let it = find_one(&here, &id).await?;
    let mut errors = FieldErrors::default();
    let ends_at = window::new_end(&form, &it, &here, &mut errors);
    let edit = MaintenanceEdit {
        body: form.filled("body").map(str::to_owned),
        schedule: ScheduleEdit {
            ends_at,
            ..ScheduleEdit::default()
        },
        deliver_notifications: Some(form.has("deliver_notifications")),
        ..MaintenanceEdit::default()
    };
    let outcome = match errors.into_result() {
        Ok(()) => {
            let once = here.once(&form);
            let (app, who, seen) = (&here.web.app, &here.member.actor, form.get("version"));
            app.edit_maintenance(who, &id, edit, seen, once.as_ref())
                .await
        }
        Err(error) => Err(error),
    };
    let outcome = outcome.map(|_| Done::MaintenanceChanged);
    answer(&here, &id, Part::Extend, &form, outcome).await
}

/// Adds a note among staff.
pub(in crate::web::admin) async fn add_note(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, Part::Note, Again::typed(&form)).await;
    }
    find_one(&here, &id).await?;
    let once = here.once(&form);
    let (app, who) = (&here.web.app, &here.member.actor);
    let added = app
        .add_note(who, &id, form.text("note"), once.as_ref())
        .await;
    let outcome = match added {
        Ok(_) => Ok(Done::NoteSaved),
        Err(app::Error::Invalid(errors)) => {
            let mut renamed = FieldErrors::default();
            for (_, problem) in errors.iter() {
                renamed.add("note", problem);
            }
            Err(app::Error::Invalid(renamed))
        }
        Err(error) => Err(error),
    };
    answer(&here, &id, Part::Note, &form, outcome).await
}
