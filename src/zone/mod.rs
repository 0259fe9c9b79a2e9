//! IANA zones: from instants to what a zone's calendar and clocks show, and back.
//!
//! Arithmetic alone. Texts for people are made in `i18n` and the formats of programs in `wire`; what is read and
//! written here is a value's own ISO 8601 form (`2015-10-07`, `2015-10`).

mod civil;
mod clock_changes;
mod day;
mod iana;
mod instants;
mod local;
mod month;

pub use civil::{Civil, Offset};
pub use clock_changes::ClockChange;
pub use day::Day;
pub use iana::Zone;
pub use instants::parse_instant;
pub use local::{LocalDateTime, LocalFields, LocalTimeKind, ZonedTime};
pub use month::Month;
