//! The page of a small form on one incident.

use crate::domain::Incident;
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::staff::{Editing, Section, StaffFrame, Values};
use crate::web::admin::form::Redisplay;
use crate::web::admin::{StaffRequest, html};
use axum::response::Response;

/// A small form on one incident.
pub(crate) struct Sheet<'a> {
    /// The incident as it is now.
    pub(crate) incident: &'a Incident,
    /// Where the form goes.
    pub(crate) action: String,
    /// What the page is called.
    pub(crate) title: String,
    /// The version of what the form changes.
    pub(crate) version: String,
    /// What the form would hold as it is now.
    pub(crate) there: Values,
}

impl Sheet<'_> {
    /// Shows the form.
    pub(crate) fn show(
        self,
        request: &StaffRequest,
        redisplay: Redisplay,
        render: impl FnOnce(StaffFrame, &Site, Editing<'_>) -> Result<String, askama::Error>,
    ) -> Response {
        let shown = Editing {
            action: &self.action,
            back: &urls::incident(&self.incident.id),
            version: &redisplay.version(self.version),
            theirs: redisplay.is_stale().then_some(self.there),
            values: &redisplay.values,
            problems: redisplay.problems,
        };
        let frame = request.frame(&self.title, Section::Incidents);
        html(redisplay.status, render(frame, request.site(), shown))
    }
}
