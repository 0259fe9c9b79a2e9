//! The shapes of bodies, for the document alone: requests are read field by field, more leniently than
//! it says.

use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{Object, ObjectBuilder, OneOfBuilder};

use crate::domain::{ComponentStatus, Impact, IncidentKind, Status};

/// A text among these, or null.
fn one_of(words: impl Iterator<Item = &'static str>, description: &str) -> Object {
    let nullable = SchemaType::from_iter([Type::String, Type::Null]);
    ObjectBuilder::new()
        .schema_type(nullable)
        .enum_values(Some(words.map(Value::from).chain([Value::Null])))
        .description(Some(description))
        .build()
}

fn component_status() -> Object {
    let words = ComponentStatus::ALL.iter().map(|one| one.as_str());
    one_of(words, "How it is doing.")
}

fn status() -> Object {
    let posted = Status::ALL.iter().filter(|one| one.may_be_posted());
    one_of(
        posted.map(|one| one.as_str()),
        "Its state; investigating when not given. A maintenance has states of its own, scheduled when not \
         given, and goes forward only.",
    )
}

fn template_status() -> Object {
    let posted = Status::ALL.iter().filter(|one| one.may_be_posted());
    one_of(posted.map(|one| one.as_str()), "The state of the update.")
}

fn template_kind() -> Object {
    one_of(
        IncidentKind::ALL.iter().map(|one| one.as_str()),
        "Extension: what it is for; when not given, what its update_status is of.",
    )
}

fn impact() -> Object {
    one_of(
        Impact::ALL.iter().map(|one| one.as_str()),
        "Chosen instead of the computed one, which JSON null gives back.",
    )
}

fn object_of(values: Object, description: &str) -> Object {
    let nullable = SchemaType::from_iter([Type::Object, Type::Null]);
    ObjectBuilder::new()
        .schema_type(nullable)
        .additional_properties(Some(Schema::Object(values)))
        .description(Some(description))
        .build()
}

fn statuses_by_id() -> Object {
    object_of(
        component_status(),
        "Components by id with their new statuses. A list of ids or of objects is taken too.",
    )
}

fn affected() -> Schema {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let map = object_of(component_status(), "Such texts with the new statuses.");
    OneOfBuilder::new()
        .item(text)
        .item(map)
        .description(Some(
            "Extension: components by name, `Phone Call Delivery in DUO1-DUO8, DUO47; Website`.",
        ))
        .into()
}

fn metadata() -> Object {
    let any = ObjectBuilder::new().schema_type(Type::Object).build();
    object_of(any, "An object of objects.")
}

/// A change of the page.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct PageBody {
    page: PageFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct PageFields {
    /// The name that readers see.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// IANA name of the zone in which times are shown.
    time_zone: Option<String>,
    /// Address of the page; used from the next start.
    url: Option<String>,
    /// Some words on the service, Markdown; null and an empty text remove them.
    #[schema(max_length = 5_000)]
    page_description: Option<String>,
    /// Where readers get help; null and an empty text remove it.
    support_url: Option<String>,
    /// Asks search engines to leave the page out.
    hidden_from_search: Option<bool>,
}

/// A component, new or changed.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct ComponentBody {
    component: ComponentFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct ComponentFields {
    /// Its name; required for a new one.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// Some words on it; null and an empty text remove them.
    #[schema(max_length = 25_000)]
    description: Option<String>,
    #[schema(schema_with = component_status)]
    status: Option<String>,
    /// The id of its group; null and an empty text put it at the top level.
    group_id: Option<String>,
    /// Shows its uptime.
    showcase: Option<bool>,
    /// Not on the page while operational.
    only_show_if_degraded: Option<bool>,
    /// The date from which uptime counts, `YYYY-MM-DD`; null and an empty text remove it.
    #[schema(format = Date)]
    start_date: Option<String>,
}

/// A group, new or changed.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct GroupBody {
    /// Some words on it; null and an empty text remove them.
    #[schema(max_length = 25_000)]
    description: Option<String>,
    component_group: GroupFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct GroupFields {
    /// Its name; required for a new one.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// The ids of its members in order; at least one.
    #[schema(min_items = 1)]
    components: Option<Vec<String>>,
}

