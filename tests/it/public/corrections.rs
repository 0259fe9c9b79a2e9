//! Corrections of published texts and times are public.

use candor::app::{IncidentEdit, Publishing, UpdateEdit};
use candor::domain::{Incident, IncidentId, Status, UpdateId};

use crate::support::{Reply, TestApp};

impl TestApp {
    /// Corrects the text of an update.
    async fn correct(&self, id: &IncidentId, update: &UpdateId, body: &str, reason: &str) {
        let edit = UpdateEdit {
            body: Some(body.to_owned()),
            reason: Some(reason.to_owned()),
            ..UpdateEdit::default()
        };
        self.app
            .edit_update(&self.owner(), id, update, edit, None)
            .await
            .expect("corrected");
    }

    async fn say(&self, id: &IncidentId, status: Status, body: &str) -> Incident {
        let edit = IncidentEdit {
            status: Some(status),
            body: Some(body.to_owned()),
            ..IncidentEdit::default()
        };
        self.app
            .edit_incident(&self.owner(), id, edit, None, None)
            .await
            .expect("said")
    }

    async fn publish(&self, id: &IncidentId, body: &str, how: Publishing) {
        self.app
            .save_postmortem_draft(&self.owner(), id, body, None)
            .await
            .expect("saved");
        self.app
            .publish_postmortem(&self.owner(), id, how, None)
            .await
            .expect("published");
    }

    async fn corrections(&self, id: &IncidentId) -> Reply {
        self.anyone()
            .get(&format!("/incidents/{id}/corrections"))
            .await
    }
}

fn hrefs(reply: &Reply, selector: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(reply.text());
    let selector = scraper::Selector::parse(selector).expect("a selector");
    html.select(&selector)
        .map(|one| one.attr("href").expect("a link").to_owned())
        .collect()
}

#[tokio::test]
async fn a_slip_mended_within_two_minutes_leaves_nothing() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.clock.advance_secs(120);
    t.correct(&incident.id, &incident.updates[0].id, "Mended.", "a slip")
        .await;
    assert_eq!(t.corrections(&incident.id).await.status(), 404);
    let page = t.anyone().get(&format!("/incidents/{}", incident.id)).await;
    assert!(page.text().contains("Mended."));
    assert!(!page.text().contains("Corrected"));
    assert_eq!(
        t.anyone()
            .get("/incidents/nosuch/corrections")
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_later_correction_says_what_it_was_and_why() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.clock.advance_secs(121);
    let update = &incident.updates[0].id;
    t.correct(
        &incident.id,
        update,
        "We are looking into calls.",
        " Wrong\r\n\r\nthing. ",
    )
    .await;

    let own = format!("/incidents/{}", incident.id);
    for path in [&own, "/"] {
        let page = t.anyone().get(path).await;
        assert_eq!(
            page.one("a.corrected"),
            "Corrected Nov 24, 2026 - 15:02 UTC",
            "{path}"
        );
        let link = hrefs(&page, "a.corrected").remove(0);
        let (address, anchor) = link.split_once('#').expect("an anchor");
        assert_eq!(address, format!("{own}/corrections"));
        let page = t.anyone().get(address).await;
        assert_eq!(page.all(&format!("section[id='{anchor}']")).len(), 1);
    }

    let page = t.corrections(&incident.id).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.one("h1"), "Corrections: Trouble");
    assert_eq!(page.one("h2"), "Investigating");
    assert_eq!(page.one(".diff del"), "removed: it end");
    assert_eq!(page.one(".diff ins"), "added: calls end");
    assert_eq!(page.one("details .prose"), "We are looking into it.");
    let text = page.one("main");
    for part in [
        "Posted Nov 24, 2026 - 15:00 UTC",
        "Corrected Nov 24, 2026 - 15:02 UTC",
        "Reason: Wrong thing.",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(hrefs(&page, "a.more--back"), [own]);
    assert_eq!(
        page.header("cache-control"),
        "public, max-age=0, s-maxage=5, stale-if-error=86400"
    );
    let path = format!("/incidents/{}/corrections", incident.id);
    let again = t
        .anyone()
        .with("if-none-match", page.header("etag"))
        .get(&path)
        .await;
    assert_eq!(again.status(), 304);
    let head = t.anyone().head(&path).await;
    assert_eq!((head.status(), head.body().len()), (200, 0));
}

#[tokio::test]
async fn two_corrections_stand_newest_first_each_with_its_own_difference() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    let update = &incident.updates[0].id;
    t.clock.advance_secs(600);
    t.correct(&incident.id, update, "Calls are slow.", "first")
        .await;
    t.clock.advance_secs(600);
    t.correct(&incident.id, update, "Calls are lost.", "second")
        .await;
    let page = t.corrections(&incident.id).await;
    let reasons: Vec<String> = page
        .all("section p[dir]")
        .into_iter()
        .filter(|text| text.starts_with("Reason"))
        .collect();
    assert_eq!(reasons, ["Reason: second", "Reason: first"]);
    let ins = page.all(".diff ins");
    assert_eq!(ins[0], "added: lost end");
    assert_eq!(page.all(".diff del")[0], "removed: slow end");
    assert_eq!(
        page.all("details .prose"),
        ["Calls are slow.", "We are looking into it."]
    );
    let own = t.anyone().get(&format!("/incidents/{}", incident.id)).await;
    assert_eq!(own.one("a.corrected"), "Corrected Nov 24, 2026 - 15:20 UTC");
}

