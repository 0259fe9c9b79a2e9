//! The banner: the page's state in one line, and which components it affects in another.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::ComponentStatus;
use crate::domain::incidents::affected::{Touched, spreads};
use crate::domain::public::{Catalog, Headline, PublicState};
use crate::views::Site;
use crate::views::events::NAMED;
use crate::views::parts::{Tone, isolated};

/// The state of the page.
#[derive(Template)]
#[template(path = "partials/banner.html")]
pub(super) struct Banner<'a> {
    site: &'a Site,
    tone: Tone,
    pub(super) text: String,
    scope: Option<String>,
}

impl HtmlSafe for Banner<'_> {}

impl<'a> Banner<'a> {
    pub(super) fn new(state: &PublicState, site: &'a Site) -> Self {
        let headline = state.headline();
        let scope = scope(&troubles(&state.catalog), site);
        let not_shown = match headline {
            Headline::NotShown(_) => None,
            _ if state.not_shown() == 0 => None,
            _ => Some(words_of(Headline::NotShown(state.not_shown()), site)),
        };
        let lines: Vec<String> = scope.into_iter().chain(not_shown).collect();
        Self {
            site,
            tone: Tone::of_headline(headline),
            text: words_of(headline, site),
            scope: (!lines.is_empty()).then(|| lines.join(&site.words.say("scope-separator"))),
        }
    }
}

/// Words a headline, for the banner and the title.
fn words_of(headline: Headline, site: &Site) -> String {
    match headline {
        Headline::Overall(overall, _) => overall.description.to_owned(),
        Headline::InProgress(_) => site.words.say("banner-incident"),
        Headline::Investigating => site.words.say("banner-investigating"),
        Headline::NotShown(count) => site.words.say_count("banner-not-shown", count),
    }
}

/// Components of one name that share a status other than operational.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) name: String,
    pub(super) status: ComponentStatus,
    /// Their groups in the page's order; empty for a top-level component.
    pub(super) groups: Vec<String>,
    /// How many groups have a component of this name.
    total: usize,
}

impl Trouble {
    /// Returns the groups in their short range form.
    pub(super) fn ranges(&self) -> String {
        let touched: Vec<Touched> = self
            .groups
            .iter()
            .map(|group| Touched {
                group: Some(isolated(group)),
                name: String::new(),
            })
            .collect();
        spreads(&touched)
            .pop()
            .map(|spread| spread.groups)
            .unwrap_or_default()
    }
}

/// Returns what is not operational, the worst first, then in the page's order.
pub(super) fn troubles(catalog: &Catalog) -> Vec<Trouble> {
    let mut found: Vec<Trouble> = Vec::new();
    for component in catalog
        .leaves()
        .filter(|component| !component.status.is_operational())
    {
        let group = catalog.group_name(component);
        let same = found.iter_mut().find(|trouble| {
            trouble.name == component.name
                && trouble.status == component.status
                && trouble.groups.is_empty() == group.is_none()
        });
        if let (Some(trouble), Some(group)) = (same, group) {
            trouble.groups.push(group.to_owned());
            continue;
        }
        found.push(Trouble {
            name: component.name.clone(),
            status: component.status,
            groups: group.map(str::to_owned).into_iter().collect(),
            total: catalog
                .leaves()
                .filter(|other| other.group_id().is_some() && other.name == component.name)
                .count(),
        });
    }
    found.sort_by_key(|trouble| std::cmp::Reverse(trouble.status.severity()));
    found
}

/// Writes "Phone Call Delivery: major outage in 30 of 47 groups".
fn scope(troubles: &[Trouble], site: &Site) -> Option<String> {
    let words = site.words;
    let parts: Vec<String> = troubles
        .iter()
        .take(NAMED)
        .map(|trouble| {
            let name = isolated(&trouble.name);
            let status = status_in_sentence(trouble.status, site);
            match trouble.groups.as_slice() {
                [] => words.say_with(
                    "scope-alone",
                    &[("name", name.into()), ("status", status.into())],
                ),
                [group] => words.say_with(
                    "scope-group",
                    &[
                        ("name", name.into()),
                        ("status", status.into()),
                        ("group", isolated(group).into()),
                    ],
                ),
                groups => words.say_with(
                    "scope-groups",
                    &[
                        ("name", name.into()),
                        ("status", status.into()),
                        ("affected", groups.len().into()),
                        ("total", trouble.total.into()),
                    ],
                ),
            }
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    let list = parts.join(&words.say("scope-separator"));
    Some(match troubles.len().saturating_sub(NAMED) {
        0 => list,
        more => words.say_with(
            "scope-more",
            &[("list", list.into()), ("count", more.into())],
        ),
    })
}

/// Names a status inside a sentence.
fn status_in_sentence(status: ComponentStatus, site: &Site) -> String {
    match status {
        ComponentStatus::Operational => site.words.say("in-sentence-operational"),
        ComponentStatus::UnderMaintenance => site.words.say("in-sentence-under-maintenance"),
        ComponentStatus::DegradedPerformance => site.words.say("in-sentence-degraded-performance"),
        ComponentStatus::PartialOutage => site.words.say("in-sentence-partial-outage"),
        ComponentStatus::MajorOutage => site.words.say("in-sentence-major-outage"),
    }
}
