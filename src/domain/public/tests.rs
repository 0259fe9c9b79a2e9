use std::collections::HashMap;

use super::{Dates, Moment, Snapshot, reveal};
use crate::domain::incidents::incident::tests::{incident, update};
use crate::domain::{
    Body, Component, ComponentId, ComponentStatus, GroupDisplay, Incident, IncidentKind, Page,
    PageId, Placement, Postmortem, SettingRevisions, Settings, Status, Ts, UpdateId,
};

pub(crate) fn component(id: &str, place: Placement, position: i64, hidden: bool) -> Component {
    let at = Ts::from_secs(0);
    Component {
        id: ComponentId::parse(id).expect("valid"),
        place,
        name: format!("name of {id}"),
        description: None,
        status: ComponentStatus::Operational,
        position,
        seq: position,
        hidden,
        showcase: false,
        only_show_if_degraded: false,
        display: GroupDisplay::WhenAffected,
        start_date: None,
        archived_at: None,
        created_at: at,
        updated_at: at,
        revision: 1,
    }
}

pub(crate) fn page() -> Page {
    Page {
        id: PageId::parse("p").expect("valid"),
        name: "Duo".into(),
        time_zone: "UTC".into(),
        url: None,
        feed_host: None,
        is_demo: false,
        settings: Settings::default(),
        setting_revisions: SettingRevisions::default(),
        created_at: Ts::from_secs(0),
        updated_at: Ts::from_secs(0),
    }
}

pub(crate) fn snapshot(components: Vec<Component>, incidents: Vec<Incident>) -> Snapshot {
    Snapshot {
        page: page(),
        components,
        incidents,
        postmortems: HashMap::new(),
        images: vec![],
        open_incidents: 0,
        dates: Dates::default(),
    }
}

pub(crate) const MOMENT: Moment = Moment {
    as_of: Ts::from_micros(0),
    past_since: Ts::from_micros(0),
};

#[test]
fn a_hidden_group_hides_its_members_everywhere() {
    let group = ComponentId::parse("g").expect("valid");
    let mut broken = component("c1", Placement::In(group.clone()), 1, false);
    broken.status = ComponentStatus::MajorOutage;
    let mut incident = incident(IncidentKind::Incident);
    incident
        .post(update(
            1,
            Status::Investigating,
            ComponentStatus::MajorOutage,
        ))
        .expect("fits");
    let state = reveal(
        &snapshot(
            vec![
                component("g", Placement::Group, 1, true),
                broken,
                component("c2", Placement::TopLevel, 2, false),
            ],
            vec![incident],
        ),
        MOMENT,
    );
    assert_eq!(state.catalog.all().len(), 1);
    assert_eq!(state.overall().description, "All Systems Operational");
    let shown = &state.incidents()[0];
    assert!(shown.component_ids.is_empty());
    assert!(shown.updates[0].changes.is_empty());
}

#[test]
fn a_draft_changes_nothing() {
    let incident = incident(IncidentKind::Incident);
    let mut snapshot = snapshot(vec![], vec![incident.clone()]);
    let before = reveal(&snapshot, MOMENT);
    let update_id = UpdateId::parse("pm").expect("valid");
    let draft = Postmortem {
        draft: Some(Body::markdown("secret")),
        draft_updated_at: Some(Ts::from_secs(9)),
        ..Postmortem::begun(incident.id.clone(), update_id, Ts::from_secs(9))
    };
    snapshot.postmortems.insert(incident.id, draft);
    assert_eq!(reveal(&snapshot, MOMENT), before);
}

#[test]
fn order_is_the_pages_and_a_group_shows_its_worst_child() {
    let group = ComponentId::parse("g9").expect("valid");
    let mut bad = component("b", Placement::In(group.clone()), 2, false);
    bad.status = ComponentStatus::PartialOutage;
    let state = reveal(
        &snapshot(
            vec![
                bad,
                component("a", Placement::In(group), 1, false),
                component("z", Placement::TopLevel, 1, false),
                component("g9", Placement::Group, 2, false),
            ],
            vec![],
        ),
        MOMENT,
    );
    let order: Vec<&str> = state
        .catalog
        .all()
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(order, ["z", "g9", "a", "b"]);
    assert_eq!(
        state.catalog.all()[1].status,
        ComponentStatus::PartialOutage
    );
}
