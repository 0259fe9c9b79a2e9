//! Components whose status no open incident explains, with links to open one or to correct the status.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::{ComponentId, ComponentStatus};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::{StatusText, isolated};

use crate::views::staff::StaffFrame;

/// Most lines; the others are counted.
const LINES_MAX: usize = 20;

/// A component whose status no open incident explains.
pub struct Odd {
    /// The component.
    pub id: ComponentId,
    /// Its name.
    pub name: String,
    /// The name of its group.
    pub group: Option<String>,
    /// Its status.
    pub status: ComponentStatus,
    /// What an open incident says of it.
    pub explained: Option<ComponentStatus>,
}

struct Line {
    id: String,
    icon: StatusText,
    text: String,
    path: String,
    write: String,
    action: String,
    target: ComponentStatus,
    button: String,
}

/// The section of the dashboard.
#[derive(Template)]
#[template(path = "staff/incidents/unexplained.html")]
pub(super) struct UnexplainedSection<'a> {
    site: &'a Site,
    csrf: String,
    lines: Vec<Line>,
    more: Option<String>,
    may_run: bool,
}

impl HtmlSafe for UnexplainedSection<'_> {}

impl<'a> UnexplainedSection<'a> {
    pub(in crate::views::staff) fn new(
        frame: &StaffFrame,
        site: &'a Site,
        odd: &[Odd],
        may_run: bool,
    ) -> Self {
        Self {
            csrf: frame.csrf.clone(),
            more: (odd.len() > LINES_MAX).then(|| {
                site.words
                    .say_count("unexplained-more", odd.len() - LINES_MAX)
            }),
            lines: odd
                .iter()
                .take(LINES_MAX)
                .map(|one| line(one, site))
                .collect(),
            site,
            may_run,
        }
    }
}

fn line(odd: &Odd, site: &Site) -> Line {
    let words = site.words;
    let name = match &odd.group {
        Some(group) => format!("{} {}", isolated(group), isolated(&odd.name)),
        None => isolated(&odd.name),
    };
    let icon = StatusText::of_component(odd.status, site);
    let target = odd.explained.unwrap_or(ComponentStatus::Operational);
    let status = icon.word.as_str();
    let text = match odd.explained {
        None => words.say_with(
            "unexplained-line",
            &[("name", name.into()), ("status", status.into())],
        ),
        Some(explained) => words.say_with(
            "unexplained-other",
            &[
                ("name", name.into()),
                ("status", status.into()),
                ("explained", words.component_status(explained).into()),
            ],
        ),
    };
    Line {
        id: format!("odd-{}", odd.id),
        text,
        path: urls::component(&odd.id),
        write: urls::report_on(&odd.id, odd.status),
        action: urls::component_part(&odd.id, "status"),
        button: if target.is_operational() {
            words.say("unexplained-operational")
        } else {
            words.say_name("unexplained-set", &words.component_status(target))
        },
        target,
        icon,
    }
}
