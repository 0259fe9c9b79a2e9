//! Incidents and scheduled maintenances: their facts, and what an update makes of them.

use std::collections::HashSet;

use crate::domain::problem::IncidentProblem;
use crate::domain::{
    ComponentId, Impact, IncidentId, IncidentKind, MaintenancePlan, Status, Ts, Update, UpdateId,
    Window,
};

/// An incident or a scheduled maintenance with all its updates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its id, part of its address.
    pub id: IncidentId,
    /// Incident or maintenance.
    pub kind: IncidentKind,
    /// The title readers see.
    pub name: String,
    /// The state now.
    pub status: Status,
    /// How bad it is; never falls while it recovers.
    pub impact: Impact,
    /// The impact that staff chose instead of the computed one.
    pub impact_override: Option<Impact>,
    /// When it was posted.
    pub created_at: Ts,
    /// The last change of anything in it.
    pub updated_at: Ts,
    /// When the trouble began, if staff said so.
    pub started_at: Option<Ts>,
    /// When it was noticed, if staff said so.
    pub detected_at: Option<Ts>,
    /// When the service worked again, if staff said so.
    pub restored_at: Option<Ts>,
    /// First time in monitoring.
    pub monitoring_at: Option<Ts>,
    /// When it ended: the happened-at of the resolving (or completing) update.
    pub resolved_at: Option<Ts>,
    /// Until when the next update is promised.
    pub next_update_by: Option<Ts>,
    /// When a published update was last removed.
    pub update_removed_at: Option<Ts>,
    /// The planned time of a maintenance.
    pub window: Option<Window>,
    /// What the clock does for a maintenance.
    pub plan: MaintenancePlan,
    /// The number in the ids of its feed entries; given once, never used again.
    pub feed_number: i64,
    /// Order of storing, for events created at the same instant.
    pub seq: i64,
    /// Hours after which staff are reminded of it; kept as given.
    pub reminder_intervals: Option<String>,
    /// The components it names.
    pub component_ids: Vec<ComponentId>,
    /// Its updates in the order of posting, oldest first.
    pub updates: Vec<Update>,
    /// When its postmortem was published, as readers see it; all that an incident knows of its postmortem.
    pub postmortem_published_at: Option<Ts>,
    /// Objects that API clients attach to it; JSON text, never public.
    pub metadata: String,
    /// How often it was stored anew.
    pub version: i64,
}

impl Incident {
    /// Makes an event that has just begun and has no updates yet. Its numbers are given when it is stored.
    pub fn begun(id: IncidentId, name: &str, status: Status, at: Ts) -> Self {
        Self {
            id,
            kind: status.kind(),
            name: name.to_owned(),
            status,
            impact: Impact::None,
            impact_override: None,
            created_at: at,
            updated_at: at,
            started_at: None,
            detected_at: None,
            restored_at: None,
            monitoring_at: None,
            resolved_at: None,
            next_update_by: None,
            update_removed_at: None,
            window: None,
            plan: MaintenancePlan::default(),
            feed_number: 0,
            seq: 0,
            reminder_intervals: None,
            component_ids: Vec::new(),
            updates: Vec::new(),
            postmortem_published_at: None,
            metadata: "{}".to_owned(),
            version: 0,
        }
    }

    /// Says that it is not over.
    pub const fn is_open(&self) -> bool {
        !self.status.is_over()
    }

    /// Adds an update and moves the incident to its state.
    ///
    /// The impact rises with the statuses that the update gives and never falls; an override holds it. The update
    /// keeps the promise of a next update, so the promise is removed.
    ///
    /// # Errors
    /// A status of the other kind of event, or `postmortem`, which only publishing gives.
    pub fn post(&mut self, update: Update) -> Result<(), IncidentProblem> {
        self.check_update(update.status)?;
        self.apply_update(&update);
        self.updates.push(update);
        self.updates
            .sort_by_key(|update| (update.created_at, update.seq));
        self.follow_updates();
        self.weigh();
        Ok(())
    }

    /// Checks that an update may give this status.
    pub(in crate::domain) const fn check_update(
        &self,
        status: Status,
    ) -> Result<(), IncidentProblem> {
        if matches!(
            (status.kind(), self.kind),
            (IncidentKind::Incident, IncidentKind::Incident)
                | (IncidentKind::Maintenance, IncidentKind::Maintenance)
        ) && status.may_be_posted()
        {
            return Ok(());
        }
        Err(IncidentProblem::NotAStatusOf {
            kind: self.kind,
            status,
        })
    }

    /// Takes over what an update changes whatever its status: its time, the components that it names. The promise of
    /// a next update is removed.
    pub(in crate::domain) fn apply_update(&mut self, update: &Update) {
        self.updated_at = self.updated_at.max(update.updated_at);
        self.next_update_by = None;
        let known: HashSet<ComponentId> = self.component_ids.iter().cloned().collect();
        let named = update.changes.iter().map(|change| &change.component_id);
        let new = named.filter(|id| !known.contains(id)).cloned();
        self.component_ids.extend(new);
    }

