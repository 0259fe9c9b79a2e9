//! Objects of the Statuspage manage API v1 (`/v1`). Times are UTC with three decimals and `Z`.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{self, ComponentId, Kind, Status, Ts};
use crate::urls::{self, PublicUrl};
use crate::zone::Zone;

/// A page. Settings that Candor does not have carry the values that mean "as it is".
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the format has them")]
pub struct Page {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub created_at: String,
    /// Its last change.
    pub updated_at: String,
    /// The name that readers see.
    pub name: String,
    /// Always null.
    pub page_description: Option<String>,
    /// Always null.
    pub headline: Option<String>,
    /// Always `basic`.
    pub branding: &'static str,
    /// Always null.
    pub subdomain: Option<String>,
    /// Host of the page.
    pub domain: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Always null.
    pub support_url: Option<String>,
    /// Always false.
    pub hidden_from_search: bool,
    /// Always false: nobody can subscribe by mail yet.
    pub allow_page_subscribers: bool,
    /// Always false.
    pub allow_incident_subscribers: bool,
    /// Always false.
    pub allow_email_subscribers: bool,
    /// Always false.
    pub allow_sms_subscribers: bool,
    /// Always true.
    pub allow_rss_atom_feeds: bool,
    /// Always false.
    pub allow_webhook_subscribers: bool,
    /// Always null.
    pub notifications_from_email: Option<String>,
    /// Always null.
    pub notifications_email_footer: Option<String>,
    /// Always 0.
    pub activity_score: i64,
    /// Always null.
    pub twitter_username: Option<String>,
    /// Always false.
    pub viewers_must_be_team_members: bool,
    /// Always null.
    pub ip_restrictions: Option<String>,
    /// Always null.
    pub city: Option<String>,
    /// Always null.
    pub state: Option<String>,
    /// Always null.
    pub country: Option<String>,
    /// IANA name of the page's zone.
    pub time_zone: String,
}

/// A component or, in lists of components, a group.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Component {
    /// Its id.
    pub id: String,
    /// The page's id.
    pub page_id: String,
    /// The id of its group.
    pub group_id: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// Its last change, a status change included.
    pub updated_at: String,
    /// True for a group.
    pub group: bool,
    /// Its name.
    pub name: String,
    /// Some words on it.
    pub description: Option<String>,
    /// Order within its group or the page, from 1.
    pub position: i64,
    /// How it is doing; a group shows its worst member.
    pub status: &'static str,
    /// Shows its uptime.
    pub showcase: bool,
    /// Not on the page while operational.
    pub only_show_if_degraded: bool,
    /// Always null.
    pub automation_email: Option<String>,
    /// The date from which uptime counts, `YYYY-MM-DD`.
    pub start_date: Option<String>,
}

/// A group of components.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentGroup {
    /// Its id.
    pub id: String,
    /// The page's id.
    pub page_id: String,
    /// Its name.
    pub name: String,
    /// Some words on it.
    pub description: Option<String>,
    /// The ids of its members, in order.
    pub components: Vec<String>,
    /// Order on the page, from 1.
    pub position: i64,
    /// When it was made.
    pub created_at: String,
    /// Its last change.
    pub updated_at: String,
}

/// What an update says of one component.
#[derive(Debug, Serialize, ToSchema)]
pub struct AffectedComponent {
    /// The component's id.
    pub code: String,
    /// `GROUP - COMPONENT`, or the component's name alone.
    pub name: String,
    /// Its status before.
    pub old_status: &'static str,
    /// Its status after.
    pub new_status: &'static str,
}

/// One update of an incident.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentUpdate {
    /// Its id.
    pub id: String,
    /// The incident's id.
    pub incident_id: String,
    /// The state from this update on.
    pub status: &'static str,
    /// Its text, Markdown.
    pub body: String,
    /// What it says of components; null when nothing.
    pub affected_components: Option<Vec<AffectedComponent>>,
    /// When it was posted.
    pub created_at: String,
    /// Its last change.
    pub updated_at: String,
    /// When it happened, as readers see it.
    pub display_at: String,
    /// Whether subscribers are told.
    pub deliver_notifications: bool,
    /// Kept for compatibility.
    pub custom_tweet: Option<String>,
    /// Kept for compatibility.
    pub tweet_id: Option<String>,
    /// Always false.
    pub wants_twitter_update: bool,
    /// Always null.
    pub twitter_updated_at: Option<String>,
}