#[tokio::test]
async fn a_time_that_moves_is_a_correction_and_a_flag_is_none() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    let update = &incident.updates[0].id;
    t.clock.advance_secs(600);
    let edit = UpdateEdit {
        deliver_notifications: Some(false),
        reason: Some("nobody need know".into()),
        ..UpdateEdit::default()
    };
    t.app
        .edit_update(&t.owner(), &incident.id, update, edit, None)
        .await
        .expect("changed");
    assert_eq!(t.corrections(&incident.id).await.status(), 404);

    let edit = UpdateEdit {
        display_at: Some(incident.created_at.plus_secs(-3600)),
        ..UpdateEdit::default()
    };
    t.app
        .edit_update(&t.owner(), &incident.id, update, edit, None)
        .await
        .expect("moved");
    let page = t.corrections(&incident.id).await;
    assert_eq!(
        page.one("main del"),
        "removed: Nov 24, 2026 - 15:00 UTC end"
    );
    assert_eq!(page.one("main ins"), "added: Nov 24, 2026 - 14:00 UTC end");
    assert!(page.text().contains("The text stayed the same."));
    assert!(page.all(".diff, main details").is_empty());
    assert!(!page.text().contains("Reason"));
    assert!(!page.text().contains("nobody need know"));
}

#[tokio::test]
async fn hostile_and_right_to_left_texts_are_only_text() {
    let t = TestApp::new().await;
    let incident = t.incident("<script>alert(1)</script>").open().await;
    let update = &incident.updates[0].id;
    t.clock.advance_secs(600);
    let hostile =
        "<script>alert(2)</script> </del></ins></div><img src=x onerror=alert(3)> \u{202e}x";
    t.correct(&incident.id, update, hostile, "<b>bold</b> & \"more\"")
        .await;
    t.clock.advance_secs(600);
    t.correct(&incident.id, update, "المكالمات لا تصل", "ليس صحيحا")
        .await;
    let page = t.corrections(&incident.id).await;
    for tag in ["<script", "<img", "<b>"] {
        assert!(!page.text().contains(tag), "{tag}");
    }
    let diffs = page.all(".diff");
    assert!(diffs[0].contains("المكالمات"), "{}", diffs[0]);
    assert!(diffs[1].contains("<script>alert(2)</script>"));
    assert!(page.one("main").contains("Reason: <b>bold</b> & \"more\""));
    assert_eq!(page.all(".diff[dir='auto']").len(), 2);
    let hidden = page.all(".diff .visually-hidden").len();
    assert_eq!(page.all(".diff .visually-hidden[dir='ltr']").len(), hidden);
}

#[tokio::test]
async fn huge_texts_are_shown_and_told_apart_as_far_as_it_pays() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.say(&incident.id, Status::Resolved, "Over.").await;
    let many = |word: &str| format!("{word} ").repeat(25_000 / (word.len() + 1));
    t.publish(&incident.id, &many("one").repeat(9), Publishing::default())
        .await;
    t.clock.advance_secs(600);
    t.publish(&incident.id, &many("two").repeat(9), Publishing::default())
        .await;
    t.correct(&incident.id, &incident.updates[0].id, &many("a"), "")
        .await;
    let page = t.corrections(&incident.id).await;
    assert_eq!(page.status(), 200);
    let text = page.one("main");
    assert!(text.contains("Too much changed to mark every word."));
    assert_eq!(
        page.all("summary"),
        [
            "The version before this correction",
            "The version after this correction",
            "The version before this correction",
            "The version after this correction"
        ]
    );
}

