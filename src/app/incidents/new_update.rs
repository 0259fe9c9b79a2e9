//! An update as it is drawn up: every component of its incident with its old and new status.

use std::collections::{HashMap, HashSet};

use super::rules::check_known;
use crate::app::{App, Error, Touch};
use crate::domain::components::component::qualified_name;
use crate::domain::{
    Body, Change, Component, ComponentId, ComponentStatus, Incident, Status, Ts, Update,
    UpdateDetails, UpdateId,
};
use crate::store::Write;

/// An update to post.
pub(in crate::app) struct NewUpdate {
    /// The state from it on.
    pub(in crate::app) status: Status,
    /// Its text.
    pub(in crate::app) body: Body,
    /// What it says besides.
    pub(in crate::app) details: UpdateDetails,
}

impl App {
    /// Draws up an update now: every component of the incident is listed with its old and new status,
    /// and those that change do so in the same transaction.
    pub(in crate::app) async fn draw_update(
        &self,
        write: &mut Write,
        incident: &Incident,
        touches: &[Touch],
        new: NewUpdate,
        now: Ts,
    ) -> Result<Update, Error> {
        let changes = change_components(write, incident, touches, now).await?;
        Ok(Update {
            id: self.new_id(UpdateId::parse)?,
            status: new.status,
            body: new.body,
            display_at: now,
            created_at: now,
            updated_at: now,
            corrected_at: None,
            seq: write.next_seq().await?,
            changes,
            details: new.details,
        })
    }
}

/// Gives components their new status, and says of each of the incident's what it was and is.
pub(super) async fn change_components(
    write: &mut Write,
    incident: &Incident,
    touches: &[Touch],
    now: Ts,
) -> Result<Vec<Change>, Error> {
    let given: HashMap<&ComponentId, Option<ComponentStatus>> = touches
        .iter()
        .map(|touch| (&touch.id, touch.status))
        .collect();
    let mut order: Vec<&ComponentId> = incident.component_ids.iter().collect();
    let mut named: HashSet<&ComponentId> = order.iter().copied().collect();
    let given_ids = touches.iter().map(|touch| &touch.id);
    order.extend(given_ids.filter(|id| named.insert(id)));
    let all = write.list_components_by_id(order.iter().copied()).await?;
    let by_id: HashMap<&ComponentId, &Component> = all.iter().map(|one| (&one.id, one)).collect();
    for touch in touches {
        check_known(by_id.get(&touch.id).copied(), &touch.id)?;
    }
    let mut changes = Vec::with_capacity(order.len());
    let mut moved: HashMap<&ComponentId, Component> = HashMap::new();
    for id in order {
        let Some(component) = by_id.get(id).filter(|one| !one.is_group()) else {
            continue;
        };
        let new_status = given.get(id).copied().flatten().unwrap_or(component.status);
        let group = component.group_id().and_then(|group| by_id.get(group));
        changes.push(Change {
            component_id: component.id.clone(),
            name: qualified_name(group.map(|one| one.name.as_str()), &component.name),
            old_status: component.status,
            new_status,
        });
        if component.status != new_status {
            let after = Component {
                status: new_status,
                updated_at: now,
                ..(*component).clone()
            };
            moved.insert(&component.id, after);
            // A group changes with its members, as far as readers see them.
            if let Some(group) = group.filter(|_| !component.hidden) {
                let after = Component {
                    updated_at: now,
                    ..(*group).clone()
                };
                moved.insert(&group.id, after);
            }
        }
    }
    let mut moved: Vec<Component> = moved.into_values().collect();
    moved.sort_by(|a, b| a.id.cmp(&b.id));
    write.save_components(&moved).await?;
    Ok(changes)
}
