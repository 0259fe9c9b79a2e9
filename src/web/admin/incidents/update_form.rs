//! The form of an update, as it is read.

use crate::app::IncidentEdit;
use crate::domain::problem::ChoiceProblem;
use crate::domain::{Component, Status, Ts, UpdateDetails};
use crate::views::Site;
use crate::views::staff;
use crate::web::admin::form::{Fields, Parsed, Reader};

/// What the form of an update asks for.
pub(super) enum UpdateForm {
    /// A template is to be put into it.
    Template(String),
    /// The message is empty: the standard sentence of its status is to be offered.
    Unwritten(String),
    /// The update is to be posted.
    Post(Box<IncidentEdit>),
}

impl UpdateForm {
    /// Reads the form; what it promises counts from `now`.
    pub(super) fn read(
        fields: &Fields,
        site: &Site,
        components: &[Component],
        now: Ts,
    ) -> Parsed<Self> {
        if fields.button() == "template" {
            return Parsed::Value(Self::Template(fields.text("template").to_owned()));
        }
        let mut read = Reader::new(fields, site);
        let status = read.chosen("status", Status::parse, ChoiceProblem::NotChosen);
        let offered = status.and_then(|status| staff::standard_sentence(site, status));
        match (fields.non_blank("body"), offered) {
            (None, Some(offered)) => return Parsed::Value(Self::Unwritten(offered)),
            (None, None) => read.require("body"),
            (Some(_), _) => {}
        }
        read.refuse_placeholders(&["name", "body"]);
        let edit = IncidentEdit {
            status,
            touches: read.components(components).into_touches(),
            next_update_by: Some(read.promise("next_update", now)),
            body: Some(read.text("body")),
            relieves: !read.has("keep_components"),
            details: UpdateDetails {
                deliver_notifications: read.has("deliver_notifications"),
                ..UpdateDetails::default()
            },
            ..IncidentEdit::default()
        };
        read.finish(Self::Post(Box::new(edit)))
    }
}