/// A template, new or changed.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct TemplateBody {
    template: TemplateFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct TemplateFields {
    /// What staff call it; required for a new one.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// The title of what is made from it; required for a new one.
    #[schema(max_length = 255)]
    title: Option<String>,
    /// The text of the update, Markdown with `{{component}}`, `{{group}}` and `{{time}}`; required for a
    /// new one.
    #[schema(max_length = 25_000)]
    body: Option<String>,
    /// The list that it stands in; JSON null removes it.
    #[schema(max_length = 64)]
    group_id: Option<String>,
    #[schema(schema_with = template_status)]
    update_status: Option<String>,
    /// The components that it picks, in order.
    component_ids: Option<Vec<String>>,
    /// Kept for compatibility.
    should_tweet: Option<bool>,
    /// Whether subscribers are told; true when not given.
    should_send_notifications: Option<bool>,
    #[schema(schema_with = template_kind)]
    kind: Option<String>,
}

/// An incident, new or changed.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct IncidentBody {
    incident: IncidentFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct IncidentFields {
    /// Its title; required for a new one.
    #[schema(max_length = 255)]
    name: Option<String>,
    #[schema(schema_with = status)]
    status: Option<String>,
    /// The update's text, Markdown. `message` is the same.
    #[schema(max_length = 25_000)]
    body: Option<String>,
    #[schema(schema_with = impact)]
    impact_override: Option<String>,
    #[schema(schema_with = statuses_by_id)]
    components: Option<String>,
    /// Components that are named without a new status.
    component_ids: Option<Vec<String>>,
    #[schema(schema_with = affected)]
    affected: Option<String>,
    /// Whether subscribers are told; true when not given.
    deliver_notifications: Option<bool>,
    #[schema(schema_with = metadata)]
    metadata: Option<String>,
    /// Hours after which staff are reminded: `[1,5]`, `4`, `[]`.
    reminder_intervals: Option<String>,
    /// Makes it a maintenance: its planned start. Of one that has begun it cannot be changed.
    #[schema(format = DateTime)]
    scheduled_for: Option<String>,
    /// Its planned end; required with `scheduled_for`, after it, and not in the past.
    #[schema(format = DateTime)]
    scheduled_until: Option<String>,
    /// Reminds subscribers 60 minutes before the start.
    scheduled_remind_prior: Option<bool>,
    /// Makes it `in_progress` at its planned start. `scheduled_auto_transition` is the same.
    scheduled_auto_in_progress: Option<bool>,
    /// Makes it completed at its planned end, once it has begun.
    scheduled_auto_completed: Option<bool>,
    /// Puts its components under maintenance at the start; what another open incident says is worse is kept.
    auto_transition_to_maintenance_state: Option<bool>,
    /// Makes its components operational at the end, or what another open incident says.
    auto_transition_to_operational_state: Option<bool>,
    /// Whether subscribers are told of the start; they are when not given.
    auto_transition_deliver_notifications_at_start: Option<bool>,
    /// Whether subscribers are told of the end; they are when not given.
    auto_transition_deliver_notifications_at_end: Option<bool>,
    /// Records an incident of the past, resolved, without components.
    backfilled: Option<bool>,
    /// Its date, `YYYY-MM-DD`.
    #[schema(format = Date)]
    backfill_date: Option<String>,
    /// Extension: when the trouble began.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// Extension: when it was noticed.
    #[schema(format = DateTime)]
    detected_at: Option<String>,
    /// Extension: when the service worked again.
    #[schema(format = DateTime)]
    restored_at: Option<String>,
    /// Extension: until when the next update is promised, at most 7 days ahead. JSON null takes it back, and
    /// so does an update without it.
    #[schema(format = DateTime)]
    next_update_by: Option<String>,
}

/// A correction of an update.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct UpdateBody {
    incident_update: UpdateFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct UpdateFields {
    /// The text, Markdown.
    #[schema(max_length = 25_000)]
    body: Option<String>,
    /// When it happened, as readers see it.
    #[schema(format = DateTime)]
    display_at: Option<String>,
    /// Whether subscribers are told.
    deliver_notifications: Option<bool>,
    /// Extension: why; shown to readers with the correction.
    #[schema(max_length = 1_000)]
    reason: Option<String>,
}

/// A postmortem's draft.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct PostmortemBody {
    postmortem: DraftFields,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct DraftFields {
    /// The text, Markdown.
    #[schema(min_length = 1, max_length = 250_000)]
    body_draft: String,
}

/// How a postmortem is published.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
pub(super) struct PublishBody {
    postmortem: Option<PublishFields>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the body for the document")]
struct PublishFields {
    /// Whether subscribers are told; true when not given.
    notify_subscribers: Option<bool>,
    /// Taken and not used.
    notify_twitter: Option<bool>,
    /// Taken and not used.
    custom_tweet: Option<String>,
    /// Extension: the moment that readers see; now when not given.
    #[schema(format = DateTime)]
    published_at: Option<String>,
    /// Extension: why what was published changes; shown to readers with the correction.
    #[schema(max_length = 1_000)]
    reason: Option<String>,
}
