//! One of everything that can happen, for the tests of the audit log: what is written, and in which words it is shown.

mod access;
mod components;
mod incidents;
mod maintenances;
mod page;

use super::{AuditHappening, Happening, PostmortemHappening};
use crate::domain::public::tests::page as sample_page;
use crate::domain::{Incident, IncidentHead, IncidentId, Ts};

/// The person in every happening of the team.
pub(crate) const PERSON: &str = "anna";

/// When everything happens.
const AT: Ts = Ts::from_secs(1_444_226_040);

/// Returns a sample of each happening; a happening that is worded in several ways has a sample for each.
pub(crate) fn all() -> Vec<Happening<'static>> {
    let mut all = Vec::new();
    all.extend(access::sign_in().map(Happening::from));
    all.extend(access::team().map(Happening::from));
    all.extend(audit().map(Happening::from));
    all.extend(components::components().map(Happening::from));
    all.extend(incidents::incidents().map(Happening::from));
    all.extend(maintenances::maintenances().map(Happening::from));
    all.extend(page::pages());
    all.extend(postmortems().map(Happening::from));
    all
}

/// Keeps a value for as long as the tests run.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Keeps an id.
fn id<T>(parse: fn(&str) -> Option<T>, text: &str) -> &'static T {
    kept(parse(text).expect("an id"))
}

/// Returns the head of an incident, and after a change of it.
fn changed(
    incident: &Incident,
    change: impl FnOnce(&mut IncidentHead),
) -> (&'static IncidentHead, &'static IncidentHead) {
    let before = IncidentHead::new(Incident {
        updates: Vec::new(),
        ..incident.clone()
    });
    let mut after = before.clone();
    change(&mut after);
    (kept(before), kept(after))
}

fn audit() -> impl Iterator<Item = AuditHappening<'static>> {
    [
        AuditHappening::Cut {
            page: &kept(sample_page()).id,
            entries: 7,
            before: AT,
        },
        AuditHappening::Exported {
            format: "csv",
            entries: 3,
            who: "Anna",
            action: "incident",
            subject: "",
        },
    ]
    .into_iter()
}

fn postmortems() -> impl Iterator<Item = PostmortemHappening<'static>> {
    let incident = id(IncidentId::parse, "6cr5qrtfcmrn");
    [
        PostmortemHappening::DraftSaved {
            incident,
            body: "What broke",
        },
        PostmortemHappening::Published {
            incident,
            notify: true,
            reason: None,
        },
        PostmortemHappening::Reverted { incident },
        PostmortemHappening::Deleted {
            incident,
            was_published: true,
        },
        PostmortemHappening::Deleted {
            incident,
            was_published: false,
        },
    ]
    .into_iter()
}
