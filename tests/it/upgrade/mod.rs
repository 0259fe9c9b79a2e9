//! Databases as earlier versions left them: every later one opens them, serves the same, and can go on with them.
//!
//! `migrations/README.md` says how a fixture is made and when.

mod dump;
mod page;
mod served;

use candor::app::{IncidentEdit, token_hash};
use candor::domain::{ImageKind, Role, Status};
use candor::store::IncidentFilter;

use crate::support::{TestApp, TestDatabase};

/// Where fixtures are, one for each kind of database: `0009.sqlite.sql`, `0009.pg.sql`.
const FOLDER: &str = "tests/it/fixtures/databases";

/// What a fixture's first line says before the secret of its token.
const TOKEN: &str = "-- token: ";

/// A database of an earlier version.
struct Fixture {
    /// The last migration of the database, which names the fixture.
    name: String,
    text: String,
}

impl Fixture {
    /// All of the kind of database that this run is on.
    fn all() -> Vec<Self> {
        let end = format!(".{}.sql", kind());
        let mut all: Vec<Self> = std::fs::read_dir(FOLDER)
            .expect("the fixtures")
            .filter_map(|entry| {
                let path = entry.expect("an entry").path();
                let name = path.file_name()?.to_str()?.strip_suffix(&end)?.to_owned();
                let text = std::fs::read_to_string(&path).expect("text");
                Some(Self { name, text })
            })
            .collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        assert_eq!(all[0].name, "0009", "the oldest that has to open");
        all
    }

    fn token(&self) -> &str {
        let (first, _) = self.text.split_once('\n').expect("lines");
        first.strip_prefix(TOKEN).expect("a token")
    }
}

/// Names the kind of database that this run is on.
fn kind() -> &'static str {
    match std::env::var_os("CANDOR_TEST_DATABASE_URL") {
        Some(_) => "pg",
        None => "sqlite",
    }
}

/// Opens a copy of a fixture, as today's program does.
async fn opened(fixture: &Fixture) -> TestApp {
    let database = TestDatabase::new().await;
    if database.is_sqlite() {
        std::fs::File::create(database.dir().join("candor.db")).expect("an empty file");
    }
    database.meddle(&fixture.text).await;
    let t = TestApp::on(database).await;
    t.clock.advance_secs(page::AGE_SECS);
    t.publication.refresh().await.expect("refreshed");
    t
}

#[tokio::test]
async fn a_database_of_an_earlier_version_is_served_the_same() {
    for fixture in &Fixture::all() {
        let t = opened(fixture).await;
        let text = served::documents(&t).await;
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(fixture.name.as_str(), text);
        });
    }
}

#[tokio::test]
async fn what_staff_left_in_an_earlier_version_is_there() {
    for fixture in &Fixture::all() {
        let t = opened(fixture).await;
        let owner = t.owner();
        let people = t.app.list_people(&owner).await.expect("people");
        let mut emails: Vec<&str> = people.iter().map(|person| person.email.as_str()).collect();
        emails.sort_unstable();
        assert_eq!(emails, [page::OWNER, page::RESPONDER]);
        let invitations = t.app.list_invitations(&owner).await.expect("invitations");
        assert_eq!(invitations.len(), 1);
        let token = t.app.find_token(&token_hash(fixture.token())).await;
        assert_eq!(
            token.expect("asked").expect("works").role,
            Role::Responder,
            "{}",
            fixture.name
        );
        let templates = t.app.list_templates(&owner).await.expect("templates");
        assert_eq!(templates.len(), 1);
        assert_eq!(templates[0].name, "Carrier trouble");
        let images = t.app.list_images(&owner).await.expect("images");
        assert_eq!(images.len(), 1);
        assert_eq!(images[0].kind, ImageKind::LogoLight);
        let series = t.app.list_series(&owner).await.expect("series");
        assert_eq!(series.len(), 1);
        assert_eq!(series[0].rule, "FREQ=WEEKLY;BYDAY=TU");
        let mut read = t.store.read().await.expect("a read");
        let found = read
            .list_incidents(IncidentFilter::All, page::TROUBLE, 10, 0)
            .await
            .expect("found");
        let draft = read.find_postmortem(&found[0].id).await.expect("asked");
        assert!(draft.is_some(), "its draft");
        drop(read);
        let notes = t.app.list_notes(&owner, &found[0].id).await.expect("notes");
        assert_eq!(notes[0].body.as_str(), page::NOTE);
    }
}

#[tokio::test]
async fn staff_goes_on_with_a_database_of_an_earlier_version() {
    for fixture in &Fixture::all() {
        let before = opened(fixture).await;
        // Ids of its own: the fixture has those that a test's stream begins with.
        let t = TestApp::beside(&before).await;
        t.clock.advance_secs(page::AGE_SECS + 60);
        let browser = t.browser();
        assert_eq!(browser.enter(page::OWNER).await.status(), 303);
        for path in ["/admin", "/admin/incidents", "/admin/audit", "/admin/team"] {
            assert_eq!(browser.get(path).await.status(), 200, "{path}");
        }
        let desk = browser.get("/admin").await;
        assert!(desk.text().contains(page::DRAFT), "the draft");
        assert!(desk.text().contains(page::PLANNED), "the planned incident");

        let mut read = t.store.read().await.expect("a read");
        let found = read
            .list_incidents(IncidentFilter::All, page::TROUBLE, 10, 0)
            .await
            .expect("found");
        drop(read);
        let edit = IncidentEdit {
            status: Some(Status::Resolved),
            body: Some("It is over.".to_owned()),
            ..IncidentEdit::default()
        };
        let edited = t
            .app
            .edit_incident(&t.owner(), &found[0].id, edit, None, None)
            .await;
        edited.expect("resolved");
        let shown = t.anyone().get(&format!("/incidents/{}", found[0].id)).await;
        assert!(shown.text().contains("It is over."));
    }
}

/// Writes this version's fixture for the database of this run into `tests/it/fixtures/databases/`.
#[tokio::test]
#[ignore = "makes a fixture; see migrations/README.md"]
async fn a_fixture_is_written() {
    let name = std::env::var("CANDOR_FIXTURE").expect("CANDOR_FIXTURE names the last migration");
    let t = TestApp::demo().await;
    let token = page::make(&t).await;
    let path = format!("{FOLDER}/{name}.{}.sql", kind());
    let text = dump::text(&t.database).await;
    std::fs::write(&path, format!("{TOKEN}{token}\n{text}")).expect("written");
}

#[tokio::test]
async fn a_list_of_components_that_makes_no_sense_leaves_its_incident_out_and_stops_no_upgrade() {
    let fixture = &Fixture::all()[0];
    let listed = async |t: &TestApp| {
        let mut read = t.store.read().await.expect("a read");
        let all = read.list_incidents(IncidentFilter::All, "", 100, 0).await;
        all.expect("listed").len()
    };
    let whole = listed(&opened(fixture).await).await;
    for broken in ["null", "{}", "[1]", "[null]", "[\"a\"", "x"] {
        let text = format!(
            "{}\nupdate incidents set component_ids = '{broken}' where id = (select min(id) from incidents);",
            fixture.text
        );
        let name = fixture.name.clone();
        let t = opened(&Fixture { name, text }).await;
        assert_eq!(listed(&t).await, whole - 1, "{broken}");
        assert_eq!(t.anyone().get("/").await.status(), 200, "{broken}");
    }
}
