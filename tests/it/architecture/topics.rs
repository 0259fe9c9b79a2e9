//! The topics: the same folders in every layer, and no topic uses files inside another.

use std::fs;
use std::path::Path;

use super::source::{Source, sources};

/// The topics.
const TOPICS: &[&str] = &[
    "access",
    "audit",
    "components",
    "incidents",
    "maintenances",
    "page",
    "postmortems",
];

/// The folders that hold topics, and what else may lie there as a folder.
const LAYERS: &[(&str, &[&str])] = &[
    ("src/domain", &["happening", "problem", "public"]),
    ("src/store", &["db", "jobs"]),
    ("src/app", &["clock", "import"]),
    ("src/web/admin", &["entry", "form"]),
    ("src/views/staff", &["form"]),
    ("templates/staff", &["form"]),
];

#[test]
fn every_layer_has_the_same_topics() {
    for topic in TOPICS {
        for (layer, _) in LAYERS.iter().chain(&[("tests/it", &[] as &[&str])]) {
            let folder = format!("{layer}/{topic}");
            assert!(Path::new(&folder).is_dir(), "{folder} is missing");
        }
        let words = format!("locales/en/{topic}.ftl");
        assert!(Path::new(&words).is_file(), "{words} is missing");
    }
    for (layer, others) in LAYERS {
        for entry in fs::read_dir(layer).expect("a layer") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                let is_known = TOPICS.contains(&name.as_str()) || others.contains(&name.as_str());
                assert!(is_known, "{layer}/{name} is no topic");
            }
        }
    }
}

#[test]
fn a_topic_is_used_by_its_front_alone() {
    let sources = sources();
    let mut broken = Vec::new();
    for (layer, _) in &LAYERS[1..5] {
        let layer: Vec<&str> = Path::new(layer)
            .components()
            .skip(1)
            .filter_map(|part| part.as_os_str().to_str())
            .collect();
        for source in &sources {
            for path in source.paths.iter().filter(|path| path[0] == "crate") {
                if let Some(topic) = inside_of_topic(&sources, &layer, &path[1..])
                    && !is_in(source, &layer, topic)
                {
                    let path = path.join("::");
                    broken.push(format!("{} uses {path}", source.file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Returns the topic into which a path leads further than its front.
fn inside_of_topic<'a>(sources: &[Source], layer: &[&str], path: &'a [String]) -> Option<&'a str> {
    let topic = path.get(layer.len())?;
    let is_topic = path.starts_with_words(layer) && TOPICS.contains(&topic.as_str());
    let file = path.get(..layer.len() + 2)?;
    let front = sources
        .iter()
        .find(|source| source.module == file[..=layer.len()])?;
    // A front may show a function that is called like its file.
    let is_shown = path.len() == file.len()
        && front
            .shown
            .iter()
            .any(|(name, _)| *name == file[layer.len() + 1]);
    let leads_inside = sources.iter().any(|source| source.module == file);
    (is_topic && leads_inside && !is_shown).then_some(topic)
}

fn is_in(source: &Source, layer: &[&str], topic: &str) -> bool {
    source.module.starts_with_words(layer)
        && source
            .module
            .get(layer.len())
            .is_some_and(|part| part == topic)
}

/// Compares parts of a path with words.
trait StartsWithWords {
    fn starts_with_words(&self, words: &[&str]) -> bool;
}

impl StartsWithWords for [String] {
    fn starts_with_words(&self, words: &[&str]) -> bool {
        self.len() >= words.len() && self.iter().zip(words).all(|(part, word)| part == word)
    }
}

#[test]
fn the_clock_knows_no_topic() {
    for source in sources() {
        if source.module.starts_with_words(&["app", "clock"]) {
            for path in source.paths.iter().filter(|path| path.len() > 2) {
                let is_topic = path[1] == "app" && TOPICS.contains(&path[2].as_str());
                assert!(
                    !is_topic,
                    "{} uses {}",
                    source.file.display(),
                    path.join("::")
                );
            }
        }
    }
}
