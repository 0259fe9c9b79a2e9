//! Small forms on one incident: its facts, one update, its postmortem.

use askama::Template;

use crate::views::Site;

use super::composer::impact;
use crate::domain::incidents::relief::Release;
use crate::domain::text::POSTMORTEM_MAX_CHARS;
use crate::markdown::SafeHtml;
use crate::views::staff::Desk;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values, differing};
use crate::views::staff::form::preview::preview;

/// What a page with one form is made of.
pub struct Editing<'a> {
    /// Where the form goes.
    pub action: &'a str,
    /// Where to go back to.
    pub back: &'a str,
    /// The version that is changed.
    pub version: &'a str,
    /// What was typed, or is there.
    pub values: &'a Values,
    /// What is wrong with it.
    pub problems: Problems,
    /// What somebody else made of it meanwhile, as the form would hold it.
    pub theirs: Option<Values>,
}

/// A button of the form.
struct Button {
    value: &'static str,
    label: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "staff/incidents/editing.html")]
struct EditingTemplate<'a> {
    desk: Desk,
    site: &'a Site,
    problems: Problems,
    title: String,
    intro: Option<String>,
    action: &'a str,
    back: &'a str,
    version: &'a str,
    fields: Vec<Field>,
    buttons: Vec<Button>,
    /// A button that is folded away, and what it does.
    danger: Option<(Button, String)>,
    preview: Option<SafeHtml>,
    theirs: Vec<(String, String)>,
    is_stale: bool,
}

fn render(
    desk: Desk,
    site: &Site,
    page: Editing<'_>,
    (title, intro): (String, Option<String>),
    (fields, buttons): (Vec<Field>, Vec<Button>),
    preview: Option<SafeHtml>,
) -> Result<String, askama::Error> {
    sheet(
        desk,
        site,
        page,
        (title, intro),
        (fields, buttons, None),
        preview,
    )
}

/// What a form asks for and does: its fields, its buttons, and one that is folded away with what it does.
type Parts = (Vec<Field>, Vec<Button>, Option<(Button, String)>);

fn sheet(
    desk: Desk,
    site: &Site,
    page: Editing<'_>,
    (title, intro): (String, Option<String>),
    (fields, buttons, danger): Parts,
    preview: Option<SafeHtml>,
) -> Result<String, askama::Error> {
    let problems = page.problems;
    let is_stale = page.theirs.is_some();
    let theirs = page.theirs.map_or_else(Vec::new, |theirs| {
        let shared: Vec<Field> = fields
            .iter()
            .filter(|field| theirs.get(&field.name).is_some())
            .cloned()
            .collect();
        differing(&shared, &theirs, page.values, site.words)
    });
    let fields = fields
        .into_iter()
        .map(|field| field.checked(&problems))
        .collect();
    EditingTemplate {
        desk: desk.with_problem(!problems.is_empty(), site),
        site,
        title,
        intro,
        action: page.action,
        back: page.back,
        version: page.version,
        fields,
        buttons,
        danger,
        preview,
        theirs,
        is_stale,
        problems,
    }
    .render()
}

fn local(name: &str, label: String, values: &Values) -> Field {
    Field::typed(name, label, values.text(name), "datetime-local", "off")
}

/// Renders the form of an incident's facts.
pub fn edit_incident(desk: Desk, site: &Site, page: Editing<'_>) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let fields = vec![
        Field::line("name", words.say("field-name"), values.text("name")).required(),
        impact(site, values),
        local("started_at", words.say("field-started-at"), values)
            .hint(words.say_name("times-hint", site.zone.name())),
        local("detected_at", words.say("field-detected-at"), values),
        local("restored_at", words.say("field-restored-at"), values),
    ];
    let buttons = vec![Button {
        value: "save",
        label: words.say("save"),
        kind: " button--primary",
    }];
    let title = words.say("edit-incident");
    render(desk, site, page, (title, None), (fields, buttons), None)
}

/// Renders the form that corrects one update.
pub fn edit_update(desk: Desk, site: &Site, page: Editing<'_>) -> Result<String, askama::Error> {
    let (words, values) = (site.words, page.values);
    let fields = vec![
        Field::area("body", words.say("field-message"), values.text("body"), 5),
        local("display_at", words.say("field-display-at"), values)
            .hint(words.say_name("display-at-hint", site.zone.name())),
        Field::line("reason", words.say("field-reason"), values.text("reason"))
            .hint(words.say("reason-hint")),
    ];
    let buttons = vec![Button {
        value: "save",
        label: words.say("save-correction"),
        kind: " button--primary",
    }];
    let delete = Button {
        value: "delete",
        label: words.say("delete-draft-sure"),
        kind: " button--danger",
    };
    let danger = Some((delete, words.say("delete-update-hint")));
    let head = (words.say("correct-title"), Some(words.say("correct-intro")));
    sheet(desk, site, page, head, (fields, buttons, danger), None)
}

/// Renders the form that asks once more before something goes for ever.
pub fn confirm_deletion(
    desk: Desk,
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
    let buttons = vec![Button {
        value: "delete",
        label: words.say("delete-incident"),
        kind: " button--danger",
    }];
    let mut intro = words.say("delete-incident-intro");
    if release == Release::Always {
        intro.push(' ');
        intro.push_str(&words.say("delete-maintenance-gives-back"));
    }
    let head = (words.say("delete-incident"), Some(intro));
    render(desk, site, page, head, (fields, buttons), None)
}

/// Renders the form of a postmortem: Markdown, a preview, draft and publication.
pub fn postmortem(
    desk: Desk,
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
    let mut buttons = Vec::new();
    if may_publish {
        buttons.push(Button {
            value: "publish",
            label: words.say("publish"),
            kind: " button--primary",
        });
    }
    buttons.push(Button {
        value: "draft",
        label: words.say("save-draft"),
        kind: if may_publish { "" } else { " button--primary" },
    });
    buttons.push(Button {
        value: "preview",
        label: words.say("preview"),
        kind: "",
    });
    let preview = is_preview
        .then(|| preview(values.text("body"), POSTMORTEM_MAX_CHARS))
        .flatten();
    let intro = (!may_publish).then(|| words.say("postmortem-open"));
    let head = (words.say("write-postmortem"), intro);
    render(desk, site, page, head, (fields, buttons), preview)
}
