//! Tests wait for events. One that sleeps is slow on every machine and wrong on a busy one.

use std::fs;
use std::path::Path;

/// Ways to wait for no event.
const WAYS: &[&str] = &["sleep", "yield_now", "spin_loop"];

#[test]
fn no_test_sleeps_or_runs_in_circles() {
    let mut seen = 0;
    look_into(Path::new("tests/it"), &mut seen);
    assert!(seen > 50, "the tests are elsewhere");
}

fn look_into(folder: &Path, seen: &mut usize) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            look_into(&path, seen);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("waiting.rs") {
            let code = fs::read_to_string(&path).expect("a file");
            for way in WAYS {
                assert!(
                    !code.contains(&format!("{way}(")),
                    "{way} in {}",
                    path.display()
                );
            }
            *seen += 1;
        }
    }
}
