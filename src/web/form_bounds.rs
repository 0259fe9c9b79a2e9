//! How many fields a form may have, and how long their names may be, whichever door it comes through.

/// Most fields of a form on a page with few components.
pub(super) const MOST_FIELDS: usize = 4_000;

/// A form has up to three fields for each component.
const FIELDS_PER_COMPONENT: usize = 3;

/// Longest name of a field, in bytes.
pub(super) const NAME_BYTES: usize = 256;

/// Returns how many fields a form may have on a page of so many components.
pub(super) fn most_fields(components: usize) -> usize {
    MOST_FIELDS.max(FIELDS_PER_COMPONENT * components)
}
