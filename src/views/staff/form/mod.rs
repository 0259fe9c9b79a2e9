//! The parts of forms, the same everywhere.

pub(super) mod checkboxes;
pub(super) mod component_checkboxes;
pub(super) mod fields;
pub(super) mod picker;
pub(super) mod preview;
pub(super) mod sheet;