#[tokio::test]
async fn a_postmortem_is_corrected_when_it_is_published_again() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.say(&incident.id, Status::Resolved, "Over.").await;
    t.publish(&incident.id, "It was the cable.", Publishing::default())
        .await;
    t.clock.advance_secs(60);
    t.publish(&incident.id, "It was a cable.", Publishing::default())
        .await;
    t.clock.advance_secs(600);
    assert_eq!(
        t.corrections(&incident.id).await.status(),
        404,
        "in two minutes"
    );
    t.app
        .save_postmortem_draft(&t.owner(), &incident.id, "It was a SECRET.", None)
        .await
        .expect("saved");
    assert_eq!(t.corrections(&incident.id).await.status(), 404, "a draft");

    let why = |reason: &str| Publishing {
        reason: Some(reason.into()),
        ..Publishing::default()
    };
    t.publish(&incident.id, "It was a switch.", why("We looked again."))
        .await;
    t.clock.advance_secs(600);
    let later = Publishing {
        published_at: Some(incident.created_at.plus_secs(-60)),
        ..Publishing::default()
    };
    t.publish(&incident.id, "It was a switch.", later).await;

    let page = t.corrections(&incident.id).await;
    assert_eq!(page.all("h2"), ["Postmortem", "Postmortem"]);
    assert_eq!(page.one(".diff del"), "removed: cable end");
    assert_eq!(page.one(".diff ins"), "added: switch end");
    assert!(page.one("main").contains("Reason: We looked again."));
    assert!(!page.text().contains("SECRET"), "it was never published");
    assert!(!page.text().contains("the cable"), "it was mended at once");
    for path in ["", "/postmortem"] {
        let page = t
            .anyone()
            .get(&format!("/incidents/{}{path}", incident.id))
            .await;
        assert_eq!(
            page.one("a.corrected"),
            "Corrected Nov 24, 2026 - 15:21 UTC"
        );
    }

    // When the postmortem is taken back, its corrections are private too.
    t.app
        .revert_postmortem(&t.owner(), &incident.id, None)
        .await
        .expect("taken back");
    assert_eq!(t.corrections(&incident.id).await.status(), 404);
    t.app
        .publish_postmortem(&t.owner(), &incident.id, Publishing::default(), None)
        .await
        .expect("published");
    assert_eq!(t.corrections(&incident.id).await.status(), 404);
    let page = t.anyone().get(&format!("/incidents/{}", incident.id)).await;
    assert!(!page.text().contains("Corrected"));
}

#[tokio::test]
async fn feeds_move_updated_and_keep_ids_and_the_status_api_keeps_its_keys() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.say(&incident.id, Status::Resolved, "Over.").await;
    t.publish(&incident.id, "Because.", Publishing::default())
        .await;
    let path = format!("/api/v2/incidents/{}.json", incident.id);
    let feed = async |items: &str| {
        let reply = t.anyone().get(&format!("/history.atom{items}")).await;
        let feed = atom_syndication::Feed::read_from(reply.body()).expect("a valid feed");
        let entries = feed.entries.into_iter();
        let mut entries: Vec<_> = entries.map(|one| (one.id, one.updated)).collect();
        entries.sort();
        entries
    };
    let keys = async || -> Vec<String> {
        let json = t.anyone().get(&path).await.json();
        let incident = json["incident"].as_object().expect("an object");
        let updates = incident["incident_updates"].as_array().expect("a list");
        let updates = updates
            .iter()
            .flat_map(|one| one.as_object().expect("an object").keys());
        incident.keys().chain(updates).cloned().collect()
    };
    let (before, by_update, known) = (feed("").await, feed("?items=updates").await, keys().await);

    t.clock.advance_secs(600);
    t.correct(&incident.id, &incident.updates[0].id, "Corrected.", "why")
        .await;
    t.publish(
        &incident.id,
        "Because.",
        Publishing {
            published_at: Some(incident.created_at.plus_secs(-60)),
            ..Publishing::default()
        },
    )
    .await;
    assert_eq!(t.corrections(&incident.id).await.all("h2").len(), 2);
    let after = feed("").await;
    assert_eq!(after[0].0, before[0].0);
    assert!(after[0].1 > before[0].1);
    let moved: Vec<bool> = by_update
        .iter()
        .zip(feed("?items=updates").await)
        .map(|(old, new)| {
            assert_eq!(old.0, new.0);
            new.1 > old.1
        })
        .collect();
    assert_eq!(moved.iter().filter(|moved| **moved).count(), 2);
    assert_eq!(keys().await, known);
    let json = t.anyone().get(&path).await;
    assert!(!json.text().contains("correct\""));
}

#[tokio::test]
async fn a_deleted_incident_takes_its_corrections_along() {
    let t = TestApp::new().await;
    let incident = t.incident("Trouble").open().await;
    t.clock.advance_secs(600);
    t.correct(&incident.id, &incident.updates[0].id, "Corrected.", "")
        .await;
    assert_eq!(t.corrections(&incident.id).await.status(), 200);
    t.app
        .delete_incident(
            &t.owner(),
            &incident.id,
            candor::app::OnDeletion::KeepStatuses,
            candor::app::SeenVersions::default(),
        )
        .await
        .expect("deleted");
    assert_eq!(t.corrections(&incident.id).await.status(), 404);
    let mut read = t.store.read().await.expect("a read");
    assert!(
        read.list_corrections(&incident.id)
            .await
            .expect("read")
            .is_empty()
    );
}

#[tokio::test]
async fn old_incidents_are_corrected_in_public_too() {
    let t = TestApp::demo().await;
    let id = IncidentId::parse("6cr5qrtfcmrn").expect("an id");
    let mut read = t.store.read().await.expect("a read");
    let incident = read.get_incident(&id).await.expect("there");
    drop(read);
    t.correct(
        &id,
        &incident.updates[2].id,
        "Calls go through.",
        "Shorter.",
    )
    .await;
    let page = t.corrections(&id).await;
    assert_eq!(page.one("h2"), "Monitoring");
    assert!(page.one("main").contains("Posted Oct 07, 2015 - 10:50 EDT"));
}
