//! Deeds on components and groups.

use serde_json::{Map, Value, json};

use super::once::{Begun, Once};
use super::pages::touch_page;
use super::{Actor, App, Error, FieldErrors};
use crate::domain::history::Turn;
use crate::domain::role::Deed;
use crate::domain::{Component, ComponentId, ComponentStatus, GroupDisplay, Place, Ts, text};
use crate::store::Write;
use crate::zone::Day;

/// Most components a page may have, groups included.
pub(super) const MOST: usize = 1_100;

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
}

/// What to change on a group, or to give a new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupEdit {
    /// Name.
    pub name: Option<String>,
    /// Some words on it.
    pub description: Option<Option<String>>,
    /// Its members in order.
    pub members: Option<Vec<ComponentId>>,
    /// Never public and never counted, with all its members.
    pub hidden: Option<bool>,
    /// Whether readers find it open.
    pub display: Option<GroupDisplay>,
}

impl App {
    /// Adds a component at the end of its group or of the page.
    pub async fn create_component(
        &self,
        who: &Actor,
        new: ComponentEdit,
        once: Option<&Once>,
    ) -> Result<Component, Error> {
        who.allow(Deed::ManagePage)?;
        check(&new, true)?;
        let mut write = match self.begin_once(once).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made_component(&id).await,
        };
        let all = current(&mut write).await?;
        check_room(&all)?;
        let now = self.clock.now();
        let mut it = self.blank(&mut write, Place::TopLevel, now).await?;
        let wished = new.status;
        apply(&mut it, new, &all)?;
        it.position = next_position(&all, &it.place);
        it.status = wished.unwrap_or(ComponentStatus::Operational);
        write.save_component(&it).await?;
        if !it.status.is_operational() {
            write.insert_turn(&it.id, by_hand(it.status, now)).await?;
        }
        self.keep_once(&mut write, once, it.id.as_str()).await?;
        let detail = json!({ "name": it.name });
        self.commit(write, who, "component.create", it.id.as_str(), detail)
            .await?;
        Ok(it)
    }

    /// Changes a component. A change of its status alone needs no more than a responder.
    pub async fn edit_component(
        &self,
        who: &Actor,
        id: &ComponentId,
        edit: ComponentEdit,
    ) -> Result<Component, Error> {
        let only_status = edit
            == ComponentEdit {
                status: edit.status,
                ..ComponentEdit::default()
            };
        who.allow(if only_status {
            Deed::RunIncident
        } else {
            Deed::ManagePage
        })?;
        check(&edit, false)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let before = all
            .iter()
            .find(|one| one.id == *id)
            .ok_or(Error::NotFound)?;
        if before.is_group() && (edit.status.is_some() || edit.group_id.is_some()) {
            return Err(Error::invalid(
                "component",
                "is a group, which has neither a status of its own nor a group",
            ));
        }
        let now = self.clock.now();
        let mut it = before.clone();
        let status = edit.status.unwrap_or(before.status);
        apply(&mut it, edit, &all)?;
        if it.place != before.place {
            it.position = next_position(&all, &it.place);
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
        if it.hidden != before.hidden {
            touch_page(&mut write, now).await?;
        }
        let detail = difference(before, &it);
        self.commit(write, who, "component.edit", id.as_str(), detail)
            .await?;
        Ok(it)
    }

    /// Takes a component off the page; incidents that named it still do. A group with it gone goes too.
    pub async fn delete_component(&self, who: &Actor, id: &ComponentId) -> Result<(), Error> {
        who.allow(Deed::ManagePage)?;
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
        touch_page(&mut write, now).await?;
        let detail = json!({ "name": it.name });
        self.commit(write, who, "component.delete", id.as_str(), detail)
            .await
    }

    /// Makes a group of components.
    pub async fn create_group(
        &self,
        who: &Actor,
        new: GroupEdit,
        once: Option<&Once>,
    ) -> Result<Component, Error> {
        who.allow(Deed::ManagePage)?;
        let mut errors = FieldErrors::default();
        errors.check(
            "name",
            text::check_name(new.name.as_deref().unwrap_or_default()),
        );
        check_description(&mut errors, new.description.as_ref());
        if new.members.as_ref().is_none_or(Vec::is_empty) {
            errors.add("components", "can't be blank");
        }
        errors.into_result()?;
        let mut write = match self.begin_once(once).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made_component(&id).await,
        };
        let all = current(&mut write).await?;
        check_room(&all)?;
        let now = self.clock.now();
        let mut it = self.blank(&mut write, Place::Group, now).await?;
        it.position = next_position(&all, &Place::Group);
        self.fill_group(&mut write, &mut it, new, &all, now).await?;
        self.keep_once(&mut write, once, it.id.as_str()).await?;
        let detail = json!({ "name": it.name });
        self.commit(write, who, "group.create", it.id.as_str(), detail)
            .await?;
        Ok(it)
    }

    /// Changes a group; members no longer listed go to the top level.
    pub async fn edit_group(
        &self,
        who: &Actor,
        id: &ComponentId,
        edit: GroupEdit,
    ) -> Result<Component, Error> {
        who.allow(Deed::ManagePage)?;
        let mut errors = FieldErrors::default();
        if let Some(name) = &edit.name {
            errors.check("name", text::check_name(name));
        }
        check_description(&mut errors, edit.description.as_ref());
        if edit.members.as_ref().is_some_and(Vec::is_empty) {
            errors.add("components", "can't be blank");
        }
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let before = all
            .iter()
            .find(|one| one.id == *id && one.is_group())
            .ok_or(Error::NotFound)?;
        let mut it = before.clone();
        let now = self.clock.now();
        self.fill_group(&mut write, &mut it, edit, &all, now)
            .await?;
        if it.hidden != before.hidden {
            touch_page(&mut write, now).await?;
        }
        let detail = difference(before, &it);
        self.commit(write, who, "group.edit", id.as_str(), detail)
            .await?;
        Ok(it)
    }

    /// Removes a group; its members go to the top level.
    pub async fn delete_group(&self, who: &Actor, id: &ComponentId) -> Result<Component, Error> {
        who.allow(Deed::ManagePage)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let it = all
            .iter()
            .find(|one| one.id == *id && one.is_group())
            .ok_or(Error::NotFound)?;
        let now = self.clock.now();
        move_out(&mut write, &all, id, &[], now).await?;
        write.delete_group(id).await?;
        touch_page(&mut write, now).await?;
        let detail = json!({ "name": it.name });
        self.commit(write, who, "group.delete", id.as_str(), detail)
            .await?;
        Ok(it.clone())
    }

    /// Returns what an earlier request with the same key made.
    async fn find_made_component(&self, id: &str) -> Result<Component, Error> {
        let all = self.store.read().await?.list_components().await?;
        all.into_iter()
            .find(|one| one.id.as_str() == id && one.archived_at.is_none())
            .ok_or(Error::NotFound)
    }

    async fn blank(&self, write: &mut Write, place: Place, now: Ts) -> Result<Component, Error> {
        let id = self.new_id(ComponentId::parse)?;
        Ok(blank(id, place, write.next_seq().await?, now))
    }

    async fn fill_group(
        &self,
        write: &mut Write,
        group: &mut Component,
        edit: GroupEdit,
        all: &[Component],
        now: Ts,
    ) -> Result<(), Error> {
        if let Some(name) = edit.name {
            group.name = name;
        }
        if let Some(description) = edit.description {
            group.description = description;
        }
        if let Some(hidden) = edit.hidden {
            group.hidden = hidden;
        }
        if let Some(display) = edit.display {
            group.display = display;
        }
        group.updated_at = now;
        write.save_component(group).await?;
        let Some(members) = edit.members else {
            return Ok(());
        };
        for (position, id) in (1_i64..).zip(&members) {
            let member = all
                .iter()
                .find(|one| one.id == *id && !one.is_group())
                .ok_or_else(|| Error::invalid("components", format!("has no component {id}")))?;
            let mut member = member.clone();
            member.place = Place::In(group.id.clone());
            member.position = position;
            member.updated_at = now;
            write.save_component(&member).await?;
        }
        move_out(write, all, &group.id, &members, now).await?;
        drop_empty_groups(write, all, now).await
    }
}

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
    if let Some(group) = group {
        let changed = Component {
            updated_at: now,
            ..group.clone()
        };
        write.save_component(&changed).await?;
    }
    Ok(())
}

