//! What holds for every page of every sample.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::domain::public::{PublicIncident, PublicState, Snapshot};
use crate::domain::{ComponentStatus, Impact, IncidentKind, Status, Ts};
use crate::i18n::english;
use crate::zone::Month;

use super::public::{self, ErrorPage, HistoryPage};
use super::{Site, samples};

/// The moment at which every page here was made.
fn made_at() -> Ts {
    samples::at("2015-10-07T13:54:00Z")
}

/// Renders every page of a state, by name.
pub(super) fn pages(state: &PublicState, site: &Site) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let incidents: Vec<PublicIncident> = state
        .incidents()
        .iter()
        .map(|one| (**one).clone())
        .collect();
    let month = |text: &str| Month::parse(text).expect("a month");
    let stretch = HistoryPage {
        months: vec![
            (
                month("2015-10"),
                state.past().into_iter().map(AsRef::as_ref).collect(),
            ),
            (month("2015-09"), vec![]),
        ],
        older: Some(month("2015-08")),
        newer: Some(month("2015-12")),
    };
    pages.insert("home".to_owned(), public::home(state, site, made_at()));
    pages.insert(
        "history".to_owned(),
        public::history(state, &stretch, site, made_at()),
    );
    pages.insert(
        "postmortems".to_owned(),
        public::postmortems(
            state,
            &incidents
                .iter()
                .filter(|one| one.postmortem.is_some())
                .collect::<Vec<&PublicIncident>>(),
            site,
            made_at(),
        ),
    );
    pages.insert(
        "subscribe".to_owned(),
        public::subscribe(state, site, made_at()),
    );
    for incident in &incidents {
        pages.insert(
            format!("incident-{}", incident.id),
            public::incident(state, incident, site, made_at()),
        );
        pages.insert(
            format!("corrections-{}", incident.id),
            public::corrections(
                state,
                incident,
                &samples::corrections(incident),
                site,
                made_at(),
            ),
        );
        if incident.postmortem.is_some() {
            pages.insert(
                format!("postmortem-{}", incident.id),
                public::postmortem(state, incident, site, made_at()),
            );
        }
    }
    for problem in [
        ErrorPage::NotFound,
        ErrorPage::BadRequest,
        ErrorPage::MethodNotAllowed,
        ErrorPage::Internal,
        ErrorPage::Unavailable,
    ] {
        pages.insert(
            format!("problem-{problem:?}"),
            public::problem(state, problem, Some("req-17"), site),
        );
    }
    pages
        .into_iter()
        .map(|(name, page)| (name, page.expect("renders")))
        .collect()
}

/// Returns the text between a marker and a closing one, for every occurrence.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| rest.split(close).next())
        .collect()
}

#[test]
fn every_page_of_every_sample_keeps_the_rules() {
    let site = samples::site();
    for (sample, state) in samples::all() {
        let first = pages(&state, &site);
        assert_eq!(first, pages(&state, &site), "{sample}: not the same bytes");
        for (name, html) in first {
            let whence = format!("{sample}/{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{whence}");
            for forbidden in [" style=", "<style", "<script", " on", " src=", "<img"] {
                // The hostile text contains some of these escaped, so only those inside a tag count.
                let in_tag = between(&html, "<", ">")
                    .iter()
                    .any(|tag| format!("<{}", without_values(tag)).contains(forbidden));
                assert!(!in_tag, "{whence}: {forbidden}");
            }
            let ids = between(&html, " id=\"", "\"");
            let distinct: BTreeSet<&&str> = ids.iter().collect();
            assert_eq!(ids.len(), distinct.len(), "{whence}: an id stands twice");
            for link in between(&html, "href=\"#", "\"") {
                assert!(ids.contains(&link), "{whence}: no #{link}");
            }
            levels_do_not_skip(&html, &whence);
            assert!(html.contains("<html lang=\"en\" dir=\"ltr\""), "{whence}");
            assert_eq!(
                html.contains("rel=\"canonical\""),
                !name.starts_with("problem"),
                "{whence}"
            );
            assert_eq!(html.matches("rel=\"alternate\"").count(), 3, "{whence}");
            assert_eq!(html.matches("<title>").count(), 1, "{whence}");
        }
    }
}

