//! The forms on one component or group: added, changed, archived, brought back.

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};

use super::tree::{find, parse};
use crate::app;
use crate::app::{ComponentEdit, FieldErrors, GroupEdit, component_version};
use crate::domain::{Component, ComponentId, GroupDisplay};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{ComponentForm, Done, Section, Subject, Values, component_values};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, html, see_other};
use crate::web::extract::Path;

/// Shows the form of a new component, in the group that the address names.
pub(in crate::web::admin) async fn new_form(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let again = Again::fine(Form::of_query(&uri).typed());
    Ok(form_page(
        &here,
        &here.components().await?,
        Subject::NewComponent,
        again,
    ))
}

/// Adds a component.
pub(in crate::web::admin) async fn create(
    here: Here,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return page(&here, None, Again::typed(&form)).await;
    }
    let made = match read_component(&form) {
        Ok(new) => {
            let once = here.once(&form);
            let who = &here.member.actor;
            here.web.app.create_component(who, new, once.as_ref()).await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => Ok(done(
            &urls::component_in_list(&made.id),
            Done::ComponentAdded,
        )),
        Err(error) => page(&here, None, Again::after(&here, &form, error)?).await,
    }
}

/// Shows the form of a new group.
pub(super) async fn new_group_form(here: Here) -> Result<Response<Body>, AdminError> {
    let again = Again::fine(Values::default());
    Ok(form_page(
        &here,
        &here.components().await?,
        Subject::NewGroup,
        again,
    ))
}

/// Makes a group of components that had none.
pub(super) async fn create_group(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    let again = if form.is_resumed() {
        Again::typed(&form)
    } else {
        let new = GroupEdit {
            members: Some(form.ids("components")),
            version: None,
            ..read_group(&form)
        };
        let once = here.once(&form);
        let (app, who) = (&here.web.app, &here.member.actor);
        match app.create_group(who, new, once.as_ref()).await {
            Ok(made) => {
                let back = urls::component_in_list(&made.id);
                return Ok(done(&back, Done::GroupMade));
            }
            Err(error) => Again::after(&here, &form, error)?,
        }
    };
    Ok(form_page(
        &here,
        &here.components().await?,
        Subject::NewGroup,
        again,
    ))
}

/// Shows the form of a component or group.
pub(in crate::web::admin) async fn edit_form(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let it = current(&components, &parse(&id)?)?;
    let again = Again::fine(component_values(it));
    Ok(form_page(&here, &components, Subject::Existing(it), again))
}

/// Changes a component or group. Somebody else's change in between shows both, and nothing typed is lost.
pub(in crate::web::admin) async fn edit(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, Some(&id), Again::typed(&form)).await;
    }
    let components = here.components().await?;
    let is_group = current(&components, &id)?.is_group();
    let (app, who) = (&here.web.app, &here.member.actor);
    let changed = if is_group {
        app.edit_group(who, &id, read_group(&form)).await
    } else {
        match read_component(&form) {
            Ok(edit) => app.edit_component(who, &id, edit).await,
            Err(error) => Err(error),
        }
    };
    match changed {
        Ok(_) if is_group => Ok(done(&urls::component_in_list(&id), Done::ComponentChanged)),
        Ok(_) => Ok(done(&urls::component(&id), Done::ComponentChanged)),
        Err(error) => page(&here, Some(&id), Again::after(&here, &form, error)?).await,
    }
}

/// Finds a component or group that is part of the page.
fn current<'a>(all: &'a [Component], id: &ComponentId) -> Result<&'a Component, AdminError> {
    let it = find(all, id)?;
    if it.archived_at.is_some() {
        return Err(AdminError::NOT_FOUND);
    }
    Ok(it)
}

async fn page(
    here: &Here,
    id: Option<&ComponentId>,
    again: Again,
) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let subject = match id {
        Some(id) => Subject::Existing(current(&components, id)?),
        None => Subject::NewComponent,
    };
    Ok(form_page(here, &components, subject, again))
}

fn form_page(
    here: &Here,
    components: &[Component],
    subject: Subject<'_>,
    again: Again,
) -> Response<Body> {
    let words = here.site().words;
    let title = match subject {
        Subject::NewComponent => words.say("component-add"),
        Subject::NewGroup => words.say("group-new"),
        Subject::Existing(it) => it.name.clone(),
    };
    let there = subject.existing();
    let theirs = there.filter(|_| again.is_stale()).map(component_values);
    let shown = ComponentForm {
        components,
        subject,
        version: &again.version(there.map(component_version).unwrap_or_default()),
        values: &again.values,
        problems: again.problems,
        theirs,
    };
    let desk = here.desk(&title, Section::Components);
    html(
        again.status,
        staff::component_form(desk, here.site(), shown),
    )
}

fn read_component(form: &Form) -> Result<ComponentEdit, app::Error> {
    let mut errors = FieldErrors::default();
    let group = form.filled("group_id");
    let group_id = group.and_then(ComponentId::parse);
    if group.is_some() && group_id.is_none() {
        errors.add("group_id", "must be chosen from the menu");
    }
    errors.into_result()?;
    let owned = |name: &str| form.filled(name).map(str::to_owned);
    Ok(ComponentEdit {
        name: Some(form.text("name").trim().to_owned()),
        description: Some(owned("description")),
        status: None,
        group_id: Some(group_id),
        showcase: Some(form.has("showcase")),
        only_show_if_degraded: Some(form.has("only_show_if_degraded")),
        start_date: Some(owned("start_date")),
        hidden: Some(form.has("hidden")),
        version: owned("version"),
        is_distinct: true,
    })
}

fn read_group(form: &Form) -> GroupEdit {
    GroupEdit {
        name: Some(form.text("name").trim().to_owned()),
        description: Some(form.filled("description").map(str::to_owned)),
        members: None,
        hidden: Some(form.has("hidden")),
        display: GroupDisplay::parse(form.text("display")),
        version: form.filled("version").map(str::to_owned),
        is_distinct: true,
    }
}

/// Asks before a component is archived or a group removed.
pub(super) async fn ask_archive(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let it = current(&components, &parse(&id)?)?;
    let desk = here.desk(&it.name, Section::Components);
    let page = staff::ask_archive(desk, here.site(), it, &components);
    Ok(html(StatusCode::OK, page))
}

/// Archives a component, or removes a group; what is gone already is gone.
pub(super) async fn archive(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return Ok(see_other(&urls::component_part(&id, "archive")));
    }
    let components = here.components().await?;
    let (app, who) = (&here.web.app, &here.member.actor);
    let Ok(it) = find(&components, &id) else {
        return Ok(done(urls::COMPONENTS, Done::GroupRemoved));
    };
    if it.is_group() {
        app.delete_group(who, &id).await?;
        return Ok(done(urls::COMPONENTS, Done::GroupRemoved));
    }
    if it.archived_at.is_none() {
        app.delete_component(who, &id).await?;
    }
    Ok(done(urls::COMPONENTS, Done::ComponentArchived))
}

/// Brings a component back; what is back already is back.
pub(super) async fn restore(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return Ok(see_other(urls::ARCHIVED_COMPONENTS));
    }
    let components = here.components().await?;
    if find(&components, &id)?.archived_at.is_some() {
        let who = &here.member.actor;
        here.web.app.restore_component(who, &id).await?;
    }
    Ok(done(&urls::component_in_list(&id), Done::ComponentRestored))
}
