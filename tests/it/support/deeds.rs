//! Actors for deeds, and what deeds leave behind.

use candor::app::{Actor, Error};
use candor::domain::AuditFilter;
use candor::domain::Role;
use candor::i18n::english;
use serde_json::Value;

use super::TestApp;

pub(crate) fn viewer() -> Actor {
    Actor::token("viewer", "v", Role::Viewer)
}

pub(crate) fn responder() -> Actor {
    Actor::token("responder", "r", Role::Responder)
}

pub(crate) fn admin() -> Actor {
    Actor::token("admin", "a", Role::Admin)
}

pub(crate) fn is_denied<T: std::fmt::Debug>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Denied { .. }))
}

/// The problems of a refusal, `field problem`.
pub(crate) fn problems<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors
            .iter()
            .map(|(field, problem)| format!("{field} {}", english().problem(problem)))
            .collect(),
        other => panic!("not refused: {other:?}"),
    }
}

/// What the audit log says of an action, the newest first.
pub(crate) async fn details(t: &TestApp, action: &str) -> Vec<Value> {
    let filter = AuditFilter {
        action: action.to_owned(),
        ..AuditFilter::default()
    };
    let mut read = t.store.read().await.expect("a read");
    let entries = read.list_audit(&filter, 200).await.expect("lines");
    entries
        .into_iter()
        .map(|(_, one)| serde_json::from_str(&one.detail).expect("JSON"))
        .collect()
}
