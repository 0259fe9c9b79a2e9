//! Maintenances that come again and again: all of them, one with its occurrences, its end.

use axum::http::StatusCode;

use crate::app::Upcoming;
use crate::domain::problem::ChoiceProblem;
use crate::domain::{Permission, SeriesId};
use crate::urls::admin as urls;
use crate::views::staff::{self, Done, OneSeries, Section, Values};
use crate::web::admin::form::{Outcome, Reader, Redisplay, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, html};

/// Lists the series.
pub(super) async fn list(request: StaffRequest) -> Answer {
    let all = request.app().list_series(request.actor()).await?;
    let title = request.site().words.say("series-title");
    let frame = request.frame(&title, Section::Maintenances);
    let page = staff::series_list(frame, request.site(), &all);
    Ok(html(StatusCode::OK, page))
}

/// Shows a series.
pub(super) async fn show(request: StaffRequest, Id(id): Id<SeriesId>) -> Answer {
    page(&request, &id, Redisplay::of(Values::default())).await
}

async fn page(request: &StaffRequest, id: &SeriesId, redisplay: Redisplay) -> Answer {
    let (app, who) = (request.app(), request.actor());
    let (series, components) = {
        let mut read = request.web.read().await?;
        (read.get_series(id).await?, read.list_components().await?)
    };
    let occurrences = app.list_occurrences(who, id).await?;
    let shown = OneSeries {
        series: &series,
        occurrences: &occurrences,
        components: &components,
        values: &redisplay.values,
        problems: redisplay.problems,
        now: app.now(),
        may_run: request.may(Permission::RunIncident),
    };
    let frame = request.frame(&series.template.name, Section::Maintenances);
    let page = staff::one_series(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Ends a series. One that has ended is left as it is.
pub(super) async fn end(Sent(request, fields): Sent, Id(id): Id<SeriesId>) -> Answer {
    let id = &id;
    let mut read = Reader::new(&fields, request.site());
    let upcoming = read.chosen(
        "upcoming",
        |text| match text {
            "keep" => Some(Upcoming::Keep),
            "cancel" => Some(Upcoming::Cancel),
            _ => None,
        },
        ChoiceProblem::NotChosen,
    );
    let notify = read.has("deliver_notifications");
    let deed = async |upcoming| {
        let (app, who) = (request.app(), request.actor());
        app.end_series(who, id, upcoming, notify).await?;
        Ok(Outcome::done(&urls::series(id), Done::SeriesEnded))
    };
    let page = async |redisplay| page(&request, id, redisplay).await;
    submit(&request, &fields, read.finish_some(upcoming), deed, page).await
}
