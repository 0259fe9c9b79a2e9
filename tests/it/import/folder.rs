//! Every document of a folder against what we answer after importing it.
//!
//! `CANDOR_IMPORT_FOLDER` names a folder with the documents of a page, or one that holds such folders. The
//! project itself has none: real pages' texts are not ours.
//!
//! More keys than theirs are fine. Equal though written differently: addresses, since the page has another
//! one now; `Z` where the page's zone says otherwise, since moments are kept and not offsets; the order of
//! an incident's components, which is by position here; entries of `affected_components` that name no
//! component; the status of a group, which is its worst member's.

use std::fs;
use std::path::{Path, PathBuf};

use candor::transfer::statuspage::read;
use candor::zone::parse_instant;
use serde_json::Value;

use crate::support::TestApp;

#[tokio::test]
#[ignore = "needs a real page; CANDOR_IMPORT_FOLDER names its folder"]
async fn a_folder_comes_back_as_it_was() {
    let folder = std::env::var("CANDOR_IMPORT_FOLDER").expect("CANDOR_IMPORT_FOLDER is set");
    let mut differences = Vec::new();
    for page in pages(Path::new(&folder)) {
        let name = page
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for difference in compare(&page).await {
            differences.push(format!("{name}: {difference}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    inside.sort();
    if inside.is_empty() {
        inside.push(folder.to_owned());
    }
    inside
}

/// Imports a folder twice and says what the Status API tells differently from its documents.
async fn compare(folder: &Path) -> Vec<String> {
    let t = TestApp::new().await;
    let import = async || {
        let imported = read(folder.to_str().expect("UTF-8")).await.expect("fine");
        let who = t.owner();
        t.app
            .import(&who, imported, false, |_| {})
            .await
            .expect("it fits")
    };
    let first = import().await;
    eprintln!("{}: {first:?}", folder.display());
    assert!(import().await.is_unchanged(), "{}", folder.display());
    let mut found = Vec::new();
    for (file, key) in [
        ("components.json", "components"),
        ("incidents.json", "incidents"),
        ("scheduled-maintenances.json", "scheduled_maintenances"),
    ] {
        let Some(theirs) = document(folder, file) else {
            continue;
        };
        let ours = t.anyone().get(&format!("/api/v2/{file}")).await.json();
        for fact in ["id", "name", "time_zone"] {
            differ(
                &format!("{file} page.{fact}"),
                &theirs["page"][fact],
                &ours["page"][fact],
                &mut found,
            );
        }
        differ(
            &format!("{file} order"),
            &first_ids(&theirs[key]),
            &first_ids(&ours[key]),
            &mut found,
        );
        for expected in list(&theirs[key]) {
            let id = expected["id"].as_str().expect("an id");
            let ours = if key == "components" {
                list(&ours[key])
                    .iter()
                    .find(|one| one["id"] == expected["id"])
                    .cloned()
            } else {
                let reply = t
                    .anyone()
                    .get(&format!("/api/v2/incidents/{id}.json"))
                    .await;
                (reply.status() == 200).then(|| reply.json()["incident"].clone())
            };
            match ours {
                Some(ours) => differ(&format!("{file} {id}"), expected, &ours, &mut found),
                None => found.push(format!("{file} {id}: is missing")),
            }
        }
    }
    if let Some(theirs) = document(folder, "summary.json") {
        let ours = t.anyone().get("/api/v2/summary.json").await.json();
        differ(
            "summary.json status",
            &theirs["status"],
            &ours["status"],
            &mut found,
        );
        for key in ["components", "incidents"] {
            differ(
                &format!("summary.json {key}"),
                &first_ids(&theirs[key]),
                &first_ids(&ours[key]),
                &mut found,
            );
        }
    }
    found
}

fn document(folder: &Path, file: &str) -> Option<Value> {
    let bytes = fs::read(folder.join(file)).ok()?;
    Some(serde_json::from_slice(&bytes).expect("JSON"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The ids of a list that is as long as we make it.
fn first_ids(value: &Value) -> Value {
    list(value)
        .iter()
        .take(50)
        .map(|one| one["id"].clone())
        .collect()
}

/// Notes where our document lacks or changes something of theirs.
fn differ(place: &str, theirs: &Value, ours: &Value, found: &mut Vec<String>) {
    match (theirs, ours) {
        (a, b) if a == b => {}
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                let place = format!("{place}.{key}");
                match b.get(key) {
                    _ if key == "shortlink"
                        || (key == "status" && a.get("group") == Some(&true.into())) => {}
                    Some(mine) if key == "components" && a.contains_key("incident_updates") => {
                        differ(&place, &by_id(value), &by_id(mine), found);
                    }
                    Some(mine) => differ(&place, value, mine, found),
                    None => found.push(format!("{place}: the key is missing")),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (value, mine)) in a.iter().zip(b).enumerate() {
                differ(&format!("{place}[{index}]"), value, mine, found);
            }
        }
        (Value::Array(a), Value::Null) if a.iter().all(|one| one.get("code").is_none()) => {}
        (Value::String(a), Value::String(b)) if a.ends_with('Z') && is_same_moment(a, b) => {}
        (a, b) => found.push(format!("{place}: {a} became {b}")),
    }
}

fn is_same_moment(a: &str, b: &str) -> bool {
    parse_instant(a).is_some_and(|at| Some(at) == parse_instant(b))
}

fn by_id(value: &Value) -> Value {
    let mut sorted = list(value).to_vec();
    sorted.sort_by_key(|one| one["id"].to_string());
    Value::Array(sorted)
}
