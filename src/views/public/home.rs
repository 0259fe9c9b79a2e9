//! The front page: is anything wrong, does it touch me, what happens next.

use askama::Template;

use crate::domain::incidents::affected;
use crate::domain::public::{PublicIncident, PublicState};
use crate::domain::{BodyText, Ts};
use crate::markdown::{self, SafeHtml};
use crate::urls;
use crate::views::Site;
use crate::views::events::{self, Promise, UpdateView};
use crate::views::frame::PageFrame;
use crate::views::parts::{StatusText, Tone};

use super::banner::Banner;
use super::components::{Components, Slot};
use super::past::{self, Block};

/// With more updates than this an open incident shows the latest ones alone.
const UPDATES_MAX: usize = 6;

/// How many updates an open incident shows when it has many.
const UPDATES_LATEST: usize = 3;

/// With more items than this the affected sentence goes behind a roll-up.
const SENTENCE_ITEMS_MAX: usize = 4;

/// The level of the highest heading in the text about the service, which belongs to no section.
const ABOUT_HEADING: u8 = 2;

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage<'a> {
    frame: PageFrame,
    site: &'a Site,
    banner: Banner<'a>,
    about: Option<SafeHtml>,
    open: Vec<OpenEvent<'a>>,
    maintenances: Vec<OpenEvent<'a>>,
    components: Components,
    past: Vec<Block<'a>>,
}

/// An incident or maintenance that is not over.
struct OpenEvent<'a> {
    title: String,
    url: String,
    tone: Tone,
    impact: Option<StatusText>,
    state: String,
    window: Option<String>,
    promise: Option<Promise<'a>>,
    late: Option<String>,
    latest: Vec<UpdateView<'a>>,
    earlier: Vec<UpdateView<'a>>,
    rollup: Option<String>,
    sentence: Option<String>,
}

impl<'a> OpenEvent<'a> {
    fn new(incident: &'a PublicIncident, state: &PublicState, site: &'a Site) -> Self {
        let mut latest = events::updates(incident, site, false);
        let earlier = if latest.len() > UPDATES_MAX {
            latest.split_off(UPDATES_LATEST)
        } else {
            Vec::new()
        };
        let touched = events::touched(incident, &state.catalog);
        let rollup = (affected::items(&touched).len() > SENTENCE_ITEMS_MAX)
            .then(|| events::rollup(&touched, site))
            .flatten();
        Self {
            title: incident.name.clone(),
            url: urls::incident(&incident.id),
            tone: Tone::of_impact(incident.impact),
            impact: events::impact(incident, site),
            state: events::state(incident, site),
            window: events::window(incident, state.moment.as_of, site),
            promise: events::promise(incident, state, site),
            late: events::late(incident, state, site),
            latest,
            earlier,
            rollup: rollup.map(|list| site.words.say_with("affects", &[("list", list.into())])),
            sentence: events::sentence(incident, &state.catalog, site),
        }
    }

    /// Makes the view of a maintenance, with its last update only.
    fn maintenance(incident: &'a PublicIncident, state: &PublicState, site: &'a Site) -> Self {
        let mut event = Self::new(incident, state, site);
        event.latest.truncate(1);
        event.earlier.clear();
        event
    }
}

/// Renders `/`. `made_at` is the newest change in what it shows.
pub fn home(state: &PublicState, site: &Site, made_at: Ts) -> Result<String, askama::Error> {
    let banner = Banner::new(state, site);
    let description = site.words.say_with(
        "home-description",
        &[
            ("name", state.page.name.as_str().into()),
            ("status", banner.text.as_str().into()),
        ],
    );
    HomePage {
        frame: PageFrame::new(state, site, &banner.text, description).at(urls::HOME, site, made_at),
        site,
        open: state
            .unresolved()
            .into_iter()
            .map(|one| OpenEvent::new(one, state, site))
            .collect(),
        maintenances: state
            .active()
            .into_iter()
            .chain(state.upcoming())
            .map(|one| OpenEvent::maintenance(one, state, site))
            .collect(),
        about: (!state.page.branding.about.is_empty()).then(|| {
            let about = BodyText::markdown(state.page.branding.about.as_str());
            markdown::render(&about, ABOUT_HEADING)
        }),
        components: Components::new(&state.catalog, site),
        past: past::blocks(state, site),
        banner,
    }
    .render()
}
