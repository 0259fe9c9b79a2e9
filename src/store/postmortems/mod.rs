//! Postmortems, drafts included: rows of their own, read and written without their incidents.

mod rows;
