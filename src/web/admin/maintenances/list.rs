//! Scheduled maintenances: the list and the calendar.

use axum::http::{StatusCode, Uri};

use crate::domain::Permission;
use crate::store::IncidentFilter;
use crate::views::staff::{self, Calendar, Maintenances, Section};
use crate::web::admin::form::Fields;
use crate::web::admin::{AdminError, Answer, StaffRequest, html};
use crate::zone::Month;

/// Maintenances that are over on a page of the list.
const PAGE: i64 = 25;

/// Most that are not over.
const OPEN: i64 = 500;

/// Lists the maintenances.
pub(super) async fn list(request: StaffRequest, uri: Uri) -> Answer {
    let query = Fields::of_query(&uri);
    let number = query.page_number();
    let mut read = request.web.read().await?;
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
        now: request.app().now(),
        may_run: request.may(Permission::RunIncident),
    };
    let title = request.site().words.say("nav-maintenances");
    let frame = request.frame(&title, Section::Maintenances);
    Ok(html(
        StatusCode::OK,
        staff::maintenances(frame, request.site(), &shown),
    ))
}

/// Shows a month.
pub(super) async fn calendar(request: StaffRequest, uri: Uri) -> Answer {
    let (now, zone) = (request.app().now(), &request.site().zone);
    let month = match Fields::of_query(&uri).non_blank("month") {
        Some(text) => Month::parse(text).ok_or(AdminError::NOT_FOUND)?,
        None => zone.month(now),
    };
    let from = zone.start_of(month.first_day());
    let to = zone.start_of(month.plus(1).first_day());
    let mut read = request.web.read().await?;
    let maintenances = read.list_maintenances_between(from, to).await?;
    let shown = Calendar {
        month,
        maintenances: &maintenances,
        now,
        may_run: request.may(Permission::RunIncident),
    };
    let frame = request.frame(&request.site().words.month(month), Section::Maintenances);
    Ok(html(
        StatusCode::OK,
        staff::calendar(frame, request.site(), &shown),
    ))
}
