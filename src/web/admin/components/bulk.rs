//! Many components at once.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use crate::app;
use crate::app::{FieldErrors, Groups};
use crate::views::staff;
use crate::views::staff::{AddMany, Made, Section, Values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, html};

/// Shows the form.
pub(in crate::web::admin) async fn form(here: Here) -> Result<Response<Body>, AdminError> {
    page(&here, Again::fine(Values::default())).await
}

/// Adds components and says how many.
pub(in crate::web::admin) async fn add(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, Again::typed(&form)).await;
    }
    let added = match read(&form) {
        Ok(groups) => {
            let once = here.once(&form);
            let (app, who) = (&here.web.app, &here.member.actor);
            let names = form.text("names");
            let added = app.add_components(who, names, &groups, once.as_ref()).await;
            added.map_err(|error| at_its_field(error, &groups))
        }
        Err(error) => Err(error),
    };
    match added {
        Ok(added) => {
            let made = Made {
                components: added.components,
                groups: added.groups,
                skipped: added.skipped,
            };
            let words = here.site().words;
            let title = if made.components == 0 {
                words.say("added-nothing-title")
            } else {
                words.say("added-title")
            };
            let desk = here.desk(&title, Section::Components);
            let page = staff::added(desk, here.site(), &title, made);
            Ok(html(StatusCode::OK, page))
        }
        Err(error) => page(&here, Again::after(&here, &form, error)?).await,
    }
}

async fn page(here: &Here, again: Again) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let shown = AddMany {
        components: &components,
        values: &again.values,
        problems: again.problems,
    };
    let title = here.site().words.say("add-many-title");
    let desk = here.desk(&title, Section::Components);
    Ok(html(
        again.status,
        staff::add_many(desk, here.site(), shown),
    ))
}

fn read(form: &Form) -> Result<Groups, app::Error> {
    let mut errors = FieldErrors::default();
    let groups = match form.text("to") {
        "all" => Some(Groups::All),
        "chosen" => Some(Groups::Chosen(form.ids("groups"))),
        "top" => Some(Groups::TopLevel),
        "new" => Some(Groups::New(form.text("new_groups").to_owned())),
        _ => None,
    };
    groups.ok_or_else(|| {
        errors.add("to", "must be chosen");
        if form.filled("names").is_none() {
            errors.add("names", "can't be blank");
        }
        app::Error::Invalid(errors)
    })
}

/// Puts what is wrong with groups at the field that named them.
fn at_its_field(error: app::Error, groups: &Groups) -> app::Error {
    let app::Error::Invalid(errors) = error else {
        return error;
    };
    let field = match groups {
        Groups::New(_) => "new_groups",
        Groups::All | Groups::TopLevel => "to",
        Groups::Chosen(_) => "groups",
    };
    let mut placed = FieldErrors::default();
    for (name, problem) in errors.iter() {
        placed.add(if name == "groups" { field } else { name }, problem);
    }
    app::Error::Invalid(placed)
}
