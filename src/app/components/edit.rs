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
    /// The version that was seen; where another edit came between, this one is refused.
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
        let mut it = self.blank(&mut write, Placement::TopLevel, now).await?;
        let (wished, is_distinct) = (new.status, new.is_distinct);
        apply(&mut it, new, &all)?;
        check_distinct(is_distinct, &all, &it)?;
        it.position = next_position(&all, &it.place);
        it.status = wished.unwrap_or(ComponentStatus::Operational);
        write.save_component(&it).await?;
        if !it.status.is_operational() {
            write.insert_turn(&it.id, by_hand(it.status, now)).await?;
        }
        self.keep_key(&mut write, key, it.id.as_str()).await?;
        self.commit(write, who, ComponentHappening::Added { component: &it })
            .await?;
        Ok(it)
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
        let mut it = before.clone();
        let status = edit.status.unwrap_or(before.status);
        let (seen, is_distinct) = (edit.version.clone(), edit.is_distinct);
        apply(&mut it, edit, &all)?;
        if it.name != before.name || it.place != before.place {
            check_distinct(is_distinct, &all, &it)?;
        }
        if it.place != before.place {
            it.position = next_position(&all, &it.place);
        }
        let is_changed = it != *before || status != before.status;
        if is_changed && changed_since(before, seen.as_deref()) {
            return Err(Error::Stale);
        }
        if it != *before {
            it.updated_at = now;
            write.save_component(&it).await?;
        }
        let group = it
            .group_id()
            .and_then(|group| all.iter().find(|one| one.id == *group));
        if status != before.status {
            set_status(&mut write, &it, group, status, now).await?;
            write.insert_turn(&it.id, by_hand(status, now)).await?;
            it.status = status;
            it.updated_at = now;
        }
        if it == *before {
            return Ok(it);
        }
        drop_empty_groups(&mut write, &all, now).await?;
        note_undated(&mut write, &all, now).await?;
        let edited = ComponentHappening::Edited { before, after: &it };
        self.commit(write, who, edited).await?;
        Ok(it)
    }

    /// Takes a component off the page; incidents that named it still do. A group with it gone goes too.
    pub async fn delete_component(&self, who: &Actor, id: &ComponentId) -> Result<(), Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let mut it = all
            .iter()
            .find(|one| one.id == *id)
            .ok_or(Error::NotFound)?
            .clone();
        if it.is_group() {
            return Err(Error::NotFound);
        }
        let now = self.clock.now();
        if !it.status.is_operational() {
            let turn = by_hand(ComponentStatus::Operational, now);
            write.insert_turn(&it.id, turn).await?;
            it.status = ComponentStatus::Operational;
        }
        it.archived_at = Some(now);
        it.updated_at = now;
        write.save_component(&it).await?;
        drop_empty_groups(&mut write, &all, now).await?;
        note_undated(&mut write, &all, now).await?;
        self.commit(write, who, ComponentHappening::Archived { component: &it })
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

fn apply(it: &mut Component, edit: ComponentEdit, all: &[Component]) -> Result<(), Error> {
    if let Some(name) = edit.name {
        it.name = name;
    }
    if let Some(description) = edit.description {
        it.description = description;
    }
    if let Some(showcase) = edit.showcase {
        it.showcase = showcase;
    }
    if let Some(only) = edit.only_show_if_degraded {
        it.only_show_if_degraded = only;
    }
    if let Some(date) = edit.start_date {
        it.start_date = date;
    }
    if let Some(hidden) = edit.hidden {
        it.hidden = hidden;
    }
    if let Some(group) = edit.group_id {
        it.place = match group {
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
