//! Components and groups.

mod tree;
