//! Deeds on groups of components.

use super::rules::{
    changed_since, check_description, check_distinct, check_room, current, drop_empty_groups,
    next_position, note_undated,
};
use crate::app::idempotency::{Begun, IdempotencyKey};
use crate::app::{Actor, App, Error, FieldErrors};
use crate::domain::happening::ComponentHappening;
use crate::domain::problem::{ComponentProblem, TextProblem};
use crate::domain::{Component, ComponentId, GroupDisplay, Permission, Placement, Ts};
use crate::store::Write;

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
    /// The version that was seen; if another edit came between, this one is refused.
    pub version: Option<String>,
    /// Refuses a name that another group has; `/v1` allows it, as Statuspage does.
    pub is_distinct: bool,
}

impl App {
    /// Makes a group of components.
    pub async fn create_group(
        &self,
        who: &Actor,
        mut new: GroupEdit,
        key: Option<&IdempotencyKey>,
    ) -> Result<Component, Error> {
        who.allow(Permission::ManagePage)?;
        let mut errors = FieldErrors::default();
        let name = new.name.as_deref().unwrap_or_default();
        new.name = Some(errors.name("name", name));
        check_description(&mut errors, new.description.as_ref());
        if new.members.as_ref().is_none_or(Vec::is_empty) {
            errors.add("components", TextProblem::Blank);
        }
        errors.into_result()?;
        let mut write = match self.begin_idempotent(key).await? {
            Begun::Now(write) => write,
            Begun::Before(id) => return self.find_made_component(&id).await,
        };
        let all = current(&mut write).await?;
        check_room(&all)?;
        let now = self.clock.now();
        let mut group = self.blank(&mut write, Placement::Group, now).await?;
        group.position = next_position(&all, &Placement::Group);
        describe(&mut group, &new);
        check_distinct(new.is_distinct, &all, &group)?;
        self.fill_group(&mut write, &mut group, new, &all, now)
            .await?;
        note_undated(&mut write, &all, now).await?;
        self.keep_key(&mut write, key, group.id.as_str()).await?;
        self.commit(write, who, ComponentHappening::GroupMade { group: &group })
            .await?;
        Ok(group)
    }

    /// Changes a group; members no longer listed go to the top level.
    pub async fn edit_group(
        &self,
        who: &Actor,
        id: &ComponentId,
        mut edit: GroupEdit,
    ) -> Result<Component, Error> {
        who.allow(Permission::ManagePage)?;
        let mut errors = FieldErrors::default();
        edit.name = edit.name.map(|name| errors.name("name", &name));
        check_description(&mut errors, edit.description.as_ref());
        if edit.members.as_ref().is_some_and(Vec::is_empty) {
            errors.add("components", TextProblem::Blank);
        }
        errors.into_result()?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let before = all
            .iter()
            .find(|one| one.id == *id && one.is_group())
            .ok_or(Error::NotFound)?;
        let mut group = before.clone();
        if changed_since(before, edit.version.as_deref()) {
            describe(&mut group, &edit);
            return if group == *before && edit.members.is_none() {
                Ok(group)
            } else {
                Err(Error::Stale)
            };
        }
        if edit.name.as_ref().is_some_and(|name| *name != before.name) {
            let mut named = before.clone();
            describe(&mut named, &edit);
            check_distinct(edit.is_distinct, &all, &named)?;
        }
        let now = self.clock.now();
        self.fill_group(&mut write, &mut group, edit, &all, now)
            .await?;
        note_undated(&mut write, &all, now).await?;
        let edited = ComponentHappening::GroupEdited {
            before,
            after: &group,
        };
        self.commit(write, who, edited).await?;
        Ok(group)
    }

    /// Removes a group; its members go to the top level.
    pub async fn delete_group(&self, who: &Actor, id: &ComponentId) -> Result<Component, Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let group = all
            .iter()
            .find(|one| one.id == *id && one.is_group())
            .ok_or(Error::NotFound)?;
        let now = self.clock.now();
        move_out(&mut write, &all, id, &[], now).await?;
        write.delete_group(id).await?;
        note_undated(&mut write, &all, now).await?;
        self.commit(write, who, ComponentHappening::GroupRemoved { group })
            .await?;
        Ok(group.clone())
    }

    async fn fill_group(
        &self,
        write: &mut Write,
        group: &mut Component,
        edit: GroupEdit,
        all: &[Component],
        now: Ts,
    ) -> Result<(), Error> {
        describe(group, &edit);
        group.updated_at = now;
        write.save_component(group).await?;
        let Some(members) = edit.members else {
            return Ok(());
        };
        for (position, id) in (1_i64..).zip(&members) {
            let member = all
                .iter()
                .find(|one| one.id == *id && !one.is_group())
                .ok_or_else(|| {
                    let name = id.as_str().into();
                    Error::invalid("components", ComponentProblem::NoComponent { name })
                })?;
            let mut member = member.clone();
            member.place = Placement::In(group.id.clone());
            member.position = position;
            member.updated_at = now;
            write.save_component(&member).await?;
        }
        move_out(write, all, &group.id, &members, now).await?;
        drop_empty_groups(write, all, now).await
    }
}

/// Gives a group what an edit says of itself.
fn describe(group: &mut Component, edit: &GroupEdit) {
    if let Some(name) = &edit.name {
        group.name.clone_from(name);
    }
    if let Some(description) = &edit.description {
        group.description.clone_from(description);
    }
    if let Some(hidden) = edit.hidden {
        group.hidden = hidden;
    }
    if let Some(display) = edit.display {
        group.display = display;
    }
}

/// Moves the members of a group that are not kept to the end of the top level.
async fn move_out(
    write: &mut Write,
    all: &[Component],
    group: &ComponentId,
    kept: &[ComponentId],
    now: Ts,
) -> Result<(), Error> {
    let first = next_position(all, &Placement::TopLevel);
    let leaving = all
        .iter()
        .filter(|one| one.group_id() == Some(group) && !kept.contains(&one.id));
    for (position, member) in (first..).zip(leaving) {
        let mut member = member.clone();
        member.place = Placement::TopLevel;
        member.position = position;
        member.updated_at = now;
        write.save_component(&member).await?;
    }
    Ok(())
}
