//! What happens to maintenances and series.

use super::{AT, changed, id, kept};
use crate::domain::happening::{MaintenanceHappening, SeriesEnd};
use crate::domain::incidents::incident::tests::incident;
use crate::domain::{
    Incident, IncidentId, IncidentKind, MaintenancePlan, Pattern, Series, SeriesId, Status, Window,
};

pub(super) fn maintenances() -> impl Iterator<Item = MaintenanceHappening<'static>> {
    let planned = kept(Incident {
        window: Some(Window {
            starts_at: AT,
            ends_at: AT.plus_secs(3_600),
        }),
        ..incident(IncidentKind::Maintenance)
    });
    let moved = |status| changed(planned, |head| head.facts.status = status);
    let step = |status, of: fn(_, _) -> MaintenanceHappening<'static>| {
        let (before, after) = moved(status);
        of(before, after)
    };
    let series = kept(Series {
        id: SeriesId::parse("r1").expect("an id"),
        rule: "FREQ=WEEKLY".to_owned(),
        time_zone: "UTC".to_owned(),
        first_start: "2015-10-07T13:54".to_owned(),
        duration_secs: 3_600,
        template: Pattern {
            name: "Weekly restart".to_owned(),
            body: "We restart.".to_owned(),
            component_ids: Vec::new(),
            plan: MaintenancePlan::automatic(),
            deliver_notifications: true,
        },
        maker: None,
        created_at: AT,
        made_until: None,
        due_at: None,
        ended_at: None,
    });
    let (due_at, occurrences) = (Some(AT), 4);
    [
        MaintenanceHappening::Scheduled {
            maintenance: planned,
        },
        step(Status::Scheduled, |before, after| {
            MaintenanceHappening::Reminded { before, after }
        }),
        step(Status::InProgress, |before, after| {
            MaintenanceHappening::Started { before, after }
        }),
        step(Status::Completed, |before, after| {
            MaintenanceHappening::Finished { before, after }
        }),
        step(Status::Completed, |before, after| {
            MaintenanceHappening::Cancelled { before, after }
        }),
        step(Status::Verifying, |before, after| {
            MaintenanceHappening::UpdatePosted { before, after }
        }),
        MaintenanceHappening::PassedOver {
            maintenance: id(IncidentId::parse, "m1"),
            due_at,
        },
        MaintenanceHappening::SeriesScheduled {
            series,
            occurrences,
        },
        MaintenanceHappening::SeriesAnnounced {
            series,
            occurrences: 1,
        },
        MaintenanceHappening::SeriesEnded {
            series,
            how: SeriesEnd::ByHand { cancelled: 2 },
        },
        MaintenanceHappening::SeriesEnded {
            series,
            how: SeriesEnd::ByItself {
                why: "its maker is gone",
            },
        },
    ]
    .into_iter()
}
