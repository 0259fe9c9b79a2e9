//! The example page: forty-seven like deployments and one outage that hit thirty of them.
//!
//! The facts and times of the outage are Duo's public ones of October 2015; every sentence is our own.

use crate::app::{Imported, ImportedPage};
use crate::domain::components::component::qualified_name;
use crate::domain::{
    Body, Change, Component, ComponentId, ComponentStatus, GroupDisplay, Incident, IncidentId,
    MaintenancePlan, PageId, Placement, Postmortem, Status, Ts, Update, UpdateDetails, UpdateId,
    Window,
};

const COMPONENTS: [&str; 5] = [
    "Core Authentication Service",
    "Push Delivery",
    "Phone Call Delivery",
    "SMS Message Delivery",
    "Admin Panel",
];
const PUSH: usize = 1;
const PHONE: usize = 2;
const SMS: usize = 3;
const ADMIN: usize = 4;

/// Wed, 07 Oct 2015 00:00 in New York (EDT), in seconds since the epoch.
const OUTAGE_DAY: i64 = 1_444_190_400;
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Makes the example page as it is at `now`.
///
/// # Panics
/// Never: the page is fixed, and a test makes it.
pub fn page(now: Ts) -> Imported {
    let mut demo = Demo::new();
    let now = Ts::from_secs(now.secs() - now.secs().rem_euclid(MINUTE));
    let mut incidents = vec![
        demo.late_pushes(now),
        demo.planned_upgrade(now),
        demo.slow_reports(now),
        demo.held_messages(now),
        demo.telephony(),
    ];
    incidents.sort_by_key(|one| std::cmp::Reverse(one.created_at));
    Imported {
        page: Some(ImportedPage {
            id: PageId::parse("dw1cy2dz3f4g").expect("an id"),
            name: Some("Duo".to_owned()),
            time_zone: Some("America/New_York".to_owned()),
            updated_at: Some(now),
            feed_host: None,
        }),
        is_demo: true,
        components: demo.components,
        incidents,
        postmortems: demo.postmortems,
        skipped: Vec::new(),
    }
}

/// The deployments in the page's order: DUO47 stands ninth and DUO9 last.
fn deployments() -> impl Iterator<Item = u8> {
    (1..=8).chain([47]).chain(10..=46).chain([9])
}

struct Demo {
    components: Vec<Component>,
    postmortems: Vec<Postmortem>,
    /// Counts the updates, for their ids.
    updates: u64,
}

/// One step of an incident: when, its state, what it says, and how its components are from then on.
type DemoUpdate<'a> = (Ts, Status, &'a str, ComponentStatus);

impl Demo {
    fn new() -> Self {
        let mut components = Vec::new();
        for (position, deployment) in (1_i64..).zip(deployments()) {
            let group = component_id(deployment, 0);
            let name = format!("DUO{deployment}");
            components.push(component(group.clone(), Placement::Group, &name, position));
            for (place, name) in (1_u8..).zip(COMPONENTS) {
                components.push(component(
                    component_id(deployment, place),
                    Placement::In(group.clone()),
                    name,
                    i64::from(place),
                ));
            }
        }
        Self {
            components,
            postmortems: Vec::new(),
            updates: 0,
        }
    }

