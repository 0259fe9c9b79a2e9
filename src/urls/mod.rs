//! Every path and absolute link, from the public URL and an id.

pub mod admin;
mod asset;
mod document;

pub use asset::{ASSET_PATTERNS, AssetPath, is_media, media, media_of, theme};
pub use document::{
    AddressError, DocumentKey, DocumentName, FeedItems, Language, Months, PAGE_PATTERNS,
    STATUS_API_PATTERNS, Scope, StatusDocument, has_variants, is_for_programs,
};

use crate::domain::problem::AddressProblem;
use crate::domain::{IncidentId, Ts, UpdateId};

/// The address under which the page is reached, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Reads an address: http or https, a host, no user name, query or fragment.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        let given = || text.into();
        let Ok(url) = url::Url::parse(text) else {
            return Err(AddressProblem::PageNotAUrl { url: given() });
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressProblem::PageNotHttp { url: given() });
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(AddressProblem::PageWithoutHost { url: given() });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressProblem::PageWithUserName { url: given() });
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressProblem::PageWithQuery { url: given() });
        }
        if url.path() != "/" {
            return Err(AddressProblem::PageWithPath { url: given() });
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host without port.
    pub fn host(&self) -> String {
        host_of(&self.0).unwrap_or_default()
    }

    /// Says whether it is https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// Makes a path of this site absolute.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// Returns the host of any address, without port.
pub fn host_of(text: &str) -> Option<String> {
    url::Url::parse(text)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
}

/// The front page.
pub const HOME: &str = "/";
/// The months.
pub const HISTORY: &str = "/history";

/// The same months for programs.
pub const HISTORY_JSON: &str = "/history.json";
/// The list of postmortems.
pub const POSTMORTEMS: &str = "/postmortems";
/// How to subscribe.
pub const SUBSCRIBE: &str = "/subscribe";
/// The Atom feed.
pub const ATOM: &str = "/history.atom";
/// The RSS feed.
pub const RSS: &str = "/history.rss";
/// The JSON feed.
pub const JSON_FEED: &str = "/feed.json";
/// The root of the Status API.
pub const API_V2: &str = "/api/v2";

/// Whom to tell of security holes (RFC 9116 §3).
pub const SECURITY_TXT: &str = "/.well-known/security.txt";

/// The list of the manage API's operations.
pub const API_DOCS: &str = "/api/docs";
/// The document of the manage API.
pub const OPENAPI: &str = "/api/openapi.json";
/// The root of the manage API.
pub const API_V1: &str = "/v1";

/// Says whether a path is of an API, whose errors are JSON.
pub fn is_api(path: &str) -> bool {
    is_manage_api(path) || path.starts_with("/api/v2/")
}

/// Says whether a path is of the manage API.
pub fn is_manage_api(path: &str) -> bool {
    path.strip_prefix(API_V1)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the one spelling of a path of the manage API: repeated slashes are one, none at the end, no
/// `.json`. `None` for other paths, and for those that are spelt so already.
pub fn manage_api_path(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.first() != Some(&"v1") {
        return None;
    }
    if let Some(last) = parts.last_mut() {
        *last = last.strip_suffix(".json").unwrap_or(last);
    }
    let spelt = format!("/{}", parts.join("/"));
    (spelt != path).then_some(spelt)
}

/// The page of an incident or maintenance.
pub fn incident(id: &IncidentId) -> String {
    format!("/incidents/{id}")
}

/// The place of one update on its incident's page.
pub fn update(incident_id: &IncidentId, id: &UpdateId) -> String {
    format!("/incidents/{incident_id}#{}", update_anchor(id))
}

/// The anchor of one update.
pub fn update_anchor(id: &UpdateId) -> String {
    format!("u-{id}")
}

/// The reading page of a postmortem.
pub fn postmortem(id: &IncidentId) -> String {
    format!("/incidents/{id}/postmortem")
}

/// What was corrected in an incident.
pub fn corrections(id: &IncidentId) -> String {
    format!("/incidents/{id}/corrections")
}

/// The place of one correction: of that update or postmortem, at that moment.
pub fn correction(incident_id: &IncidentId, id: &UpdateId, at: Ts) -> String {
    format!("{}#{}", corrections(incident_id), correction_anchor(id, at))
}

/// The anchor of one correction.
pub fn correction_anchor(id: &UpdateId, at: Ts) -> String {
    format!("c-{id}-{}", at.micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manage_api_paths_have_one_spelling() {
        for (path, spelt) in [
            ("/v1//pages/p.json", Some("/v1/pages/p")),
            ("//v1/pages/", Some("/v1/pages")),
            ("/v1/pages", None),
            ("/v10/pages/", None),
            ("/", None),
        ] {
            assert_eq!(manage_api_path(path).as_deref(), spelt, "{path}");
        }
    }

    #[test]
    fn public_urls_are_checked() {
        let url = PublicUrl::parse("https://status.example.com:8443/").expect("fine");
        assert_eq!(url.as_str(), "https://status.example.com:8443");
        assert_eq!(url.host(), "status.example.com");
        for bad in [
            "status.example.com",
            "ftp://example.com",
            "https://",
            "https://a:b@example.com",
            "https://example.com/?x",
            "https://example.com/status",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
