//! The small parts that every page is put together from: tones, status texts, times.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::public::Headline;
use crate::domain::{ComponentStatus, Impact, Indicator, Ts};
use crate::markdown::SafeHtml;
use crate::wire::times::rfc3339;
use crate::zone::Zone;

use super::Site;

/// The sanitiser made it, so templates place it as it is.
impl HtmlSafe for SafeHtml {}

/// A colour with its icon; both are named by the same word in the stylesheet and the sprite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Nothing is wrong, or it is over.
    Operational,
    /// Planned work.
    Maintenance,
    /// Slow or flawed.
    Degraded,
    /// Fails for some.
    Partial,
    /// Fails for all.
    Major,
    /// Neither good nor bad.
    Plain,
}

impl Tone {
    pub(super) const fn of_status(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::Operational,
            ComponentStatus::UnderMaintenance => Self::Maintenance,
            ComponentStatus::DegradedPerformance => Self::Degraded,
            ComponentStatus::PartialOutage => Self::Partial,
            ComponentStatus::MajorOutage => Self::Major,
        }
    }

    pub(super) const fn of_impact(impact: Impact) -> Self {
        match impact {
            Impact::None => Self::Plain,
            Impact::Maintenance => Self::Maintenance,
            Impact::Minor => Self::Degraded,
            Impact::Major => Self::Partial,
            Impact::Critical => Self::Major,
        }
    }

    pub(super) const fn of_indicator(indicator: Indicator) -> Self {
        match indicator {
            Indicator::None => Self::Operational,
            Indicator::Maintenance => Self::Maintenance,
            Indicator::Minor => Self::Degraded,
            Indicator::Major => Self::Partial,
            Indicator::Critical => Self::Major,
        }
    }

    /// The page's tone: the worst of its components and of its open incidents.
    pub(super) const fn of_headline(headline: Headline) -> Self {
        match headline {
            Headline::Overall(overall, worst) => {
                let impact = match overall.indicator {
                    Indicator::Minor => Impact::Minor,
                    Indicator::Major => Impact::Major,
                    Indicator::Critical => Impact::Critical,
                    calm => return Self::of_indicator(calm),
                };
                Self::of_impact(Impact::worst(impact, worst))
            }
            Headline::InProgress(impact) => Self::of_impact(impact),
            Headline::Investigating | Headline::NotShown(_) => Self::Plain,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Maintenance => "under_maintenance",
            Self::Degraded => "degraded_performance",
            Self::Partial => "partial_outage",
            Self::Major => "major_outage",
            Self::Plain => "plain",
        }
    }
}

impl std::fmt::Display for Tone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl HtmlSafe for Tone {}

/// An icon and a word, in a tone.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "partials/status.html")]
pub(super) struct StatusText {
    pub(super) tone: Tone,
    pub(super) word: String,
}

impl HtmlSafe for StatusText {}

impl StatusText {
    pub(super) fn of_component(status: ComponentStatus, site: &Site) -> Self {
        Self {
            tone: Tone::of_status(status),
            word: site.words.component_status(status),
        }
    }

    pub(super) fn of_impact(impact: Impact, site: &Site) -> Self {
        Self {
            tone: Tone::of_impact(impact),
            word: site.words.impact(impact),
        }
    }
}

/// Keeps a name that runs from right to left apart from the sentence around it (Unicode UAX #9, FSI and PDI), so that
/// it cannot reorder the sentence; any other name stays as it is.
pub(super) fn isolated(name: &str) -> String {
    let is_rtl = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if name.contains(is_rtl) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}

/// An instant in the page's zone.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "partials/time.html")]
pub(super) struct Time {
    pub(super) machine: String,
    pub(super) human: String,
}

impl HtmlSafe for Time {}

impl Time {
    pub(super) fn new(ts: Ts, site: &Site) -> Self {
        Self {
            machine: rfc3339(&Zone::utc(), ts),
            human: site.dates().date_time(ts),
        }
    }
}

/// Returns a description as readers see it. Statuspage writes entities into its documents (`customer&apos;s`), and an
/// import keeps them.
pub(super) fn decoded(description: &str) -> String {
    html_escape::decode_html_entities(description).into_owned()
}
