//! Maintenances that come again and again: all of them, one with its occurrences, its end.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use super::list::may_run;
use crate::app;
use crate::app::Upcoming;
use crate::domain::SeriesId;
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{Done, OneSeries, Section, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, html};
use crate::web::extract::Path;

/// Lists the series.
pub(in crate::web::admin) async fn list(here: Here) -> Result<Response<Body>, AdminError> {
    let all = here.web.app.list_series(&here.member.actor).await?;
    let title = here.site().words.say("series-title");
    let desk = here.desk(&title, Section::Maintenances);
    Ok(html(
        StatusCode::OK,
        staff::series_list(desk, here.site(), &all),
    ))
}

fn parse(id: &str) -> Result<SeriesId, AdminError> {
    SeriesId::parse(id).ok_or(AdminError::NOT_FOUND)
}

/// Shows a series.
pub(in crate::web::admin) async fn show(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    page(&here, &parse(&id)?, Again::fine(Values::default())).await
}

async fn page(here: &Here, id: &SeriesId, again: Again) -> Result<Response<Body>, AdminError> {
    let (app, who) = (&here.web.app, &here.member.actor);
    let (series, components) = {
        let mut read = app.reads().read().await?;
        (read.get_series(id).await?, read.list_components().await?)
    };
    let occurrences = app.list_occurrences(who, id).await?;
    let shown = OneSeries {
        series: &series,
        occurrences: &occurrences,
        components: &components,
        values: &again.values,
        problems: again.problems,
        now: app.now(),
        may_run: may_run(here),
    };
    let desk = here.desk(&series.template.name, Section::Maintenances);
    Ok(html(
        again.status,
        staff::one_series(desk, here.site(), shown),
    ))
}

/// Ends a series. One that has ended is left as it is.
pub(in crate::web::admin) async fn end(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, Again::typed(&form)).await;
    }
    let outcome = match form.text("upcoming") {
        "keep" => Ok(Upcoming::Keep),
        "cancel" => Ok(Upcoming::Cancel),
        _ => Err(app::Error::invalid("upcoming", "must be chosen")),
    };
    let (app, who) = (&here.web.app, &here.member.actor);
    let notify = form.has("deliver_notifications");
    let outcome = match outcome {
        Ok(upcoming) => app.end_series(who, &id, upcoming, notify).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(done(&urls::series(&id), Done::SeriesEnded)),
        Err(error) => page(&here, &id, Again::after(&here, &form, error)?).await,
    }
}
