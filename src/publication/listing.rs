//! Every public document that exists, by its key.

use super::edition::Edition;
use super::{Publication, PublicationError};
use crate::store::Documented;
use crate::urls::{DocumentKey, DocumentName, FeedItems, Months};
use crate::zone::Month;

impl Publication {
    /// Lists every document that exists. Four queries, and three for each incident in which something was corrected.
    pub async fn list_documents(&self) -> Result<Vec<DocumentKey>, PublicationError> {
        let edition = self.edition();
        let mut read = self.reads().read().await?;
        let mut all: Vec<DocumentName> = DocumentName::pinned()
            .filter(|document| edition.hot(&key(document.clone()).path()).is_some())
            .collect();
        all.extend([
            DocumentName::Postmortems,
            DocumentName::Subscribe,
            DocumentName::ApiDocs,
            DocumentName::Atom(FeedItems::Updates),
            DocumentName::Rss(FeedItems::Updates),
            DocumentName::JsonFeed(FeedItems::Updates),
        ]);
        for id in read.list_documented(Documented::Incident).await? {
            all.push(DocumentName::Incident(id.clone()));
            all.push(DocumentName::IncidentJson(id));
        }
        let postmortems = read.list_documented(Documented::Postmortem).await?;
        all.extend(postmortems.into_iter().map(DocumentName::Postmortem));
        for id in read.list_documented(Documented::Corrections).await? {
            if edition.read_corrections(&id, &mut read).await?.is_some() {
                all.push(DocumentName::Corrections(id));
            }
        }
        let first = read.first_listed_at().await?;
        for months in edition.stretches(first.map(|at| edition.site().zone.month(at))) {
            all.push(DocumentName::History(months));
            all.push(DocumentName::HistoryJson(months));
        }
        let mut keys: Vec<DocumentKey> = all.into_iter().map(key).collect();
        // An incident whose id is the name of a fixed document has no address of its own in the Status API.
        keys.retain(|key| DocumentKey::parse(&key.path()).as_ref() == Ok(key));
        Ok(keys)
    }
}

impl Edition {
    /// Returns every stretch of history down to the month of the first incident: by number, and by its last month.
    fn stretches(&self, first: Option<Month>) -> Vec<Months> {
        let present = self.present();
        let first = first.unwrap_or(present).min(present);
        let numbers = (1..)
            .map(Months::Page)
            .take_while(|months| *months == Months::Page(1) || self.last_of(*months) >= first);
        let months = (0..)
            .map(|back| present.plus(-back))
            .take_while(|month| *month >= first);
        numbers.chain(months.map(Months::EndingWith)).collect()
    }
}

fn key(document: DocumentName) -> DocumentKey {
    DocumentKey::of_page(document)
}
