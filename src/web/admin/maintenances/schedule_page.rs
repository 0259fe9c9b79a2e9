//! The page of the form of a maintenance: filled in, and with what its times mean.

use super::repeats;
use super::window::{TypedWindow, clashes};
use crate::app::version;
use crate::domain::{Component, Incident, IncidentKind, Status, Window};
use crate::views::staff::{
    self, FLAGS, Outlook, ScheduleKind, SchedulePage, Section, Values, choice_values,
};
use crate::web::admin::form::{ChosenComponents, Fields, Reader, Redisplay, times};
use crate::web::admin::incidents;
use crate::web::admin::{AdminError, Answer, StaffRequest, html};
use crate::zone::Zone;

/// Returns what the form of a maintenance is filled in with.
pub(super) fn values_of(maintenance: &Incident, all: &[Component], zone: &Zone) -> Values {
    let window = maintenance.window;
    let starts_at = window.map(|window| window.starts_at);
    let ends_at = window.map(|window| window.ends_at);
    let mut values = choice_values(all, &maintenance.component_ids)
        .with("name", maintenance.name.clone())
        .with("scheduled_for", times::shown(starts_at, zone))
        .with("scheduled_until", times::shown(ends_at, zone))
        .with("deliver_notifications", "true");
    let plan = &maintenance.plan;
    let flags = [
        plan.auto_start,
        plan.auto_finish,
        plan.to_maintenance == Some(true),
        plan.to_operational == Some(true),
        plan.remind_prior,
        plan.notify_at_start != Some(false),
        plan.notify_at_end != Some(false),
    ];
    for (name, _) in FLAGS.into_iter().zip(flags).filter(|(_, is_on)| *is_on) {
        values = values.with(name, "true");
    }
    values
}

/// Shows the form: for a new maintenance, or for one in the version that was read.
pub(super) async fn page(
    request: &StaffRequest,
    maintenance: Option<&Incident>,
    redisplay: Redisplay,
) -> Answer {
    let site = request.site();
    let components = request.components().await?;
    let is_new = redisplay.values.fields().is_empty();
    let before = maintenance.and_then(|maintenance| maintenance.window);
    let typed = TypedWindow::read(&redisplay.values, before, &site.zone);
    let window = typed
        .window()
        .filter(|window| !is_new && window.ends_at > window.starts_at);
    let is_sent = redisplay.values.get("affected_status").is_some();
    let outlook = match window.filter(|_| is_sent) {
        Some(window) => {
            let times = (&typed, window);
            Some(look(request, maintenance, &redisplay.values, times, &components).await?)
        }
        None => None,
    };
    let told = typed.told();
    let version = maintenance.map(|now| redisplay.version(version(now)));
    let shown = SchedulePage {
        kind: match maintenance {
            Some(now) => ScheduleKind::Edit {
                now,
                version: version.as_deref().unwrap_or_default(),
                is_stale: redisplay.is_stale(),
            },
            None => ScheduleKind::New,
        },
        components: &components,
        templates: &incidents::list_templates(request, IncidentKind::Maintenance).await?,
        values: &redisplay.values,
        told: if outlook.is_some() { &told } else { "" },
        outlook,
        twice: typed.twice(),
        problems: redisplay.problems,
    };
    let title = match maintenance {
        Some(_) => site.words.say("edit-maintenance"),
        None => site.words.say("schedule-maintenance"),
    };
    let frame = request.frame(&title, Section::Maintenances);
    Ok(html(redisplay.status, staff::schedule(frame, site, shown)))
}

/// Works out what the typed times mean.
async fn look<'a>(
    request: &StaffRequest,
    maintenance: Option<&Incident>,
    values: &'a Values,
    (typed, window): (&TypedWindow, Window),
    all: &[Component],
) -> Result<Outlook<'a>, AdminError> {
    let site = request.site();
    let ids = ChosenComponents::shown(values, all).into_ids();
    let fields = Fields::of_values(values);
    let coming = match repeats::rule(&mut Reader::new(&fields, site), typed) {
        Some(rule) => repeats::coming(request, rule, typed, window).await,
        None => Vec::new(),
    };
    let windows: &[Window] = if coming.is_empty() {
        &[window]
    } else {
        &coming
    };
    let notes = typed.notes(site).into_iter();
    let mut notes: Vec<String> = notes.map(|(_, note)| note).collect();
    let is_to_begin = coming.is_empty()
        && maintenance.is_none_or(|maintenance| maintenance.status == Status::Scheduled);
    let is_past = window.starts_at <= request.app().now();
    if is_to_begin && is_past && values.get(FLAGS[0]).is_some() {
        notes.push(site.words.say("maintenance-begins-at-once"));
    }
    let but = maintenance.map(|maintenance| &maintenance.id);
    Ok(Outlook {
        window,
        notes,
        clashes: clashes(request, windows, &ids, but).await?,
        component_ids: ids,
        coming,
        message: values.text("body"),
    })
}
