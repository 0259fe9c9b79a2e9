//! One status page as a value.
//!
//! A server of a page holds its [`House`], and reaches everything of the page through it. A server of several would
//! need no other rooms: each house has its own database, edition and address.

use crate::app::App;
use crate::clock::Clock;
use crate::publication::{DocumentFrame, Publication, PublicationError};
use crate::store::Store;
use crate::urls::PublicUrl;
use crate::workers::Workers;

/// One status page: its data, what can be done with it, what is published of it. Clones are the same page.
#[derive(Clone)]
pub struct House {
    /// Doors cannot begin a write, so they do not see it.
    store: Store,
    /// Its deeds. They return when what they changed is live.
    pub app: App,
    /// Its live edition.
    pub publication: Publication,
    /// Places for what its doors compute.
    pub workers: Workers,
    /// Its address.
    pub url: PublicUrl,
}

impl House {
    /// Publishes the page of a database for the first time. [`keep_live`](Publication::keep_live) follows its changes.
    ///
    /// # Errors
    /// The database cannot be read, or the page cannot be rendered.
    pub async fn start(
        store: Store,
        app: App,
        clock: Clock,
        url: PublicUrl,
        frame: DocumentFrame,
    ) -> Result<Self, PublicationError> {
        let reads = store.public_reads();
        let publication = Publication::start(reads, clock, url.clone(), frame).await?;
        Ok(Self {
            app: app.announcing_to(publication.clone()),
            publication,
            workers: Workers::for_cores(),
            url,
            store,
        })
    }

    /// Closes the database. Nothing can be read or written any more; the edition stays.
    pub async fn close(self) {
        self.store.close().await;
    }
}
