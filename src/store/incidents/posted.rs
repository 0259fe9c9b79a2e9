//! The sentence that the program posted, as it stands beside its text: canonical JSON, keys in alphabetical order.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain::{PlannedTime, Posted, PostedSentence, Ts, Window};
use crate::store::error::stored;
use crate::store::sound::keep;

/// A posted sentence as it is stored: its key, its values, what somebody added. Instants are microseconds since 1970.
#[derive(Serialize, Deserialize)]
struct PostedJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<i64>,
    #[serde(borrow)]
    own: Cow<'a, str>,
    #[serde(borrow)]
    sentence: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    starts_at: Option<i64>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    time_zone: Option<Cow<'a, str>>,
}

/// Writes a posted sentence.
pub(super) fn print(posted: &Posted) -> String {
    let planned = posted.sentence.planned();
    let at = |of: fn(&PlannedTime) -> Ts| planned.map(|planned| of(planned).micros());
    let json = PostedJson {
        as_of: at(|planned| planned.as_of),
        ends_at: at(|planned| planned.window.ends_at),
        own: Cow::Borrowed(&posted.own),
        sentence: Cow::Borrowed(posted.sentence.key()),
        starts_at: at(|planned| planned.window.starts_at),
        time_zone: planned.map(|planned| Cow::Borrowed(planned.time_zone.as_str())),
    };
    serde_json::to_string(&json).expect("texts and numbers are JSON")
}

/// Reads the posted sentence beside a text. One that makes no sense is logged and counted, and left out.
pub(super) fn read(value: Option<&str>, table: &'static str, id: &str) -> Option<Box<Posted>> {
    keep(stored(parse(value?), table, "posted", id)).map(Box::new)
}

fn parse(text: &str) -> Option<Posted> {
    let json: PostedJson<'_> = serde_json::from_str(text).ok()?;
    let planned = match (json.starts_at, json.ends_at, json.as_of, json.time_zone) {
        (None, None, None, None) => None,
        (Some(starts_at), Some(ends_at), Some(as_of), Some(time_zone)) => Some(PlannedTime {
            window: Window {
                starts_at: Ts::from_micros(starts_at),
                ends_at: Ts::from_micros(ends_at),
            },
            as_of: Ts::from_micros(as_of),
            time_zone: time_zone.into_owned(),
        }),
        _ => return None,
    };
    Some(Posted {
        sentence: PostedSentence::from_key(&json.sentence, planned)?,
        own: json.own.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_read_as_it_was_written() {
        for sentence in PostedSentence::samples() {
            for own in ["", "two\r\nlines \"quoted\" \\ 🚑"] {
                let posted = Posted::new(sentence.clone(), Some(own.to_owned()));
                assert_eq!(parse(&print(&posted)), Some(posted));
            }
        }
    }

    #[test]
    fn what_databases_hold_stays_readable() {
        let texts: Vec<String> = PostedSentence::samples()
            .into_iter()
            .map(|sentence| print(&Posted::new(sentence, Some("x".to_owned()))))
            .collect();
        let planned = |key: &str| {
            format!(
                "{{\"as_of\":1795582800000000,\"ends_at\":1795593600000000,\"own\":\"x\",\"sentence\":\"{key}\",\
                 \"starts_at\":1795586400000000,\"time_zone\":\"America/New_York\"}}"
            )
        };
        let plain = |key: &str| format!("{{\"own\":\"x\",\"sentence\":\"{key}\"}}");
        assert_eq!(
            texts,
            [
                plain("in-progress"),
                plain("completed"),
                plain("cancelled"),
                planned("moved"),
                planned("longer"),
                planned("shorter"),
            ]
        );
    }

    #[test]
    fn what_makes_no_sense_is_no_sentence() {
        for text in [
            "",
            "[",
            "{}",
            r#"{"own":"","sentence":"other"}"#,
            r#"{"own":"","sentence":"moved"}"#,
            r#"{"own":"","sentence":"completed","as_of":1}"#,
            r#"{"as_of":1,"ends_at":2,"own":"","sentence":"completed","starts_at":1,"time_zone":"UTC"}"#,
            r#"{"as_of":"x","ends_at":2,"own":"","sentence":"moved","starts_at":1,"time_zone":"UTC"}"#,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
