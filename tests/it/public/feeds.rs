//! The feeds, read by parsers.

use candor::app::{IncidentEdit, UpdateEdit};
use candor::domain::Status;

use crate::support::TestApp;

async fn atom(t: &TestApp, path: &str) -> atom_syndication::Feed {
    let reply = t.anyone().get(path).await;
    assert_eq!(
        reply.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    atom_syndication::Feed::read_from(reply.body()).expect("a valid feed")
}

#[tokio::test]
async fn ids_stay_while_everything_else_moves() {
    let t = TestApp::new().await;
    let incident = t.incident("One").open().await;
    let before = atom(&t, "/history.atom").await;
    assert_eq!(
        before.entries[0].id,
        "tag:status.example.com,2005:Incident/1"
    );
    assert_eq!(before.id, "tag:status.example.com,2005:/history");
    t.clock.advance_secs(60);
    let edit = IncidentEdit {
        name: Some("Renamed".into()),
        status: Some(Status::Resolved),
        body: Some("Over.".into()),
        ..IncidentEdit::default()
    };
    t.app
        .edit_incident(&t.owner(), &incident.id, edit, None, None)
        .await
        .expect("edited");
    let after = atom(&t, "/history.atom").await;
    assert_eq!(after.entries[0].id, before.entries[0].id);
    assert_eq!(after.entries[0].title.value, "Renamed");
    assert!(after.entries[0].published > before.entries[0].published);

    // A corrected update moves `updated` alone.
    t.clock.advance_secs(60);
    let update = incident.updates[0].id.clone();
    let edit = UpdateEdit {
        body: Some("Corrected.".into()),
        ..UpdateEdit::default()
    };
    t.app
        .edit_update(&t.owner(), &incident.id, &update, edit, None)
        .await
        .expect("edited");
    let corrected = atom(&t, "/history.atom").await;
    assert_eq!(corrected.entries[0].published, after.entries[0].published);
    assert!(corrected.entries[0].updated > after.entries[0].updated);
    assert_eq!(corrected.updated, corrected.entries[0].updated);
}

#[tokio::test]
async fn twenty_five_entries_newest_first() {
    let t = TestApp::new().await;
    for number in 0..30 {
        t.clock.advance_secs(60);
        t.incident(&format!("Incident {number}")).open().await;
    }
    let feed = atom(&t, "/history.atom").await;
    assert_eq!(feed.entries.len(), 25);
    assert_eq!(feed.entries[0].title.value, "Incident 29");
    assert!(
        feed.entries
            .windows(2)
            .all(|pair| pair[0].published >= pair[1].published)
    );
    let reply = t.anyone().get("/history.rss").await;
    let channel = rss::Channel::read_from(reply.body()).expect("a valid feed");
    assert_eq!(channel.items().len(), 25);
    assert_eq!(
        reply.header("content-type"),
        "application/rss+xml; charset=utf-8"
    );
    let json = t.anyone().get("/feed.json").await.json();
    assert_eq!(json["items"].as_array().map(Vec::len), Some(25));
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
}

#[tokio::test]
async fn one_item_an_update_on_wish() {
    let t = TestApp::demo().await;
    let feed = atom(&t, "/history.atom?items=updates").await;
    let ids: std::collections::HashSet<_> = feed.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), feed.entries.len());
    // 5 + 2 + 1 + 3 + 2 updates and a postmortem.
    assert_eq!(feed.entries.len(), 14);
    assert!(
        feed.entries
            .windows(2)
            .all(|pair| pair[0].published >= pair[1].published)
    );
    let rss = t.anyone().get("/history.rss?items=updates").await;
    assert_eq!(
        rss::Channel::read_from(rss.body())
            .expect("valid")
            .items()
            .len(),
        14
    );
    let json = t.anyone().get("/feed.json?items=updates").await.json();
    assert_eq!(json["items"].as_array().map(Vec::len), Some(14));
    // Any other query is the plain feed.
    let plain = t.anyone().get("/history.atom").await;
    let other = t.anyone().get("/history.atom?x=1").await;
    assert!(plain.body() == other.body());
}

#[tokio::test]
async fn hostile_text_leaves_feeds_valid() {
    let t = TestApp::new().await;
    let mut new = candor::app::NewIncident::named(
        "]]> <script>alert(1)</script> & 🚑 \u{202e}x",
        Status::Investigating,
        "]]> \u{1}\u{8}\u{c} <b>",
    );
    new.impact_override = Some(candor::domain::Impact::Minor);
    t.app
        .open_incident(&t.owner(), new, None)
        .await
        .expect("opened");
    let feed = atom(&t, "/history.atom").await;
    assert!(feed.entries[0].title.value.contains("<script>"));
    for path in ["/history.rss", "/history.rss?items=updates"] {
        let reply = t.anyone().get(path).await;
        rss::Channel::read_from(reply.body()).expect("a valid feed");
    }
}

#[tokio::test]
async fn every_page_names_the_feeds() {
    let t = TestApp::demo().await;
    for path in [
        "/",
        "/history",
        "/incidents/6cr5qrtfcmrn",
        "/postmortems",
        "/subscribe",
        "/nope",
    ] {
        let reply = t.anyone().get(path).await;
        for kind in [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ] {
            assert!(reply.text().contains(kind), "{path} {kind}");
        }
    }
}

#[tokio::test]
async fn a_name_is_text_in_every_field_that_readers_take_for_html() {
    let t = TestApp::new().await;
    let name = "<script>alert(1)</script> & <b>Duo</b>";
    let edit = candor::app::PageEdit {
        name: Some(name.into()),
        ..candor::app::PageEdit::default()
    };
    t.app.edit_page(&t.owner(), &edit).await.expect("renamed");
    t.incident(name)
        .on(&format!("{name}2 / {name}"))
        .open()
        .await;
    let web = t.component("Website").await;
    t.planned(name, &[&web]).await;
    let no_markup = |html: &str, field: &str| {
        for tag in ["<script", "<b>"] {
            assert!(!html.contains(tag), "{field}: {html}");
        }
    };
    for path in ["/history.rss", "/history.rss?items=updates"] {
        let reply = t.anyone().get(path).await;
        let channel = rss::Channel::read_from(reply.body()).expect("a feed");
        assert!(
            channel
                .description()
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;")
        );
        no_markup(channel.description(), "channel");
        for item in channel.items() {
            no_markup(item.description().expect("a text"), path);
        }
        assert!(channel.title().starts_with(name), "a title is plain");
    }
    for path in ["/history.atom", "/history.atom?items=updates"] {
        for entry in atom(&t, path).await.entries {
            let content = entry.content.and_then(|content| content.value);
            no_markup(&content.expect("a text"), path);
            assert_eq!(entry.title.r#type, atom_syndication::TextType::Text);
        }
    }
    for path in ["/feed.json", "/feed.json?items=updates"] {
        let feed = t.anyone().get(path).await.json();
        for item in feed["items"].as_array().expect("items") {
            no_markup(item["content_html"].as_str().expect("a text"), path);
        }
    }
}
