//! A request of staff: who asks, in which browser, and what every page needs to answer.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::entry::{Browser, Member};
use super::error::AdminError;
use super::form::Fields;
use super::visitor::frame;
use crate::app::{self, Actor, App, IdempotencyKey};
use crate::domain::{Component, Permission};
use crate::publication::Edition;
use crate::views::Site;
use crate::views::staff::{Done, Section, StaffFrame};
use crate::web::Web;

/// What a page is made for: who asks, in which browser, and the page's name and zone.
pub(crate) struct StaffRequest {
    pub(crate) web: Web,
    pub(crate) browser: Browser,
    pub(crate) member: Member,
    pub(crate) edition: Arc<Edition>,
    done: Option<Done>,
}

impl FromRequestParts<Web> for StaffRequest {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, AdminError> {
        let done = parts.uri.query().and_then(|query| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix("done="))
                .and_then(Done::parse)
        });
        let browser = parts.extensions.get::<Browser>().cloned();
        Ok(Self {
            browser: browser.ok_or(AdminError::Internal)?,
            member: Member::from_request_parts(parts, web).await?,
            edition: web.house.publication.edition(),
            web: web.clone(),
            done,
        })
    }
}

impl StaffRequest {
    /// Returns what every page needs besides its content.
    pub(crate) fn site(&self) -> &Site {
        self.edition.site()
    }

    /// Returns the deeds.
    pub(crate) fn app(&self) -> &App {
        &self.web.house.app
    }

    /// Returns who asks, as the deeds know them.
    pub(crate) fn actor(&self) -> &Actor {
        &self.member.actor
    }

    /// Says whether who asks may do something.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.actor().allow(permission).is_ok()
    }

    /// Returns the idempotency key of a form that was sent.
    pub(crate) fn idempotency_key(&self, fields: &Fields) -> Option<IdempotencyKey> {
        fields.idempotency_key(self.member.staff.person.id.as_str())
    }

    /// Returns every component, archived ones too, in the order of the page's list.
    pub(crate) async fn components(&self) -> Result<Vec<Component>, app::Error> {
        Ok(self.web.read().await?.list_components().await?)
    }

    /// Makes the frame of a page.
    pub(crate) fn frame(&self, title: &str, current: Section) -> StaffFrame {
        let person = &self.member.staff.person;
        frame(&self.web, &self.browser, &self.edition, title)
            .of(self.site(), &person.name, person.role, current)
            .after(self.done, self.site())
    }
}

/// A form that somebody of staff sent: the request that brought it, and its fields.
pub(crate) struct Sent(pub(crate) StaffRequest, pub(crate) Fields);

impl FromRequestParts<Web> for Sent {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, AdminError> {
        let fields = parts.extensions.remove().unwrap_or_default();
        Ok(Self(
            StaffRequest::from_request_parts(parts, web).await?,
            fields,
        ))
    }
}
