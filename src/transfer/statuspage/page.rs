//! The page's own facts, which every document repeats.

use super::ReadError;
use super::document::Document;
use super::documents::{Found, Page};
use super::feed::FeedFacts;
use crate::app::ImportedPage;
use crate::domain::{PageId, Ts};
use crate::i18n;
use crate::urls;
use crate::zone::Zone;

/// Gathers the page's facts from all documents; `None` when none says which page it is.
///
/// # Errors
/// Two documents are of different pages.
pub(super) fn convert(
    documents: &[Document],
    feed: Option<&FeedFacts>,
    warnings: &mut Vec<String>,
) -> Result<Option<ImportedPage>, ReadError> {
    let Some(id) = page_id(documents)? else {
        return Ok(None);
    };
    let mut updated_at: Option<Ts> = None;
    let mut newest: Vec<(Option<Ts>, &Page)> = Vec::new();
    for document in documents {
        if let Some(page) = &document.lists.page {
            let found = document.found("page", page);
            let at = found.optional_moment("updated_at", page.updated_at.as_ref())?;
            updated_at = updated_at.max(at);
            newest.push((at, page));
        }
    }
    newest.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let pages = || newest.iter().map(|(_, page)| *page);
    let time_zone = pages().find_map(|page| page.time_zone.as_ref());
    let time_zone = time_zone.map(|zone| zone.0.clone()).filter(|zone| {
        let known = Zone::find(zone);
        let is_known = known.is_ok();
        if let Err(unknown) = known {
            let why = i18n::english().problem(&unknown.into());
            warnings.push(format!("the page's time zone is left out: {why}"));
        }
        is_known
    });
    let host = || pages().find_map(|page| page.url.as_deref().and_then(urls::host_of));
    Ok(Some(ImportedPage {
        id,
        name: pages()
            .find_map(|page| page.name.as_ref())
            .map(|name| name.0.clone()),
        time_zone,
        updated_at,
        feed_host: feed.and_then(|feed| feed.host.clone()).or_else(host),
    }))
}

/// Returns the one id that all documents give.
fn page_id(documents: &[Document]) -> Result<Option<PageId>, ReadError> {
    let mut agreed: Option<(PageId, &str)> = None;
    for document in documents {
        for (key, found, text) in ids(document) {
            let id = found.id(key, text, PageId::parse)?;
            match &agreed {
                None => agreed = Some((id, &document.name)),
                Some((other, _)) if *other == id => {}
                Some((other, name)) => {
                    let reason = format!("is of page {id}, but {name} is of page {other}");
                    return Err(found.error(key, reason));
                }
            }
        }
    }
    Ok(agreed.map(|(id, _)| id))
}

/// The page ids in a document: the page's own or, in a bare list, what its entries say.
fn ids(document: &Document) -> Vec<(&'static str, Found<'_, ()>, &str)> {
    let place = |place: String| document.found(&place, &());
    if let Some(page) = &document.lists.page {
        let id = page.id.as_deref();
        return id
            .map(|id| ("id", place("page".to_owned()), id))
            .into_iter()
            .collect();
    }
    let components = document
        .components()
        .map(|found| (found.place, found.item.page_id.as_deref()));
    let incidents = document
        .incidents()
        .map(|(found, _)| (found.place, found.item.page_id.as_deref()));
    components
        .chain(incidents)
        .filter_map(|(at, id)| Some(("page_id", place(at), id?)))
        .collect()
}
