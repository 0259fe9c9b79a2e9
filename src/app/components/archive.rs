//! Deeds on components that are gone from the page.

use std::cmp::Reverse;

use super::rules::{check_room, next_position};
use crate::app::{Actor, App, Error};
use crate::domain::happening::ComponentHappening;
use crate::domain::{Component, ComponentId, Permission, Placement};

impl App {
    /// Returns the components that are gone from the page, the last one gone first.
    pub async fn list_archived(&self, who: &Actor) -> Result<Vec<Component>, Error> {
        who.allow(Permission::Read)?;
        let mut all = self.store.read().await?.list_components().await?;
        all.retain(|one| one.archived_at.is_some() && !one.is_group());
        all.sort_by_key(|one| Reverse((one.archived_at, one.seq)));
        Ok(all)
    }

    /// Brings a component back, at the end of where it stood. A group that went with its last component
    /// comes back with it, so that no group is ever empty; if the group is removed, the component
    /// stands at the top level.
    pub async fn restore_component(
        &self,
        who: &Actor,
        id: &ComponentId,
    ) -> Result<Component, Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let stored = write.list_components().await?;
        let (mut all, gone): (Vec<Component>, Vec<Component>) = stored
            .into_iter()
            .partition(|one| one.archived_at.is_none());
        let archived = gone
            .iter()
            .find(|one| one.id == *id && !one.is_group())
            .ok_or(Error::NotFound)?;
        let group = archived
            .group_id()
            .and_then(|group| gone.iter().find(|one| one.id == *group && one.is_group()));
        let now = self.clock.now();
        for component in group.into_iter().chain([archived]) {
            check_room(&all)?;
            let mut component = component.clone();
            let is_there = |group: &ComponentId| {
                all.iter()
                    .any(|other| other.id == *group && other.is_group())
            };
            if component.group_id().is_some_and(|group| !is_there(group)) {
                component.place = Placement::TopLevel;
            }
            component.position = next_position(&all, &component.place);
            component.archived_at = None;
            component.updated_at = now;
            write.save_component(&component).await?;
            all.push(component);
        }
        let restored = all.pop().ok_or(Error::NotFound)?;
        let happening = ComponentHappening::Restored {
            component: &restored,
            group_restored: group.is_some(),
        };
        self.commit(write, who, happening).await?;
        Ok(restored)
    }
}
