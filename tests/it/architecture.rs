//! The walls of the house: which room may use which, read from the code's paths.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms of ours it may use besides itself, and the crates it may not.
const RULES: &[(&str, &[&str], &[&str])] = &[
    (
        "domain",
        &[],
        &[
            "serde",
            "serde_json",
            "sqlx",
            "axum",
            "askama",
            "tokio",
            "jiff",
        ],
    ),
    // It knows none of the work that is done there.
    ("workers", &[], &["sqlx", "axum", "askama"]),
    ("clock", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    ("entropy", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    ("zone", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    (
        "i18n",
        &["domain", "zone"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    ("urls", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    (
        "markdown",
        &["domain"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    ("images", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    ("assets", &[], &["sqlx", "axum", "askama", "tokio"]),
    (
        "wire",
        &["domain", "zone", "i18n", "urls", "markdown"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    (
        "feeds",
        &["domain", "zone", "i18n", "urls", "markdown", "wire"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    (
        "views",
        &[
            // `wire` writes a time as programs read it.
            "domain", "zone", "i18n", "urls", "markdown", "assets", "wire",
        ],
        &["sqlx", "axum", "tokio"],
    ),
    (
        "recurrence",
        &["domain", "zone"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    ("store", &["domain"], &["axum", "askama"]),
    (
        "publication",
        &[
            "domain", "store", "views", "feeds", "wire", "zone", "i18n", "urls", "clock",
            "entropy", "workers",
        ],
        &["axum", "sqlx"],
    ),
    (
        "app",
        &[
            "domain",
            "store",
            "publication",
            "clock",
            "entropy",
            "images",
            "markdown",
            "zone",
            "recurrence",
            // What it posts by itself is worded there.
            "i18n",
            "workers",
        ],
        &["axum", "askama", "sqlx"],
    ),
    ("demo", &["app", "domain"], &["sqlx", "axum", "askama"]),
    (
        "transfer",
        &[
            "app",
            "store",
            "publication",
            "domain",
            "views",
            "wire",
            "feeds",
            "zone",
            "i18n",
            "urls",
            "workers",
        ],
        &["axum", "sqlx"],
    ),
    (
        "web",
        &[
            "app",
            "publication",
            // The manage API reads from it; the test below keeps the doors of readers away.
            "store",
            "domain",
            "feeds",
            "views",
            "wire",
            "urls",
            "zone",
            "assets",
            "entropy",
            "workers",
        ],
        &["sqlx"],
    ),
    (
        "config",
        &["store", "urls", "web"],
        &["sqlx", "axum", "askama"],
    ),
];

/// Files that are compiled for tests alone.
const TESTS: &[&str] = &["tests.rs", "samples.rs", "growth.rs"];

/// The command line and the crate's root may use anything.
const FREE: &[&str] = &["cli", "main", "lib"];

#[test]
fn rooms_use_only_what_they_may() {
    let mut broken = Vec::new();
    for file in sources() {
        let room = room_of(&file);
        if FREE.contains(&room.as_str()) {
            continue;
        }
        let Some((_, rooms, crates)) = RULES.iter().find(|(name, _, _)| *name == room) else {
            broken.push(format!("{room} is a room without a rule"));
            continue;
        };
        let code = without_tests(&fs::read_to_string(&file).expect("a source file"));
        for used in used_rooms(&code) {
            if used != room && !rooms.contains(&used.as_str()) {
                broken.push(format!("{} uses {used}", file.display()));
            }
        }
        for name in *crates {
            if mentions(&code, name) {
                broken.push(format!("{} uses the crate {name}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn readers_never_wait_for_the_database() {
    for file in sources() {
        let path = file.to_string_lossy().into_owned();
        if path.contains("web/public/")
            || path.ends_with("web/status_api.rs")
            || path.ends_with("web/front.rs")
        {
            let code = fs::read_to_string(&file).expect("a source file");
            assert!(
                !mentions(&code, "store") && !code.contains("::store"),
                "{path}"
            );
        }
    }
}

#[test]
fn only_the_clock_reads_the_time_of_day() {
    for file in sources() {
        let code = without_tests(&fs::read_to_string(&file).expect("a source file"));
        if room_of(&file) != "clock" {
            assert!(
                !code.contains("SystemTime::now") && !code.contains("now_utc"),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn only_workers_take_work_off_the_async_threads() {
    for file in sources() {
        let code = without_tests(&fs::read_to_string(&file).expect("a source file"));
        if room_of(&file) != "workers" {
            for way in ["spawn_blocking", "block_in_place"] {
                assert!(!code.contains(way), "{way} in {}", file.display());
            }
        }
    }
}

#[test]
fn every_interface_string_exists() {
    let words = candor::i18n::english();
    let mut missing = BTreeSet::new();
    let mut files: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|file| ["views", "feeds", "web", "i18n", "app"].contains(&room_of(file).as_str()))
        .collect();
    walk(Path::new("templates"), "html", &mut files);
    for file in files {
        let code = without_tests(&fs::read_to_string(&file).expect("a file"));
        for call in ["say(\"", "say_name(\"", "say_count(\"", "say_with(\""] {
            // A key may stand on the line after the bracket.
            let code: String = code
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace("( \"", "(\"");
            for part in code.split(call).skip(1) {
                let key = part.split('"').next().unwrap_or_default();
                if !words.has(key) {
                    missing.insert(format!("{key} in {}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(Path::new("src"), "rs", &mut files);
    files.retain(|file| !TESTS.iter().any(|name| file.ends_with(name)));
    assert!(files.len() > 50, "the sources are there");
    files
}

fn walk(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, extension, files);
        } else if path.extension().is_some_and(|it| it == extension) {
            files.push(path);
        }
    }
}

fn room_of(file: &Path) -> String {
    let first = file.components().nth(1).expect("below src");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// Cuts off the unit tests and the comments: they may use what they like.
fn without_tests(code: &str) -> String {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn used_rooms(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let mut depth = 1;
            let mut name = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => {
                        rooms.insert(first_word(&name));
                        name.clear();
                        continue;
                    }
                    _ => {}
                }
                if depth == 0 {
                    rooms.insert(first_word(&name));
                    break;
                }
                name.push(c);
            }
        } else {
            rooms.insert(first_word(part));
        }
    }
    rooms.remove("");
    rooms
}

fn first_word(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn mentions(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '.' && c != '"')
            && after.starts_with("::")
    })
}
