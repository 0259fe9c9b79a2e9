//! The preview of a template: its texts, filled with the chosen components or with a sample.

use crate::domain::components::naming;
use crate::domain::incidents::affected::Touched;
use crate::domain::page::template::fill_texts;
use crate::domain::text::BODY_MAX_CHARS;
use crate::domain::{Component, ComponentId, Ts};
use crate::i18n::Words;
use crate::markdown::SafeHtml;
use crate::views::Site;

use crate::views::staff::form::fields::Values;
use crate::views::staff::form::preview::preview;

/// Components that fill a preview if none were chosen.
const SAMPLE: usize = 3;

/// The texts as an incident would have them.
pub(super) struct FilledTemplate {
    pub(in crate::views::staff) title: String,
    pub(in crate::views::staff) body: SafeHtml,
    /// No component was chosen.
    pub(super) is_sample: bool,
}

impl FilledTemplate {
    /// Fills what was typed; `None` when the text is longer than may be sent.
    pub(in crate::views::staff) fn new(
        values: &Values,
        ids: &[ComponentId],
        components: &[Component],
        now: Ts,
        site: &Site,
    ) -> Option<Self> {
        let chosen = naming::touched(components, ids);
        let is_sample = chosen.is_empty();
        let touched = if is_sample {
            sample(components, site.words)
        } else {
            chosen
        };
        let (title, body) = fill_texts(
            values.text("title"),
            values.text("body"),
            &touched,
            &site.dates().time(now),
        );
        Some(Self {
            title,
            body: preview(&body, BODY_MAX_CHARS)?,
            is_sample,
        })
    }
}

/// Returns the sample that fills a preview if nothing was chosen: the components of one name in its first groups, or
/// made-up ones on an empty page.
fn sample(components: &[Component], words: &Words) -> Vec<Touched> {
    let leaves: Vec<&Component> = naming::current(components)
        .filter(|one| !one.is_group())
        .collect();
    let first = leaves
        .iter()
        .find(|one| one.group_id().is_some())
        .or(leaves.first());
    let Some(first) = first else {
        return vec![Touched {
            group: Some(words.say("sample-group")),
            name: words.say("sample-component"),
        }];
    };
    let ids: Vec<ComponentId> = leaves
        .iter()
        .filter(|one| one.name == first.name)
        .take(SAMPLE)
        .map(|one| one.id.clone())
        .collect();
    naming::touched(components, &ids)
}