/// An incident or maintenance.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the format has them")]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// The page's id.
    pub page_id: String,
    /// Its title.
    pub name: String,
    /// Its state.
    pub status: &'static str,
    /// How bad it is or was.
    pub impact: &'static str,
    /// The impact chosen instead of the computed one.
    pub impact_override: Option<&'static str>,
    /// When it was posted.
    pub created_at: String,
    /// Its last change.
    pub updated_at: String,
    /// When the trouble began: as staff said, else when it was posted.
    pub started_at: String,
    /// Extension: when it was noticed.
    pub detected_at: Option<String>,
    /// Extension: when the service worked again.
    pub restored_at: Option<String>,
    /// First time in monitoring.
    pub monitoring_at: Option<String>,
    /// When it ended.
    pub resolved_at: Option<String>,
    /// Address of its page.
    pub shortlink: String,
    /// Objects that clients attach to it.
    #[schema(value_type = Object)]
    pub metadata: serde_json::Value,
    /// Its updates, newest first.
    pub incident_updates: Vec<IncidentUpdate>,
    /// The components it names, as they are now.
    pub components: Vec<Component>,
    /// Hours after which staff are reminded.
    pub reminder_intervals: Option<String>,
    /// Planned start of a maintenance.
    pub scheduled_for: Option<String>,
    /// Planned end of a maintenance.
    pub scheduled_until: Option<String>,
    /// Always null.
    pub scheduled_reminded_at: Option<String>,
    /// Always false.
    pub scheduled_remind_prior: bool,
    /// Always false.
    pub scheduled_auto_in_progress: bool,
    /// Always false.
    pub scheduled_auto_completed: bool,
    /// Always null.
    pub auto_transition_to_maintenance_state: Option<bool>,
    /// Always null.
    pub auto_transition_to_operational_state: Option<bool>,
    /// Always null.
    pub auto_transition_deliver_notifications_at_start: Option<bool>,
    /// Always null.
    pub auto_transition_deliver_notifications_at_end: Option<bool>,
    /// The published postmortem, Markdown.
    pub postmortem_body: Option<String>,
    /// Its last change.
    pub postmortem_body_last_updated_at: Option<String>,
    /// When it was published.
    pub postmortem_published_at: Option<String>,
    /// Always false.
    pub postmortem_ignored: bool,
    /// Whether subscribers were told of the postmortem.
    pub postmortem_notified_subscribers: bool,
    /// Always false.
    pub postmortem_notified_twitter: bool,
    /// Always empty.
    pub incident_impacts: Vec<String>,
}

/// A postmortem.
#[derive(Debug, Serialize, ToSchema)]
pub struct Postmortem {
    /// Always null: there is no preview page yet.
    pub preview_key: Option<String>,
    /// The published text.
    pub body: Option<String>,
    /// Its last change.
    pub body_updated_at: Option<String>,
    /// The text being written.
    pub body_draft: Option<String>,
    /// Its last change.
    pub body_draft_updated_at: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
    /// Whether subscribers are told.
    pub notify_subscribers: bool,
    /// Always false.
    pub notify_twitter: bool,
    /// Kept for compatibility.
    pub custom_tweet: Option<String>,
    /// When its first draft was saved.
    pub created_at: String,
    /// Its last change.
    pub updated_at: String,
}

/// Why a request was not carried out.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// A text, or a list of texts, one for each field.
    pub error: ErrorText,
    /// The same in one text.
    pub message: String,
}

/// One text or several.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ErrorText {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

fn time(at: Ts) -> String {
    Zone::utc().iso_millis(at)
}