/// Empties the attribute values of a tag, so that text in them does not count as markup.
fn without_values(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

fn levels_do_not_skip(html: &str, whence: &str) {
    let mut last = 1;
    let levels = (1..html.len()).filter_map(|at| {
        let rest = html.get(at - 1..at + 2)?;
        let level = rest.strip_prefix("<h")?.chars().next()?.to_digit(10)?;
        Some(level)
    });
    for level in levels {
        assert!(level <= last + 1, "{whence}: h{level} after h{last}");
        last = level;
    }
}

#[test]
fn hostile_names_are_escaped_wherever_they_stand() {
    let site = samples::site();
    let state = samples::state(&samples::odd());
    for (name, html) in pages(&state, &site) {
        assert!(!html.contains("<script"), "{name}");
        assert!(!html.contains("<img"), "{name}");
        assert!(html.contains("&#60;script&#62;"), "{name}");
    }
}

#[test]
fn every_key_is_in_the_catalogue_and_every_public_key_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    collect(&root.join("src/views"), &mut sources);
    collect(&root.join("templates"), &mut sources);
    let all = sources.concat();
    let mut keys: Vec<&str> = Vec::new();
    for call in ["say(", "say_name(", "say_count(", "say_with("] {
        keys.extend(
            between(&all, call, ")")
                .into_iter()
                .filter_map(|arguments| arguments.trim_start().strip_prefix('"'))
                .filter_map(|rest| rest.split('"').next()),
        );
    }
    assert!(keys.len() > 60, "{}", keys.len());
    for key in keys {
        assert!(english().has(key), "{key}");
    }
    let public = include_str!("../../locales/en/public.ftl");
    for line in public.lines().filter(|line| line.contains(" = ")) {
        let key = line.split(" = ").next().unwrap_or_default();
        if !key.starts_with([' ', '#']) {
            assert!(all.contains(&format!("\"{key}\"")), "{key} is not used");
        }
    }
}

