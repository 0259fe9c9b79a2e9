//! Which room may use which, read from the parsed code.

mod circles;
mod rules;
mod source;
mod topics;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rules::RULES;
use source::{sources, walk};

/// The command line and the crate's root may use anything.
const FREE: &[&str] = &["cli", "main", "lib"];

#[test]
fn rooms_use_only_what_they_may() {
    let mut broken = Vec::new();
    for source in sources() {
        let (room, file) = (source.room(), source.file.display());
        if FREE.contains(&room) {
            continue;
        }
        let Some((_, rooms, crates)) = RULES.iter().find(|(name, _, _)| *name == room) else {
            broken.push(format!("{room} is a room without a rule"));
            continue;
        };
        for used in source.rooms() {
            if used != room && !rooms.contains(&used) {
                broken.push(format!("{file} uses {used}"));
            }
        }
        for name in *crates {
            if source.names_crate(name) {
                broken.push(format!("{file} uses the crate {name}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn files_do_not_use_one_another_in_a_circle() {
    let sources = sources();
    let found: Vec<Vec<String>> = circles::circles(&circles::uses(&sources))
        .into_iter()
        .map(|circle| {
            let files = circle.into_iter();
            files
                .map(|at| sources[at].file.display().to_string())
                .collect()
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn files_are_short() {
    const MOST: usize = 500;
    const MEDIAN: usize = 120;
    let mut lengths: Vec<(usize, PathBuf)> = sources()
        .into_iter()
        .map(|source| {
            let text = fs::read_to_string(&source.file).expect("a source file");
            (text.lines().count(), source.file)
        })
        .collect();
    lengths.sort();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > MOST).collect();
    assert!(long.is_empty(), "{long:#?}");
    let (median, _) = lengths[lengths.len() / 2];
    assert!(median <= MEDIAN, "the median is {median}");
}

/// What rooms may name of the store. `app` begins writes, `house` gives it the store.
const STORE_NAMES: &[(&str, &[&str])] = &[
    ("web", &["Reads", "Read", "StoreError", "IncidentFilter"]),
    (
        "publication",
        &["Reads", "Read", "StoreError", "Documented", "Watch"],
    ),
    ("config", &["Location"]),
];

#[test]
fn doors_cannot_begin_a_write() {
    let mut broken = Vec::new();
    for source in sources() {
        let room = source.room();
        if ["store", "app", "house"].contains(&room) || FREE.contains(&room) {
            continue;
        }
        let known = STORE_NAMES.iter().find(|(name, _)| *name == room);
        let names = known.map_or(&[] as &[&str], |(_, names)| names);
        for path in &source.paths {
            if let [root, store, name, ..] = path.as_slice()
                && root == "crate"
                && store == "store"
                && !names.contains(&name.as_str())
            {
                broken.push(format!("{} names {name}", source.file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn readers_never_wait_for_the_database() {
    let mut looked_at = 0;
    for source in sources() {
        let path = source.file.to_string_lossy();
        if path.ends_with("web/public.rs") || path.ends_with("web/front.rs") {
            looked_at += 1;
            assert!(!source.rooms().contains("store"), "{path}");
        }
    }
    assert_eq!(looked_at, 2);
}

#[test]
fn only_the_clock_reads_the_time_of_day() {
    for source in sources() {
        if source.room() != "clock" {
            for way in ["SystemTime :: now", "now_utc"] {
                assert!(!source.code.contains(way), "{}", source.file.display());
            }
        }
    }
}

#[test]
fn only_workers_take_work_off_the_async_threads() {
    for source in sources() {
        if source.room() != "workers" {
            for way in ["spawn_blocking", "block_in_place"] {
                let file = source.file.display();
                assert!(!source.code.contains(way), "{way} in {file}");
            }
        }
    }
}

#[test]
fn every_interface_string_exists() {
    let words = candor::i18n::english();
    let mut missing = BTreeSet::new();
    let mut texts: Vec<(PathBuf, String)> = sources()
        .into_iter()
        .filter(|source| ["views", "feeds", "web", "i18n", "app"].contains(&source.room()))
        .map(|source| (source.file, source.code))
        .collect();
    let mut templates = Vec::new();
    walk(Path::new("templates"), "html", &mut templates);
    texts.extend(templates.into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("a template");
        (file, text)
    }));
    for (file, text) in texts {
        let text = text.replace(" (\"", "(\"").replace("( \"", "(\"");
        for call in ["say(\"", "say_name(\"", "say_count(\"", "say_with(\""] {
            for part in text.split(call).skip(1) {
                let key = part.split('"').next().unwrap_or_default();
                if !words.has(key) {
                    missing.insert(format!("{key} in {}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn documents_name_files_that_exist() {
    let mut missing = BTreeSet::new();
    let mut files: Vec<PathBuf> = [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "SECURITY.md",
    ]
    .map(PathBuf::from)
    .into();
    walk(Path::new("docs"), "md", &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("a document");
        for named in text.split('`').skip(1).step_by(2) {
            let is_path = named.contains('/')
                && !named.starts_with('/')
                && !named.starts_with("target/")
                && named
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            let first = named.split('/').next().unwrap_or_default();
            let is_ours = Path::new(first).is_dir() || Path::new("src").join(first).is_dir();
            if is_path
                && is_ours
                && !["", "src/"]
                    .iter()
                    .any(|base| Path::new(&format!("{base}{named}")).exists())
            {
                missing.insert(format!("{named} in {}", file.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
