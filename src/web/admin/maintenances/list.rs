//! Scheduled maintenances: the list and the calendar.

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};

use crate::domain::Deed;
use crate::store::IncidentFilter;
use crate::views::staff;
use crate::views::staff::{Calendar, Maintenances, Section};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::reply::{Here, html};
use crate::zone::Month;

/// Maintenances that are over on a page of the list.
const PAGE: i64 = 25;

/// Most that are not over.
const OPEN: i64 = 500;

pub(in crate::web::admin) fn may_run(here: &Here) -> bool {
    here.member.actor.allow(Deed::RunIncident).is_ok()
}

/// Lists the maintenances.
pub(in crate::web::admin) async fn list(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let query = Form::of_query(&uri);
    let number = query
        .get("page")
        .and_then(|text| text.parse::<i64>().ok())
        .unwrap_or(1)
        .clamp(1, 1_000_000);
    let mut read = here.web.app.reads().read().await?;
    let mut open = if number == 1 {
        read.list_incidents(IncidentFilter::Scheduled, "", OPEN, 0)
            .await?
    } else {
        Vec::new()
    };
    let mut past = read
        .list_past_maintenances(PAGE + 1, (number - 1) * PAGE)
        .await?;
    open.sort_by_key(|it| (it.window.map(|window| window.starts_at), it.seq));
    let has_more = i64::try_from(past.len()).is_ok_and(|count| count > PAGE);
    past.truncate(usize::try_from(PAGE).unwrap_or_default());
    let shown = Maintenances {
        open: &open,
        past: &past,
        number,
        has_more,
        now: here.web.app.now(),
        may_run: may_run(&here),
    };
    let title = here.site().words.say("nav-maintenances");
    let desk = here.desk(&title, Section::Maintenances);
    Ok(html(
        StatusCode::OK,
        staff::maintenances(desk, here.site(), &shown),
    ))
}

/// Shows a month.
pub(super) async fn calendar(here: Here, uri: Uri) -> Result<Response<Body>, AdminError> {
    let (now, zone) = (here.web.app.now(), &here.site().zone);
    let month = match Form::of_query(&uri).filled("month") {
        Some(text) => Month::parse(text).ok_or(AdminError::NOT_FOUND)?,
        None => zone.month(now),
    };
    let from = zone.start_of(month.first_day());
    let to = zone.start_of(month.plus(1).first_day());
    let mut read = here.web.app.reads().read().await?;
    let maintenances = read.list_maintenances_between(from, to).await?;
    let shown = Calendar {
        month,
        maintenances: &maintenances,
        now,
        may_run: may_run(&here),
    };
    let desk = here.desk(&here.site().words.month(month), Section::Maintenances);
    Ok(html(
        StatusCode::OK,
        staff::calendar(desk, here.site(), &shown),
    ))
}
