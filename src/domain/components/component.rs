//! Components and groups of components.

use crate::domain::{ComponentId, Ts, text_enum};

text_enum! {
    /// How a component is doing.
    pub enum ComponentStatus {
        /// Works.
        Operational = "operational",
        /// Is being worked on, as announced.
        UnderMaintenance = "under_maintenance",
        /// Works, but badly.
        DegradedPerformance = "degraded_performance",
        /// Fails for some.
        PartialOutage = "partial_outage",
        /// Fails for all.
        MajorOutage = "major_outage",
    }
}

impl ComponentStatus {
    /// Returns the severity: 0 for operational, growing to 4 for a major outage.
    pub const fn severity(self) -> u8 {
        match self {
            Self::Operational => 0,
            Self::UnderMaintenance => 1,
            Self::DegradedPerformance => 2,
            Self::PartialOutage => 3,
            Self::MajorOutage => 4,
        }
    }

    /// Returns the more severe of two.
    #[must_use]
    pub const fn worst(self, other: Self) -> Self {
        if other.severity() > self.severity() {
            other
        } else {
            self
        }
    }

    /// Says that nothing is wrong.
    pub const fn is_operational(self) -> bool {
        matches!(self, Self::Operational)
    }
}

text_enum! {
    /// Whether readers find a group open or closed.
    pub enum GroupDisplay {
        /// Open while something in it is affected.
        WhenAffected = "when_affected",
        /// Always open.
        Open = "open",
        /// Always closed.
        Closed = "closed",
    }
}

/// Where an entry stands in the page's tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Placement {
    /// A group, which holds components and has no status of its own.
    Group,
    /// A component that belongs to no group.
    TopLevel,
    /// A component in a group.
    In(ComponentId),
}

/// A component, or a group of components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its id.
    pub id: ComponentId,
    /// Group, top-level component or member of a group.
    pub place: Placement,
    /// The name readers see.
    pub name: String,
    /// Some words on what it is.
    pub description: Option<String>,
    /// How it is doing; without meaning for a group, which shows its worst child.
    pub status: ComponentStatus,
    /// Order within the group or among the top-level entries, from 1.
    pub position: i64,
    /// Order among entries with the same position: the order in which they were stored.
    pub seq: i64,
    /// Never public and never counted.
    pub hidden: bool,
    /// Shows its uptime.
    pub showcase: bool,
    /// Not on the page while operational (still in the API).
    pub only_show_if_degraded: bool,
    /// Whether readers find it open; without meaning for a component.
    pub display: GroupDisplay,
    /// The date from which uptime counts, `YYYY-MM-DD`.
    pub start_date: Option<String>,
    /// Set when it is gone from the page and lives on in old incidents only.
    pub archived_at: Option<Ts>,
    /// When it was made.
    pub created_at: Ts,
    /// The last change, a status change included.
    pub updated_at: Ts,
    /// How often what its form shows was changed; its status, its order and the members of a group do not count.
    pub revision: i64,
}

impl Component {
    /// Says whether this is a group.
    pub const fn is_group(&self) -> bool {
        matches!(self.place, Placement::Group)
    }

    /// Returns the group it belongs to.
    pub const fn group_id(&self) -> Option<&ComponentId> {
        match &self.place {
            Placement::In(group) => Some(group),
            Placement::Group | Placement::TopLevel => None,
        }
    }
}

/// Returns a component's name as updates write it: `GROUP - COMPONENT`, or the name alone.
pub fn qualified_name(group: Option<&str>, name: &str) -> String {
    match group {
        Some(group) => format!("{group} - {name}"),
        None => name.to_owned(),
    }
}
