//! The documents as they come: every key optional that some real document lacks, unknown keys ignored.

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::ReadError;
use crate::domain::Ts;
use crate::zone;

/// A text of the documents, without NUL characters, which PostgreSQL cannot hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub(super) struct Text(pub(super) String);

impl From<String> for Text {
    fn from(text: String) -> Self {
        if text.contains('\0') {
            Self(text.replace('\0', ""))
        } else {
            Self(text)
        }
    }
}

/// The lists that a document may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Lists {
    pub(super) page: Option<Page>,
    pub(super) components: Option<Vec<Component>>,
    pub(super) incidents: Option<Vec<Incident>>,
    pub(super) scheduled_maintenances: Option<Vec<Incident>>,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Page {
    pub(super) id: Option<String>,
    pub(super) name: Option<Text>,
    pub(super) url: Option<String>,
    pub(super) time_zone: Option<Text>,
    pub(super) updated_at: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Component {
    pub(super) id: String,
    pub(super) page_id: Option<String>,
    pub(super) name: Option<Text>,
    pub(super) status: Option<Text>,
    pub(super) created_at: Option<String>,
    pub(super) updated_at: Option<String>,
    pub(super) position: Option<i64>,
    pub(super) description: Option<Text>,
    pub(super) showcase: Option<bool>,
    pub(super) start_date: Option<Text>,
    pub(super) group_id: Option<String>,
    pub(super) group: Option<bool>,
    pub(super) only_show_if_degraded: Option<bool>,
    /// The members of a group.
    pub(super) components: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Incident {
    pub(super) id: String,
    pub(super) page_id: Option<String>,
    pub(super) name: Text,
    pub(super) status: Option<Text>,
    pub(super) impact: Option<Text>,
    pub(super) created_at: String,
    pub(super) updated_at: Option<String>,
    pub(super) started_at: Option<String>,
    pub(super) monitoring_at: Option<String>,
    pub(super) resolved_at: Option<String>,
    pub(super) scheduled_for: Option<String>,
    pub(super) scheduled_until: Option<String>,
    pub(super) reminder_intervals: Option<Value>,
    #[serde(rename = "incident_updates")]
    pub(super) updates: Option<Vec<Update>>,
    pub(super) components: Option<Vec<Component>>,
    /// The manage API's lists have the postmortem here, and no update for it.
    pub(super) postmortem_body: Option<Text>,
    pub(super) postmortem_body_last_updated_at: Option<String>,
    pub(super) postmortem_published_at: Option<String>,
    pub(super) postmortem_notified_subscribers: Option<bool>,
    // The rest is in the manage API's lists alone.
    pub(super) impact_override: Option<Text>,
    pub(super) metadata: Option<Map<String, Value>>,
    pub(super) scheduled_remind_prior: Option<bool>,
    pub(super) scheduled_auto_in_progress: Option<bool>,
    pub(super) scheduled_auto_completed: Option<bool>,
    pub(super) auto_transition_to_maintenance_state: Option<bool>,
    pub(super) auto_transition_to_operational_state: Option<bool>,
    pub(super) auto_transition_deliver_notifications_at_start: Option<bool>,
    pub(super) auto_transition_deliver_notifications_at_end: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Update {
    pub(super) id: String,
    pub(super) status: Option<Text>,
    pub(super) body: Option<Text>,
    pub(super) created_at: String,
    pub(super) updated_at: Option<String>,
    pub(super) display_at: Option<String>,
    pub(super) affected_components: Option<Vec<Affected>>,
    pub(super) deliver_notifications: Option<bool>,
    pub(super) custom_tweet: Option<Value>,
    pub(super) tweet_id: Option<Value>,
}

/// An entry of `affected_components`; old pages have some that name no component.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Affected {
    pub(super) code: Option<String>,
    pub(super) name: Option<Text>,
    pub(super) old_status: Option<Text>,
    pub(super) new_status: Option<Text>,
}

/// Returns a value that is text nearly always as text; `None` for null.
pub(super) fn as_text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(Text::from(text.clone()).0),
        other => Some(other.to_string()),
    }
}

/// Something in a document, with its place there.
#[derive(Debug)]
pub(super) struct Found<'a, T> {
    pub(super) item: &'a T,
    /// The file or address.
    pub(super) document: &'a str,
    /// Such as `incidents[3]`.
    pub(super) place: String,
}

impl<'a, T> Found<'a, T> {
    /// Returns a part of this, which stands at `step`: `.incident_updates[2]`.
    pub(super) fn part<U>(&self, step: &str, item: &'a U) -> Found<'a, U> {
        Found {
            item,
            document: self.document,
            place: format!("{}{step}", self.place),
        }
    }

    /// Makes an error about a key of this.
    pub(super) fn error(&self, key: &str, reason: impl Into<String>) -> ReadError {
        ReadError::at(self.document, format!("{}.{key}", self.place), reason)
    }

    /// Reads the id at a key.
    pub(super) fn id<I>(
        &self,
        key: &str,
        text: &str,
        parse: fn(&str) -> Option<I>,
    ) -> Result<I, ReadError> {
        parse(text).ok_or_else(|| {
            self.error(
                key,
                format!("{text:?} is not an id: 1 to 64 letters, digits, hyphens and underscores"),
            )
        })
    }

    /// Reads the moment at a key.
    pub(super) fn moment(&self, key: &str, text: &str) -> Result<Ts, ReadError> {
        zone::parse_instant(text)
            .ok_or_else(|| self.error(key, format!("{text:?} is not a moment in ISO 8601")))
    }

    /// Reads the moment at a key that may be missing or null.
    pub(super) fn optional_moment(
        &self,
        key: &str,
        text: Option<&String>,
    ) -> Result<Option<Ts>, ReadError> {
        text.map(|text| self.moment(key, text)).transpose()
    }
}

/// Says whether a document is a bare list.
pub(super) fn is_bare(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}

/// The byte order mark that some editors put before UTF-8 text.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads a JSON document: an object with lists, or a bare list of incidents.
pub(super) fn parse(document: &str, bytes: &[u8]) -> Result<Lists, ReadError> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let broken = |error: serde_json::Error| broken(document, &error);
    if is_bare(bytes) {
        return Ok(Lists {
            incidents: Some(serde_json::from_slice(bytes).map_err(broken)?),
            ..Lists::default()
        });
    }
    let lists: Lists = serde_json::from_slice(bytes).map_err(broken)?;
    if lists.page.is_none()
        && lists.components.is_none()
        && lists.incidents.is_none()
        && lists.scheduled_maintenances.is_none()
    {
        return Err(ReadError::of(
            document,
            "holds neither a page nor components, incidents or scheduled_maintenances",
        ));
    }
    Ok(lists)
}

fn broken(document: &str, error: &serde_json::Error) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let reason = text
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&text)
        .replace("a sequence", "a list")
        .replace("a map", "an object");
    let reason = match error.classify() {
        Category::Syntax | Category::Eof => format!("not JSON: {reason}"),
        Category::Data | Category::Io => reason,
    };
    ReadError::at(document, format!("line {line}, column {column}"), reason)
}
