//! What the deeds on components and groups share: checks, versions, differences.

use crate::app::page::touch_page;
use crate::app::{Error, FieldErrors};
use crate::domain::components::history::StatusChange;
use crate::domain::components::naming;
use crate::domain::problem::{ChoiceProblem, ComponentProblem};
use crate::domain::public::changes_undated;
use crate::domain::{Component, ComponentId, ComponentStatus, GroupDisplay, Placement, Ts, text};
use crate::store::Write;

/// Gives a component a status at once; its group changes with it. What is the same stays untouched.
pub(super) async fn set_status(
    write: &mut Write,
    component: &Component,
    group: Option<&Component>,
    status: ComponentStatus,
    now: Ts,
) -> Result<(), Error> {
    if component.status == status {
        return Ok(());
    }
    let changed = Component {
        status,
        updated_at: now,
        ..component.clone()
    };
    write.save_component(&changed).await?;
    // A group changes with its members, as far as readers see them.
    if let Some(group) = group.filter(|_| !component.hidden) {
        let changed = Component {
            updated_at: now,
            ..group.clone()
        };
        write.save_component(&changed).await?;
    }
    Ok(())
}

/// Makes a component without a name.
pub(in crate::app) fn blank(id: ComponentId, place: Placement, seq: i64, now: Ts) -> Component {
    Component {
        id,
        place,
        name: String::new(),
        description: None,
        status: ComponentStatus::Operational,
        position: 1,
        seq,
        hidden: false,
        showcase: false,
        only_show_if_degraded: false,
        display: GroupDisplay::WhenAffected,
        start_date: None,
        archived_at: None,
        created_at: now,
        updated_at: now,
        revision: 1,
    }
}

/// Returns what tells one state of a component's or group's facts from another; its status, its order and
/// the members of a group are not among them, so an incident makes no open form stale.
pub fn component_version(component: &Component) -> String {
    component.revision.to_string()
}

/// Says whether a component's facts are others than in the version that was seen.
pub(super) fn changed_since(component: &Component, seen: Option<&str>) -> bool {
    seen.is_some_and(|seen| seen != component_version(component))
}

/// Makes the status change of staff who set a status by hand.
pub(in crate::app) fn by_hand(status: ComponentStatus, now: Ts) -> StatusChange {
    StatusChange {
        effective_at: now,
        status,
        incident_id: None,
        seq: 0,
    }
}

/// Returns every component that is not archived.
pub(in crate::app) async fn current(write: &mut Write) -> Result<Vec<Component>, Error> {
    let mut all = write.list_components().await?;
    all.retain(|one| one.archived_at.is_none());
    Ok(all)
}

/// Notes on the page that readers see a change of components that no remaining date shows. What is hidden leaves no
/// trace.
pub(super) async fn note_undated(
    write: &mut Write,
    before: &[Component],
    now: Ts,
) -> Result<(), Error> {
    if changes_undated(before, &current(write).await?) {
        touch_page(write, now).await?;
    }
    Ok(())
}

pub(super) fn check_description(errors: &mut FieldErrors, description: Option<&Option<String>>) {
    if let Some(Some(description)) = description {
        errors.check("description", text::check_body(description));
    }
}

pub(super) fn check_room(all: &[Component]) -> Result<(), Error> {
    if all.len() >= MOST {
        let problem = ChoiceProblem::OneTooMany { max: MOST };
        return Err(Error::invalid("component", problem));
    }
    Ok(())
}

/// Refuses a name that another component in the same place has, if that is asked for.
pub(super) fn check_distinct(
    is_asked: bool,
    all: &[Component],
    component: &Component,
) -> Result<(), Error> {
    if is_asked && naming::is_taken(all, component) {
        return Err(Error::invalid("name", ComponentProblem::NameTaken));
    }
    Ok(())
}

pub(super) fn next_position(all: &[Component], place: &Placement) -> i64 {
    all.iter()
        .filter(|component| match place {
            Placement::In(group) => component.group_id() == Some(group),
            Placement::Group | Placement::TopLevel => component.group_id().is_none(),
        })
        .map(|one| one.position)
        .max()
        .unwrap_or(0)
        + 1
}

/// Takes groups off the page whose last member went; `before` are the components as they were.
pub(super) async fn drop_empty_groups(
    write: &mut Write,
    before: &[Component],
    now: Ts,
) -> Result<(), Error> {
    let after = current(write).await?;
    for group in after.iter().filter(|one| one.is_group()) {
        let has_members =
            |all: &[Component]| all.iter().any(|one| one.group_id() == Some(&group.id));
        if has_members(before) && !has_members(&after) {
            let mut gone = group.clone();
            gone.archived_at = Some(now);
            gone.updated_at = now;
            write.save_component(&gone).await?;
        }
    }
    Ok(())
}

/// Most components a page may have, groups included.
pub(in crate::app) const MOST: usize = 1_100;
