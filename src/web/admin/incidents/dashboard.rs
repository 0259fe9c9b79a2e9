//! The dashboard: open incidents, drafts, planned maintenances.

use axum::http::StatusCode;

use super::unexplained;
use crate::app::version;
use crate::domain::{DraftState, Incident, IncidentDraft, IncidentKind, Permission};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::staff::{self, Dashboard, Line, OpenCard, Section};
use crate::web::admin::{AdminError, Answer, StaffRequest, html};

/// Shows the dashboard.
pub(super) async fn show(request: StaffRequest) -> Answer {
    let mut read = request.web.read().await?;
    let mut all = read.list_open_incidents().await?;
    let drafts = read.list_drafts().await?;
    let settings = read.get_page().await?.settings;
    drop(read);
    all.sort_by_key(|one| std::cmp::Reverse((one.created_at, one.seq)));
    let (open, mut scheduled): (Vec<Incident>, Vec<Incident>) = all
        .into_iter()
        .partition(|one| one.kind == IncidentKind::Incident);
    scheduled.sort_by_key(|one| (one.window.map(|window| window.starts_at), one.seq));
    let (site, may_run) = (request.site(), request.may(Permission::RunIncident));
    let shown = Dashboard {
        open: open
            .iter()
            .map(|incident| OpenCard {
                version: version(incident),
                incident,
            })
            .collect(),
        drafts: drafts
            .into_iter()
            .filter(|_| may_run)
            .map(|draft| line(draft, site))
            .collect(),
        unexplained: unexplained::list(&request).await?,
        scheduled: &scheduled,
        settings: &settings,
        now: request.app().now(),
        may_run,
    };
    let frame = request.frame(&site.words.say("nav-dashboard"), Section::Dashboard);
    Ok(html(StatusCode::OK, staff::dashboard(frame, site, shown)))
}

/// Says whose draft it is, and whether it opens by itself.
fn line(draft: IncidentDraft, site: &Site) -> Line {
    let words = site.words;
    let text = match &draft.state {
        DraftState::Failed { .. } => words.say("draft-failed-line"),
        DraftState::Planned { publish_at, .. } => words.say_with(
            "draft-planned",
            &[
                ("name", draft.created_by.into()),
                ("time", site.dates().date_time(*publish_at).into()),
            ],
        ),
        DraftState::Saved => words.say_with(
            "draft-saved-by",
            &[
                ("name", draft.created_by.into()),
                ("time", site.dates().date_time(draft.updated_at).into()),
            ],
        ),
    };
    Line {
        path: urls::draft(&draft.id),
        title: if draft.name.is_empty() {
            words.say("draft-unnamed")
        } else {
            draft.name
        },
        text,
    }
}

/// Answers what no route matches.
pub(super) async fn not_found() -> AdminError {
    AdminError::NOT_FOUND
}
