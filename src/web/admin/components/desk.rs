//! One component: its history, and its status set by hand.

use super::find::{find, group_name};
use crate::app::{ComponentEdit, Downtime};
use crate::domain::problem::ChoiceProblem;
use crate::domain::{ComponentId, ComponentStatus, Permission};
use crate::urls::admin as urls;
use crate::views::staff::{self, Cause, ComponentDesk, Done, PastDowntime, Section, Values};
use crate::web::admin::form::{Outcome, Reader, Redisplay, submit};
use crate::web::admin::{Answer, Id, Sent, StaffRequest, html, see_other};

/// Shows one component; a group is shown in the tree.
pub(super) async fn show(request: StaffRequest, Id(id): Id<ComponentId>) -> Answer {
    page(&request, &id, Redisplay::of(Values::default())).await
}

async fn page(request: &StaffRequest, id: &ComponentId, redisplay: Redisplay) -> Answer {
    let components = request.components().await?;
    let component = find(&components, id)?;
    if component.is_group() {
        return Ok(see_other(&urls::component_in_list(id)));
    }
    let downtimes = request.app().component_history(request.actor(), id).await?;
    let shown = ComponentDesk {
        component,
        group: group_name(&components, component),
        downtimes: downtimes.into_iter().map(past).collect(),
        now: request.app().now(),
        values: &redisplay.values,
        problems: redisplay.problems,
        may_run: request.may(Permission::RunIncident),
        may_manage: request.may(Permission::ManagePage),
    };
    let frame = request.frame(&component.name, Section::Components);
    let page = staff::component(frame, request.site(), shown);
    Ok(html(redisplay.status, page))
}

fn past(downtime: Downtime) -> PastDowntime {
    PastDowntime {
        status: downtime.interval.status,
        from_at: downtime.interval.from_at,
        to_at: downtime.interval.to_at,
        cause: match downtime.interval.incident_id {
            Some(id) => Cause::Incident(id, downtime.incident_name),
            None => Cause::Staff,
        },
    }
}

/// Sets a component's status without an incident, or leads to the form of an incident about it.
pub(super) async fn set_status(Sent(request, fields): Sent, Id(id): Id<ComponentId>) -> Answer {
    let id = &id;
    let mut read = Reader::new(&fields, request.site());
    let status = read.chosen("status", ComponentStatus::parse, ChoiceProblem::NotChosen);
    let deed = async |status| {
        if fields.button() == "write" {
            find(&request.components().await?, id)?;
            return Ok(Outcome::Answered(see_other(&urls::report_on(id, status))));
        }
        let edit = ComponentEdit {
            status: Some(status),
            ..ComponentEdit::default()
        };
        request
            .app()
            .edit_component(request.actor(), id, edit)
            .await?;
        let return_to = match fields.text("from") {
            "dashboard" => urls::DASHBOARD.to_owned(),
            _ => urls::component(id),
        };
        Ok(Outcome::done(&return_to, Done::StatusSet))
    };
    let page = async |redisplay| page(&request, id, redisplay).await;
    submit(&request, &fields, read.finish_some(status), deed, page).await
}
