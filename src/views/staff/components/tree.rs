//! The components as staff see them: groups and components in one tree, hidden ones included.

use askama::Template;

use crate::domain::components::naming;
use crate::domain::{Component, ComponentId, ComponentStatus};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::StatusText;

use super::move_buttons::{MoveButtons, Stand};
use crate::views::staff::StaffFrame;

/// With no more components than this every group is open from the start.
const OPEN_ALL_MAX: usize = 30;

/// With more components than this closed groups leave theirs out, so that the page stays small.
const WHOLE_MAX: usize = 400;

/// What the page is made of.
pub struct Tree<'a> {
    /// Every component, archived ones too, in order.
    pub components: &'a [Component],
    /// The part of a name that is searched for.
    pub query: &'a str,
    /// The component or group that was just moved or changed; its group is open.
    pub at: Option<&'a ComponentId>,
    /// The button that moved it.
    pub pressed: &'a str,
    /// Every group is open.
    pub is_open: bool,
    /// The person may set statuses.
    pub may_run: bool,
    /// The person may change components.
    pub may_manage: bool,
}

/// A group with its members, or a component that has none.
struct TreeRow<'a> {
    row: Row<'a>,
    group: Option<Group<'a>>,
}

struct Group<'a> {
    rollup: Option<StatusText>,
    count: String,
    is_open: bool,
    edit: Option<String>,
    add: String,
    /// Path and label of the link to its components, if they are left out here.
    elsewhere: Option<(String, String)>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    id: &'a ComponentId,
    name: &'a str,
    path: String,
    status: StatusText,
    set_status: Option<String>,
    is_hidden: bool,
    is_only_affected: bool,
    is_here: bool,
    move_buttons: Option<MoveButtons<'a>>,
}

#[derive(Template)]
#[template(path = "staff/components/tree.html")]
struct TreeTemplate<'a> {
    frame: &'a StaffFrame,
    site: &'a Site,
    counts: Option<String>,
    note: Option<String>,
    archived: Option<String>,
    query: &'a str,
    /// Opens all groups, or closes them: path and words.
    toggle: Option<(String, String)>,
    has_loose: bool,
    may_manage: bool,
    entries: Vec<TreeRow<'a>>,
}

/// Renders the tree.
pub fn components(
    frame: &StaffFrame,
    site: &Site,
    page: &Tree<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let all: Vec<&Component> = naming::current(page.components).collect();
    let groups = all.iter().filter(|one| one.is_group()).count();
    let leaves = all.len() - groups;
    let counts = (!all.is_empty()).then(|| {
        let hidden = naming::hidden(page.components);
        let hidden = all
            .iter()
            .filter(|one| !one.is_group() && hidden.contains(&one.id))
            .count();
        words.say_with(
            "components-count",
            &[
                ("groups", groups.into()),
                ("components", leaves.into()),
                ("hidden", hidden.into()),
            ],
        )
    });
    let entries = Entries {
        frame,
        site,
        page,
        all: &all,
        is_open: page.is_open || leaves <= OPEN_ALL_MAX,
        is_whole: leaves <= WHOLE_MAX,
        wanted: page.query.trim().to_lowercase(),
    };
    TreeTemplate {
        counts,
        note: note(site, page),
        archived: archived(site, page),
        query: page.query,
        toggle: (groups > 0 && leaves > OPEN_ALL_MAX && page.query.is_empty()).then(|| {
            if page.is_open {
                let path = urls::COMPONENTS.to_owned();
                (path, words.say("components-close-all"))
            } else {
                let path = format!("{}?open=all", urls::COMPONENTS);
                (path, words.say("components-open-all"))
            }
        }),
        has_loose: all
            .iter()
            .any(|one| !one.is_group() && one.group_id().is_none()),
        may_manage: page.may_manage,
        entries: entries.list(),
        frame,
        site,
    }
    .render()
}

/// Names the link to what is archived, if anything is.
fn archived(site: &Site, page: &Tree<'_>) -> Option<String> {
    let gone = page.components.iter();
    let count = gone
        .filter(|one| one.archived_at.is_some() && !one.is_group())
        .count();
    (count > 0).then(|| site.words.say_count("component-archived-link", count))
}

