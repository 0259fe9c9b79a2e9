//! Components and groups, and the archived ones that only incidents remember.

use std::collections::{HashMap, HashSet};

use super::ReadError;
use super::documents::{self, Found, Text};
use crate::domain::{
    Component, ComponentId, ComponentStatus, GroupDisplay, Incident, Placement, Ts,
};

/// An incident with the entry it was made from.
pub(super) struct Named<'a> {
    pub(super) incident: Incident,
    pub(super) found: Found<'a, documents::Incident>,
}

/// Translates the page's list. `fallback` is the moment of creation if an entry has none.
pub(super) fn convert(
    entries: &[Found<documents::Component>],
    fallback: Option<Ts>,
    warnings: &mut Vec<String>,
) -> Result<Vec<Component>, ReadError> {
    let parents: HashSet<&str> = entries
        .iter()
        .filter_map(|found| found.item.group_id.as_deref())
        .collect();
    // Before 2018 the key was missing; then a group is known by its members.
    let is_group = |component: &documents::Component| {
        component.group.unwrap_or_else(|| {
            component.components.is_some() || parents.contains(component.id.as_str())
        })
    };
    let groups: HashSet<&str> = entries
        .iter()
        .filter(|found| is_group(found.item))
        .map(|found| found.item.id.as_str())
        .collect();
    let fallback = fallback.unwrap_or(Ts::from_secs(0));
    let mut components = Vec::with_capacity(entries.len());
    for (order, found) in (1..).zip(entries) {
        let item = found.item;
        let mut component = convert_one(found, order, fallback, warnings)?;
        component.place = match &item.group_id {
            _ if is_group(item) => Placement::Group,
            None => Placement::TopLevel,
            Some(group) if groups.contains(group.as_str()) => {
                Placement::In(found.id("group_id", group, ComponentId::parse)?)
            }
            Some(group) => {
                warnings.push(format!(
                    "component {} ({}): there is no group {group}, so it stands at the top level",
                    component.id, component.name
                ));
                Placement::TopLevel
            }
        };
        components.push(component);
    }
    Ok(components)
}

/// Translates one entry; its place is left at the top level.
fn convert_one(
    found: &Found<documents::Component>,
    order: i64,
    fallback: Ts,
    warnings: &mut Vec<String>,
) -> Result<Component, ReadError> {
    let item = found.item;
    let id = found.id("id", &item.id, ComponentId::parse)?;
    let name = item
        .name
        .as_ref()
        .map_or_else(|| item.id.clone(), |name| name.0.clone());
    let status = status(item.status.as_ref(), warnings, || {
        format!("component {id} ({name})")
    });
    let created_at = found.optional_moment("created_at", item.created_at.as_ref())?;
    let updated_at = found.optional_moment("updated_at", item.updated_at.as_ref())?;
    let created_at = created_at.or(updated_at).unwrap_or(fallback);
    Ok(Component {
        id,
        place: Placement::TopLevel,
        name,
        description: item.description.as_ref().map(|text| text.0.clone()),
        status,
        position: item.position.unwrap_or(order),
        seq: 0,
        hidden: false,
        showcase: item.showcase.unwrap_or(false),
        only_show_if_degraded: item.only_show_if_degraded.unwrap_or(false),
        display: GroupDisplay::WhenAffected,
        start_date: item.start_date.as_ref().map(|date| date.0.clone()),
        archived_at: None,
        created_at,
        updated_at: updated_at.unwrap_or(created_at),
        revision: 1,
    })
}

/// Reads a component's status; what is missing is operational, what is unknown too, with a warning.
pub(super) fn status(
    text: Option<&Text>,
    warnings: &mut Vec<String>,
    subject: impl Fn() -> String,
) -> ComponentStatus {
    let Some(Text(text)) = text else {
        return ComponentStatus::Operational;
    };
    ComponentStatus::parse(text).unwrap_or_else(|| {
        warnings.push(format!(
            "{}: the component status {text:?} is unknown, operational is taken instead",
            subject()
        ));
        ComponentStatus::Operational
    })
}

/// Makes the components that incidents name and the page's list lacks. Incidents come newest first.
pub(super) fn archived(
    named: &[Named],
    known: &[Component],
    warnings: &mut Vec<String>,
) -> Result<Vec<Component>, ReadError> {
    let listed: HashSet<&ComponentId> = known.iter().map(|one| &one.id).collect();
    let mut made: Vec<Component> = Vec::new();
    let mut places: HashMap<ComponentId, usize> = HashMap::new();
    // The newest entry has its last state. If there is no entry, its name comes from updates.
    let entries = entries(named);
    for Named { incident, found } in named {
        for id in incident
            .component_ids
            .iter()
            .filter(|id| !listed.contains(id))
        {
            if let Some(place) = places.get(id) {
                let component = &mut made[*place];
                component.archived_at = component.archived_at.max(Some(incident.updated_at));
                continue;
            }
            let order = i64::try_from(known.len() + made.len() + 1).unwrap_or(i64::MAX);
            let mut component = if let Some(entry) = entries.get(id.as_str()) {
                let mut component = convert_one(entry, order, incident.created_at, warnings)?;
                component.place = place(entry.item);
                component
            } else {
                let bare = bare(id, name_in_updates(incident, id));
                let bare = found.part(".incident_updates", &bare);
                convert_one(&bare, order, incident.created_at, warnings)?
            };
            component.archived_at = Some(incident.updated_at);
            places.insert(id.clone(), made.len());
            made.push(component);
        }
    }
    Ok(made)
}

/// The newest entry of each component among those of the incidents.
fn entries<'a>(named: &[Named<'a>]) -> HashMap<&'a str, Found<'a, documents::Component>> {
    let mut entries = HashMap::new();
    for Named { found, .. } in named {
        let list = found.item.components.as_deref().unwrap_or_default();
        for (index, entry) in list.iter().enumerate() {
            entries
                .entry(entry.id.as_str())
                .or_insert_with(|| found.part(&format!(".components[{index}]"), entry));
        }
    }
    entries
}

/// Where an entry stands; the group is kept as given, known or not.
fn place(entry: &documents::Component) -> Placement {
    if entry.group == Some(true) {
        return Placement::Group;
    }
    entry
        .group_id
        .as_deref()
        .and_then(ComponentId::parse)
        .map_or(Placement::TopLevel, Placement::In)
}

fn name_in_updates<'a>(incident: &'a Incident, id: &ComponentId) -> Option<&'a str> {
    incident
        .updates
        .iter()
        .rev()
        .flat_map(|update| &update.changes)
        .find(|change| change.component_id == *id)
        .map(|change| change.name.as_str())
}

/// An entry with nothing but id and name.
fn bare(id: &ComponentId, name: Option<&str>) -> documents::Component {
    documents::Component {
        id: id.to_string(),
        name: name.map(|name| Text(name.to_owned())),
        ..documents::Component::default()
    }
}