    /// Sets status, `monitoring_at` and `resolved_at` from the updates, by the time of posting.
    fn follow_updates(&mut self) {
        let Some(last) = self.updates.last() else {
            return;
        };
        self.status = last.status;
        self.resolved_at = last.status.is_over().then(|| {
            let run_start = self
                .updates
                .iter()
                .rposition(|update| !update.status.is_over())
                .map_or(0, |index| index + 1);
            self.updates[run_start].display_at
        });
        self.monitoring_at = self
            .updates
            .iter()
            .find(|update| update.status == Status::Monitoring)
            .map(|update| update.display_at);
        if self.status.is_over() {
            self.next_update_by = None;
        }
        self.settle();
    }

    /// Sets the status after a postmortem was published or taken back.
    pub fn settle(&mut self) {
        self.status = match (self.status, self.postmortem_published_at.is_some()) {
            (Status::Resolved, true) => Status::Postmortem,
            (Status::Postmortem, false) => Status::Resolved,
            (other, _) => other,
        };
    }

    /// Sets the state after an update's time or status was corrected.
    pub fn retime(&mut self) {
        self.follow_updates();
    }

    /// Removes an update and sets the state from those that remain; `None` when it is the only one or not there.
    ///
    /// Components that only this update named are not named any more. The impact falls only when this update alone
    /// gave it.
    pub fn take_out(&mut self, id: &UpdateId) -> Option<Update> {
        if self.updates.len() < 2 {
            return None;
        }
        let place = self.updates.iter().position(|update| update.id == *id)?;
        let was_computed = self.impact_override.is_none() && self.impact == self.computed_impact();
        let gone = self.updates.remove(place);
        let named_by = |updates: &[Update]| -> HashSet<ComponentId> {
            let changes = updates.iter().flat_map(|update| &update.changes);
            changes.map(|change| change.component_id.clone()).collect()
        };
        let (still, alone) = (
            named_by(&self.updates),
            named_by(std::slice::from_ref(&gone)),
        );
        self.component_ids
            .retain(|id| !alone.contains(id) || still.contains(id));
        self.follow_updates();
        if was_computed {
            self.impact = self.computed_impact();
        }
        Some(gone)
    }

    /// Computes the impact: the override, else the worst that any update gave; never below what it was.
    pub fn weigh(&mut self) {
        let updates = std::mem::take(&mut self.updates);
        self.weigh_with(&updates);
        self.updates = updates;
    }

    /// Computes the impact from some of the updates: those that the present impact does not count yet are enough.
    pub(in crate::domain) fn weigh_with(&mut self, updates: &[Update]) {
        self.impact = match (self.impact_override, self.kind) {
            (Some(chosen), _) => chosen,
            (None, IncidentKind::Maintenance) => Impact::Maintenance,
            (None, IncidentKind::Incident) => self.impact.worst(impact_of(updates)),
        };
    }

    /// Returns the worst impact that the updates' component statuses give.
    pub fn computed_impact(&self) -> Impact {
        if self.kind == IncidentKind::Maintenance {
            return Impact::Maintenance;
        }
        impact_of(&self.updates)
    }

    /// Returns the sort key of feeds: the happened-at of the newest update or postmortem, or a scheduled start.
    ///
    /// statuspage-compatible: an upcoming maintenance counts as published when it starts.
    pub fn feed_at(&self) -> Ts {
        self.feed_at_after(self.updates.iter().map(|update| update.display_at).max())
    }

    /// Returns the sort key of feeds, given the newest happened-at of the updates.
    pub(in crate::domain) fn feed_at_after(&self, last_update_at: Option<Ts>) -> Ts {
        if let (Status::Scheduled, Some(window)) = (self.status, self.window) {
            return window.starts_at;
        }
        last_update_at
            .max(self.postmortem_published_at)
            .unwrap_or(self.created_at)
    }
}