/// Says why the page lacks controls; `None` if the person has them all.
fn note(site: &Site, page: &Tree<'_>) -> Option<String> {
    use crate::domain::Permission;
    let words = site.words;
    if !page.may_run {
        Some(words.say("viewer-note"))
    } else if !page.may_manage {
        let needs = words.role(Permission::ManagePage.needs());
        Some(words.say_name("components-responder-note", &needs))
    } else {
        None
    }
}

/// Makes the entries of the tree.
struct Entries<'a> {
    frame: &'a StaffFrame,
    site: &'a Site,
    page: &'a Tree<'a>,
    all: &'a [&'a Component],
    is_open: bool,
    is_whole: bool,
    wanted: String,
}

impl<'a> Entries<'a> {
    /// Returns what stands in a group, or at the top level.
    fn inside(&self, group: Option<&ComponentId>) -> Vec<&'a Component> {
        let all = self.all.iter().copied();
        all.filter(|one| one.group_id() == group).collect()
    }

    fn is_wanted(&self, component: &Component) -> bool {
        self.wanted.is_empty() || component.name.to_lowercase().contains(&self.wanted)
    }

    fn list(&self) -> Vec<TreeRow<'a>> {
        let top = self.inside(None);
        let count = top.len();
        (1..)
            .zip(top)
            .filter_map(|(position, component)| {
                let group = if component.is_group() {
                    Some(self.group(component)?)
                } else if self.is_wanted(component) {
                    None
                } else {
                    return None;
                };
                let row = self.row(component, Stand { position, count });
                Some(TreeRow { row, group })
            })
            .collect()
    }

    /// Makes a group; `None` if neither it nor any member matches the search.
    fn group(&self, group: &'a Component) -> Option<Group<'a>> {
        let members = self.inside(Some(&group.id));
        let count = members.len();
        let is_wanted = self.is_wanted(group);
        let affected = members
            .iter()
            .filter(|one| !one.status.is_operational())
            .count();
        let worst = members
            .iter()
            .map(|one| one.status)
            .fold(ComponentStatus::Operational, ComponentStatus::worst);
        let mut rows: Vec<Row<'a>> = (1..)
            .zip(members)
            .filter(|(_, one)| is_wanted || self.is_wanted(one))
            .map(|(position, one)| self.row(one, Stand { position, count }))
            .collect();
        if !is_wanted && rows.is_empty() {
            return None;
        }
        let is_open = self.is_open
            || !self.wanted.is_empty()
            || self.page.at == Some(&group.id)
            || rows.iter().any(|row| row.is_here);
        let elsewhere = (!is_open && !self.is_whole).then(|| {
            rows.clear();
            let words = self.site.words.say_count("group-show", count);
            (urls::component_in_list(&group.id), words)
        });
        Some(Group {
            rollup: (count > 0).then(|| rollup(worst, affected, count, self.site)),
            count: self.site.words.say_count("components-in-group", count),
            is_open,
            elsewhere,
            add: urls::new_component_in(&group.id),
            edit: self
                .page
                .may_manage
                .then(|| urls::component_part(&group.id, "edit")),
            rows,
        })
    }

    fn row(&self, component: &'a Component, stand: Stand) -> Row<'a> {
        let is_here = self.page.at == Some(&component.id);
        let pressed = if is_here { self.page.pressed } else { "" };
        let path = urls::component(&component.id);
        Row {
            id: &component.id,
            name: &component.name,
            status: StatusText::of_component(component.status, self.site),
            set_status: self.page.may_run.then(|| format!("{path}#f-status")),
            path,
            is_hidden: component.hidden,
            is_only_affected: component.only_show_if_degraded,
            is_here,
            move_buttons: self.page.may_manage.then(|| {
                let what = (&component.id, stand);
                MoveButtons::new(self.frame, self.site, self.page.query, what, pressed)
            }),
        }
    }
}

fn rollup(worst: ComponentStatus, affected: usize, total: usize, site: &Site) -> StatusText {
    let mut rollup = StatusText::of_component(worst, site);
    if affected > 0 {
        rollup.word = site.words.say_with(
            "group-rollup",
            &[
                ("status", rollup.word.as_str().into()),
                ("affected", affected.into()),
                ("total", total.into()),
            ],
        );
    }
    rollup
}
