//! The list of postmortems, by year of publication.

use askama::Template;

use crate::domain::Ts;
use crate::domain::public::{PublicIncident, PublicPostmortem, PublicState};
use crate::urls;
use crate::views::Site;
use crate::views::frame::PageFrame;
use crate::views::parts::{StatusText, Time};

#[derive(Template)]
#[template(path = "public/postmortems.html")]
struct PostmortemsPage<'a> {
    frame: PageFrame,
    site: &'a Site,
    years: Vec<Year>,
}

struct Year {
    number: String,
    entries: Vec<PostmortemRow>,
}

struct PostmortemRow {
    title: String,
    url: String,
    impact: StatusText,
    published: Time,
    length: Option<String>,
}

/// Renders `/postmortems`: incidents with a published postmortem, the newest publication first.
pub fn postmortems(
    state: &PublicState,
    incidents: &[&PublicIncident],
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let published: Vec<(&PublicIncident, &PublicPostmortem)> = incidents
        .iter()
        .filter_map(|one| Some((*one, one.postmortem.as_ref()?)))
        .collect();
    let years = published
        .chunk_by(|(_, a), (_, b)| year(a, site) == year(b, site))
        .map(|run| Year {
            number: year(run[0].1, site),
            entries: run
                .iter()
                .map(|(one, post)| entry(one, post, site))
                .collect(),
        })
        .collect();
    let description = site
        .words
        .say_name("postmortems-description", &state.page.name);
    let title = site.words.say("postmortems");
    PostmortemsPage {
        frame: PageFrame::new(state, site, &title, description).at(
            urls::POSTMORTEMS,
            site,
            made_at,
        ),
        site,
        years,
    }
    .render()
}

/// Returns the year of publication in the page's zone.
fn year(post: &PublicPostmortem, site: &Site) -> String {
    let month = site.zone.month(post.published_at).iso();
    month
        .split_once('-')
        .map_or(month.clone(), |(year, _)| year.to_owned())
}

fn entry(incident: &PublicIncident, post: &PublicPostmortem, site: &Site) -> PostmortemRow {
    PostmortemRow {
        title: incident.name.clone(),
        url: urls::postmortem(&incident.id),
        impact: StatusText::of_impact(incident.impact, site),
        published: Time::new(post.published_at, site),
        length: incident
            .duration()
            .map(|(secs, _)| site.words.duration(secs)),
    }
}