impl Page {
    /// Makes the object of the page at this address.
    pub fn new(page: &domain::Page, url: &PublicUrl) -> Self {
        Self {
            id: page.id.to_string(),
            created_at: time(page.created_at),
            updated_at: time(page.updated_at),
            name: page.name.clone(),
            page_description: None,
            headline: None,
            branding: "basic",
            subdomain: None,
            domain: Some(url.host()),
            url: Some(url.as_str().to_owned()),
            support_url: None,
            hidden_from_search: false,
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

/// What objects need besides themselves: the page, its address, every component.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The page's id.
    pub page_id: &'a domain::PageId,
    /// The page's address.
    pub url: &'a PublicUrl,
    /// Every component and group, archived ones too.
    pub components: &'a [domain::Component],
}

impl Context<'_> {
    /// Makes the object of a component or group.
    pub fn component(self, one: &domain::Component) -> Component {
        let status = if one.is_group() {
            self.members(&one.id).map(|member| member.status).fold(
                domain::ComponentStatus::Operational,
                domain::ComponentStatus::worst,
            )
        } else {
            one.status
        };
        Component {
            id: one.id.to_string(),
            page_id: self.page_id.to_string(),
            group_id: one.group_id().map(ToString::to_string),
            created_at: time(one.created_at),
            updated_at: time(one.updated_at),
            group: one.is_group(),
            name: one.name.clone(),
            description: one.description.clone(),
            position: one.position,
            status: status.as_str(),
            showcase: one.showcase,
            only_show_if_degraded: one.only_show_if_degraded,
            automation_email: None,
            start_date: one.start_date.clone(),
        }
    }

    fn members(&self, group: &ComponentId) -> impl Iterator<Item = &domain::Component> {
        self.components
            .iter()
            .filter(move |one| one.group_id() == Some(group) && one.archived_at.is_none())
    }

    /// Makes the object of a group.
    pub fn group(self, one: &domain::Component) -> ComponentGroup {
        ComponentGroup {
            id: one.id.to_string(),
            page_id: self.page_id.to_string(),
            name: one.name.clone(),
            description: one.description.clone(),
            components: self
                .members(&one.id)
                .map(|member| member.id.to_string())
                .collect(),
            position: one.position,
            created_at: time(one.created_at),
            updated_at: time(one.updated_at),
        }
    }

    /// Makes the object of an incident or maintenance.
    pub fn incident(self, one: &domain::Incident) -> Incident {
        let published = one
            .postmortem
            .as_ref()
            .filter(|post| post.published_at.is_some());
        let window = one.window;
        Incident {
            id: one.id.to_string(),
            page_id: self.page_id.to_string(),
            name: one.name.clone(),
            status: one.status.as_str(),
            impact: one.impact.as_str(),
            impact_override: one.impact_override.map(domain::Impact::as_str),
            created_at: time(one.created_at),
            updated_at: time(one.updated_at),
            started_at: time(one.started_at.unwrap_or(one.created_at)),
            detected_at: one.detected_at.map(time),
            restored_at: one.restored_at.map(time),
            monitoring_at: one.monitoring_at.map(time),
            resolved_at: one.resolved_at.map(time),
            shortlink: self.url.join(&urls::incident(&one.id)),
            metadata: serde_json::from_str(&one.metadata)
                .unwrap_or_else(|_| serde_json::Value::Object(serde_json::Map::new())),
            incident_updates: self.updates(one),
            components: self
                .components
                .iter()
                .filter(|component| one.component_ids.contains(&component.id))
                .map(|component| self.component(component))
                .collect(),
            reminder_intervals: one.reminder_intervals.clone(),
            scheduled_for: window.map(|window| time(window.starts_at)),
            scheduled_until: window.map(|window| time(window.ends_at)),
            scheduled_reminded_at: None,
            scheduled_remind_prior: false,
            scheduled_auto_in_progress: false,
            scheduled_auto_completed: false,
            auto_transition_to_maintenance_state: None,
            auto_transition_to_operational_state: None,
            auto_transition_deliver_notifications_at_start: None,
            auto_transition_deliver_notifications_at_end: None,
            postmortem_body: published
                .and_then(|post| post.body.as_ref())
                .map(|body| body.text.clone()),
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

    fn updates(self, one: &domain::Incident) -> Vec<IncidentUpdate> {
        let mut updates: Vec<IncidentUpdate> = one
            .updates
            .iter()
            .rev()
            .map(|update| self.update(&one.id, update))
            .collect();
        let published = one.postmortem.as_ref().and_then(|post| {
            let body = post.body.as_ref()?;
            Some((post, body, post.published_at?))
        });
        if let Some((post, body, published_at)) = published
            && one.kind == Kind::Incident
        {
            let entry = IncidentUpdate {
                id: post.update_id.to_string(),
                incident_id: one.id.to_string(),
                status: Status::Postmortem.as_str(),
                body: body.text.clone(),
                affected_components: None,
                created_at: time(post.posted_at.unwrap_or(published_at)),
                updated_at: time(post.body_updated_at.unwrap_or(published_at)),
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
    pub fn update(self, incident: &domain::IncidentId, one: &domain::Update) -> IncidentUpdate {
        let affected: Vec<AffectedComponent> = one
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
            id: one.id.to_string(),
            incident_id: incident.to_string(),
            status: one.status.as_str(),
            body: one.body.text.clone(),
            affected_components: (!affected.is_empty()).then_some(affected),
            created_at: time(one.created_at),
            updated_at: time(one.updated_at),
            display_at: time(one.display_at),
            deliver_notifications: one.deliver_notifications,
            custom_tweet: one.custom_tweet.clone(),
            tweet_id: one.tweet_id.clone(),
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
