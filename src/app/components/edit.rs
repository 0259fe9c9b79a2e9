//! Deeds on components.

use super::rules::{
    blank, by_hand, changed_since, check_description, check_distinct, check_room, current,
    drop_empty_groups, next_position, note_undated, set_status,
};
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::happening::ComponentHappening;
use crate::domain::problem::{ComponentProblem, TextProblem, TimeProblem};
use crate::domain::{Component, ComponentId, ComponentStatus, Permission, Placement, Ts};
use crate::store::Write;
use crate::zone::Day;

/// What to change on a component, or to give a new one; `None` leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComponentEdit {
    /// Name.
    pub name: Option<String>,
    /// Some words on it; `Some(None)` removes them.
    pub description: Option<Option<String>>,
    /// How it is doing.
    pub status: Option<ComponentStatus>,
    /// Its group; `Some(None)` makes it top-level.
    pub group_id: Option<Option<ComponentId>>,
    /// Shows its uptime.
    pub showcase: Option<bool>,
    /// Not on the page while operational.
    pub only_show_if_degraded: Option<bool>,
    /// The date from which uptime counts, `YYYY-MM-DD`.
    pub start_date: Option<Option<String>>,
    /// Never public and never counted.
    pub hidden: Option<bool>,
    /// The version that was seen; if another edit came between, this one is refused.
    pub version: Option<String>,
    /// Refuses a name that another component there has; `/v1` allows it, as Statuspage does.
    pub is_distinct: bool,
}

