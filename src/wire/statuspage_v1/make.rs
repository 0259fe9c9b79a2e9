//! From the domain to the objects of the manage API.

use super::{
    AffectedComponent, Component, ComponentGroup, Incident, IncidentUpdate, Page, Postmortem,
    Template,
};
use crate::domain::{self, ComponentId, IncidentKind, Status, Ts};
use crate::i18n::Words;
use crate::urls::{self, PublicUrl};
use crate::wire::times::iso_millis;
use crate::zone::Zone;

fn time(at: Ts) -> String {
    iso_millis(&Zone::utc(), at)
}

impl Page {
    /// Makes the object of the page at this address.
    pub fn new(page: &domain::Page, url: &PublicUrl) -> Self {
        Self {
            id: page.id.to_string(),
            created_at: time(page.created_at),
            updated_at: time(page.updated_at),
            name: page.name.clone(),
            page_description: Some(&page.settings.about)
                .filter(|about| !about.is_empty())
                .cloned(),
            headline: None,
            branding: "basic",
            subdomain: None,
            domain: Some(url.host()),
            url: Some(url.as_str().to_owned()),
            support_url: page.settings.support_url.clone(),
            hidden_from_search: page.settings.hidden_from_search,
            allow_page_subscribers: false,
            allow_incident_subscribers: false,
            allow_email_subscribers: false,
            allow_sms_subscribers: false,
            allow_rss_atom_feeds: true,
            allow_webhook_subscribers: false,
            notifications_from_email: None,
            notifications_email_footer: None,
            activity_score: 0,
            twitter_username: None,
            viewers_must_be_team_members: false,
            ip_restrictions: None,
            city: None,
            state: None,
            country: None,
            time_zone: page.time_zone.clone(),
        }
    }
}

/// What objects need besides themselves: the page, its address and language, every component.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The page's id.
    pub page_id: &'a domain::PageId,
    /// The page's address.
    pub url: &'a PublicUrl,
    /// The words of the sentences that the program posts; all other words are the format's.
    pub words: &'a Words,
    /// Every component and group, archived ones too.
    pub components: &'a [domain::Component],
}

