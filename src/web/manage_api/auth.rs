//! Who asks, and of which page: the token, its role, its rate. All of it before the body is looked at.

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::ManageApiError;
use crate::app::{Actor, token_hash};
use crate::domain::Permission;
use crate::domain::happening::Refused;
use crate::web::Web;
use crate::web::front::Client;

/// What a route is for, as a type, so that the role is checked by the extractor.
pub(super) trait Purpose: Send {
    /// The permission that the route needs.
    const PERMISSION: Permission;
}

/// Reading.
pub(super) struct Reading;
/// Running incidents.
pub(super) struct Running;
/// Managing the page.
pub(super) struct Managing;

impl Purpose for Reading {
    const PERMISSION: Permission = Permission::Read;
}
impl Purpose for Running {
    const PERMISSION: Permission = Permission::RunIncident;
}
impl Purpose for Managing {
    const PERMISSION: Permission = Permission::ManagePage;
}

/// The holder of a token whose role suffices for the purpose.
pub(super) struct Caller<P> {
    /// The token as an actor.
    pub(super) actor: Actor,
    /// The token's id.
    pub(super) token_id: String,
    purpose: PhantomData<P>,
}

impl<P: Purpose> FromRequestParts<Web> for Caller<P> {
    type Rejection = ManageApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ManageApiError> {
        let secret = secret(parts).ok_or(ManageApiError::Unauthenticated)?;
        let token = web
            .house
            .app
            .find_token(&token_hash(&secret))
            .await?
            .ok_or(ManageApiError::Unauthenticated)?;
        web.rate.check(token.id.as_str())?;
        let client = parts.extensions.get::<Client>();
        let actor = Actor::token(&token.name, token.id.as_str(), token.role)
            .made_by(token.created_by.clone())
            .from(client.map(|client| client.0.to_string()));
        if let Err(error) = actor.allow(P::PERMISSION) {
            let (method, path) = (parts.method.as_str(), parts.uri.path());
            web.house
                .app
                .record_denial(&actor, path, method, Refused::Permission(P::PERMISSION))
                .await;
            return Err(error.into());
        }
        check_page(parts, web).await?;
        Ok(Self {
            actor,
            token_id: token.id.to_string(),
            purpose: PhantomData,
        })
    }
}

/// Checks that a page named in the path is this one.
async fn check_page(parts: &mut Parts, web: &Web) -> Result<(), ManageApiError> {
    let named = RawPathParams::from_request_parts(parts, web)
        .await
        .map_err(|_| ManageApiError::Malformed("Bad request".to_owned()))?;
    let edition = web.house.publication.edition();
    let is_other = |(name, value)| name == "page_id" && value != edition.state.page.id.as_str();
    if named.iter().any(is_other) {
        return Err(ManageApiError::NotFound);
    }
    Ok(())
}

/// Finds the token: `OAuth TOKEN`, `Bearer TOKEN`, the bare token, or `?api_key=TOKEN`.
fn secret(parts: &Parts) -> Option<String> {
    if let Some(value) = parts.headers.get(AUTHORIZATION) {
        let value = value.to_str().ok()?.trim();
        let token = match value.split_once(' ') {
            Some((scheme, token))
                if scheme.eq_ignore_ascii_case("oauth")
                    || scheme.eq_ignore_ascii_case("bearer") =>
            {
                token.trim()
            }
            Some(_) => return None,
            None => value,
        };
        return (!token.is_empty()).then(|| token.to_owned());
    }
    parts
        .uri
        .query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("api_key="))
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
}
