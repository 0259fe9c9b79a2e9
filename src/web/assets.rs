//! The files that pages ask for, compressed once at start and served like the hot set.

use std::collections::HashMap;
use std::sync::Arc;

use crate::assets;
use crate::publication::{CachePolicy, Document, DocumentFrame};

/// Makes the documents of every file, by their paths.
pub(super) fn documents(frame: &DocumentFrame) -> HashMap<String, Arc<Document>> {
    let files = assets::all().into_iter().map(|asset| {
        let body = asset.body.clone();
        let document = Document::fixed(
            body,
            asset.media_type.as_str(),
            CachePolicy::Immutable,
            frame,
        );
        (asset.path.clone(), Arc::new(document))
    });
    files.collect()
}
