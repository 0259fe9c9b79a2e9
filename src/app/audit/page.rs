//! What the audit log keeps of the page, its images and templates.

use serde_json::{Map, Value, json};

use crate::domain::happening::PageHappening;
use crate::domain::{ComponentId, IncidentTemplate, Page, PageImage, Status};

/// Returns what an entry keeps of what happened to the page.
pub(super) fn detail(happening: &PageHappening<'_>) -> Value {
    match happening {
        PageHappening::Created { .. } => json!({}),
        PageHappening::Edited { before, after } => difference(before, after),
        PageHappening::FeedHostFixed { feed_host, .. } => json!({ "feed_host": feed_host }),
        PageHappening::ImageSet { before, after } => {
            json!({ "image": [before.map(image), image(after)] })
        }
        PageHappening::ImageRemoved { image: gone } => json!({ "image": [image(gone), null] }),
        PageHappening::TemplateMade { template: subject }
        | PageHappening::TemplateDeleted { template: subject } => template(subject),
        PageHappening::TemplateEdited { before, after } => {
            json!({ "template": [template(before), template(after)] })
        }
    }
}

/// Returns what changed: each field with its value before and after.
fn difference(before: &Page, after: &Page) -> Value {
    let (before, after) = (described(before), described(after));
    let changed: Map<String, Value> = before
        .into_iter()
        .filter_map(|(field, was)| {
            let is = after.get(&field).cloned().unwrap_or_default();
            (was != is).then(|| (field, json!([was, is])))
        })
        .collect();
    Value::Object(changed)
}

/// Returns everything that staff set about the page, by the names of the fields.
pub(in crate::app) fn described(page: &Page) -> Map<String, Value> {
    let settings = &page.settings;
    let links: Vec<Value> = settings
        .links
        .iter()
        .map(|link| json!({ "label": link.label, "url": link.url }))
        .collect();
    let fields = json!({
        "name": page.name,
        "time_zone": page.time_zone,
        "url": page.url,
        "about": settings.about,
        "announcement": settings.announcement,
        "support_url": settings.support_url,
        "links": links,
        "theme": settings.theme.as_str(),
        "accent_light": settings.accent_light.map(|color| color.to_string()),
        "accent_dark": settings.accent_dark.map(|color| color.to_string()),
        "logo_alt": settings.logo_alt,
        "security_contacts": settings.security_contacts,
        "security_policy": settings.security_policy,
        "hidden_from_search": settings.hidden_from_search,
        "default_role": settings.default_role.as_str(),
        "require_second_factor": settings.require_second_factor,
        "notify_by_default": settings.notify_by_default,
        "reminder_intervals": settings.reminder_intervals,
        "audit_years": settings.audit_years,
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn image(image: &PageImage) -> Value {
    json!({
        "content_type": image.format.as_str(),
        "width": image.width,
        "height": image.height,
        "bytes": image.body.len(),
        "sha256": image.sha256,
    })
}

fn template(template: &IncidentTemplate) -> Value {
    let ids: Vec<&str> = template
        .component_ids
        .iter()
        .map(ComponentId::as_str)
        .collect();
    json!({
        "kind": template.kind.as_str(),
        "name": template.name,
        "title": template.title,
        "body": template.body,
        "group_id": template.group_id,
        "update_status": template.update_status.map(Status::as_str),
        "should_send_notifications": template.should_send_notifications,
        "should_tweet": template.should_tweet,
        "component_ids": ids,
    })
}
