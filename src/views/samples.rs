//! States to try the pages with: empty, one, the Duo example, long and hostile names, many components.

mod duo;

use std::collections::HashMap;

use crate::domain::incidents::correction::Version;
use crate::domain::public::{
    Dates, Moment, PublicAmendment, PublicCorrection, PublicIncident, PublicState, Snapshot, reveal,
};
use crate::domain::{
    Body, Change, Color, Component, ComponentId, ComponentStatus, GroupDisplay, Incident,
    IncidentId, IncidentKind, Page, PageId, PageLink, Placement, Postmortem, SettingRevisions,
    Settings, Status, Theme, Ts, Update, UpdateDetails, UpdateId, Window,
};
use crate::i18n::english;
use crate::urls::PublicUrl;
use crate::zone::{Zone, parse_instant};

use super::Site;

pub(super) use duo::{duo, duo_on_fire};

pub(super) fn site() -> Site {
    Site {
        url: PublicUrl::parse("https://status.example.com").expect("fine"),
        zone: Zone::find("America/New_York").expect("known"),
        words: english(),
    }
}

pub(super) fn at(text: &str) -> Ts {
    parse_instant(text).expect("an instant")
}

/// Noon of a day in October 2015, page time.
fn noon(day: u8) -> Ts {
    at(&format!("2015-10-{day:02}T16:00:00Z"))
}

pub(super) fn page(name: &str) -> Snapshot {
    Snapshot {
        page: Page {
            id: PageId::parse("p").expect("valid"),
            name: name.into(),
            time_zone: "America/New_York".into(),
            url: None,
            feed_host: None,
            is_demo: false,
            settings: Settings::default(),
            setting_revisions: SettingRevisions::default(),
            created_at: noon(1),
            updated_at: noon(1),
        },
        components: vec![],
        incidents: vec![],
        postmortems: HashMap::new(),
        images: vec![],
        open_incidents: 0,
        dates: Dates::default(),
    }
}

pub(super) fn state(snapshot: &Snapshot) -> PublicState {
    reveal(
        snapshot,
        Moment {
            as_of: at("2015-10-15T04:00:00Z"),
            past_since: at("2015-10-01T04:00:00Z"),
        },
    )
}

fn entry(id: &str, place: Placement, name: &str, position: usize) -> Component {
    let position = i64::try_from(position).expect("small");
    Component {
        id: ComponentId::parse(id).expect("valid"),
        place,
        name: name.into(),
        description: None,
        status: ComponentStatus::Operational,
        position,
        seq: position,
        hidden: false,
        showcase: false,
        only_show_if_degraded: false,
        display: GroupDisplay::WhenAffected,
        start_date: None,
        archived_at: None,
        created_at: noon(1),
        updated_at: noon(1),
        revision: 1,
    }
}

impl Snapshot {
    pub(super) fn top(&mut self, id: &str, name: &str) -> &mut Component {
        let position = self.components.len() + 1;
        self.components
            .push(entry(id, Placement::TopLevel, name, position));
        self.components.last_mut().expect("just added")
    }

    pub(super) fn group(&mut self, id: &str, name: &str, members: &[&str]) {
        let position = self.components.len() + 1;
        self.components
            .push(entry(id, Placement::Group, name, position));
        let group = ComponentId::parse(id).expect("valid");
        for (index, name) in members.iter().enumerate() {
            let place = Placement::In(group.clone());
            self.components
                .push(entry(&format!("{id}-{index}"), place, name, index + 1));
        }
    }

    pub(super) fn set(&mut self, id: &str, status: ComponentStatus) {
        for component in &mut self.components {
            if component.id.as_str() == id {
                component.status = status;
            }
        }
    }
}

pub(super) fn incident(id: &str, kind: IncidentKind, name: &str, created_at: Ts) -> Incident {
    let status = match kind {
        IncidentKind::Incident => Status::Investigating,
        IncidentKind::Maintenance => Status::Scheduled,
    };
    let id = IncidentId::parse(id).expect("valid");
    Incident {
        feed_number: 1,
        seq: 1,
        ..Incident::begun(id, name, status, created_at)
    }
}

/// Posts an update that gives components a status.
pub(super) fn say(
    incident: &mut Incident,
    status: Status,
    when: Ts,
    text: &str,
    components: &[(&str, ComponentStatus)],
) {
    let seq = incident.updates.len();
    let changes = components
        .iter()
        .map(|(id, status)| Change {
            component_id: ComponentId::parse(id).expect("valid"),
            name: (*id).to_owned(),
            old_status: ComponentStatus::Operational,
            new_status: *status,
        })
        .collect();
    incident
        .post(Update {
            id: UpdateId::parse(&format!("{}-{seq}", incident.id)).expect("valid"),
            status,
            body: Body::markdown(text),
            display_at: when,
            created_at: when,
            updated_at: when,
            corrected_at: None,
            seq: i64::try_from(seq).expect("small"),
            changes,
            details: UpdateDetails::default(),
        })
        .expect("fits");
}

/// Corrections of every update and the postmortem of an incident, two at one moment each, and a removed update.
pub(super) fn corrections(incident: &PublicIncident) -> Vec<PublicCorrection> {
    let correction = |update_id: &UpdateId, amendment| PublicCorrection {
        update_id: update_id.clone(),
        amendment,
        reason: Some("<script>why</script> & more".to_owned()),
        corrected_at: at("2015-10-08T12:00:00Z"),
    };
    let words = incident
        .updates
        .iter()
        .map(|one| (&one.id, &one.body, one.display_at));
    let postmortem = incident.postmortem.iter();
    let words = words.chain(postmortem.map(|one| (&one.update_id, &one.body, one.published_at)));
    let mut all: Vec<PublicCorrection> = words
        .flat_map(|(id, body, display_at)| {
            let version = |text: String, display_at| Version {
                body: Body::markdown(text),
                display_at,
            };
            let changed = PublicAmendment::Changed {
                before: version(
                    format!("# Before\n{} <img>", body.text),
                    display_at.plus_secs(-60),
                ),
                after: version(body.text.clone(), display_at),
            };
            [correction(id, changed.clone()), correction(id, changed)]
        })
        .collect();
    let removed = PublicAmendment::Removed {
        display_at: incident.created_at,
    };
    let gone = UpdateId::parse("gone").expect("valid");
    all.push(correction(&gone, removed));
    all
}