/// Makes a component without a name.
pub(super) fn blank(id: ComponentId, place: Place, seq: i64, now: Ts) -> Component {
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
    }
}

/// Returns what changed: each field with its value before and after, and the name.
fn difference(before: &Component, after: &Component) -> Value {
    let described = |one: &Component| {
        json!({
            "name": one.name,
            "description": one.description,
            "status": one.status.as_str(),
            "group_id": one.group_id().map(ComponentId::as_str),
            "hidden": one.hidden,
            "showcase": one.showcase,
            "only_show_if_degraded": one.only_show_if_degraded,
            "display": one.display.as_str(),
            "start_date": one.start_date,
        })
    };
    let (was, is) = (described(before), described(after));
    let mut changed = Map::new();
    for (field, was) in was.as_object().into_iter().flatten() {
        if *was != is[field] || field == "name" {
            changed.insert(field.clone(), json!([was, is[field]]));
        }
    }
    Value::Object(changed)
}

fn by_hand(status: ComponentStatus, now: Ts) -> Turn {
    Turn {
        effective_at: now,
        status,
        incident_id: None,
    }
}

pub(super) async fn current(write: &mut Write) -> Result<Vec<Component>, Error> {
    let mut all = write.list_components().await?;
    all.retain(|one| one.archived_at.is_none());
    Ok(all)
}

