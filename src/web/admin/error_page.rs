//! The page of an error, which holds what was typed into a form that could not be taken.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::RETRY_AFTER;
use axum::middleware::Next;
use axum::response::Response;

use super::entry::{Browser, Member};
use super::error::{AdminError, WithoutPage};
use super::form::Fields;
use super::reply::html;
use super::visitor::VisitorRequest;
use crate::app;
use crate::domain::happening::Refused;
use crate::store::StoreError;
use crate::views::Site;
use crate::views::staff::{self, DeskProblem, Held, Section, Values};
use crate::web::Web;

/// How long to wait while the database does not answer, in seconds.
const RETRY_SECS: u64 = 10;

/// A form that was sent: where to, and what may be shown again of it.
#[derive(Debug, Clone)]
pub(super) struct HeldForm {
    path: String,
    values: Values,
}

impl HeldForm {
    /// Takes what was typed; nothing of a form that only has a button.
    pub(super) fn new(path: &str, form: &Fields) -> Self {
        let is_empty = form.typed().fields().is_empty();
        Self {
            path: path.to_owned(),
            values: Values::new(if is_empty { Vec::new() } else { form.kept() }),
        }
    }
}

/// Gives a handler's error its page.
pub(super) async fn give_page(State(web): State<Web>, request: Request, next: Next) -> Response {
    let browser = request.extensions().get::<Browser>().cloned();
    let member = request.extensions().get::<Member>().cloned();
    let may_keep = member.is_some() || browser.as_ref().is_some_and(Browser::may_keep);
    let held = request
        .extensions()
        .get::<Fields>()
        .filter(|_| may_keep)
        .map(|form| HeldForm::new(request.uri().path(), form));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let without_page = response.extensions().get::<WithoutPage>().cloned();
    if let Some(WithoutPage(error)) = &without_page
        && error.is_denied()
        && let Some(member) = &member
    {
        web.house
            .app
            .record_denial(&member.actor, &path, method.as_str(), Refused::Role)
            .await;
    }
    match (without_page, browser) {
        (Some(WithoutPage(error)), Some(browser)) => {
            error.respond_to(&VisitorRequest::new(&web, browser, member), held.as_ref())
        }
        _ => response,
    }
}

impl AdminError {
    fn problem(&self, site: &Site) -> DeskProblem {
        use app::Error as DeedError;
        match self {
            Self::Foreign | Self::ForeignToken => DeskProblem::Foreign,
            Self::BadRequest => DeskProblem::BadRequest,
            Self::TooLarge => DeskProblem::TooLarge,
            Self::TooManyFields => DeskProblem::TooManyFields,
            Self::Internal => DeskProblem::Internal,
            Self::App(DeedError::Internal(why)) => {
                tracing::error!(why, "a deed of staff failed");
                DeskProblem::Internal
            }
            Self::App(DeedError::NotFound) => DeskProblem::NotFound,
            Self::App(DeedError::Denied { needs }) => DeskProblem::Denied { needs: *needs },
            Self::App(DeedError::Invalid(errors)) => {
                DeskProblem::Conflict(errors.sentence(site.words))
            }
            Self::App(DeedError::Conflict(why)) => DeskProblem::Conflict(why.clone()),
            Self::App(DeedError::Stale) => DeskProblem::Conflict(DeedError::Stale.to_string()),
            Self::App(DeedError::Limited { retry_after_secs }) => DeskProblem::Limited {
                retry_after_secs: *retry_after_secs,
            },
            Self::App(DeedError::Unavailable(error)) => DeskProblem::Unavailable {
                is_unsure: matches!(error, StoreError::Unsure(_)),
            },
        }
    }

    /// Answers with the page of this error.
    pub(super) fn respond(&self, request: &VisitorRequest) -> Response {
        self.respond_to(request, None)
    }

    /// Answers a form with the page of this error, which holds what was typed.
    pub(super) fn respond_to(&self, request: &VisitorRequest, held: Option<&HeldForm>) -> Response {
        let site = request.site();
        let mut frame = request.frame("");
        let is_in = |member: &&Member| !member.staff.session.awaits_code;
        if let Some(member) = request.member.as_ref().filter(is_in) {
            let person = &member.staff.person;
            frame = frame.of(site, &person.name, person.role, Section::Nowhere);
        }
        let rendered = match (self, held.filter(|held| !held.values.fields().is_empty())) {
            (Self::Foreign | Self::BadRequest | Self::TooLarge | Self::TooManyFields, _)
            | (_, None) => staff::desk_problem(frame, site, &self.problem(site)),
            (_, Some(held)) => {
                let why = match self {
                    Self::ForeignToken => Held::ForeignToken,
                    _ => Held::Failed(self.problem(site)),
                };
                staff::held(frame, site, why, &held.path, &held.values)
            }
        };
        let mut response = html(self.status(), rendered);
        let wait = match self {
            Self::App(app::Error::Limited { retry_after_secs }) => Some(*retry_after_secs),
            Self::App(app::Error::Unavailable(_)) => Some(RETRY_SECS),
            _ => None,
        };
        if let Some(secs) = wait {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}
