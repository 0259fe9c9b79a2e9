//! What happens to components and their groups.

use super::kept;
use crate::domain::happening::ComponentHappening;
use crate::domain::public::tests::component;
use crate::domain::{Component, ComponentId, ComponentStatus, GroupDisplay, Placement};

pub(super) fn components() -> impl Iterator<Item = ComponentHappening<'static>> {
    let web = kept(named("c1", Placement::TopLevel, "Website"));
    let group = kept(named("g1", Placement::Group, "Europe"));
    let broken = kept(Component {
        status: ComponentStatus::MajorOutage,
        ..web.clone()
    });
    let other = kept(Component {
        name: "Shop".to_owned(),
        description: Some("Where \"things\"\nare sold".to_owned()),
        place: Placement::In(ComponentId::parse("g1").expect("an id")),
        hidden: !web.hidden,
        showcase: !web.showcase,
        only_show_if_degraded: !web.only_show_if_degraded,
        display: GroupDisplay::Open,
        start_date: Some("2015-10-01".to_owned()),
        ..web.clone()
    });
    let ids = kept(["c1", "c2"].map(|text| ComponentId::parse(text).expect("an id")));
    let turned = kept([ids[1].clone(), ids[0].clone()]);
    [
        ComponentHappening::Added { component: web },
        ComponentHappening::ManyAdded {
            names: kept(["Website".to_owned(), "Shop".to_owned()]),
            components: 2,
            groups: 1,
            skipped: 0,
        },
        ComponentHappening::Edited {
            before: web,
            after: broken,
        },
        ComponentHappening::Edited {
            before: web,
            after: other,
        },
        ComponentHappening::Archived { component: web },
        ComponentHappening::Restored {
            component: web,
            group_restored: true,
        },
        ComponentHappening::Moved {
            component: web,
            before: Some(1),
            after: Some(3),
        },
        ComponentHappening::Reordered {
            parent: None,
            before: ids,
            after: turned,
        },
        ComponentHappening::GroupMade { group },
        ComponentHappening::GroupEdited {
            before: group,
            after: kept(Component {
                name: "Asia".to_owned(),
                description: Some("Where the sun sets".to_owned()),
                hidden: true,
                display: GroupDisplay::Closed,
                ..group.clone()
            }),
        },
        ComponentHappening::GroupRemoved { group },
    ]
    .into_iter()
}

/// Returns a component, or a group, with a name.
fn named(id: &str, place: Placement, name: &str) -> Component {
    Component {
        name: name.to_owned(),
        ..component(id, place, 1, false)
    }
}