impl Snapshot {
    /// Publishes the postmortem of an incident that the caller adds to the snapshot.
    fn publish(&mut self, incident: &mut Incident, text: &str, when: Ts) {
        let update_id = UpdateId::parse(&format!("{}-pm", incident.id)).expect("valid");
        let body = Body::markdown(text);
        let postmortem = Postmortem::published(incident.id.clone(), update_id, body, when);
        self.postmortems.insert(incident.id.clone(), postmortem);
        incident.postmortem_published_at = Some(when);
        incident.settle();
    }
}

pub(super) const HOSTILE: &str = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>&amp;";

/// Names of 80 characters, names that are markup, names that run from right to left.
pub(super) fn odd() -> Snapshot {
    let long = "Authentication".repeat(6)[..80].to_owned();
    let mut snapshot = page(HOSTILE);
    snapshot.page.settings.about = format!("# {HOSTILE}\n\n{HOSTILE}");
    snapshot.page.settings.announcement = HOSTILE.to_owned();
    snapshot.page.settings.logo_alt = Some(HOSTILE.to_owned());
    snapshot.page.settings.support_url = Some("https://example.com/?q=\"><script>".to_owned());
    snapshot.page.settings.links = vec![PageLink {
        label: format!("{HOSTILE} {long} روابط"),
        url: "mailto:a@example.com".to_owned(),
    }];
    snapshot.page.settings.accent_dark = Color::parse("#ffb000");
    snapshot.page.settings.theme = Theme::Dark;
    snapshot.page.settings.hidden_from_search = true;
    snapshot.group("g1", &long, &[&long, HOSTILE, "توصيل المكالمات الهاتفية"]);
    snapshot.group("g2", "خدمة المصادقة", &["رسائل SMS", "Push"]);
    snapshot.group("g3", "Empty group", &[]);
    snapshot.group("g4", "Seen when broken", &["quiet"]);
    if let Some(quiet) = snapshot.components.last_mut() {
        quiet.only_show_if_degraded = true;
    }
    let website = snapshot.top("web", "Website");
    website.description = Some(format!("What you read before you sign in. {HOSTILE}"));
    website.status = ComponentStatus::UnderMaintenance;
    snapshot.set("g1-0", ComponentStatus::PartialOutage);
    snapshot.set("g1-1", ComponentStatus::DegradedPerformance);
    snapshot.set("g2-0", ComponentStatus::MajorOutage);
    let mut bad = incident("bad1", IncidentKind::Incident, HOSTILE, noon(12));
    say(
        &mut bad,
        Status::Investigating,
        noon(12),
        &format!("{HOSTILE}\n\n{}", "longword".repeat(60)),
        &[
            ("g1-0", ComponentStatus::PartialOutage),
            ("g1-1", ComponentStatus::DegradedPerformance),
            ("g2-0", ComponentStatus::MajorOutage),
        ],
    );
    snapshot.publish(&mut bad, HOSTILE, noon(13));
    snapshot.incidents.push(bad);
    let mut arabic = incident(
        "rtl1",
        IncidentKind::Incident,
        "تأخر في توصيل المكالمات",
        noon(11),
    );
    say(
        &mut arabic,
        Status::Monitoring,
        noon(11),
        "تم تنفيذ إصلاح ونحن نراقب النتائج.",
        &[("g2-0", ComponentStatus::MajorOutage)],
    );
    snapshot.incidents.push(arabic);
    let mut running = incident("run1", IncidentKind::Maintenance, "Moving house", noon(14));
    running.window = Some(Window {
        starts_at: noon(14),
        ends_at: noon(16),
    });
    say(
        &mut running,
        Status::InProgress,
        noon(14),
        "",
        &[("web", ComponentStatus::UnderMaintenance)],
    );
    snapshot.incidents.push(running);
    snapshot
}

/// One component and one open incident that leaves it operational.
pub(super) fn one() -> Snapshot {
    let mut snapshot = page("One");
    snapshot.top("web", "Website");
    let mut open = incident("open1", IncidentKind::Incident, "Some see errors", noon(14));
    say(
        &mut open,
        Status::Investigating,
        noon(14),
        "We are currently investigating this issue.",
        &[("web", ComponentStatus::PartialOutage)],
    );
    snapshot.incidents.push(open);
    snapshot
}

/// 500 components without a group, every seventh of them slow.
pub(super) fn many() -> Snapshot {
    let mut snapshot = page("Many");
    for number in 1..=500 {
        let component = snapshot.top(&format!("c{number}"), &format!("Component {number}"));
        if number % 7 == 0 {
            component.status = ComponentStatus::DegradedPerformance;
        }
    }
    snapshot
}

/// Every sample with its name.
pub(super) fn all() -> Vec<(&'static str, PublicState)> {
    [
        ("empty", page("Empty")),
        ("one", one()),
        ("duo", duo()),
        ("fire", duo_on_fire()),
        ("odd", odd()),
        ("many", many()),
    ]
    .iter()
    .map(|(name, snapshot)| (*name, state(snapshot)))
    .collect()
}
