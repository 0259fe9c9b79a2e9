//! Deeds on the order of components and groups.

use super::rules::{current, note_undated};
use crate::app::{Actor, App, Error};
use crate::domain::components::order::{MoveTo, moved, reordered};
use crate::domain::happening::ComponentHappening;
use crate::domain::problem::ComponentProblem;
use crate::domain::{Component, ComponentId, Permission};
use crate::store::Write;

impl App {
    /// Moves a component among the members of its group, or a component or group among what stands at
    /// the top level. Positions are 1 to n afterwards.
    pub async fn move_component(
        &self,
        who: &Actor,
        id: &ComponentId,
        to: MoveTo,
    ) -> Result<(), Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let component = all
            .iter()
            .find(|one| one.id == *id)
            .ok_or(Error::NotFound)?;
        let siblings = siblings(&all, component.group_id());
        let before = ids(&siblings);
        let after = moved(&before, id, to);
        let place = |order: &[ComponentId]| order.iter().position(|one| one == id).map(|at| at + 1);
        let happening = ComponentHappening::Moved {
            component,
            before: place(&before),
            after: place(&after),
        };
        if !self.save_order(&mut write, &all, &siblings, &after).await? {
            return Ok(());
        }
        self.commit(write, who, happening).await
    }

    /// Puts the members of a group, or what stands at the top level, into an order. Those not listed
    /// follow as they were, so that nothing is lost that somebody adds meanwhile.
    pub async fn reorder(
        &self,
        who: &Actor,
        parent: Option<&ComponentId>,
        order: &[ComponentId],
    ) -> Result<(), Error> {
        who.allow(Permission::ManagePage)?;
        let mut write = self.store.begin().await?;
        let all = current(&mut write).await?;
        let is_group = |id: &ComponentId| all.iter().any(|one| one.id == *id && one.is_group());
        if parent.is_some_and(|id| !is_group(id)) {
            return Err(Error::NotFound);
        }
        let siblings = siblings(&all, parent);
        let before = ids(&siblings);
        if let Some(unknown) = order.iter().find(|id| !before.contains(id)) {
            let name = unknown.as_str().into();
            let problem = ComponentProblem::NoComponentThere { name };
            return Err(Error::invalid("order", problem));
        }
        let after = reordered(&before, order);
        if !self.save_order(&mut write, &all, &siblings, &after).await? {
            return Ok(());
        }
        let happening = ComponentHappening::Reordered {
            parent,
            before: &before,
            after: &after,
        };
        self.commit(write, who, happening).await
    }

    /// Stores the positions that differ; says whether any did.
    async fn save_order(
        &self,
        write: &mut Write,
        all: &[Component],
        siblings: &[&Component],
        order: &[ComponentId],
    ) -> Result<bool, Error> {
        let changed: Vec<Component> = (1..)
            .zip(order)
            .filter_map(|(position, id)| {
                let sibling = siblings.iter().find(|one| one.id == *id)?;
                (sibling.position != position).then(|| Component {
                    position,
                    ..(*sibling).clone()
                })
            })
            .collect();
        write.save_components(&changed).await?;
        if !changed.is_empty() {
            note_undated(write, all, self.clock.now()).await?;
        }
        Ok(!changed.is_empty())
    }
}

/// Returns what stands in a group, or at the top level, in its order.
fn siblings<'a>(all: &'a [Component], parent: Option<&ComponentId>) -> Vec<&'a Component> {
    let mut siblings: Vec<&Component> = all.iter().filter(|one| one.group_id() == parent).collect();
    siblings.sort_by_key(|one| (one.position, one.seq));
    siblings
}

fn ids(siblings: &[&Component]) -> Vec<ComponentId> {
    siblings.iter().map(|one| one.id.clone()).collect()
}
