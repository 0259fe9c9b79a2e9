//! What surrounds every staff page: the bars, who is signed in, what was just done.

use crate::assets;
use crate::domain::Role;
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::frame::direction;

use super::Done;

/// A section of the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The dashboard.
    Dashboard,
    /// Incidents.
    Incidents,
    /// The form of a new incident.
    Create,
    /// Prepared texts.
    Templates,
    /// The page's settings.
    Settings,
    /// Scheduled maintenances.
    Maintenances,
    /// Components.
    Components,
    /// API tokens.
    Tokens,
    /// The team.
    Team,
    /// The audit log.
    Audit,
    /// One's own account.
    Account,
    /// None of them.
    Nowhere,
}

/// A link of the bars.
pub(super) struct NavLink {
    pub(super) path: &'static str,
    pub(super) name: String,
    pub(super) is_current: bool,
}

/// The frame of one staff page.
pub struct StaffFrame {
    pub(super) lang: &'static str,
    pub(super) dir: &'static str,
    pub(super) title: String,
    pub(super) page_name: String,
    pub(super) stylesheet: &'static str,
    pub(super) staff_stylesheet: &'static str,
    pub(super) script: &'static str,
    pub(super) icon: &'static str,
    /// The token of the forms on it.
    pub csrf: String,
    /// A fresh idempotency key for the forms on it.
    pub idempotency_key: String,
    /// Who is signed in: name and role; without one there are no bars.
    pub(super) who: Option<(String, String)>,
    pub(super) role: Role,
    pub(super) main: Vec<NavLink>,
    pub(super) more: Vec<NavLink>,
    pub(super) flash: Option<String>,
}

impl StaffFrame {
    /// Makes the frame of a page that somebody sees who is not signed in.
    pub fn new(
        site: &Site,
        page_name: &str,
        title: &str,
        csrf: String,
        idempotency_key: String,
    ) -> Self {
        Self {
            lang: site.words.lang(),
            dir: direction(site.words.lang()),
            title: site.words.say_with(
                "staff-title",
                &[("title", title.into()), ("name", page_name.into())],
            ),
            page_name: page_name.to_owned(),
            stylesheet: &assets::stylesheet().path,
            staff_stylesheet: &assets::staff_stylesheet().path,
            script: &assets::staff_script().path,
            icon: &assets::icon().path,
            csrf,
            idempotency_key,
            who: None,
            role: Role::Viewer,
            main: Vec::new(),
            more: Vec::new(),
            flash: None,
        }
    }

    /// Adds the bars, for the person who is signed in.
    #[must_use]
    pub fn of(mut self, site: &Site, name: &str, role: Role, current: Section) -> Self {
        let words = site.words;
        self.who = Some((name.to_owned(), words.role(role)));
        self.role = role;
        let link = |section, path, name| NavLink {
            path,
            name,
            is_current: section == current,
        };
        self.main = vec![
            link(
                Section::Dashboard,
                urls::DASHBOARD,
                words.say("nav-dashboard"),
            ),
            link(
                Section::Incidents,
                urls::INCIDENTS,
                words.say("nav-incidents"),
            ),
            link(Section::Create, urls::NEW_INCIDENT, words.say("nav-create")),
        ];
        self.more = vec![
            link(
                Section::Maintenances,
                urls::MAINTENANCES,
                words.say("nav-maintenances"),
            ),
            link(
                Section::Components,
                urls::COMPONENTS,
                words.say("nav-components"),
            ),
            link(
                Section::Templates,
                urls::TEMPLATES,
                words.say("nav-templates"),
            ),
            link(Section::Settings, urls::SETTINGS, words.say("nav-settings")),
            link(Section::Tokens, urls::TOKENS, words.say("nav-tokens")),
            link(Section::Team, urls::TEAM, words.say("nav-team")),
            link(Section::Audit, urls::AUDIT, words.say("nav-audit")),
            link(Section::Account, urls::ACCOUNT, words.say("nav-account")),
        ];
        self
    }

    /// Says on top what was just done.
    #[must_use]
    pub fn after(mut self, done: Option<Done>, site: &Site) -> Self {
        self.flash = done.map(|done| done.text(site.words));
        self
    }

    /// Says in the title that something is wrong with the form.
    #[must_use]
    pub fn with_problem(mut self, has_problem: bool, site: &Site) -> Self {
        if has_problem {
            self.title = site.words.say_name("staff-title-error", &self.title);
        }
        self
    }

    pub(super) fn is_more_current(&self) -> bool {
        self.more.iter().any(|link| link.is_current)
    }
}
