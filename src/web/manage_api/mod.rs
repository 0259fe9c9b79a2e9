//! The manage API (`/v1`), drop-in for Statuspage's: see docs/api.md.

mod auth;
mod bodies;
mod components;
mod error;
mod given;
mod groups;
mod incidents;
mod input;
mod openapi;
mod pages;
mod postmortems;
mod rate;
mod schedule;
mod templates;
mod touches;
mod updates;

use std::sync::{Arc, LazyLock};

use axum::Router;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Web, budget};
use crate::domain::{Component, Ts};
use crate::publication::Edition;
use crate::urls::PublicUrl;
use crate::views::public::ApiOperation;
use crate::wire::statuspage_v1::Context;
use crate::zone::{Day, Zone};

use error::ManageApiError;
pub(super) use rate::RateLimit;

/// What objects are made from besides themselves, as it is at one moment.
struct Shown<'a> {
    edition: Arc<Edition>,
    url: &'a PublicUrl,
    components: Vec<Component>,
}

impl Shown<'_> {
    fn context(&self) -> Context<'_> {
        Context {
            page_id: &self.edition.state.page.id,
            url: self.url,
            words: self.edition.site().words,
            components: &self.components,
        }
    }

    /// Returns the components and groups that are part of the page.
    fn current(&self) -> impl Iterator<Item = &Component> {
        self.components
            .iter()
            .filter(|one| one.archived_at.is_none())
    }
}

impl Web {
    async fn shown(&self) -> Result<Shown<'_>, ManageApiError> {
        Ok(Shown {
            edition: self.house.publication.edition(),
            url: &self.house.url,
            components: self.read().await?.list_components().await?,
        })
    }

    /// Returns the first instant of a date `YYYY-MM-DD` in the page's zone.
    fn start_of(&self, date: &str) -> Option<Ts> {
        let edition = self.house.publication.edition();
        let zone = Zone::find_or_utc(&edition.state.page.time_zone);
        Some(zone.start_of(Day::parse(date)?))
    }
}

/// The routes with what the document says of them.
fn documented() -> OpenApiRouter<Web> {
    OpenApiRouter::with_openapi(openapi::base())
        // The page.
        .routes(routes!(pages::list))
        .routes(routes!(pages::show, pages::edit))
        // Components and groups.
        .routes(routes!(components::list, components::create))
        .routes(routes!(
            components::show,
            components::edit,
            components::delete
        ))
        .routes(routes!(groups::list, groups::create))
        .routes(routes!(groups::show, groups::edit, groups::delete))
        // Incidents; the fixed words come before the id.
        .routes(routes!(incidents::list, incidents::create))
        .routes(routes!(incidents::list_unresolved))
        .routes(routes!(incidents::list_scheduled))
        .routes(routes!(incidents::list_upcoming))
        .routes(routes!(incidents::list_active))
        .routes(routes!(incidents::show, incidents::edit, incidents::delete))
        .routes(routes!(updates::edit))
        // Templates.
        .routes(routes!(templates::list, templates::create))
        .routes(routes!(templates::show, templates::edit, templates::delete))
        // Postmortems.
        .routes(routes!(
            postmortems::show,
            postmortems::save,
            postmortems::delete
        ))
        .routes(routes!(postmortems::publish))
        .routes(routes!(postmortems::revert))
}

/// Returns the operations for the page that lists them.
pub(super) fn operations() -> &'static [ApiOperation] {
    static OPERATIONS: LazyLock<Vec<ApiOperation>> =
        LazyLock::new(|| openapi::operations(&documented().into_openapi()));
    &OPERATIONS
}

/// Makes the routes and the document of them.
pub(super) fn router(web: &Web) -> Router<Web> {
    let (routes, mut document) = documented().split_for_parts();
    openapi::name_operations(&mut document);
    budget::counted(routes, &web.budget).merge(openapi::router(&document, &web.frame))
}
