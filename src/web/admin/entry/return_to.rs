//! The way through the log-in pages and back to what was asked for, or was being written.

use axum::http::Uri;

use crate::urls::admin as urls;
use crate::web::admin::form::Fields;

/// Where somebody goes once they are in: a path of the staff pages, and the fields of a form that they
/// had sent there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ReturnTo {
    next: String,
    kept: Vec<(String, String)>,
}

impl ReturnTo {
    /// Leads back to the page that was asked for.
    pub(crate) fn to(uri: &Uri) -> Self {
        let asked = uri.path_and_query();
        Self::to_path(asked.map_or(urls::DASHBOARD, |asked| asked.as_str()))
    }

    /// Leads back to where a form was sent, with what was typed; a form of the log-in pages itself knows
    /// its way already.
    pub(crate) fn with(path: &str, form: &Fields) -> Self {
        if path.starts_with(urls::LOGIN) {
            return Self::of(form, true);
        }
        let mut kept = form.kept();
        if form.typed().fields().is_empty() {
            kept.clear();
        }
        Self {
            next: local(path).to_owned(),
            kept,
        }
    }

    /// Leads back to where a form was sent, without the form.
    pub(super) fn to_path(path: &str) -> Self {
        Self {
            next: local(path).to_owned(),
            kept: Vec::new(),
        }
    }

    /// Reads the way from the address of a log-in page. A link carries no form.
    pub(crate) fn of_query(query: &Fields) -> Self {
        Self::of(query, false)
    }

    /// Reads the way from the hidden fields of a log-in page, and the form that it carries, if its sender may have it
    /// kept.
    pub(crate) fn of(form: &Fields, may_keep: bool) -> Self {
        let kept: Vec<(String, String)> = if may_keep {
            serde_json::from_str(form.text("kept")).unwrap_or_default()
        } else {
            Vec::new()
        };
        // Its fields were counted when they were sent first.
        let kept = Fields::of(&kept, usize::MAX).unwrap_or_default().kept();
        Self {
            kept,
            ..Self::to_path(form.text("next"))
        }
    }

    /// Returns where to go.
    pub(crate) fn next(&self) -> &str {
        &self.next
    }

    /// Returns the page to go to if there is no form to send: the one named, or the nearest above it that can be
    /// shown.
    pub(crate) fn page(&self, is_shown: fn(&str) -> bool) -> &str {
        let path = self.next.split(['?', '#']).next().unwrap_or_default();
        if is_shown(path) {
            return &self.next;
        }
        let mut path = path;
        while let Some((above, _)) = path.rsplit_once('/') {
            if is_shown(above) {
                return above;
            }
            path = above;
        }
        urls::DASHBOARD
    }

    /// Returns the fields to send there.
    pub(crate) fn kept(&self) -> &[(String, String)] {
        &self.kept
    }

    /// Returns the fields as a hidden field carries them: JSON, which a browser encodes only once.
    pub(crate) fn kept_field(&self) -> String {
        if self.kept.is_empty() {
            return String::new();
        }
        serde_json::to_string(&self.kept).unwrap_or_default()
    }

    /// Returns the path of a log-in page that leads back there.
    pub(crate) fn through(&self, page: &str) -> String {
        if self.next == urls::DASHBOARD {
            return page.to_owned();
        }
        let next: String = url::form_urlencoded::byte_serialize(self.next.as_bytes()).collect();
        format!("{page}?next={next}")
    }
}

/// Accepts a path of the staff pages; anything else becomes the dashboard.
///
/// A browser reads `//host` and `/\host` as another site, and drops tabs and line breaks.
fn local(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if urls::is_admin(path) && is_plain && !path.starts_with(urls::LOGIN) {
        next
    } else {
        urls::DASHBOARD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &[u8]) -> Fields {
        Fields::parse(body, 100).expect("a form")
    }

    #[test]
    fn only_paths_of_ours_are_gone_back_to() {
        for fine in ["/admin", "/admin/incidents?q=a%20b", "/admin/incidents/x#y"] {
            assert_eq!(local(fine), fine);
        }
        for bad in [
            "",
            "/",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/admin",
            "/admin\\..",
            "/admin\n/x",
            "/administrator",
            "/admin/login?next=/admin",
            "javascript:alert(1)",
        ] {
            assert_eq!(local(bad), urls::DASHBOARD, "{bad}");
        }
    }

    #[test]
    fn a_path_that_only_takes_forms_leads_to_the_page_above() {
        for (next, page) in [
            ("/admin/incidents?q=a", "/admin/incidents?q=a"),
            ("/admin/incidents/x", "/admin/incidents/x"),
            ("/admin/incidents/x/notes", "/admin/incidents/x"),
            ("/admin/account/sessions/x/end", "/admin/account"),
            ("/admin/tokens/x/revoke?y", "/admin/tokens"),
            ("/admin/logout", "/admin"),
            ("/admin/nowhere", "/admin"),
            ("/admin", "/admin"),
        ] {
            assert_eq!(
                ReturnTo::to_path(next).page(crate::web::admin::routes::can_be_shown),
                page,
                "{next}"
            );
        }
    }

    #[test]
    fn what_was_typed_comes_back_as_it_was() {
        let typed = form("body=%22%F0%9F%99%82%0A%D9%85&csrf=x&components%5Ba%5D=".as_bytes());
        let there = ReturnTo::with("/admin/incidents/new", &typed);
        let fields = vec![
            ("next".to_owned(), there.next().to_owned()),
            ("kept".to_owned(), there.kept_field()),
        ];
        let fields = Fields::of(&fields, 100).expect("a form");
        let return_to = ReturnTo::of(&fields, true);
        assert_eq!(return_to, there);
        assert_eq!(return_to.kept()[0].1, "\"🙂\nم");
        let to_there = ReturnTo::to_path("/admin/incidents/new");
        assert_eq!(ReturnTo::of(&fields, false), to_there, "a stranger's");
        assert_eq!(ReturnTo::of_query(&fields), to_there, "a link's");
        let nothing = form(b"csrf=x&once=y&version=z&do=off");
        assert!(
            ReturnTo::with("/admin/tokens/x/revoke", &nothing)
                .kept()
                .is_empty()
        );
        assert!(ReturnTo::of(&form(b"kept=a%3Db"), true).kept().is_empty());
    }
}