fn collect(folder: &Path, sources: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, sources);
        } else if !path.ends_with("tests.rs") {
            sources.push(std::fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn the_banner_is_never_green_while_an_incident_hurts() {
    let site = samples::site();
    let banner = |state: &PublicState| {
        let html = public::home(state, &site, made_at()).expect("renders");
        between(&html, "class=\"banner banner--", "</p>")[0].to_owned()
    };
    let mut snapshot = samples::one();
    let open = banner(&samples::state(&snapshot));
    assert!(open.starts_with("partial_outage"), "{open}");
    assert!(open.ends_with("Incident in progress"), "{open}");
    // A component that is not operational puts the API's words into the banner.
    snapshot.set("web", ComponentStatus::MajorOutage);
    let state = samples::state(&snapshot);
    assert!(banner(&state).ends_with(state.overall().description));
    assert!(banner(&state).starts_with("major_outage"));
    // An open incident outranks planned work.
    snapshot.set("web", ComponentStatus::UnderMaintenance);
    assert!(banner(&samples::state(&snapshot)).ends_with("Incident in progress"));
    // Slow components beside an incident of major impact: the words are the API's, the tone is the impact's.
    snapshot.set("web", ComponentStatus::DegradedPerformance);
    let state = samples::state(&snapshot);
    assert!(banner(&state).starts_with("partial_outage"));
    assert!(banner(&state).ends_with(state.overall().description));
}

#[test]
fn an_open_incident_without_impact_is_said_neutrally() {
    let site = samples::site();
    let shown = |snapshot: &Snapshot| {
        let html = public::home(&samples::state(snapshot), &site, made_at()).expect("renders");
        let banner = between(&html, "class=\"banner banner--", "</p>")[0].to_owned();
        (banner, html)
    };
    let mut snapshot = samples::one();
    snapshot.incidents[0].impact = Impact::None;
    snapshot.set("web", ComponentStatus::Operational);
    for (status, words) in [
        (Status::Investigating, "Investigating a possible problem"),
        (Status::Identified, "Incident in progress"),
        (Status::Monitoring, "Incident in progress"),
    ] {
        snapshot.incidents[0].status = status;
        let (banner, html) = shown(&snapshot);
        assert!(banner.starts_with("plain"), "{banner}");
        assert!(banner.ends_with(words), "{banner}");
        assert!(html.contains(&format!("<title>{words}")), "{words}");
        assert!(!html.contains("No impact"));
    }
    // An incident that cannot be shown counts, even if no other is open.
    snapshot.incidents.clear();
    snapshot.open_incidents = 1;
    let (banner, _) = shown(&snapshot);
    assert!(banner.starts_with("plain"), "{banner}");
    assert!(banner.ends_with("One incident cannot be shown"), "{banner}");
}

#[test]
fn what_is_over_is_never_called_ongoing_and_gets_no_length_from_a_day() {
    let site = samples::site();
    let mut snapshot = samples::one();
    let incident = &mut snapshot.incidents[0];
    incident.status = Status::Resolved;
    for resolved_at in [None, Some(incident.created_at)] {
        snapshot.incidents[0].resolved_at = resolved_at;
        let state = samples::state(&snapshot);
        let shown = &state.incidents()[0];
        let html = public::incident(&state, shown, &site, made_at()).expect("renders");
        assert!(html.contains("Resolved"), "{html}");
        for made_up in ["Ongoing since", "Resolved after"] {
            assert!(!html.contains(made_up), "{made_up}: {resolved_at:?}");
        }
    }
}

#[test]
fn what_is_open_is_not_past_and_its_days_are_not_quiet() {
    let site = samples::site();
    let mut snapshot = samples::one();
    let past = |snapshot: &Snapshot| {
        let html = public::home(&samples::state(snapshot), &site, made_at()).expect("renders");
        html.split("id=\"past-incidents\"")
            .nth(1)
            .expect("it is there")
            .to_owned()
    };
    let name = snapshot.incidents[0].name.clone();
    let open = past(&snapshot);
    assert!(!open.contains(&name), "{open}");
    assert!(open.contains("No other incidents reported"), "{open}");
    snapshot.incidents[0].status = Status::Resolved;
    snapshot.incidents[0].resolved_at = Some(made_at());
    let over = past(&snapshot);
    assert!(over.contains(&name), "{over}");
    assert!(!over.contains("No other"), "{over}");
}

#[test]
fn the_front_page_says_what_is_wrong_in_short() {
    let site = samples::site();
    let state = samples::state(&samples::duo_on_fire());
    let html = public::home(&state, &site, made_at()).expect("renders");
    for text in [
        "Phone Call Delivery: major outage in 30 of 47 groups; SMS Message Delivery: degraded performance in DUO7",
        "<strong dir=\"auto\">Phone Call Delivery</strong> in DUO1–DUO8, DUO47, DUO10–DUO30 (30 groups)",
        "Major outage · 2 of 5 affected",
        "Earlier updates (6)",
        "Affects Phone Call Delivery in 30 groups",
        "Oct 20, 01:00 – 03:00 EDT (2 hours)",
        "No other incidents reported Oct 14 – 15",
        "No incidents reported Oct 8 – 12",
        "No incidents reported Oct 4 – 6",
        "No incidents reported Oct 1 – 2",
        "Page made <time datetime=\"2015-10-07T13:54:00Z\">Oct 07, 2015 - 09:54 EDT</time> · <a href=\"/\">Reload</a>",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(!html.contains("<details class=\"group\" id=\"g-duo1\" open>"));
}

#[test]
fn few_affected_groups_are_open_and_empty_ones_are_named() {
    let site = samples::site();
    let state = samples::state(&samples::odd());
    let html = public::home(&state, &site, made_at()).expect("renders");
    assert!(html.contains("id=\"g-g1\" open>"));
    assert!(html.contains("Empty group"));
    assert!(!html.contains("Seen when broken"));
    let empty = samples::state(&samples::page("Empty"));
    let html = public::home(&empty, &site, made_at()).expect("renders");
    assert!(html.contains("No components yet"));
    assert!(html.contains("<p class=\"quiet\">No incidents reported</p>"));
}

#[test]
fn an_incident_reads_in_the_order_of_the_original() {
    let site = samples::site();
    let state = samples::state(&samples::duo());
    let incident = &state.incidents()[0];
    let html = public::incident(&state, incident, &site, made_at()).expect("renders");
    let mut rest = html.as_str();
    for text in [
        ">Widespread Telephony Authentication Issue</h1>",
        ">Incident Report for Duo</p>",
        "37 minutes of disruption",
        "30 groups affected",
        ">Postmortem</h2>",
        "<p>On October 7, 2015, between",
        "Posted ",
        "Oct 08, 2015 - 17:07 EDT",
        ">Resolved</h3>",
        "Oct 07, 2015 - 16:21 EDT",
        ">Update</h3>",
        ">Monitoring</h3>",
        ">Identified</h3>",
        ">Investigating</h3>",
        "Oct 07, 2015 - 09:54 EDT",
        ">This incident affected: DUO1 (Phone Call Delivery), DUO2 (Phone Call Delivery)",
        "DUO8 (Phone Call Delivery), DUO47 (Phone Call Delivery), DUO10 (Phone Call Delivery)",
        ", and DUO30 (Phone Call Delivery).</p>",
    ] {
        let found = rest.find(text);
        assert!(found.is_some(), "{text} does not follow");
        rest = &rest[found.unwrap_or_default() + text.len()..];
    }
}

#[test]
fn a_maintenance_shows_its_window() {
    let site = samples::site();
    let state = samples::state(&samples::duo_on_fire());
    let planned = state
        .incidents()
        .iter()
        .find(|one| one.kind == IncidentKind::Maintenance && one.status == Status::Scheduled)
        .expect("one");
    let html = public::incident(&state, planned, &site, made_at()).expect("renders");
    assert!(html.contains("Scheduled Maintenance Report for Duo"));
    assert!(html.contains("<li>Oct 20, 01:00 – 03:00 EDT (2 hours)</li>"));
}

#[test]
fn pages_are_light() {
    use std::io::Write as _;
    let site = samples::site();
    let weight = |bytes: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes).expect("memory");
        gzip.finish().expect("memory").len()
    };
    let state = samples::state(&samples::duo_on_fire());
    let home = weight(
        public::home(&state, &site, made_at())
            .expect("renders")
            .as_bytes(),
    );
    assert!(home <= 20_000, "{home} bytes");
    let css = weight(&crate::assets::stylesheet().body);
    assert!(css <= 10_000, "{css} bytes");
}

/// Writes every page into the folder that `CANDOR_VIEWS` names, to be looked at.
#[test]
#[ignore = "writes files; CANDOR_VIEWS names the folder"]
fn pages_can_be_looked_at() {
    let folder = std::env::var_os("CANDOR_VIEWS").expect("CANDOR_VIEWS names a folder");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("static")).expect("a folder");
    for asset in crate::assets::all() {
        std::fs::write(folder.join(&asset.path[1..]), &asset.body).expect("written");
    }
    let site = samples::site();
    for (sample, state) in samples::all() {
        for (name, html) in pages(&state, &site) {
            std::fs::write(folder.join(format!("{sample}-{name}.html")), html).expect("written");
        }
    }
}
