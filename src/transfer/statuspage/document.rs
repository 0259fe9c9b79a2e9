//! One document as it was parsed.

use super::documents::{Component, Found, Incident, Lists};
use super::source::SourceKind;

/// A parsed JSON document.
pub(super) struct Document {
    pub(super) kind: SourceKind,
    pub(super) name: String,
    pub(super) lists: Lists,
    pub(super) is_bare: bool,
}

impl Document {
    /// Returns something of this document that stands at `place`.
    pub(super) fn found<'a, T>(&'a self, place: &str, item: &'a T) -> Found<'a, T> {
        Found {
            item,
            document: &self.name,
            place: place.to_owned(),
        }
    }

    /// Returns its components and groups in order.
    pub(super) fn components(&self) -> impl Iterator<Item = Found<'_, Component>> {
        let list = self.lists.components.as_deref().unwrap_or_default();
        (0..)
            .zip(list)
            .map(|(index, item): (usize, _)| self.found(&format!("components[{index}]"), item))
    }

    /// Returns its incidents in order; `true` marks those among the maintenances.
    pub(super) fn incidents(&self) -> impl Iterator<Item = (Found<'_, Incident>, bool)> {
        let name = if self.is_bare { "" } else { "incidents" };
        let lists = [
            (name, self.lists.incidents.as_deref(), false),
            (
                "scheduled_maintenances",
                self.lists.scheduled_maintenances.as_deref(),
                true,
            ),
        ];
        lists.into_iter().flat_map(move |(name, list, planned)| {
            (0..)
                .zip(list.unwrap_or_default())
                .map(move |(index, item): (usize, _)| {
                    (self.found(&format!("{name}[{index}]"), item), planned)
                })
        })
    }
}
