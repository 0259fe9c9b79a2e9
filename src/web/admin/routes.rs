//! Every route of the staff pages in one table.
//!
//! `table` gives it to tests, so that none is forgotten.

use std::sync::LazyLock;

use super::route::{AdminRoute, Route, Verb};
use super::{access, audit, components, incidents, maintenances, page, postmortems};

/// Returns every route.
pub(super) fn all() -> Vec<Route> {
    let mut all = access::routes();
    all.extend(incidents::routes());
    all.extend(postmortems::routes());
    all.extend(page::routes());
    all.extend(maintenances::routes());
    all.extend(components::routes());
    all.extend(audit::routes());
    all
}

/// Returns the table without what answers.
pub fn table() -> Vec<AdminRoute> {
    all().into_iter().map(|route| route.shown).collect()
}

/// Says whether a page can be shown at a path, as far as its form tells.
pub(super) fn can_be_shown(path: &str) -> bool {
    static SHOWN: LazyLock<Vec<AdminRoute>> = LazyLock::new(table);
    SHOWN.iter().any(|route| {
        let parts = || route.path.split('/');
        route.verb == Verb::Get
            && parts().count() == path.split('/').count()
            && parts().zip(path.split('/')).all(|(pattern, part)| {
                pattern == part || (pattern.starts_with('{') && !pattern.starts_with("{*"))
            })
    })
}
