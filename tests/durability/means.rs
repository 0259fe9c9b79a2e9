//! What a test needs and a machine may lack. A test without it is skipped, says so, and fails `make test` unless
//! `CANDOR_TEST_MAY_SKIP` names it.

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::Write;

/// The variable that names the file in which skipped tests are noted, one a line: name, tab, reason.
const SKIPPED: &str = "CANDOR_TEST_SKIPPED";

/// Takes what a test needs from a `Result`; when this machine has it not, notes that the test is skipped and returns.
macro_rules! needs {
    ($means:expr) => {
        match $means {
            Ok(means) => means,
            Err(why) => {
                let here = std::any::type_name_of_val(&|| ());
                return $crate::means::note_skipped(here, &why);
            }
        }
    };
}

/// Ends a test that is not for the database of this run. Nothing is skipped by it: `make test` runs every
/// test on both.
macro_rules! only_on {
    (SQLite) => {
        if $crate::means::is_on_postgres() {
            return;
        }
    };
    (PostgreSQL) => {
        if !$crate::means::is_on_postgres() {
            return;
        }
    };
}

pub(crate) use {needs, only_on};

/// Says whether this run is on PostgreSQL.
pub(crate) fn is_on_postgres() -> bool {
    std::env::var_os("CANDOR_TEST_DATABASE_URL").is_some()
}

/// Notes that a test was skipped. `here` is the type of a closure in it.
pub(crate) fn note_skipped(here: &str, why: &impl Display) {
    let test = name_of(here);
    // Past libtest, which keeps what a passing test prints to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: {why}");
    if let Some(path) = std::env::var_os(SKIPPED) {
        let why = why.to_string().replace(['\n', '\t'], " ");
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
            .expect("the file for skipped tests");
        // In one piece, as other tests write too.
        file.write_all(format!("{test}\t{why}\n").as_bytes())
            .expect("noted");
    }
}

/// Returns a test's name as libtest writes it, from the type of a closure in it.
fn name_of(here: &str) -> &str {
    let path = here.split("::{{closure}}").next().unwrap_or(here);
    path.split_once("::").map_or(path, |(_, name)| name)
}

#[test]
fn a_test_is_named_as_libtest_names_it() {
    let name = name_of(std::any::type_name_of_val(&|| ()));
    assert_eq!(name, "means::a_test_is_named_as_libtest_names_it");
}
