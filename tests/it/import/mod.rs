//! Taking over a Statuspage page: from its documents to a database of ours.

mod address;
mod folder;
mod keeping;
mod parts;
mod real;
mod refusing;

use std::path::PathBuf;

use candor::app::{Error, ImportReport, Imported};
use candor::domain::{Component, Incident, IncidentId, Page, Postmortem, Ts};
use candor::transfer::statuspage::{ReadError, read};
use candor::zone::parse_instant;

use crate::support::TestApp;

/// Components before their group, a group without members, an incident that names a component that is
/// gone and has updates of one instant.
const SMALL: [(&str, &str); 2] = [
    (
        "components.json",
        include_str!("../fixtures/import/small/components.json"),
    ),
    (
        "incidents.json",
        include_str!("../fixtures/import/small/incidents.json"),
    ),
];

/// A feed with the number of that incident and one that no other document has.
const FEED: &str = include_str!("../fixtures/import/small/history.atom");

/// A folder of documents beside an empty page.
struct Desk {
    t: TestApp,
    folder: PathBuf,
}

impl Desk {
    async fn new(files: &[(&str, &str)]) -> Self {
        let t = TestApp::new().await;
        let folder = t.database.dir().join("documents");
        std::fs::create_dir(&folder).expect("a folder");
        let desk = Self { t, folder };
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).expect("written");
    }

    async fn read(&self) -> Result<Imported, ReadError> {
        read(self.folder.to_str().expect("UTF-8")).await
    }

    async fn import(&self) -> ImportReport {
        let imported = self.read().await.expect("the documents are fine");
        self.take(imported, false).await.expect("they fit")
    }

    async fn take(&self, imported: Imported, dry_run: bool) -> Result<ImportReport, Error> {
        let who = self.t.owner();
        self.t.app.import(&who, imported, dry_run, |_| {}).await
    }

    async fn page(&self) -> Page {
        let mut read = self.t.store.read().await.expect("a read");
        read.get_page().await.expect("a page")
    }

    async fn incident(&self, id: &str) -> Incident {
        let id = IncidentId::parse(id).expect("an id");
        let mut read = self.t.store.read().await.expect("a read");
        read.get_incident(&id).await.expect("an incident")
    }

    async fn postmortem(&self, incident: &str) -> Option<Postmortem> {
        let id = IncidentId::parse(incident).expect("an id");
        let mut read = self.t.store.read().await.expect("a read");
        read.find_postmortem(&id).await.expect("asked")
    }

    async fn component(&self, id: &str) -> Component {
        let all = self.t.components().await;
        all.into_iter()
            .find(|one| one.id.as_str() == id)
            .expect("a component")
    }

    async fn revision(&self) -> i64 {
        self.t.store.reads().revision().await.expect("a revision")
    }
}

fn ts(text: &str) -> Ts {
    parse_instant(text).expect("an instant")
}
