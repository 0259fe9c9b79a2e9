//! The form that corrects an update.

use crate::views::Site;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::Field;
use crate::views::staff::form::sheet::{Button, Editing, Parts, sheet};

/// Renders the form that corrects one update.
pub fn edit_update(
    frame: StaffFrame,
    site: &Site,
    page: Editing<'_>,
) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let fields = vec![
        Field::area("body", words.say("field-message"), values.text("body"), 5),
        Field::local_time("display_at", words.say("field-display-at"), values)
            .hint(words.say_name("display-at-hint", site.zone.name())),
        Field::line("reason", words.say("field-reason"), values.text("reason"))
            .hint(words.say("reason-hint")),
    ];
    let buttons = vec![Button::primary("save", words.say("save-correction"))];
    let delete = Button::danger("delete", words.say("delete-draft-sure"));
    let parts = Parts {
        title: words.say("correct-title"),
        intro: Some(words.say("correct-intro")),
        fields,
        buttons,
        danger: Some((delete, words.say("delete-update-hint"))),
    };
    sheet(frame, site, page, parts)
}
