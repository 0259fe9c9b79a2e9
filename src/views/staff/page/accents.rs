//! How well the accents can be read: a sample of each, its figures in words, the nearest shade that passes.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::page::color::{LEAST_RATIO, contrast};
use crate::domain::{Color, Scheme};
use crate::i18n::Words;
use crate::views::Site;

use crate::views::staff::form::fields::Values;

/// The figures of both looks.
#[derive(Template)]
#[template(path = "staff/page/accents.html")]
pub(super) struct Accents {
    shown: Vec<Figures>,
}

impl HtmlSafe for Accents {}

/// An accent in one of the looks.
struct Figures {
    title: String,
    verdict: String,
    lines: Vec<String>,
    sample: Option<Sample>,
    take: Option<Take>,
}

/// The colours of a sample.
struct Sample {
    background: Color,
    accent: Color,
    on_accent: Color,
    link: String,
    button: String,
}

/// A button that puts the nearest shade that passes into its field.
struct Take {
    name: &'static str,
    field: &'static str,
    value: String,
    label: String,
}

impl Accents {
    pub(in crate::views::staff) fn new(site: &Site, values: &Values) -> Self {
        let shown = Scheme::ALL
            .iter()
            .map(|scheme| figures(*scheme, values, site.words))
            .collect();
        Self { shown }
    }
}

/// Renders the figures alone, for a page that shows them while somebody types.
pub fn accent_figures(site: &Site, values: &Values) -> Result<String, askama::Error> {
    Accents::new(site, values).render()
}

fn figures(scheme: Scheme, values: &Values, words: &Words) -> Figures {
    let (title, field, name) = match scheme {
        Scheme::Light => (
            words.say("accent-on-light"),
            "accent_light",
            "take_accent_light",
        ),
        Scheme::Dark => (
            words.say("accent-on-dark"),
            "accent_dark",
            "take_accent_dark",
        ),
    };
    let typed = values.text(field).trim();
    let accent = if typed.is_empty() {
        Some(scheme.accent())
    } else {
        Color::parse(typed)
    };
    let Some(accent) = accent else {
        return Figures {
            title,
            verdict: words.say("accent-unknown"),
            lines: Vec::new(),
            sample: None,
            take: None,
        };
    };
    let found = contrast(accent, scheme);
    let line = |key: String, ratio: f64| format!("{key} {}", self::ratio(ratio));
    let verdict = match (typed.is_empty(), found.passes) {
        (true, _) => words.say_name("accent-none", &accent.to_string()),
        (false, true) => words.say_name("accent-passes", &accent.to_string()),
        (false, false) => words.say_name("accent-fails", &accent.to_string()),
    };
    Figures {
        title,
        verdict,
        lines: vec![
            line(words.say("accent-background"), found.background),
            line(words.say("accent-surface"), found.surface),
            line(words.say("accent-button"), found.on_accent),
            words.say_name("accent-needs", &ratio(LEAST_RATIO)),
        ],
        sample: Some(Sample {
            background: scheme.background(),
            accent,
            on_accent: scheme.on_accent(),
            link: words.say("accent-sample-link"),
            button: words.say("accent-sample-button"),
        }),
        take: found.suggestion.map(|shade| Take {
            name,
            field,
            label: words.say_name("accent-take", &shade.to_string()),
            value: shade.to_string(),
        }),
    }
}

/// Writes a ratio, cut so that what fails never looks as if it passed.
fn ratio(ratio: f64) -> String {
    format!("{:.2}:1", (ratio * 100.0).floor() / 100.0)
}
