//! A maintenance or a series planned, a planned maintenance changed.

use axum::http::Uri;

use super::find::find_maintenance;
use super::maintenance_form::{MaintenanceForm, ask, read_edit};
use super::schedule_page::{page, values_of};
use crate::domain::IncidentId;
use crate::urls::admin as urls;
use crate::views::staff::{Done, FLAGS, Values};
use crate::web::admin::form::{Fields, Outcome, Redisplay, submit};
use crate::web::admin::{Answer, Id, StaffRequest};
use crate::web::admin::{Sent, incidents};

/// Shows the form: empty, or filled from a template.
pub(super) async fn new_form(request: StaffRequest, uri: Uri) -> Answer {
    let values = match Fields::of_query(&uri).get("template") {
        Some(id) => {
            let on = FLAGS.into_iter().chain(["deliver_notifications"]);
            let fresh = on.fold(Values::default(), |values, flag| values.with(flag, "true"));
            incidents::in_maintenance(&request, fresh, id).await?
        }
        None => Values::default(),
    };
    page(&request, None, Redisplay::of(values)).await
}

/// Announces the maintenance or the series, or shows what that would mean.
pub(super) async fn create(Sent(request, fields): Sent) -> Answer {
    let form = MaintenanceForm::read(&fields, request.site(), &request.components().await?);
    let deed = async |form| {
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        let asked = ask(&fields, request.site(), None);
        match (form, asked) {
            (MaintenanceForm::Template(id), _) => {
                let values = incidents::in_maintenance(&request, fields.typed(), &id).await?;
                Ok(Outcome::Shown(Redisplay::of(values)))
            }
            (MaintenanceForm::Series(new), Some(asked)) => {
                // A rule that makes no sense has no occurrences to show.
                app.foresee_series(who, &new, 0).await?;
                Ok(Outcome::Shown(asked))
            }
            (MaintenanceForm::Single(_), Some(asked)) => Ok(Outcome::Shown(asked)),
            (MaintenanceForm::Series(new), None) => {
                let made = app
                    .schedule_series(who, new, idempotency_key.as_ref())
                    .await?;
                let path = urls::series(&made.id);
                Ok(Outcome::done(&path, Done::SeriesScheduled))
            }
            (MaintenanceForm::Single(new), None) => {
                let made = app
                    .schedule_maintenance(who, new, idempotency_key.as_ref())
                    .await?;
                let path = urls::maintenance(&made.id);
                Ok(Outcome::done(&path, Done::MaintenanceScheduled))
            }
        }
    };
    let page = async |redisplay| page(&request, None, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

/// Shows a maintenance in the form.
pub(super) async fn edit_form(request: StaffRequest, Id(id): Id<IncidentId>) -> Answer {
    let maintenance = find_maintenance(&request, &id).await?;
    let components = request.components().await?;
    let values = values_of(&maintenance, &components, &request.site().zone);
    page(&request, Some(&maintenance), Redisplay::of(values)).await
}

/// Changes a maintenance, or shows what that would mean.
pub(super) async fn edit(Sent(request, fields): Sent, Id(id): Id<IncidentId>) -> Answer {
    let before = find_maintenance(&request, &id).await?;
    let components = request.components().await?;
    let form = read_edit(&fields, request.site(), &components, &before);
    let deed = async |edit| {
        if let Some(asked) = ask(&fields, request.site(), before.window) {
            return Ok(Outcome::Shown(asked.seen(&fields)));
        }
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        let seen = fields.version();
        app.edit_maintenance(who, &before.id, edit, seen, idempotency_key.as_ref())
            .await?;
        let path = urls::maintenance(&before.id);
        Ok(Outcome::done(&path, Done::MaintenanceChanged))
    };
    let page = async |redisplay| {
        let maintenance = find_maintenance(&request, &id).await?;
        page(&request, Some(&maintenance), redisplay).await
    };
    submit(&request, &fields, form, deed, page).await
}
