//! Components: the tree and its order, one with its status and history, those that are gone.

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};

use crate::app::{ComponentEdit, FieldErrors, Spell};
use crate::domain::components::order::MoveTo;
use crate::domain::{Component, ComponentId, ComponentStatus, Deed};
use crate::urls::admin as urls;
use crate::views::staff;
use crate::views::staff::{
    ArchivedRow, Cause, ComponentDesk, Done, PastSpell, Section, Tree, Values,
};
use crate::web::admin::error::AdminError;
use crate::web::admin::form::fields::Form;
use crate::web::admin::form::redisplay::Again;
use crate::web::admin::reply::{Here, done, html, see_other};
use crate::web::extract::Path;

pub(in crate::web::admin) fn parse(id: &str) -> Result<ComponentId, AdminError> {
    ComponentId::parse(id).ok_or(AdminError::NOT_FOUND)
}

/// Finds a component or group, gone or not.
pub(in crate::web::admin) fn find<'a>(
    all: &'a [Component],
    id: &ComponentId,
) -> Result<&'a Component, AdminError> {
    all.iter()
        .find(|one| one.id == *id)
        .ok_or(AdminError::NOT_FOUND)
}

/// Shows the tree.
pub(in crate::web::admin) async fn list(
    here: Here,
    uri: Uri,
) -> Result<Response<Body>, AdminError> {
    let query = Form::of_query(&uri);
    let at = query.get("at").and_then(ComponentId::parse);
    let components = here.components().await?;
    let may = |deed| here.member.actor.allow(deed).is_ok();
    let shown = Tree {
        components: &components,
        query: query.search()?,
        at: at.as_ref(),
        pressed: query.text("by"),
        is_open: query.text("open") == "all",
        may_run: may(Deed::RunIncident),
        may_manage: may(Deed::ManagePage),
    };
    let title = here.site().words.say("nav-components");
    let desk = here.desk(&title, Section::Components);
    Ok(html(
        StatusCode::OK,
        staff::components(&desk, here.site(), &shown),
    ))
}

/// Moves one up, down or to a position, and comes back to the button that was pressed.
pub(super) async fn move_one(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    let position = form.filled("position").and_then(|text| text.parse().ok());
    let to = match form.text("to") {
        "up" => Some(MoveTo::Up),
        "down" => Some(MoveTo::Down),
        _ => position.map(MoveTo::Position),
    };
    let back = |by: &str| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(text) = form.filled("q") {
            query.append_pair("q", text);
        }
        query.append_pair("at", id.as_str()).append_pair("by", by);
        format!("{}?{}#moved", urls::COMPONENTS, query.finish())
    };
    let by = match form.text("to") {
        pressed @ ("up" | "down") => pressed,
        _ => "position",
    };
    let (Some(to), false) = (to, form.is_resumed()) else {
        return Ok(see_other(&back(by)));
    };
    let who = &here.member.actor;
    here.web.app.move_component(who, &id, to).await?;
    Ok(done(&back(by), Done::ComponentMoved))
}

/// Puts what stands in a group, or at the top level, into the order that was dragged together.
pub(super) async fn reorder(here: Here, form: Form) -> Result<Response<Body>, AdminError> {
    if form.is_resumed() {
        return Ok(see_other(urls::COMPONENTS));
    }
    let parent = form.filled("parent").map(parse).transpose()?;
    let order = form.ids("order");
    let who = &here.member.actor;
    here.web.app.reorder(who, parent.as_ref(), &order).await?;
    Ok(done(urls::COMPONENTS, Done::ComponentMoved))
}

/// Shows one component; a group is shown in the tree.
pub(in crate::web::admin) async fn show(
    here: Here,
    Path(id): Path<String>,
) -> Result<Response<Body>, AdminError> {
    page(&here, &parse(&id)?, Again::fine(Values::default())).await
}

async fn page(here: &Here, id: &ComponentId, again: Again) -> Result<Response<Body>, AdminError> {
    let components = here.components().await?;
    let it = find(&components, id)?;
    if it.is_group() {
        return Ok(see_other(&urls::component_in_list(id)));
    }
    let who = &here.member.actor;
    let spells = here.web.app.component_history(who, id).await?;
    let group = it.group_id();
    let shown = ComponentDesk {
        component: it,
        group: group
            .and_then(|id| components.iter().find(|one| one.id == *id))
            .map(|group| group.name.as_str()),
        spells: spells.into_iter().map(past).collect(),
        now: here.web.app.now(),
        values: &again.values,
        problems: again.problems,
        may_run: who.allow(Deed::RunIncident).is_ok(),
        may_manage: who.allow(Deed::ManagePage).is_ok(),
    };
    let desk = here.desk(&it.name, Section::Components);
    Ok(html(
        again.status,
        staff::component(desk, here.site(), shown),
    ))
}

fn past(spell: Spell) -> PastSpell {
    PastSpell {
        status: spell.interval.status,
        from_at: spell.interval.from_at,
        to_at: spell.interval.to_at,
        cause: match spell.interval.incident_id {
            Some(id) => Cause::Incident(id, spell.incident_name),
            None => Cause::Hand,
        },
    }
}

/// Sets a component's status without an incident, or goes to write one about it.
pub(super) async fn set_status(
    here: Here,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response<Body>, AdminError> {
    let id = parse(&id)?;
    if form.is_resumed() {
        return page(&here, &id, Again::typed(&form)).await;
    }
    let Some(status) = form.get("status").and_then(ComponentStatus::parse) else {
        let mut errors = FieldErrors::default();
        errors.add("status", "must be chosen");
        let again = Again::with(form.typed(), here.problems(&errors));
        return page(&here, &id, again).await;
    };
    if form.text("do") == "write" {
        find(&here.components().await?, &id)?;
        return Ok(see_other(&urls::report_on(&id, status)));
    }
    let edit = ComponentEdit {
        status: Some(status),
        ..ComponentEdit::default()
    };
    let who = &here.member.actor;
    here.web.app.edit_component(who, &id, edit).await?;
    let back = if form.text("from") == "dashboard" {
        urls::DASHBOARD.to_owned()
    } else {
        urls::component(&id)
    };
    Ok(done(&back, Done::StatusSet))
}

/// Lists the components that are gone from the page.
pub(super) async fn list_archived(here: Here) -> Result<Response<Body>, AdminError> {
    let who = &here.member.actor;
    let components = here.components().await?;
    let gone = here.web.app.list_archived(who).await?;
    let rows = gone
        .into_iter()
        .filter_map(|one| {
            let group = one.group_id();
            Some(ArchivedRow {
                group: group
                    .and_then(|id| components.iter().find(|other| other.id == *id))
                    .map(|group| group.name.clone()),
                archived_at: one.archived_at?,
                id: one.id,
                name: one.name,
            })
        })
        .collect();
    let may_manage = who.allow(Deed::ManagePage).is_ok();
    let title = here.site().words.say("archived-title");
    let desk = here.desk(&title, Section::Components);
    let page = staff::archived_components(desk, here.site(), rows, may_manage);
    Ok(html(StatusCode::OK, page))
}
