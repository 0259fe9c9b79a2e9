//! The components of the front page, by group.

use crate::domain::GroupDisplay;
use crate::domain::public::{Catalog, PublicComponent};
use crate::views::Site;
use crate::views::parts::{StatusText, decoded, isolated};

use super::banner::{Trouble, troubles};

/// With more affected groups than this all stay closed: many open groups help nobody.
const OPEN_GROUPS_MAX: usize = 6;

/// How many lines "Affected now" has before it says "and N more".
const AFFECTED_LINES_MAX: usize = 20;

/// The section.
pub(super) struct Components {
    /// The page has no component at all.
    pub(super) is_empty: bool,
    pub(super) affected: Vec<AffectedLine>,
    /// "and 3 more" below the affected ones.
    pub(super) more: Option<String>,
    pub(super) slots: Vec<Slot>,
}

/// One line of "Affected now".
pub(super) struct AffectedLine {
    pub(super) name: String,
    pub(super) place: Option<String>,
    pub(super) status: StatusText,
}

/// A group, or a component that belongs to none.
pub(super) enum Slot {
    Group(Group),
    Row(Row),
}

/// A group of components.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    /// `None` if the group has no members.
    pub(super) rollup: Option<StatusText>,
    pub(super) is_open: bool,
    pub(super) rows: Vec<Row>,
}

/// A component.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) status: StatusText,
}

impl Components {
    pub(super) fn new(catalog: &Catalog, site: &Site) -> Self {
        let affected_groups = catalog
            .current()
            .filter(|one| one.is_group() && !one.status.is_operational())
            .count();
        let slots = catalog
            .current()
            .filter(|one| one.is_on_page() && one.group_id().is_none())
            .filter_map(|component| {
                if component.is_group() {
                    let opens = affected_groups <= OPEN_GROUPS_MAX;
                    group(component, catalog, opens, site).map(Slot::Group)
                } else {
                    Some(Slot::Row(row(component, site)))
                }
            })
            .collect();
        let troubles = troubles(catalog);
        Self {
            is_empty: catalog.current().next().is_none(),
            affected: troubles
                .iter()
                .take(AFFECTED_LINES_MAX)
                .map(|trouble| affected_line(trouble, site))
                .collect(),
            more: (troubles.len() > AFFECTED_LINES_MAX).then(|| {
                site.words
                    .say_count("and-more", troubles.len() - AFFECTED_LINES_MAX)
            }),
            slots,
        }
    }
}

fn row(component: &PublicComponent, site: &Site) -> Row {
    Row {
        name: component.name.clone(),
        description: component.description.as_deref().map(decoded),
        status: StatusText::of_component(component.status, site),
    }
}

/// Makes a group; `None` when all its members are hidden while they are operational.
fn group(group: &PublicComponent, catalog: &Catalog, opens: bool, site: &Site) -> Option<Group> {
    let mut members = catalog.members(&group.id).peekable();
    let has_members = members.peek().is_some();
    let shown: Vec<&PublicComponent> = members.filter(|member| member.is_on_page()).collect();
    if has_members && shown.is_empty() {
        return None;
    }
    let affected = shown
        .iter()
        .filter(|member| !member.status.is_operational())
        .count();
    let mut rollup = StatusText::of_component(group.status, site);
    if affected > 0 {
        rollup.word = site.words.say_with(
            "group-rollup",
            &[
                ("status", rollup.word.as_str().into()),
                ("affected", affected.into()),
                ("total", shown.len().into()),
            ],
        );
    }
    Some(Group {
        id: format!("g-{}", group.id),
        name: group.name.clone(),
        description: group.description.as_deref().map(decoded),
        rollup: has_members.then_some(rollup),
        is_open: match group.display {
            GroupDisplay::WhenAffected => affected > 0 && opens,
            GroupDisplay::Open => true,
            GroupDisplay::Closed => false,
        },
        rows: shown.into_iter().map(|member| row(member, site)).collect(),
    })
}

fn affected_line(trouble: &Trouble, site: &Site) -> AffectedLine {
    let place = match trouble.groups.as_slice() {
        [] => None,
        [group] => Some(
            site.words
                .say_with("place-group", &[("group", isolated(group).into())]),
        ),
        groups => Some(site.words.say_with(
            "place-groups",
            &[
                ("groups", trouble.ranges().into()),
                ("count", groups.len().into()),
            ],
        )),
    };
    AffectedLine {
        name: trouble.name.clone(),
        place,
        status: StatusText::of_component(trouble.status, site),
    }
}
