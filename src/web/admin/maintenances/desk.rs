//! One maintenance: its page, its transitions by hand.

use super::desk_forms::{announcement, extension, update};
use super::find::find_maintenance;
use super::window;
use crate::app::{self, Announcement, Transition, version};
use crate::domain::{IncidentId, IncidentKind, Permission};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, MaintenanceDesk, Part, Section, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Redisplay, submit};
use crate::web::admin::incidents::find;
use crate::web::admin::{AdminError, Answer, Id, Sent, StaffRequest, html, see_other};

/// Shows a maintenance; whoever asks for an incident is sent to its page.
pub(super) async fn show(request: StaffRequest, Id(id): Id<IncidentId>) -> Answer {
    let found = find(&request, &id).await?;
    if found.kind == IncidentKind::Incident {
        return Ok(see_other(&urls::incident(&found.id)));
    }
    page(
        &request,
        &id,
        Part::Update,
        Redisplay::of(Values::default()),
    )
    .await
}

async fn page(request: &StaffRequest, id: &IncidentId, part: Part, redisplay: Redisplay) -> Answer {
    let maintenance = find_maintenance(request, id).await?;
    let notes = request
        .app()
        .list_notes(request.actor(), &maintenance.id)
        .await?;
    let components = request.components().await?;
    let clashes = match maintenance.window.filter(|_| maintenance.is_open()) {
        Some(window) => {
            let (ids, but) = (&maintenance.component_ids, Some(&maintenance.id));
            window::clashes(request, &[window], ids, but).await?
        }
        None => Vec::new(),
    };
    let shown = MaintenanceDesk {
        clashes,
        version: redisplay.version(version(&maintenance)),
        it: &maintenance,
        components: &components,
        notes: &notes,
        part,
        values: &redisplay.values,
        is_stale: redisplay.is_stale(),
        problems: redisplay.problems,
        now: request.app().now(),
        may_run: request.may(Permission::RunIncident),
    };
    let frame = request.frame(&maintenance.name, Section::Maintenances);
    let page = staff::maintenance(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Answers one of the forms of the page.
async fn answer<T>(
    (request, id, fields): (&StaffRequest, &IncidentId, &Fields),
    (part, what): (Part, Done),
    parsed: Parsed<T>,
    deed: impl AsyncFnOnce(T) -> Result<(), app::Error>,
) -> Answer {
    let deed = async |form| match deed(form).await {
        Ok(()) => Ok(Outcome::done(&urls::maintenance(id), what)),
        // The maintenance took another transition meanwhile, so that the form does not fit any more.
        Err(app::Error::Conflict(_)) => Err(AdminError::App(app::Error::Stale)),
        Err(error) => Err(error.into()),
    };
    let page = async |redisplay| page(request, id, part, redisplay).await;
    submit(request, fields, parsed, deed, page).await
}

/// Posts an update. If its state begins or ends the maintenance, it does what the start or finish by hand does.
pub(super) async fn post_update(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let form = update(&fields);
    step(
        (&request, &id, &fields),
        (Part::Update, Done::UpdatePosted),
        form,
    )
    .await
}

/// Starts, finishes or cancels a maintenance.
pub(super) async fn move_on(
    (part, way, what): (Part, Transition, Done),
    Sent(request, fields): Sent,
    Id(id): Id<IncidentId>,
) -> Answer {
    let form = Parsed::Value((way, announcement(&fields)));
    step((&request, &id, &fields), (part, what), form).await
}

async fn step(
    asked: (&StaffRequest, &IncidentId, &Fields),
    shown: (Part, Done),
    form: Parsed<(Transition, Announcement)>,
) -> Answer {
    let (request, id, fields) = asked;
    let (app, who, idempotency_key) = (
        request.app(),
        request.actor(),
        request.idempotency_key(fields),
    );
    let deed = async |(way, announcement)| {
        let seen = fields.version();
        let moved =
            app.move_maintenance(who, id, way, announcement, seen, idempotency_key.as_ref());
        moved.await.map(drop)
    };
    answer(asked, shown, form, deed).await
}

/// Moves the planned end: by minutes, or to a time.
pub(super) async fn extend(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let maintenance = find_maintenance(&request, &id).await?;
    let (app, who, idempotency_key) = (
        request.app(),
        request.actor(),
        request.idempotency_key(&fields),
    );
    let form = extension(&fields, request.site(), &maintenance, app.now());
    let deed = async |edit| {
        let seen = fields.version();
        let edited =
            app.edit_maintenance(who, &maintenance.id, edit, seen, idempotency_key.as_ref());
        edited.await.map(drop)
    };
    let shown = (Part::Extend, Done::MaintenanceChanged);
    answer((&request, &id, &fields), shown, form, deed).await
}

/// Adds a note among staff.
pub(super) async fn add_note(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let maintenance = find_maintenance(&request, &id).await?;
    let (app, who, idempotency_key) = (
        request.app(),
        request.actor(),
        request.idempotency_key(&fields),
    );
    let deed = async |note: String| {
        let added = app.add_note(who, &maintenance.id, &note, idempotency_key.as_ref());
        added
            .await
            .map(drop)
            .map_err(|error| error.at_fields(|_| "note"))
    };
    let note = Parsed::Value(fields.text("note").to_owned());
    answer(
        (&request, &id, &fields),
        (Part::Note, Done::NoteSaved),
        note,
        deed,
    )
    .await
}
