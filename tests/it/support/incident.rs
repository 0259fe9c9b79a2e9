//! `t.incident("…").on("DUO7 / Phone Call Delivery").open()`.

use candor::app::{ComponentEdit, GroupEdit, NewIncident, Touch};
use candor::domain::{Component, ComponentId, ComponentStatus, Incident, Status};

use super::TestApp;

pub(crate) struct IncidentBuilder<'a> {
    t: &'a TestApp,
    new: NewIncident,
    on: Vec<String>,
}

impl<'a> IncidentBuilder<'a> {
    pub(crate) fn new(t: &'a TestApp, name: &str) -> Self {
        Self {
            t,
            new: NewIncident::named(name, Status::Investigating, "We are looking into it."),
            on: Vec::new(),
        }
    }

    /// Names a component, `NAME` or `GROUP / NAME`; it is made when the page does not have it.
    pub(crate) fn on(mut self, path: &str) -> Self {
        self.on.push(path.to_owned());
        self
    }

    pub(crate) async fn open(mut self) -> Incident {
        for path in std::mem::take(&mut self.on) {
            let id = self.t.component(&path).await;
            self.new.touches.push(Touch {
                id,
                status: Some(ComponentStatus::MajorOutage),
            });
        }
        self.t
            .app
            .open_incident(&self.t.owner(), self.new, None)
            .await
            .expect("the incident opens")
    }
}

impl TestApp {
    /// Finds a component by `NAME` or `GROUP / NAME`, or makes it.
    pub(crate) async fn component(&self, path: &str) -> ComponentId {
        let (group, name) = match path.split_once(" / ") {
            Some((group, name)) => (Some(group), name),
            None => (None, path),
        };
        let all = self.components().await;
        let group_id = group.and_then(|group| {
            all.iter()
                .find(|one| one.is_group() && one.name == group)
                .map(|one| one.id.clone())
        });
        let found = all
            .iter()
            .find(|one| one.name == name && !one.is_group() && one.group_id() == group_id.as_ref());
        if let Some(found) = found
            && group.is_some() == group_id.is_some()
        {
            return found.id.clone();
        }
        let made = self
            .app
            .create_component(
                &self.owner(),
                ComponentEdit {
                    name: Some(name.to_owned()),
                    group_id: group_id.clone().map(Some),
                    ..ComponentEdit::default()
                },
                None,
            )
            .await
            .expect("the component is made");
        if let (Some(group), None) = (group, group_id) {
            self.app
                .create_group(
                    &self.owner(),
                    GroupEdit {
                        name: Some(group.to_owned()),
                        members: Some(vec![made.id.clone()]),
                        ..GroupEdit::default()
                    },
                    None,
                )
                .await
                .expect("the group is made");
        }
        made.id
    }

    pub(crate) async fn components(&self) -> Vec<Component> {
        let mut read = self.store.read().await.expect("a read");
        read.list_components().await.expect("components")
    }
}
