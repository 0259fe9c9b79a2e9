//! Components archived and brought back, groups removed.

use axum::http::StatusCode;

use super::find::{find, find_current, group_name};
use crate::domain::{ComponentId, Permission};
use crate::urls::admin as urls;
use crate::views::staff::{self, ArchivedRow, Done, Section};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, done, html, see_other};

/// Lists the components that are gone from the page.
pub(super) async fn list(request: StaffRequest) -> Answer {
    let components = request.components().await?;
    let gone = request.app().list_archived(request.actor()).await?;
    let rows = gone
        .into_iter()
        .filter_map(|component| {
            Some(ArchivedRow {
                group: group_name(&components, &component).map(str::to_owned),
                archived_at: component.archived_at?,
                id: component.id,
                name: component.name,
            })
        })
        .collect();
    let title = request.site().words.say("archived-title");
    let frame = request.frame(&title, Section::Components);
    let may_manage = request.may(Permission::ManagePage);
    let page = staff::archived_components(frame, request.site(), rows, may_manage);
    Ok(html(StatusCode::OK, page))
}

/// Asks before a component is archived or a group removed.
pub(super) async fn ask(request: StaffRequest, Id(id): Id<ComponentId>) -> Answer {
    let components = request.components().await?;
    let component = find_current(&components, &id)?;
    let frame = request.frame(&component.name, Section::Components);
    let page = staff::ask_archive(frame, request.site(), component, &components);
    Ok(html(StatusCode::OK, page))
}

/// Archives a component, or removes a group; does nothing if it is gone already.
pub(super) async fn archive(Sent(request, fields): Sent, Id(id): Id<ComponentId>) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(&urls::component_part(&id, "archive")));
    }
    let components = request.components().await?;
    let (app, who) = (request.app(), request.actor());
    match find(&components, &id) {
        Ok(component) if !component.is_group() => {
            if component.archived_at.is_none() {
                app.delete_component(who, &id).await?;
            }
            Ok(done(urls::COMPONENTS, Done::ComponentArchived))
        }
        Ok(_) => {
            app.delete_group(who, &id).await?;
            Ok(done(urls::COMPONENTS, Done::GroupRemoved))
        }
        Err(_) => Ok(done(urls::COMPONENTS, Done::GroupRemoved)),
    }
}

/// Brings a component back; does nothing if it is back already.
pub(super) async fn restore(Sent(request, fields): Sent, Id(id): Id<ComponentId>) -> Answer {
    if fields.is_resumed() {
        return Ok(see_other(urls::ARCHIVED_COMPONENTS));
    }
    let components = request.components().await?;
    if find(&components, &id)?.archived_at.is_some() {
        request
            .app()
            .restore_component(request.actor(), &id)
            .await?;
    }
    let path = urls::component_in_list(&id);
    Ok(done(&path, Done::ComponentRestored))
}
