//! How readers learn of news: the feeds.

use askama::Template;

use crate::domain::Ts;
use crate::domain::public::PublicState;
use crate::urls::{self, FeedItems};
use crate::views::Site;
use crate::views::frame::{PageFrame, api_path};

#[derive(Template)]
#[template(path = "public/subscribe.html")]
struct SubscribePage<'a> {
    frame: PageFrame,
    site: &'a Site,
    lists: Vec<FieldList>,
}

/// Addresses that serve one purpose.
struct FieldList {
    title: String,
    hint: String,
    fields: Vec<Field>,
}

/// An address to copy.
struct Field {
    id: String,
    label: String,
    hint: Option<String>,
    url: String,
}

/// Renders `/subscribe`. It lists the feeds until mail exists.
pub fn subscribe(state: &PublicState, site: &Site, made_at: Ts) -> Result<String, askama::Error> {
    let words = site.words;
    let name = &state.page.name;
    let title = words.say("subscribe");
    let lists = vec![
        FieldList {
            title: words.say("subscribe-incidents"),
            hint: words.say("subscribe-incidents-hint"),
            fields: feeds("", "incidents", site),
        },
        FieldList {
            title: words.say("subscribe-updates"),
            hint: words.say("subscribe-updates-hint"),
            fields: feeds(FeedItems::Updates.query(), "updates", site),
        },
        FieldList {
            title: words.say("subscribe-programs"),
            hint: words.say("subscribe-programs-hint"),
            fields: vec![Field {
                id: "api-summary".to_owned(),
                label: words.say("subscribe-api"),
                hint: None,
                url: site.url.join(&api_path()),
            }],
        },
    ];
    SubscribePage {
        frame: PageFrame::new(
            state,
            site,
            &title,
            words.say_name("subscribe-description", name),
        )
        .at(urls::SUBSCRIBE, site, made_at),
        site,
        lists,
    }
    .render()
}

/// Returns the addresses of the three feeds with a query.
fn feeds(query: &str, kind: &str, site: &Site) -> Vec<Field> {
    let words = site.words;
    [
        (
            "rss",
            words.say("feed-rss"),
            words.say("feed-rss-hint"),
            urls::RSS,
        ),
        (
            "atom",
            words.say("feed-atom"),
            words.say("feed-atom-hint"),
            urls::ATOM,
        ),
        (
            "json",
            words.say("feed-json"),
            words.say("feed-json-hint"),
            urls::JSON_FEED,
        ),
    ]
    .into_iter()
    .map(|(id, label, hint, path)| Field {
        id: format!("{kind}-{id}"),
        label: if query.is_empty() {
            label
        } else {
            words.say_name("subscribe-by-update", &label)
        },
        // The hint of a format is shown once, at the address without a query.
        hint: query.is_empty().then_some(hint),
        url: site.url.join(&format!("{path}{query}")),
    })
    .collect()
}
