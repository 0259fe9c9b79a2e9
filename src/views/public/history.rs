//! What happened, month by month.

use askama::Template;

use crate::domain::Ts;
use crate::domain::public::PublicState;
use crate::urls::{self, DocumentKey, DocumentName, Months};
use crate::views::Site;
use crate::views::events::EventLine;
use crate::views::frame::PageFrame;
use crate::zone::Month;

use super::HistoryPage;
use super::past::{DayBlock, by_day};

/// How much of the last update the list shows, in characters.
const EXCERPT_CHARS: usize = 140;

#[derive(Template)]
#[template(path = "public/history.html")]
struct HistoryView<'a> {
    frame: PageFrame,
    site: &'a Site,
    months: Vec<MonthBlock<'a>>,
    older: Option<String>,
    newer: Option<String>,
}

struct MonthBlock<'a> {
    name: String,
    days: Vec<DayBlock<'a>>,
}

/// Renders `/history`.
pub fn history(
    state: &PublicState,
    page: &HistoryPage<'_>,
    site: &Site,
    made_at: Ts,
) -> Result<String, askama::Error> {
    let link = |month: Month| {
        DocumentKey::of_page(DocumentName::History(Months::EndingWith(month))).path()
    };
    let path = match (page.newer, page.months.first()) {
        (Some(_), Some((month, _))) => link(*month),
        _ => urls::HISTORY.to_owned(),
    };
    let months = page
        .months
        .iter()
        .map(|(month, incidents)| MonthBlock {
            name: site.words.month(*month),
            days: by_day(incidents, site)
                .into_iter()
                .map(|(day, listed)| {
                    let events = listed
                        .into_iter()
                        .map(|one| EventLine::long(one, state.moment.as_of, site, EXCERPT_CHARS))
                        .collect();
                    DayBlock::new(day, events, site)
                })
                .collect(),
        })
        .collect();
    let description = site.words.say_name("history-description", &state.page.name);
    let title = site.words.say("history");
    HistoryView {
        frame: PageFrame::new(state, site, &title, description).at(&path, site, made_at),
        site,
        months,
        older: page.older.map(link),
        newer: page.newer.map(link),
    }
    .render()
}