    /// The outage of October 7, 2015.
    fn telephony(&mut self) -> Incident {
        let at =
            |hours: i64, minutes: i64| Ts::from_secs(OUTAGE_DAY + hours * HOUR + minutes * MINUTE);
        let thirty: Vec<u8> = deployments().take(30).collect();
        let mut incident = self.incident(
            "6cr5qrtfcmrn",
            "Widespread Telephony Authentication Issue",
            &[(&thirty, PHONE)],
            &[
                (
                    at(9, 54),
                    Status::Investigating,
                    "Signing in by phone call is failing for many people. We are looking for the cause \
                     and will write again as soon as we know more.",
                    ComponentStatus::MajorOutage,
                ),
                (
                    at(10, 12),
                    Status::Identified,
                    "The calls are lost at one of our main telephone carriers. We are moving them to \
                     another carrier now.",
                    ComponentStatus::MajorOutage,
                ),
                (
                    at(10, 50),
                    Status::Monitoring,
                    "Phone calls go through again. We keep watching them.",
                    ComponentStatus::Operational,
                ),
                (
                    at(11, 17),
                    Status::Monitoring,
                    "Calls are still going through.\n\nIf you tried to sign in during the outage, your \
                     phone may ring late with a recorded error message. You can hang up; we are working \
                     on stopping those calls.",
                    ComponentStatus::Operational,
                ),
                (
                    at(16, 21),
                    Status::Resolved,
                    "This incident is over. A postmortem follows here when the carrier has found the \
                     root cause.",
                    ComponentStatus::Operational,
                ),
            ],
        );
        incident.started_at = Some(at(9, 10));
        incident.restored_at = Some(at(9, 47));
        let published = at(24 + 17, 7);
        let body = Body::markdown(TELEPHONY_POSTMORTEM);
        let update_id = self.update_id();
        self.postmortems.push(Postmortem::published(
            incident.id.clone(),
            update_id,
            body,
            published,
        ));
        incident.postmortem_published_at = Some(published);
        incident.updated_at = published;
        incident.settle();
        incident
    }

    /// Open now.
    fn late_pushes(&mut self, now: Ts) -> Incident {
        let began = now.plus_secs(-50 * MINUTE);
        self.incident(
            "p5shl4t3nw2x",
            "Push approvals arrive late in DUO12 and DUO31",
            &[(&[12, 31], PUSH)],
            &[
                (
                    began,
                    Status::Investigating,
                    "Some push approvals arrive up to a minute late. Passcodes and phone calls work as \
                     usual.",
                    ComponentStatus::DegradedPerformance,
                ),
                (
                    began.plus_secs(22 * MINUTE),
                    Status::Identified,
                    "A queue of push messages has grown too long after a restart. We are adding workers \
                     to empty it.",
                    ComponentStatus::DegradedPerformance,
                ),
            ],
        )
    }

    /// To come.
    fn planned_upgrade(&mut self, now: Ts) -> Incident {
        let starts_at = Ts::from_secs((now.secs() / DAY + 2) * DAY + 6 * HOUR);
        let mut incident = self.incident(
            "m4nt3n4nc3dz",
            "Database upgrade of DUO40 to DUO44",
            &[(&[40, 41, 42, 43, 44], ADMIN)],
            &[(
                now.plus_secs(-3 * DAY),
                Status::Scheduled,
                "The Admin Panel of these deployments will be read-only for up to two hours. Signing in \
                 is not affected.",
                ComponentStatus::Operational,
            )],
        );
        incident.window = Some(Window {
            starts_at,
            ends_at: starts_at.plus_secs(2 * HOUR),
        });
        incident.plan = MaintenancePlan::automatic();
        incident
    }

    fn slow_reports(&mut self, now: Ts) -> Incident {
        let began = now.plus_secs(-4 * DAY - 3 * HOUR);
        self.incident(
            "r3p0rts5l0wd",
            "Reports load slowly in the Admin Panel",
            &[(&[7, 8], ADMIN)],
            &[
                (
                    began,
                    Status::Investigating,
                    "Reports over long periods take minutes to load or time out. We are looking into it.",
                    ComponentStatus::DegradedPerformance,
                ),
                (
                    began.plus_secs(35 * MINUTE),
                    Status::Monitoring,
                    "An index that a nightly job had dropped is back, and reports are quick again.",
                    ComponentStatus::Operational,
                ),
                (
                    began.plus_secs(95 * MINUTE),
                    Status::Resolved,
                    "Reports have loaded at their usual speed for an hour.",
                    ComponentStatus::Operational,
                ),
            ],
        )
    }