fn impact_of(updates: &[Update]) -> Impact {
    updates
        .iter()
        .flat_map(|update| &update.changes)
        .map(|change| Impact::of(change.new_status))
        .fold(Impact::None, Impact::worst)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::{Body, Change, ComponentStatus, UpdateDetails};
    use proptest::prelude::*;

    pub(crate) fn incident(kind: IncidentKind) -> Incident {
        let status = match kind {
            IncidentKind::Incident => Status::Investigating,
            IncidentKind::Maintenance => Status::Scheduled,
        };
        let id = IncidentId::parse("6cr5qrtfcmrn").expect("valid");
        let at = Ts::from_secs(1_444_226_040);
        Incident {
            feed_number: 1,
            seq: 1,
            ..Incident::begun(id, "Calls do not arrive", status, at)
        }
    }

    pub(crate) fn update(seq: i64, status: Status, component: ComponentStatus) -> Update {
        let at = Ts::from_secs(1_444_226_040 + seq * 60);
        Update {
            id: UpdateId::parse(&format!("u{seq}")).expect("valid"),
            status,
            body: Body::markdown("text"),
            display_at: at,
            created_at: at,
            updated_at: at,
            corrected_at: None,
            seq,
            changes: vec![Change {
                component_id: ComponentId::parse("c1").expect("valid"),
                name: "DUO1 - Phone".into(),
                old_status: ComponentStatus::Operational,
                new_status: component,
            }],
            details: UpdateDetails::default(),
        }
    }

    #[test]
    fn resolving_keeps_the_impact_and_takes_the_time_readers_see() {
        let mut incident = incident(IncidentKind::Incident);
        incident
            .post(update(
                1,
                Status::Investigating,
                ComponentStatus::MajorOutage,
            ))
            .expect("fits");
        let mut last = update(2, Status::Resolved, ComponentStatus::Operational);
        last.display_at = Ts::from_secs(5);
        incident.post(last).expect("fits");
        assert_eq!(incident.impact, Impact::Critical);
        assert_eq!(incident.resolved_at, Some(Ts::from_secs(5)));
        assert!(!incident.is_open());
    }

    #[test]
    fn a_status_of_the_other_kind_is_refused() {
        let mut maintenance = incident(IncidentKind::Maintenance);
        let refused = maintenance.post(update(1, Status::Resolved, ComponentStatus::Operational));
        assert!(refused.is_err());
        assert!(maintenance.updates.is_empty());
        let mut incident = incident(IncidentKind::Incident);
        assert!(
            incident
                .post(update(1, Status::Postmortem, ComponentStatus::Operational))
                .is_err()
        );
    }

    #[test]
    fn an_override_holds_and_reopening_clears_the_end() {
        let mut incident = incident(IncidentKind::Incident);
        incident.impact_override = Some(Impact::Minor);
        incident
            .post(update(1, Status::Resolved, ComponentStatus::MajorOutage))
            .expect("fits");
        assert_eq!(incident.impact, Impact::Minor);
        assert!(incident.resolved_at.is_some());
        incident
            .post(update(
                2,
                Status::Investigating,
                ComponentStatus::MajorOutage,
            ))
            .expect("fits");
        assert_eq!(incident.resolved_at, None);
        assert!(incident.is_open());
    }

    #[test]
    fn an_update_taken_out_leaves_what_the_others_say() {
        let mut incident = incident(IncidentKind::Incident);
        incident
            .post(update(
                1,
                Status::Identified,
                ComponentStatus::PartialOutage,
            ))
            .expect("fits");
        let before = incident.clone();
        let mut wrong = update(2, Status::Resolved, ComponentStatus::MajorOutage);
        wrong.changes[0].component_id = ComponentId::parse("c2").expect("valid");
        incident.post(wrong.clone()).expect("fits");
        assert_eq!(incident.take_out(&wrong.id), Some(wrong));
        incident.updated_at = before.updated_at;
        assert_eq!(incident, before);
        let only = incident.updates[0].id.clone();
        assert_eq!(incident.take_out(&only), None, "the only one");

        // What an import says of the impact is not computed and stays.
        incident.impact = Impact::Critical;
        incident
            .post(update(3, Status::Monitoring, ComponentStatus::Operational))
            .expect("fits");
        let gone = incident.updates[1].id.clone();
        assert!(incident.take_out(&gone).is_some());
        assert_eq!(incident.impact, Impact::Critical);
    }

    fn any_component_status() -> impl Strategy<Value = ComponentStatus> {
        proptest::sample::select(ComponentStatus::ALL)
    }

    proptest! {
        #[test]
        fn impact_never_falls_and_ended_means_resolved(
            steps in proptest::collection::vec(
                (proptest::sample::select(Status::ALL), any_component_status()), 0..12)
        ) {
            let mut incident = incident(IncidentKind::Incident);
            for (seq, (status, component)) in steps.into_iter().enumerate() {
                let before = incident.clone();
                let posted = incident.post(update(i64::try_from(seq).expect("small"), status, component));
                prop_assert_eq!(posted.is_ok(), status.kind() == IncidentKind::Incident && status != Status::Postmortem);
                if posted.is_err() {
                    prop_assert_eq!(&before, &incident);
                }
                prop_assert!(incident.impact.severity() >= before.impact.severity());
                prop_assert_eq!(incident.resolved_at.is_some(), !incident.is_open());
            }
        }

        #[test]
        fn worst_is_commutative_and_associative(
            a in any_component_status(), b in any_component_status(), c in any_component_status()
        ) {
            prop_assert_eq!(a.worst(b).severity(), b.worst(a).severity());
            prop_assert_eq!(a.worst(b).worst(c), a.worst(b.worst(c)));
        }
    }
}
