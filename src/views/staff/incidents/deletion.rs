//! The form that asks before an incident is deleted for good.

use crate::domain::incidents::release::Release;
use crate::views::Site;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field};
use crate::views::staff::form::sheet::{Button, Editing, Parts, sheet};

/// Renders the form that asks once more before an incident is deleted for good.
pub fn confirm_deletion(
    frame: StaffFrame,
    site: &Site,
    page: Editing<'_>,
    release: Release,
) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let mut fields = Vec::new();
    if release == Release::AsChosen {
        let chosen = values.get("left").unwrap_or("others");
        let choices = [
            ("others", words.say("left-to-others")),
            ("as_they_are", words.say("left-as-they-are")),
        ];
        let choices = choices
            .into_iter()
            .map(|(value, label)| Choice::new(value, label, chosen))
            .collect();
        fields.push(Field::radios("left", words.say("field-left"), choices));
    }
    fields.push(
        Field::line(
            "confirm",
            words.say("field-confirm"),
            values.text("confirm"),
        )
        .hint(words.say("confirm-hint"))
        .required(),
    );
    let buttons = vec![Button::danger("delete", words.say("delete-incident"))];
    let mut intro = words.say("delete-incident-intro");
    if release == Release::Always {
        intro.push(' ');
        intro.push_str(&words.say("delete-maintenance-gives-back"));
    }
    let parts = Parts {
        title: words.say("delete-incident"),
        intro: Some(intro),
        fields,
        buttons,
        danger: None,
    };
    sheet(frame, site, page, parts)
}
