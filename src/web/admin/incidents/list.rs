//! The list of incidents and maintenances.

use axum::http::{StatusCode, Uri};

use crate::store::IncidentFilter;
use crate::urls::admin as urls;
use crate::views::staff::{self, Section};
use crate::web::admin::form::Fields;
use crate::web::admin::{Answer, StaffRequest, html};

/// Incidents on a page of the list.
const PAGE: i64 = 50;

/// Lists incidents and maintenances, newest first.
pub(super) async fn list(request: StaffRequest, uri: Uri) -> Answer {
    let query = Fields::of_query(&uri);
    let (number, text) = (query.page_number(), query.search()?);
    let mut read = request.web.read().await?;
    let mut all = read
        .list_incidents(IncidentFilter::All, text, PAGE + 1, (number - 1) * PAGE)
        .await?;
    let has_more = i64::try_from(all.len()).is_ok_and(|count| count > PAGE);
    all.truncate(usize::try_from(PAGE).unwrap_or_default());
    let path = |number: i64| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", text)
            .append_pair("page", &number.to_string())
            .finish();
        format!("{}?{query}", urls::INCIDENTS)
    };
    let newer = (number > 1).then(|| path(number - 1));
    let older = has_more.then(|| path(number + 1));
    let frame = request.frame(
        &request.site().words.say("nav-incidents"),
        Section::Incidents,
    );
    let page = staff::incidents(frame, request.site(), &all, text, newer, older);
    Ok(html(StatusCode::OK, page))
}
