//! The page's settings: the list of their parts, and the form of each.

use askama::Template;

use crate::domain::Page;
use crate::domain::page::settings::{ABOUT_MAX_CHARS, check_announcement};
use crate::markdown;
use crate::markdown::SafeHtml;
use crate::urls::admin as urls;
use crate::views::Site;

use super::accents::Accents;
use super::settings_fields::{facts, fields, link_fields};
use super::settings_part::SettingsPart;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems, Values};
use crate::views::staff::form::preview::preview;

/// Longest fact in the list of parts, in characters.
const FACT_CHARS: usize = 80;

struct PartRow {
    path: &'static str,
    title: String,
    facts: String,
}

#[derive(Template)]
#[template(path = "staff/page/settings.html")]
struct SettingsTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    rows: Vec<PartRow>,
}

/// Renders the list of parts; of the images it says how many there are.
pub fn settings(
    frame: StaffFrame,
    site: &Site,
    page: &Page,
    images: usize,
) -> Result<String, askama::Error> {
    let words = site.words;
    let mut rows: Vec<PartRow> = SettingsPart::ALL
        .iter()
        .map(|part| PartRow {
            path: part.path(),
            title: part.title(words),
            facts: facts(*part, page, words)
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(label, value)| format!("{label}: {}", shortened(&value)))
                .collect::<Vec<_>>()
                .join(" · "),
        })
        .collect();
    for row in rows.iter_mut().filter(|row| row.facts.is_empty()) {
        row.facts = words.say("settings-nothing");
    }
    rows.insert(
        3,
        PartRow {
            path: urls::SETTINGS_IMAGES,
            title: words.say("settings-images"),
            facts: words.say_count("settings-images-count", images),
        },
    );
    SettingsTemplate { frame, site, rows }.render()
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= FACT_CHARS {
        return line;
    }
    line.chars().take(FACT_CHARS - 1).chain(['…']).collect()
}

/// What the form of a part is made of.
pub struct SettingsPartPage<'a> {
    /// The part.
    pub part: SettingsPart,
    /// The page as it is stored.
    pub page: &'a Page,
    /// The version of its fields.
    pub version: String,
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// Shows the words as readers will see them.
    pub is_preview: bool,
    /// Somebody else changed a setting meanwhile.
    pub is_stale: bool,
    /// The role that is needed, if the person may not change this part.
    pub needs: Option<String>,
    /// The address in use.
    pub url: &'a str,
}

struct Shown {
    announcement: Option<SafeHtml>,
    about: Option<SafeHtml>,
}

/// The links of the footer: as many as there are, and some to fill in.
pub(super) struct LinkRows {
    pub(in crate::views::staff) fields: Vec<Field>,
    pub(in crate::views::staff) problem: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/page/settings_part.html")]
struct PartTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    title: String,
    intro: Option<String>,
    action: &'static str,
    version: String,
    theirs: Vec<(String, String)>,
    locked: Option<(String, Vec<(String, String)>)>,
    preview: Option<Shown>,
    fields: Vec<Field>,
    links: Option<LinkRows>,
    accents: Option<Accents>,
    second_button: Option<String>,
}

/// Renders the form of a part.
pub fn settings_part(
    frame: StaffFrame,
    site: &Site,
    form: SettingsPartPage<'_>,
) -> Result<String, askama::Error> {
    let words = site.words;
    let (values, problems) = (form.values, form.problems);
    PartTemplate {
        title: form.part.title(words),
        intro: form.part.intro(words),
        action: form.part.path(),
        version: form.version,
        theirs: if form.is_stale {
            facts(form.part, form.page, words)
        } else {
            Vec::new()
        },
        locked: form.needs.map(|role| {
            let note = words.say_name("settings-locked", &role);
            (note, facts(form.part, form.page, words))
        }),
        preview: form.is_preview.then(|| shown(values)),
        fields: fields(form.part, values, &problems, form.url, words),
        links: (form.part == SettingsPart::Words).then(|| LinkRows {
            fields: link_fields(values, words),
            problem: problems.of("links"),
        }),
        accents: (form.part == SettingsPart::Colors).then(|| Accents::new(site, values)),
        second_button: form.part.second_button(words),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

fn shown(values: &Values) -> Shown {
    let (announcement, about) = (values.text("announcement").trim(), values.text("about"));
    let is_line = !announcement.is_empty() && check_announcement(announcement).is_ok();
    Shown {
        announcement: is_line.then(|| markdown::render_line(announcement)),
        about: (!about.trim().is_empty())
            .then(|| preview(about, ABOUT_MAX_CHARS))
            .flatten(),
    }
}
