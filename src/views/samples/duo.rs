//! The Duo example, which every page must show well: an incident of one component in thirty of forty-seven groups.

use super::{at, incident, noon, page, say};
use crate::domain::public::Snapshot;
use crate::domain::{ComponentStatus, IncidentKind, Status, Window};

/// The groups of the Duo example in its order: DUO47 stands ninth.
fn duo_groups() -> Vec<u32> {
    (1..=8).chain([47]).chain(10..=46).chain([9]).collect()
}

/// Adds the old incident of the Duo example, with its postmortem.
fn duo_incident(snapshot: &mut Snapshot) {
    let mut incident = incident(
        "6cr5qrtfcmrn",
        IncidentKind::Incident,
        "Widespread Telephony Authentication Issue",
        at("2015-10-07T13:54:00Z"),
    );
    let ids: Vec<String> = duo_groups()[..30]
        .iter()
        .map(|number| format!("duo{number}-0"))
        .collect();
    let all = |status| -> Vec<(&str, ComponentStatus)> {
        ids.iter().map(|id| (id.as_str(), status)).collect()
    };
    let out = all(ComponentStatus::MajorOutage);
    let well = all(ComponentStatus::Operational);
    say(
        &mut incident,
        Status::Investigating,
        at("2015-10-07T13:54:00Z"),
        "We are currently experiencing some issues with Telephony Authentications. We are actively investigating the root cause of this issue.\nWe will update our status as soon as this has been resolved.",
        &out,
    );
    say(
        &mut incident,
        Status::Identified,
        at("2015-10-07T14:12:00Z"),
        "We have identified an issue with one of our primary telephony providers, and have begun routing calls to a fallback provider.",
        &out,
    );
    say(
        &mut incident,
        Status::Monitoring,
        at("2015-10-07T14:50:00Z"),
        "We have restored Telephony Authentication service, and will continue to monitor the situation.",
        &well,
    );
    say(
        &mut incident,
        Status::Monitoring,
        at("2015-10-07T15:17:00Z"),
        "We are still Monitoring the service, and current attempts for Telephony Authentications are completing successfully.\n\nAuthentication attempts that occurred during the outage may cause the end-user to receive a phone call containing the message \"An application error has occurred. Good Bye\".",
        &[],
    );
    say(
        &mut incident,
        Status::Resolved,
        at("2015-10-07T20:21:00Z"),
        "We are changing the status of our Telephony Authentication issue to Resolved.\n\nWe are developing a post-mortem on our status page once root cause analysis has been completed.",
        &[],
    );
    incident.started_at = Some(at("2015-10-07T13:10:00Z"));
    incident.restored_at = Some(at("2015-10-07T13:47:00Z"));
    snapshot.publish(
        &mut incident,
        "On October 7, 2015, between approximately 1:10PM UTC and 1:47PM UTC, Duo Security users were unable to authenticate via phone callback and SMS passcodes due to an outage at our primary telephony provider.\n\n# What we do about it\n\n1. Monitoring for this type of dropped call\n2. `detect --all` and [more](https://example.com/)\n\n## Later\n\n> A quote.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        at("2015-10-08T21:07:00Z"),
    );
    snapshot.incidents.push(incident);
}

/// The Duo example: 47 groups of five, all well, one old incident.
pub(in crate::views) fn duo() -> Snapshot {
    let mut snapshot = page("Duo");
    snapshot.page.is_demo = true;
    for number in duo_groups() {
        snapshot.group(
            &format!("duo{number}"),
            &format!("DUO{number}"),
            &[
                "Phone Call Delivery",
                "SMS Message Delivery",
                "Push Delivery",
                "Authentication Service",
                "Admin Panel",
            ],
        );
    }
    duo_incident(&mut snapshot);
    snapshot
}

/// The Duo example while 30 groups are out, with a long incident, maintenances and older incidents.
pub(in crate::views) fn duo_on_fire() -> Snapshot {
    let mut snapshot = duo();
    let ids: Vec<String> = duo_groups()[..30]
        .iter()
        .map(|number| format!("duo{number}-0"))
        .collect();
    for id in &ids {
        snapshot.set(id, ComponentStatus::MajorOutage);
    }
    snapshot.set("duo7-1", ComponentStatus::DegradedPerformance);
    let changes: Vec<(&str, ComponentStatus)> = ids
        .iter()
        .map(|id| (id.as_str(), ComponentStatus::MajorOutage))
        .collect();
    let mut open = incident(
        "open1",
        IncidentKind::Incident,
        "Calls do not arrive",
        noon(14),
    );
    say(
        &mut open,
        Status::Investigating,
        noon(14),
        "We are currently investigating this issue.",
        &changes,
    );
    for minutes in 1..=8 {
        let text = "A fix has been implemented and we are monitoring the results. Calls to **North America** arrive again; see [the guide](https://example.com/guide) for other ways to sign in.";
        say(
            &mut open,
            Status::Identified,
            noon(14).plus_secs(minutes * 600),
            text,
            &[],
        );
    }
    snapshot.incidents.push(open);
    let mut planned = incident(
        "plan1",
        IncidentKind::Maintenance,
        "Database upgrade",
        noon(10),
    );
    planned.window = Some(Window {
        starts_at: at("2015-10-20T05:00:00Z"),
        ends_at: at("2015-10-20T07:00:00Z"),
    });
    say(
        &mut planned,
        Status::Scheduled,
        noon(10),
        "Sign-ins keep working; the admin panel is read-only for some minutes.",
        &[("duo1-4", ComponentStatus::Operational)],
    );
    snapshot.incidents.push(planned);
    for (id, name, day, status) in [
        (
            "old2",
            "Slow admin panel",
            13,
            ComponentStatus::DegradedPerformance,
        ),
        (
            "old3",
            "Push notifications delayed",
            3,
            ComponentStatus::PartialOutage,
        ),
        (
            "old4",
            "Notice about certificates",
            3,
            ComponentStatus::Operational,
        ),
    ] {
        let mut old = incident(id, IncidentKind::Incident, name, noon(day));
        say(
            &mut old,
            Status::Investigating,
            noon(day),
            "We are currently investigating this issue.",
            &[("duo3-4", status)],
        );
        say(
            &mut old,
            Status::Resolved,
            noon(day).plus_secs(5000),
            "This incident has been resolved.",
            &[],
        );
        snapshot.incidents.push(old);
    }
    snapshot
}
