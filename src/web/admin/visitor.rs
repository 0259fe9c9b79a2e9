//! A request of anybody, signed in or not.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::entry::{Browser, Member};
use super::error::AdminError;
use crate::publication::Edition;
use crate::views::Site;
use crate::views::staff::StaffFrame;
use crate::web::Web;

/// Who asks, in which browser, and the page's name and zone.
pub(crate) struct VisitorRequest {
    pub(crate) web: Web,
    pub(crate) browser: Browser,
    /// Whoever asks, if they signed in.
    pub(crate) member: Option<Member>,
    edition: Arc<Edition>,
}

impl FromRequestParts<Web> for VisitorRequest {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, AdminError> {
        let browser = parts.extensions.get::<Browser>().cloned();
        let browser = browser.ok_or(AdminError::Internal)?;
        Ok(Self::new(web, browser, parts.extensions.get().cloned()))
    }
}

impl VisitorRequest {
    /// Makes the request of a browser.
    pub(crate) fn new(web: &Web, browser: Browser, member: Option<Member>) -> Self {
        Self {
            web: web.clone(),
            browser,
            member,
            edition: web.house.publication.edition(),
        }
    }

    /// Returns the request as it is once its browser has a new session.
    pub(crate) fn signed_in(mut self, token: &str) -> Self {
        self.browser = self.browser.signed_in(token);
        self
    }

    /// Returns what every page needs besides its content.
    pub(crate) fn site(&self) -> &Site {
        self.edition.site()
    }

    /// Makes the frame of a page, without the bars of staff.
    pub(crate) fn frame(&self, title: &str) -> StaffFrame {
        frame(&self.web, &self.browser, &self.edition, title)
    }
}

/// Makes the frame of a page in a browser, without the bars of staff.
pub(super) fn frame(web: &Web, browser: &Browser, edition: &Edition, title: &str) -> StaffFrame {
    let key = web.entropy.id().unwrap_or_default();
    let name = &edition.state.page.name;
    StaffFrame::new(edition.site(), name, title, browser.csrf(web), key)
}
