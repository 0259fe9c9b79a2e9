//! The buttons that move a component or group: to a position, up, down.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::ComponentId;
use crate::urls::admin as urls;
use crate::views::Site;

use crate::views::staff::StaffFrame;

/// The form beside a row. The button that was pressed has an anchor, to which the person comes back.
#[derive(Template)]
#[template(path = "staff/components/move_buttons.html")]
pub(super) struct MoveButtons<'a> {
    site: &'a Site,
    csrf: &'a str,
    query: &'a str,
    id: &'a ComponentId,
    action: String,
    position: usize,
    count: usize,
    pressed: &'a str,
}

impl HtmlSafe for MoveButtons<'_> {}

/// Where something stands among its siblings, from 1.
#[derive(Clone, Copy)]
pub(super) struct Stand {
    pub(super) position: usize,
    pub(in crate::views::staff) count: usize,
}

impl<'a> MoveButtons<'a> {
    pub(in crate::views::staff) fn new(
        frame: &'a StaffFrame,
        site: &'a Site,
        query: &'a str,
        (id, stand): (&'a ComponentId, Stand),
        pressed: &'a str,
    ) -> Self {
        Self {
            site,
            csrf: &frame.csrf,
            query,
            id,
            action: urls::component_part(id, "move"),
            position: stand.position,
            count: stand.count,
            pressed,
        }
    }

    fn is_pressed(&self, button: &str) -> bool {
        self.pressed == button
    }
}
