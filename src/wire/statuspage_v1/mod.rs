//! Objects of the Statuspage manage API v1 (`/v1`). Times are UTC with three decimals and `Z`.

use serde::Serialize;
use utoipa::ToSchema;

mod make;
mod problems;

pub use make::Context;
pub use problems::problem;

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
    /// Some words on the service, Markdown.
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
    /// Where readers get help.
    pub support_url: Option<String>,
    /// Asks search engines to leave the page out.
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

/// A prepared text for incidents or maintenances.
#[derive(Debug, Serialize, ToSchema)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// Extension: `incident` or `maintenance`.
    pub kind: &'static str,
    /// What staff call it.
    pub name: String,
    /// The title of what is made from it.
    pub title: String,
    /// The text of the update, Markdown with placeholders.
    pub body: String,
    /// The list that it stands in.
    pub group_id: Option<String>,
    /// The state of the update.
    pub update_status: Option<&'static str>,
    /// Kept for compatibility.
    pub should_tweet: bool,
    /// Whether subscribers are told.
    pub should_send_notifications: bool,
    /// The components that it chooses, as far as they are part of the page.
    pub components: Vec<Component>,
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
    /// Extension: until when the next update is promised.
    pub next_update_by: Option<String>,
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
    /// When subscribers were reminded of it.
    pub scheduled_reminded_at: Option<String>,
    /// Subscribers are reminded 60 minutes before the start.
    pub scheduled_remind_prior: bool,
    /// It is in progress from its planned start.
    pub scheduled_auto_in_progress: bool,
    /// It is completed at its planned end.
    pub scheduled_auto_completed: bool,
    /// Its components are under maintenance from its start; null if nobody said.
    pub auto_transition_to_maintenance_state: Option<bool>,
    /// Its components are relieved at its end; null if nobody said.
    pub auto_transition_to_operational_state: Option<bool>,
    /// Whether subscribers are told of the start; null if nobody said.
    pub auto_transition_deliver_notifications_at_start: Option<bool>,
    /// Whether subscribers are told of the end; null if nobody said.
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
