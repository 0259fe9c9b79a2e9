//! What happens to the page, its images and templates.

use std::sync::Arc;

use super::{AT, kept};
use crate::domain::happening::{Happening, ImportHappening, PageHappening};
use crate::domain::public::tests::page;
use crate::domain::{
    Color, ComponentId, ImageFormat, ImageKind, IncidentKind, IncidentTemplate, Page, PageImage,
    PageLink, Role, Settings, Status, TemplateId, Theme,
};

/// Returns a page of which everything was changed.
fn renewed(page: &Page) -> Page {
    let settings = &page.settings;
    Page {
        name: "Candor".to_owned(),
        time_zone: "Europe/Rome".to_owned(),
        url: Some("https://status.example.com".to_owned()),
        settings: Settings {
            about: "What we do".to_owned(),
            announcement: "Hello".to_owned(),
            support_url: Some("https://example.com/help".to_owned()),
            links: vec![PageLink {
                label: "Terms".to_owned(),
                url: "https://example.com/terms".to_owned(),
            }],
            theme: Theme::Dark,
            accent_light: Color::parse("#b3261e"),
            accent_dark: Color::parse("#f2b8b5"),
            logo_alt: Some("Candor".to_owned()),
            security_contacts: vec!["mailto:security@example.com".to_owned()],
            security_policy: Some("https://example.com/policy".to_owned()),
            hidden_from_search: !settings.hidden_from_search,
            default_role: Role::Viewer,
            require_second_factor: !settings.require_second_factor,
            notify_by_default: !settings.notify_by_default,
            reminder_intervals: Vec::new(),
            audit_years: 10,
            changed_at: Some(AT),
        },
        ..page.clone()
    }
}

pub(super) fn pages() -> impl Iterator<Item = Happening<'static>> {
    let before = kept(page());
    let image = kept(PageImage {
        kind: ImageKind::Icon,
        format: ImageFormat::Png,
        width: 64,
        height: 64,
        sha256: "ab".repeat(32),
        body: Arc::from([1, 2, 3]),
        changed_at: AT,
    });
    let template = kept(IncidentTemplate {
        id: TemplateId::parse("p1").expect("an id"),
        kind: IncidentKind::Incident,
        name: "Outage".to_owned(),
        title: "{{component}} is down".to_owned(),
        body: "We look into it.".to_owned(),
        group_id: None,
        update_status: Some(Status::Investigating),
        should_send_notifications: true,
        should_tweet: false,
        component_ids: vec![ComponentId::parse("c1").expect("an id")],
        created_at: AT,
        updated_at: AT,
        revision: 1,
    });
    [
        PageHappening::Created { page: &before.id },
        PageHappening::Edited {
            before,
            after: kept(renewed(before)),
        },
        PageHappening::FeedHostFixed {
            page: &before.id,
            feed_host: "status.example.com",
        },
        PageHappening::ImageSet {
            before: None,
            after: image,
        },
        PageHappening::ImageSet {
            before: Some(image),
            after: image,
        },
        PageHappening::ImageRemoved { image },
        PageHappening::TemplateMade { template },
        PageHappening::TemplateEdited {
            before: template,
            after: kept(IncidentTemplate {
                name: "Trouble".to_owned(),
                ..template.clone()
            }),
        },
        PageHappening::TemplateDeleted { template },
    ]
    .into_iter()
    .map(Happening::from)
    .chain([Happening::from(ImportHappening::Imported {
        page: &before.id,
        components_imported: 3,
        components_updated: 1,
        incidents_imported: 1,
        incidents_updated: 0,
    })])
}
