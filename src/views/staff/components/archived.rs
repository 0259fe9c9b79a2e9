//! Components that are gone from the page.

use askama::Template;

use crate::domain::{ComponentId, Ts};
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::{Time, isolated};

use crate::views::staff::StaffFrame;

/// A component in the list.
pub struct ArchivedRow {
    /// What the form calls it.
    pub id: ComponentId,
    /// Its name.
    pub name: String,
    /// The name of the group it stood in.
    pub group: Option<String>,
    /// Since when it is gone.
    pub archived_at: Ts,
}

struct Shown {
    heading: String,
    path: String,
    restore: String,
    name: String,
    place: String,
    since: Time,
}

#[derive(Template)]
#[template(path = "staff/components/archived.html")]
struct ArchivedTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    rows: Vec<Shown>,
    may_manage: bool,
}

/// Renders the components that are gone from the page.
pub fn archived_components(
    frame: StaffFrame,
    site: &Site,
    rows: Vec<ArchivedRow>,
    may_manage: bool,
) -> Result<String, askama::Error> {
    ArchivedTemplate {
        rows: rows
            .into_iter()
            .map(|row| Shown {
                heading: format!("n-{}", row.id),
                path: urls::component(&row.id),
                restore: urls::component_part(&row.id, "restore"),
                name: row.name,
                place: match row.group {
                    Some(group) => site.words.say_name("component-in-group", &isolated(&group)),
                    None => site.words.say("component-at-top"),
                },
                since: Time::new(row.archived_at, site),
            })
            .collect(),
        frame,
        site,
        may_manage,
    }
    .render()
}
