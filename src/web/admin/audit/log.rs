//! The audit log.

use axum::http::{StatusCode, Uri};

use crate::domain::AuditFilter;
use crate::urls::admin as urls;
use crate::views::staff::{self, Audit, AuditRow, Section, Values};
use crate::web::admin::form::Fields;
use crate::web::admin::{AdminError, Answer, StaffRequest, html};

/// Entries of a page.
const A_PAGE: usize = 50;

/// More characters of a filter are not looked at; no name or id is as long.
const FILTER_CHARS: usize = 200;

/// What a filter lets through, and how it is spelled in addresses.
pub(super) struct Asked {
    pub(super) filter: AuditFilter,
    pub(super) query: String,
}

impl Asked {
    /// Reads the filter of an address.
    pub(super) fn of(uri: &Uri) -> Result<Self, AdminError> {
        let form = Fields::of_query(uri);
        let field = |name| -> String {
            let text = form.non_blank(name).unwrap_or_default();
            text.chars().take(FILTER_CHARS).collect()
        };
        let before = match form.non_blank("before") {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| AdminError::BadRequest)?),
        };
        let filter = AuditFilter {
            actor: field("who"),
            action: field("action"),
            subject: field("subject"),
            before,
        };
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("who", &filter.actor),
            ("action", &filter.action),
            ("subject", &filter.subject),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        Ok(Self {
            filter,
            query: query.finish(),
        })
    }

    /// Returns a path with the filter in it.
    fn at(&self, path: &str) -> String {
        if self.query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", self.query)
        }
    }
}

/// Shows the entries that a filter lets through, newest first.
pub(super) async fn show(request: StaffRequest, uri: Uri) -> Answer {
    let asked = Asked::of(&uri)?;
    let limit = i64::try_from(A_PAGE + 1).unwrap_or(i64::MAX);
    let mut read = request.web.read().await?;
    let mut entries = read.list_audit(&asked.filter, limit).await?;
    drop(read);
    let has_more = entries.len() > A_PAGE;
    entries.truncate(A_PAGE);
    let list = asked.at(urls::AUDIT);
    let older = entries.last().filter(|_| has_more).map(|(number, _)| {
        let join = if list.contains('?') { '&' } else { '?' };
        format!("{list}{join}before={number}")
    });
    let values = Values::default()
        .with("who", asked.filter.actor.clone())
        .with("action", asked.filter.action.clone())
        .with("subject", asked.filter.subject.clone());
    let shown = Audit {
        rows: entries
            .into_iter()
            .map(|(_, entry)| AuditRow {
                at: entry.at,
                actor: entry.actor,
                door: entry.door,
                address: entry.address,
                action: entry.action,
                subject: entry.subject,
                detail: entry.detail,
            })
            .collect(),
        values: &values,
        exports: (asked.at(urls::AUDIT_CSV), asked.at(urls::AUDIT_JSON)),
        older,
        newest: asked.filter.before.map(|_| list),
    };
    let frame = request.frame(&request.site().words.say("nav-audit"), Section::Audit);
    Ok(html(
        StatusCode::OK,
        staff::audit(frame, request.site(), shown),
    ))
}
