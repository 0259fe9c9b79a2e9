//! What the public gets from a page, short enough to be read.

use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::public::DOCUMENTS;
use crate::support::{Reply, TestApp};

/// Most entries of a list that are shown.
const SHOWN: usize = 2;

/// Writes every public document: what programs read with its digest and its beginnings, pages with their headings.
/// Pages may look different in later versions; what programs read may not.
pub(super) async fn documents(t: &TestApp) -> String {
    let mut text = String::new();
    for (_, path) in DOCUMENTS.iter().filter(|(_, path)| *path != "/api/docs") {
        let reply = t.anyone().get(path).await;
        assert_eq!(reply.status(), 200, "{path}");
        writeln!(text, "== {path}\n{}", shown(&reply)).expect("written");
    }
    text
}

fn shown(reply: &Reply) -> String {
    let kind = reply.header("content-type");
    if kind.starts_with("text/html") {
        return reply.all("h1, h2, h3").join("\n");
    }
    let digest = Sha256::digest(reply.body());
    let digest = u64::from_be_bytes(digest[..8].try_into().expect("eight bytes"));
    if kind.contains("json") {
        let mut json = reply.json();
        shorten(&mut json);
        let json = serde_json::to_string_pretty(&json).expect("JSON");
        return format!("{digest:016x}\n{json}");
    }
    format!(
        "{digest:016x}\n{}",
        reply.all("entry > title, item > title").join("\n")
    )
}

/// Leaves the first entries of each list, and how many more there are.
fn shorten(json: &mut Value) {
    match json {
        Value::Array(entries) => {
            let more = entries.len().saturating_sub(SHOWN);
            entries.truncate(SHOWN);
            entries.iter_mut().for_each(shorten);
            if more > 0 {
                entries.push(Value::from(format!("and {more} more")));
            }
        }
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        _ => {}
    }
}
