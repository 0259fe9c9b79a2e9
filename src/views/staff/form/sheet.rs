//! A page with one small form on one thing.

use askama::Template;

use super::fields::{Field, Problems, Values, differing};
use crate::views::Site;
use crate::views::staff::StaffFrame;

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
    /// What somebody else changed meanwhile, as the form would hold it.
    pub theirs: Option<Values>,
}

/// A button of the form.
pub(in crate::views::staff) struct Button {
    pub(in crate::views::staff) value: &'static str,
    pub(in crate::views::staff) label: String,
    pub(in crate::views::staff) kind: &'static str,
}

impl Button {
    /// What the form is for.
    pub(in crate::views::staff) fn primary(value: &'static str, label: String) -> Self {
        let kind = " button--primary";
        Self { value, label, kind }
    }

    /// What cannot be undone.
    pub(in crate::views::staff) fn danger(value: &'static str, label: String) -> Self {
        let kind = " button--danger";
        Self { value, label, kind }
    }

    /// What else can be done.
    pub(in crate::views::staff) fn plain(value: &'static str, label: String) -> Self {
        Self {
            value,
            label,
            kind: "",
        }
    }
}

/// What the page says, and what the form asks for and does.
pub(in crate::views::staff) struct Parts {
    pub(in crate::views::staff) title: String,
    pub(in crate::views::staff) intro: Option<String>,
    pub(in crate::views::staff) fields: Vec<Field>,
    pub(in crate::views::staff) buttons: Vec<Button>,
    /// A button that is folded away, and what it does.
    pub(in crate::views::staff) danger: Option<(Button, String)>,
}

/// The form as the template places it.
pub(in crate::views::staff) struct Sheet<'a> {
    pub(in crate::views::staff) parts: Parts,
    pub(in crate::views::staff) action: &'a str,
    pub(in crate::views::staff) back: &'a str,
    pub(in crate::views::staff) version: &'a str,
    pub(in crate::views::staff) is_stale: bool,
}

impl<'a> Sheet<'a> {
    /// Makes the form, with what is wrong in it, and with what somebody else changed meanwhile.
    pub(in crate::views::staff) fn new(
        mut parts: Parts,
        page: &Editing<'a>,
        site: &Site,
    ) -> (Self, Vec<(String, String)>) {
        let theirs = page.theirs.as_ref().map_or_else(Vec::new, |theirs| {
            let shared: Vec<Field> = parts
                .fields
                .iter()
                .filter(|field| theirs.get(&field.name).is_some())
                .cloned()
                .collect();
            differing(&shared, theirs, page.values, site.words)
        });
        let fields = parts.fields.into_iter();
        parts.fields = fields.map(|field| field.checked(&page.problems)).collect();
        let sheet = Self {
            parts,
            action: page.action,
            back: page.back,
            version: page.version,
            is_stale: page.theirs.is_some(),
        };
        (sheet, theirs)
    }
}

#[derive(Template)]
#[template(path = "staff/form/sheet.html")]
struct SheetTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    sheet: Sheet<'a>,
    theirs: Vec<(String, String)>,
}

/// Renders a page with one form.
pub(in crate::views::staff) fn sheet(
    frame: StaffFrame,
    site: &Site,
    page: Editing<'_>,
    parts: Parts,
) -> Result<String, askama::Error> {
    let (sheet, theirs) = Sheet::new(parts, &page, site);
    SheetTemplate {
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
        sheet,
        theirs,
    }
    .render()
}