fn check(edit: &ComponentEdit, is_new: bool) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    if is_new || edit.name.is_some() {
        errors.check(
            "name",
            text::check_name(edit.name.as_deref().unwrap_or_default()),
        );
    }
    check_description(&mut errors, edit.description.as_ref());
    if let Some(Some(date)) = &edit.start_date
        && Day::parse(date).is_none()
    {
        errors.add("start_date", "must be a date such as 2015-10-07");
    }
    errors.into_result()
}

fn check_description(errors: &mut FieldErrors, description: Option<&Option<String>>) {
    if let Some(Some(description)) = description {
        errors.check("description", text::check_body(description));
    }
}

pub(super) fn check_room(all: &[Component]) -> Result<(), Error> {
    if all.len() >= MOST {
        return Err(Error::invalid(
            "component",
            format!("is one too many (maximum is {MOST})"),
        ));
    }
    Ok(())
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
            None => Place::TopLevel,
            Some(id) if all.iter().any(|one| one.id == id && one.is_group()) => Place::In(id),
            Some(id) => return Err(Error::invalid("group_id", format!("has no group {id}"))),
        };
    }
    Ok(())
}

pub(super) fn next_position(all: &[Component], place: &Place) -> i64 {
    all.iter()
        .filter(|one| match place {
            Place::In(group) => one.group_id() == Some(group),
            Place::Group | Place::TopLevel => one.group_id().is_none(),
        })
        .map(|one| one.position)
        .max()
        .unwrap_or(0)
        + 1
}

/// Moves the members of a group that are not kept to the end of the top level.
async fn move_out(
    write: &mut Write,
    all: &[Component],
    group: &ComponentId,
    kept: &[ComponentId],
    now: Ts,
) -> Result<(), Error> {
    let first = next_position(all, &Place::TopLevel);
    let leaving = all
        .iter()
        .filter(|one| one.group_id() == Some(group) && !kept.contains(&one.id));
    for (position, member) in (first..).zip(leaving) {
        let mut member = member.clone();
        member.place = Place::TopLevel;
        member.position = position;
        member.updated_at = now;
        write.save_component(&member).await?;
    }
    Ok(())
}

/// Takes groups off the page whose last member went; `before` are the components as they were.
async fn drop_empty_groups(write: &mut Write, before: &[Component], now: Ts) -> Result<(), Error> {
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