    fn held_messages(&mut self, now: Ts) -> Incident {
        let began = now.plus_secs(-11 * DAY - 7 * HOUR);
        let mut incident = self.incident(
            "h3ldsms4fr1k",
            "SMS passcodes held back by one carrier",
            &[(&[21, 22, 23], SMS)],
            &[
                (
                    began,
                    Status::Identified,
                    "One mobile carrier accepts our messages but holds them back for several minutes. \
                     We are sending through another route.",
                    ComponentStatus::PartialOutage,
                ),
                (
                    began.plus_secs(48 * MINUTE),
                    Status::Resolved,
                    "Messages of that carrier's customers arrive within seconds again.",
                    ComponentStatus::Operational,
                ),
            ],
        );
        incident.started_at = Some(began.plus_secs(-9 * MINUTE));
        incident.restored_at = Some(began.plus_secs(41 * MINUTE));
        incident
    }

    /// Plays an incident step by step, its components going along.
    fn incident(
        &mut self,
        id: &str,
        name: &str,
        touched: &[(&[u8], usize)],
        steps: &[DemoUpdate<'_>],
    ) -> Incident {
        let id = IncidentId::parse(id).expect("an id");
        let mut incident = Incident::begun(id, name, steps[0].1, steps[0].0);
        for (at, status, text, component_status) in steps {
            let changes = touched
                .iter()
                .flat_map(|(deployments, place)| deployments.iter().map(|one| (*one, *place)))
                .map(|(deployment, place)| self.change(deployment, place, *component_status, *at))
                .collect();
            let update = Update {
                id: self.update_id(),
                status: *status,
                body: Body::markdown(*text),
                display_at: *at,
                created_at: *at,
                updated_at: *at,
                corrected_at: None,
                seq: 0,
                changes,
                details: UpdateDetails::default(),
            };
            incident.post(update).expect("the steps fit the kind");
        }
        incident
    }

    fn change(
        &mut self,
        deployment: u8,
        place: usize,
        new_status: ComponentStatus,
        at: Ts,
    ) -> Change {
        let number = u8::try_from(place + 1).expect("five components");
        let id = component_id(deployment, number);
        let component = self
            .components
            .iter_mut()
            .find(|one| one.id == id)
            .expect("every deployment has every component");
        let old_status = component.status;
        if old_status != new_status {
            component.status = new_status;
            component.updated_at = component.updated_at.max(at);
        }
        Change {
            component_id: id,
            name: qualified_name(Some(&format!("DUO{deployment}")), COMPONENTS[place]),
            old_status,
            new_status,
        }
    }

    fn update_id(&mut self) -> UpdateId {
        self.updates += 1;
        UpdateId::parse(&format!("dm0pd4t3{:04}", self.updates)).expect("an id")
    }
}

fn component_id(deployment: u8, place: u8) -> ComponentId {
    ComponentId::parse(&format!("d{deployment:02}c0mp0n{place:03}")).expect("an id")
}

fn component(id: ComponentId, place: Placement, name: &str, position: i64) -> Component {
    let made = Ts::from_secs(OUTAGE_DAY - 280 * DAY);
    Component {
        id,
        place,
        name: name.to_owned(),
        description: None,
        status: ComponentStatus::Operational,
        position,
        seq: 0,
        hidden: false,
        showcase: false,
        only_show_if_degraded: false,
        display: GroupDisplay::WhenAffected,
        start_date: None,
        archived_at: None,
        created_at: made,
        updated_at: made,
        revision: 1,
    }
}

const TELEPHONY_POSTMORTEM: &str = "\
## What happened

On October 7, 2015, from 1:10 PM to 1:47 PM UTC, people could not sign in by phone call or by SMS passcode. \
Our main telephone carrier had an outage. Push approvals, passcodes from the app and hardware tokens worked \
all the time.

At 1:47 PM UTC we moved the calls to another carrier, and they went through again. Some people were called \
later and heard a recorded error message; those were calls that had been waiting.

## Why we did not switch at once

We switch carriers by ourselves when one of them refuses a call. This time the carrier accepted every call \
and then lost it, without telling us, so nothing switched.

## What we are doing

- We now watch for calls that are accepted and lost in this way.
- We are making our detection of lost calls more general, so that a failure of a new kind is found sooner.
- On October 8 the carrier found the cause, a fault in its configuration, and began to correct it. We stay in \
touch until that is done.

We know that you depend on signing in, and we are sorry that you could not.
";
