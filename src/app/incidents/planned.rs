//! A planned incident as text.
//!
//! It was checked when it was planned, and is kept as it was then, even if forms change later.

use serde_json::{Value, json};

use crate::app::{NewIncident, Touch};
use crate::domain::{ComponentId, ComponentStatus, Impact, Status, Ts};

/// Returns an incident to open as a JSON object.
pub(super) fn to_text(new: &NewIncident) -> String {
    let touches: Vec<Value> = new
        .touches
        .iter()
        .map(|touch| json!([touch.id.as_str(), touch.status.map(ComponentStatus::as_str)]))
        .collect();
    json!({
        "name": new.name,
        "status": new.status.as_str(),
        "body": new.body,
        "touches": touches,
        "impact_override": new.impact_override.map(Impact::as_str),
        "started_at": new.started_at.map(Ts::micros),
        "next_update_by": new.next_update_by.map(Ts::micros),
        "deliver_notifications": new.deliver_notifications,
    })
    .to_string()
}

/// Reads what [`to_text`] wrote; `None` for anything else.
pub(in crate::app) fn parse(text: &str) -> Option<NewIncident> {
    let fields: Value = serde_json::from_str(text).ok()?;
    let text = |key: &str| fields.get(key)?.as_str();
    let instant = |key: &str| fields.get(key)?.as_i64().map(Ts::from_micros);
    let mut new = NewIncident::named(
        text("name")?,
        Status::parse(text("status")?)?,
        text("body")?,
    );
    new.touches = fields
        .get("touches")?
        .as_array()?
        .iter()
        .map(touch)
        .collect::<Option<_>>()?;
    new.impact_override = text("impact_override").and_then(Impact::parse);
    new.started_at = instant("started_at");
    new.next_update_by = instant("next_update_by");
    new.deliver_notifications = fields.get("deliver_notifications")?.as_bool()?;
    Some(new)
}

fn touch(pair: &Value) -> Option<Touch> {
    Some(Touch {
        id: ComponentId::parse(pair.get(0)?.as_str()?)?,
        status: match pair.get(1)?.as_str() {
            Some(status) => Some(ComponentStatus::parse(status)?),
            None => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planned_is_read_as_it_was_written() {
        let mut new = NewIncident::named("Calls \"fail\"", Status::Identified, "Line\nline 🙂");
        assert_eq!(parse(&to_text(&new)), Some(new.clone()));
        new.touches = vec![
            Touch {
                id: ComponentId::parse("c1").expect("an id"),
                status: Some(ComponentStatus::MajorOutage),
            },
            Touch {
                id: ComponentId::parse("c2").expect("an id"),
                status: None,
            },
        ];
        new.impact_override = Some(Impact::Minor);
        new.started_at = Some(Ts::from_secs(5));
        new.next_update_by = Some(Ts::from_secs(7));
        new.deliver_notifications = false;
        assert_eq!(parse(&to_text(&new)), Some(new));
        for text in [
            "",
            "{}",
            "[]",
            r#"{"name":"x","status":"unheard","body":""}"#,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
