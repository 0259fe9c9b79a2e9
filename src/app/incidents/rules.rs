//! What an incident's deeds check before they do anything.

use std::collections::{HashMap, HashSet};

use crate::app::{Error, FieldErrors, NewIncident};
use crate::domain::problem::{ComponentProblem, IncidentProblem, TimeProblem};
use crate::domain::{
    Component, ComponentId, Incident, IncidentHead, IncidentKind, Status, Ts, text,
};
use crate::store::Write;

/// Checks that components are part of the page.
pub(in crate::app) async fn check_components(
    write: &mut Write,
    ids: &[ComponentId],
) -> Result<(), Error> {
    let all = write.list_components_by_id(ids).await?;
    let by_id: HashMap<&ComponentId, &Component> = all.iter().map(|one| (&one.id, one)).collect();
    ids.iter()
        .try_for_each(|id| check_known(by_id.get(id).copied(), id))
}

/// Checks those components that an incident does not name yet: what it names may be archived since.
pub(super) async fn check_added(
    write: &mut Write,
    ids: &[ComponentId],
    before: &Incident,
) -> Result<(), Error> {
    let named: HashSet<&ComponentId> = before.component_ids.iter().collect();
    let added: Vec<ComponentId> = ids
        .iter()
        .filter(|id| !named.contains(id))
        .cloned()
        .collect();
    check_components(write, &added).await
}

/// Checks that what was found under an id is a component, no group, that is part of the page.
pub(in crate::app) fn check_known(
    found: Option<&Component>,
    id: &ComponentId,
) -> Result<(), Error> {
    if found.is_some_and(|one| !one.is_group() && one.archived_at.is_none()) {
        return Ok(());
    }
    let name = id.as_str().into();
    let problem = ComponentProblem::NoComponent { name };
    Err(Error::invalid("components", problem))
}

/// Checks what an incident to open says; `now` is when it is opened.
pub(super) fn check_new(errors: &mut FieldErrors, new: &NewIncident, now: Ts) {
    errors.name("name", &new.name);
    errors.check("body", text::check_body(&new.body));
    check_status(errors, IncidentKind::Incident, new.status);
    if new.backfilled_at.is_some() && new.touches.iter().any(|one| one.status.is_some()) {
        errors.add("components", IncidentProblem::StatusInThePast);
    }
    if new.backfilled_at.is_some_and(|at| at > now) {
        errors.add("backfill_date", TimeProblem::InTheFuture);
    }
    check_order(errors, new.started_at, new.restored_at);
    check_promise(errors, new.promised(), now);
}

pub(super) fn check_status(errors: &mut FieldErrors, kind: IncidentKind, status: Status) {
    if status.kind() != kind || !status.may_be_posted() {
        let problem = match kind {
            IncidentKind::Incident => IncidentProblem::NotForAnIncident { status },
            IncidentKind::Maintenance => IncidentProblem::NotForAMaintenance { status },
        };
        errors.add("status", problem);
    }
}

/// A maintenance goes forward; an incident may be opened again.
pub(super) fn check_way(errors: &mut FieldErrors, from: Status, to: Status) {
    let both = from.kind() == IncidentKind::Maintenance && to.kind() == IncidentKind::Maintenance;
    if both && !from.may_become(to) {
        let (status, before) = (to, from);
        errors.add("status", IncidentProblem::NotAfter { status, before });
    }
}

pub(super) fn check_order(
    errors: &mut FieldErrors,
    started_at: Option<Ts>,
    restored_at: Option<Ts>,
) {
    if let (Some(started), Some(restored)) = (started_at, restored_at)
        && restored < started
    {
        errors.add("restored_at", TimeProblem::BeforeItStarted);
    }
}

/// Most updates of an incident times the components that it names: each update lists them all, and so do its
/// page and its documents.
const UPDATES_TIMES_COMPONENTS: usize = 50_000;

/// Checks that an incident to which an update was added is not too large to be shown. However large it is, it may
/// end.
pub(super) fn check_size(before: &IncidentHead, after: &IncidentHead) -> Result<(), Error> {
    let components = |incident: &IncidentHead| incident.facts.component_ids.len();
    let size = after.update_count * components(after);
    let ends = before.facts.is_open() && !after.facts.is_open();
    let has_grown =
        after.update_count > before.update_count || components(after) > components(before);
    if size <= UPDATES_TIMES_COMPONENTS || ends || !has_grown {
        return Ok(());
    }
    let problem = IncidentProblem::TooManyUpdates {
        updates: after.update_count,
        components: components(after),
    };
    Err(Error::invalid("components", problem))
}

/// How far ahead the next update can be promised, in days.
const PROMISE_MAX_DAYS: u16 = 7;

pub(super) fn check_promise(errors: &mut FieldErrors, by: Option<Ts>, now: Ts) {
    let Some(by) = by else { return };
    if by <= now {
        errors.add("next_update_by", TimeProblem::NotInTheFuture);
    } else if by > now.plus_secs(i64::from(PROMISE_MAX_DAYS) * 24 * 60 * 60) {
        let days = PROMISE_MAX_DAYS;
        errors.add("next_update_by", TimeProblem::TooManyDaysAhead { days });
    }
}
