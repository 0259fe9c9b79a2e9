//! A route of the staff pages: who may come, and what answers.

use axum::handler::Handler;
use axum::routing::{MethodRouter, get as on_get, post as on_post};

use super::entry::Access;
use super::form::upload;
use crate::domain::Permission;
use crate::web::Web;

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Shows something and changes nothing.
    Get,
    /// Does something.
    Post,
}

/// A route as the tests see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdminRoute {
    /// What it does.
    pub verb: Verb,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
}

/// A route and what answers.
pub(super) struct Route {
    /// What tests see of it.
    pub(super) shown: AdminRoute,
    /// What answers.
    pub(super) handler: MethodRouter<Web>,
    /// The largest body of a form with a file, in bytes; without one the route takes no files.
    pub(super) most_upload: Option<usize>,
}

impl Route {
    /// Takes a file of at most so many bytes beside the fields.
    pub(super) fn with_file(mut self, most_bytes: usize) -> Self {
        self.most_upload = Some(most_bytes + upload::ROOM);
        self
    }
}

/// Makes a route that shows something.
pub(super) fn get<T: 'static>(
    path: &'static str,
    access: Access,
    handler: impl Handler<T, Web>,
) -> Route {
    route(Verb::Get, path, access, on_get(handler))
}

/// Makes a route that does something.
pub(super) fn post<T: 'static>(
    path: &'static str,
    access: Access,
    handler: impl Handler<T, Web>,
) -> Route {
    route(Verb::Post, path, access, on_post(handler))
}

fn route(verb: Verb, path: &'static str, access: Access, handler: MethodRouter<Web>) -> Route {
    Route {
        shown: AdminRoute { verb, path, access },
        handler,
        most_upload: None,
    }
}

/// People who may read.
pub(super) const READ: Access = Access::May(Permission::Read);
/// People who may run an incident.
pub(super) const RUN: Access = Access::May(Permission::RunIncident);
/// People who may manage the page.
pub(super) const MANAGE: Access = Access::May(Permission::ManagePage);