impl App {
    /// Adds a component at the end of its group or of the page.
    pub async fn create_component(
        &self,
        who: &Actor,
        mut new: ComponentEdit,
        key: Option<&IdempotencyKey>,
    ) -> Result<Component, Error> {
        who.allow(Permission::ManagePage)?;
        check(&mut new, true)?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made_component(&id).await,
        };
        let all = current(&mut write).await?;
        check_room(&all)?;
        let now = self.clock.now();
        let mut component = self.blank(&mut write, Placement::TopLevel, now).await?;
        let (wished, is_distinct) = (new.status, new.is_distinct);
        apply(&mut component, new, &all)?;
        check_distinct(is_distinct, &all, &component)?;
        component.position = next_position(&all, &component.place);
        component.status = wished.unwrap_or(ComponentStatus::Operational);
        write.save_component(&component).await?;
        if !component.status.is_operational() {
            write
                .insert_status_change(&component.id, by_hand(component.status, now))
                .await?;
        }
        self.keep_key(&mut write, key, component.id.as_str())
            .await?;
        self.commit(
            write,
            who,
            ComponentHappening::Added {
                component: &component,
            },
        )
        .await?;
        Ok(component)
    }

    /// Changes a component. A change of its status alone needs no more than a responder.
    pub async fn edit_component(
        &self,
        who: &Actor,
        id: &ComponentId,
        mut edit: ComponentEdit,
    ) -> Result<Component, Error> {
        let only_status = edit
            == ComponentEdit {
                status: edit.status,
                ..ComponentEdit::default()
            };
        who.allow(if only_status {
            Permission::RunIncident
        } else {
            Permission::ManagePage
        })?;
        check(&mut edit, false)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let before = all
            .iter()
            .find(|one| one.id == *id)
            .ok_or(Error::NotFound)?;
        if before.is_group() && (edit.status.is_some() || edit.group_id.is_some()) {
            return Err(Error::invalid("component", ComponentProblem::IsAGroup));
        }
        let now = self.clock.now();
        let mut component = before.clone();
        let status = edit.status.unwrap_or(before.status);
        let (seen, is_distinct) = (edit.version.clone(), edit.is_distinct);
        apply(&mut component, edit, &all)?;
        if component.name != before.name || component.place != before.place {
            check_distinct(is_distinct, &all, &component)?;
        }
        if component.place != before.place {
            component.position = next_position(&all, &component.place);
        }
        let is_changed = component != *before || status != before.status;
        if is_changed && changed_since(before, seen.as_deref()) {
            return Err(Error::Stale);
        }
        if component != *before {
            component.updated_at = now;
            write.save_component(&component).await?;
        }
        let group = component
            .group_id()
            .and_then(|group| all.iter().find(|one| one.id == *group));
        if status != before.status {
            set_status(&mut write, &component, group, status, now).await?;
            write
                .insert_status_change(&component.id, by_hand(status, now))
                .await?;
            component.status = status;
            component.updated_at = now;
        }
        if component == *before {
            return Ok(component);
        }
        drop_empty_groups(&mut write, &all, now).await?;
        note_undated(&mut write, &all, now).await?;
        let edited = ComponentHappening::Edited {
            before,
            after: &component,
        };
        self.commit(write, who, edited).await?;
        Ok(component)
    }

    /// Takes a component off the page; incidents that named it still do. A group with it gone goes too.
    pub async fn delete_component(&self, who: &Actor, id: &ComponentId) -> Result<(), Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let mut component = all
            .iter()
            .find(|one| one.id == *id)
            .ok_or(Error::NotFound)?
            .clone();
        if component.is_group() {
            return Err(Error::NotFound);
        }
        let now = self.clock.now();
        if !component.status.is_operational() {
            let status_change = by_hand(ComponentStatus::Operational, now);
            write
                .insert_status_change(&component.id, status_change)
                .await?;
            component.status = ComponentStatus::Operational;
        }
        component.archived_at = Some(now);
        component.updated_at = now;
        write.save_component(&component).await?;
        drop_empty_groups(&mut write, &all, now).await?;
        note_undated(&mut write, &all, now).await?;
        self.commit(
            write,
            who,
            ComponentHappening::Archived {
                component: &component,
            },
        )
        .await
    }

    /// Returns what an earlier request with the same key made.
    pub(super) async fn find_made_component(&self, id: &str) -> Result<Component, Error> {
        let all = self.store.read().await?.list_components().await?;
        all.into_iter()
            .find(|one| one.id.as_str() == id && one.archived_at.is_none())
            .ok_or(Error::NotFound)
    }

    pub(in crate::app) async fn blank(
        &self,
        write: &mut Write,
        place: Placement,
        now: Ts,
    ) -> Result<Component, Error> {
        let id = self.new_id(ComponentId::parse)?;
        Ok(blank(id, place, write.next_seq().await?, now))
    }
}

fn check(edit: &mut ComponentEdit, is_new: bool) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    match &mut edit.name {
        Some(name) => *name = errors.name("name", name),
        None if is_new => errors.add("name", TextProblem::Blank),
        None => {}
    }
    check_description(&mut errors, edit.description.as_ref());
    if let Some(Some(date)) = &edit.start_date
        && Day::parse(date).is_none()
    {
        errors.add("start_date", TimeProblem::NotADate);
    }
    errors.into_result()
}

fn apply(component: &mut Component, edit: ComponentEdit, all: &[Component]) -> Result<(), Error> {
    if let Some(name) = edit.name {
        component.name = name;
    }
    if let Some(description) = edit.description {
        component.description = description;
    }
    if let Some(showcase) = edit.showcase {
        component.showcase = showcase;
    }
    if let Some(only) = edit.only_show_if_degraded {
        component.only_show_if_degraded = only;
    }
    if let Some(date) = edit.start_date {
        component.start_date = date;
    }
    if let Some(hidden) = edit.hidden {
        component.hidden = hidden;
    }
    if let Some(group) = edit.group_id {
        component.place = match group {
            None => Placement::TopLevel,
            Some(id) if all.iter().any(|one| one.id == id && one.is_group()) => Placement::In(id),
            Some(id) => {
                let name = id.as_str().into();
                let problem = ComponentProblem::NoGroup { name };
                return Err(Error::invalid("group_id", problem));
            }
        };
    }
    Ok(())
}