impl Context<'_> {
    fn text(self, body: &domain::Body) -> String {
        self.words.body(body).text.into_owned()
    }

    /// Makes the object of a component or group.
    pub fn component(self, component: &domain::Component) -> Component {
        let status = if component.is_group() {
            self.members(&component.id)
                .map(|member| member.status)
                .fold(
                    domain::ComponentStatus::Operational,
                    domain::ComponentStatus::worst,
                )
        } else {
            component.status
        };
        Component {
            id: component.id.to_string(),
            page_id: self.page_id.to_string(),
            group_id: component.group_id().map(ToString::to_string),
            created_at: time(component.created_at),
            updated_at: time(component.updated_at),
            group: component.is_group(),
            name: component.name.clone(),
            description: component.description.clone(),
            position: component.position,
            status: status.as_str(),
            showcase: component.showcase,
            only_show_if_degraded: component.only_show_if_degraded,
            automation_email: None,
            start_date: component.start_date.clone(),
        }
    }

    fn members(&self, group: &ComponentId) -> impl Iterator<Item = &domain::Component> {
        self.components
            .iter()
            .filter(move |one| one.group_id() == Some(group) && one.archived_at.is_none())
    }

    /// Makes the object of a group.
    pub fn group(self, group: &domain::Component) -> ComponentGroup {
        ComponentGroup {
            id: group.id.to_string(),
            page_id: self.page_id.to_string(),
            name: group.name.clone(),
            description: group.description.clone(),
            components: self
                .members(&group.id)
                .map(|member| member.id.to_string())
                .collect(),
            position: group.position,
            created_at: time(group.created_at),
            updated_at: time(group.updated_at),
        }
    }

    /// Makes the object of a template.
    pub fn template(self, template: &domain::IncidentTemplate) -> Template {
        Template {
            id: template.id.to_string(),
            kind: template.kind.as_str(),
            name: template.name.clone(),
            title: template.title.clone(),
            body: template.body.clone(),
            group_id: template.group_id.clone(),
            update_status: template.update_status.map(Status::as_str),
            should_tweet: template.should_tweet,
            should_send_notifications: template.should_send_notifications,
            components: template
                .component_ids
                .iter()
                .filter_map(|id| self.components.iter().find(|one| one.id == *id))
                .filter(|one| one.archived_at.is_none())
                .map(|one| self.component(one))
                .collect(),
        }
    }

    /// Makes the object of an incident or maintenance with its postmortem, if that is published.
    pub fn incident(
        self,
        event: &domain::Incident,
        postmortem: Option<&domain::Postmortem>,
    ) -> Incident {
        let published = postmortem.filter(|post| post.is_published());
        let window = event.window;
        Incident {
            id: event.id.to_string(),
            page_id: self.page_id.to_string(),
            name: event.name.clone(),
            status: event.status.as_str(),
            impact: event.impact.as_str(),
            impact_override: event.impact_override.map(domain::Impact::as_str),
            created_at: time(event.created_at),
            updated_at: time(event.updated_at),
            started_at: time(event.started_at.unwrap_or(event.created_at)),
            detected_at: event.detected_at.map(time),
            restored_at: event.restored_at.map(time),
            next_update_by: event.next_update_by.map(time),
            monitoring_at: event.monitoring_at.map(time),
            resolved_at: event.resolved_at.map(time),
            shortlink: self.url.join(&urls::incident(&event.id)),
            metadata: serde_json::from_str(&event.metadata)
                .unwrap_or_else(|_| serde_json::Value::Object(serde_json::Map::new())),
            incident_updates: self.updates(event, published),
            components: self
                .components
                .iter()
                .filter(|component| event.component_ids.contains(&component.id))
                .map(|component| self.component(component))
                .collect(),
            reminder_intervals: event.reminder_intervals.clone(),
            scheduled_for: window.map(|window| time(window.starts_at)),
            scheduled_until: window.map(|window| time(window.ends_at)),
            scheduled_reminded_at: event.plan.reminded_at.map(time),
            scheduled_remind_prior: event.plan.remind_prior,
            scheduled_auto_in_progress: event.plan.auto_start,
            scheduled_auto_completed: event.plan.auto_finish,
            auto_transition_to_maintenance_state: event.plan.to_maintenance,
            auto_transition_to_operational_state: event.plan.to_operational,
            auto_transition_deliver_notifications_at_start: event.plan.notify_at_start,
            auto_transition_deliver_notifications_at_end: event.plan.notify_at_end,
            postmortem_body: published
                .and_then(|post| post.body.as_ref())
                .map(|body| self.text(body)),
            postmortem_body_last_updated_at: published
                .and_then(|post| post.body_updated_at)
                .map(time),
            postmortem_published_at: published.and_then(|post| post.published_at).map(time),
            postmortem_ignored: false,
            postmortem_notified_subscribers: published
                .is_some_and(|post| post.deliver_notifications),
            postmortem_notified_twitter: false,
            incident_impacts: Vec::new(),
        }
    }

    fn updates(
        self,
        event: &domain::Incident,
        postmortem: Option<&domain::Postmortem>,
    ) -> Vec<IncidentUpdate> {
        let mut updates: Vec<IncidentUpdate> = event
            .updates
            .iter()
            .rev()
            .map(|update| self.update(&event.id, update))
            .collect();
        let published = postmortem.and_then(|post| {
            let body = post.body.as_ref()?;
            Some((post, body, post.published_at?))
        });
        if let Some((post, body, published_at)) = published
            && event.kind == IncidentKind::Incident
        {
            let entry = IncidentUpdate {
                id: post.update_id.to_string(),
                incident_id: event.id.to_string(),
                status: Status::Postmortem.as_str(),
                body: self.text(body),
                affected_components: None,
                created_at: time(post.posted_at.unwrap_or(published_at)),
                updated_at: time(
                    post.body_updated_at
                        .max(post.corrected_at)
                        .unwrap_or(published_at),
                ),
                display_at: time(published_at),
                deliver_notifications: post.deliver_notifications,
                custom_tweet: post.custom_tweet.clone(),
                tweet_id: None,
                wants_twitter_update: false,
                twitter_updated_at: None,
            };
            updates.insert(0, entry);
        }
        updates
    }

    /// Makes the object of one update.
    pub fn update(self, incident: &domain::IncidentId, update: &domain::Update) -> IncidentUpdate {
        let affected: Vec<AffectedComponent> = update
            .changes
            .iter()
            .map(|change| AffectedComponent {
                code: change.component_id.to_string(),
                name: change.name.clone(),
                old_status: change.old_status.as_str(),
                new_status: change.new_status.as_str(),
            })
            .collect();
        IncidentUpdate {
            id: update.id.to_string(),
            incident_id: incident.to_string(),
            status: update.status.as_str(),
            body: self.text(&update.body),
            affected_components: (!affected.is_empty()).then_some(affected),
            created_at: time(update.created_at),
            updated_at: time(update.updated_at),
            display_at: time(update.display_at),
            deliver_notifications: update.details.deliver_notifications,
            custom_tweet: update.details.custom_tweet.clone(),
            tweet_id: update.details.tweet_id.clone(),
            wants_twitter_update: false,
            twitter_updated_at: None,
        }
    }
}

impl Postmortem {
    /// Makes the object of a postmortem, its draft included.
    pub fn new(post: &domain::Postmortem) -> Self {
        let text = |body: &Option<domain::Body>| body.as_ref().map(|body| body.text.clone());
        Self {
            preview_key: None,
            body: text(&post.body),
            body_updated_at: post.body_updated_at.map(time),
            body_draft: text(&post.draft),
            body_draft_updated_at: post.draft_updated_at.map(time),
            published_at: post.published_at.map(time),
            notify_subscribers: post.deliver_notifications,
            notify_twitter: false,
            custom_tweet: post.custom_tweet.clone(),
            created_at: time(post.created_at),
            updated_at: time(post.updated_at),
        }
    }
}
