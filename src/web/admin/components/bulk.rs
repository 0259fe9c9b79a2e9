//! Many components at once.

use crate::app::{self, Added, Groups};
use crate::domain::problem::ChoiceProblem;
use crate::views::staff::{self, AddMany, Made, Section, Values};
use crate::web::admin::form::{Fields, Outcome, Parsed, Reader, Redisplay, submit};
use crate::web::admin::{Answer, Sent, StaffRequest, html};
use axum::http::StatusCode;

/// What the form asks for: names, and the groups to put each into.
struct BulkForm {
    names: String,
    groups: Groups,
}

impl BulkForm {
    fn read(request: &StaffRequest, fields: &Fields) -> Parsed<Self> {
        let mut read = Reader::new(fields, request.site());
        let names = read.text("names");
        let groups = match fields.text("to") {
            "all" => Groups::All,
            "chosen" => Groups::Chosen(read.ids("groups")),
            "top" => Groups::TopLevel,
            "new" => Groups::New(read.text("new_groups")),
            _ => {
                read.refuse("to", ChoiceProblem::NotChosen);
                read.require("names");
                return read.finish_some(None);
            }
        };
        read.finish(Self { names, groups })
    }
}

/// Shows the form.
pub(super) async fn form(request: StaffRequest) -> Answer {
    page(&request, Redisplay::of(Values::default())).await
}

/// Adds components and says how many.
pub(super) async fn add(Sent(request, fields): Sent) -> Answer {
    let form = BulkForm::read(&request, &fields);
    let deed = async |form: BulkForm| {
        let (app, who, idempotency_key) = (
            request.app(),
            request.actor(),
            request.idempotency_key(&fields),
        );
        let BulkForm { names, groups } = form;
        let added = app
            .add_components(who, &names, &groups, idempotency_key.as_ref())
            .await;
        let added = added.map_err(|error| at_its_field(error, &groups))?;
        Ok(Outcome::Answered(html(
            StatusCode::OK,
            made(&request, added),
        )))
    };
    let page = async |redisplay| page(&request, redisplay).await;
    submit(&request, &fields, form, deed, page).await
}

/// Renders the page that says how many were added.
fn made(request: &StaffRequest, added: Added) -> Result<String, askama::Error> {
    let words = request.site().words;
    let title = match added.components {
        0 => words.say("added-nothing-title"),
        _ => words.say("added-title"),
    };
    let made = Made {
        components: added.components,
        groups: added.groups,
        skipped: added.skipped,
    };
    let frame = request.frame(&title, Section::Components);
    staff::added(frame, request.site(), &title, made)
}

async fn page(request: &StaffRequest, redisplay: Redisplay) -> Answer {
    let components = request.components().await?;
    let shown = AddMany {
        components: &components,
        values: &redisplay.values,
        problems: redisplay.problems,
    };
    let title = request.site().words.say("add-many-title");
    let frame = request.frame(&title, Section::Components);
    let page = staff::add_many(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

/// Puts what is wrong with groups at the field that named them.
fn at_its_field(error: app::Error, groups: &Groups) -> app::Error {
    let field = match groups {
        Groups::New(_) => "new_groups",
        Groups::All | Groups::TopLevel => "to",
        Groups::Chosen(_) => "groups",
    };
    error.at_fields(|name| if name == "groups" { field } else { name })
}
