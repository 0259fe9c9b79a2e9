//! The form of an incident's facts.

use super::composer::impact;
use crate::views::Site;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::Field;
use crate::views::staff::form::sheet::{Button, Editing, Parts, sheet};

/// Renders the form of an incident's facts.
pub fn edit_incident(
    frame: StaffFrame,
    site: &Site,
    page: Editing<'_>,
) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let fields = vec![
        Field::line("name", words.say("field-name"), values.text("name")).required(),
        impact(site, values),
        Field::local_time("started_at", words.say("field-started-at"), values)
            .hint(words.say_name("times-hint", site.zone.name())),
        Field::local_time("detected_at", words.say("field-detected-at"), values),
        Field::local_time("restored_at", words.say("field-restored-at"), values),
    ];
    let buttons = vec![Button::primary("save", words.say("save"))];
    let parts = Parts {
        title: words.say("edit-incident"),
        intro: None,
        fields,
        buttons,
        danger: None,
    };
    sheet(frame, site, page, parts)
}
