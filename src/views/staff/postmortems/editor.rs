//! The form of a postmortem.

use askama::Template;

use crate::domain::text::POSTMORTEM_MAX_CHARS;
use crate::markdown::SafeHtml;
use crate::views::Site;
use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Field, Problems};
use crate::views::staff::form::preview::preview;
use crate::views::staff::form::sheet::{Button, Editing, Parts, Sheet};

#[derive(Template)]
#[template(path = "staff/postmortems/editor.html")]
struct PostmortemTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    sheet: Sheet<'a>,
    theirs: Vec<(String, String)>,
    preview: Option<SafeHtml>,
}

/// Renders the form of a postmortem: Markdown, a preview, draft and publication.
pub fn postmortem(
    frame: StaffFrame,
    site: &Site,
    page: Editing<'_>,
    may_publish: bool,
    is_preview: bool,
) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let fields = vec![
        Field::area(
            "body",
            words.say("field-postmortem"),
            values.text("body"),
            20,
        )
        .hint(words.say("message-hint")),
        Field::line("reason", words.say("field-reason"), values.text("reason"))
            .hint(words.say("postmortem-reason-hint")),
    ];
    let draft = ("draft", words.say("save-draft"));
    let mut buttons = if may_publish {
        let publish = Button::primary("publish", words.say("publish"));
        vec![publish, Button::plain(draft.0, draft.1)]
    } else {
        vec![Button::primary(draft.0, draft.1)]
    };
    buttons.push(Button::plain("preview", words.say("preview")));
    let preview = is_preview
        .then(|| preview(values.text("body"), POSTMORTEM_MAX_CHARS))
        .flatten();
    let parts = Parts {
        title: words.say("write-postmortem"),
        intro: (!may_publish).then(|| words.say("postmortem-open")),
        fields,
        buttons,
        danger: None,
    };
    let (sheet, theirs) = Sheet::new(parts, &page, site);
    PostmortemTemplate {
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
        sheet,
        theirs,
        preview,
    }
    .render()
}
