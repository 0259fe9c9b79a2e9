//! Where the documents come from: a folder, or a page's address.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use reqwest::{Client, StatusCode, Url};
use url::{Host, ParseError};

use super::ReadError;
use crate::workers::Workers;

/// Longest wait for one document.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Largest document taken from an address, in bytes: a thousand incidents with their updates are 4 MB.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceKind {
    Components,
    Incidents,
    Maintenances,
    /// Holds of everything only what is current, so it adds to the others and never replaces them.
    Summary,
    Feed,
}

impl SourceKind {
    /// Every kind, the fuller documents before the summary.
    const ALL: [Self; 5] = [
        Self::Components,
        Self::Incidents,
        Self::Maintenances,
        Self::Summary,
        Self::Feed,
    ];

    const fn file_name(self) -> &'static str {
        match self {
            Self::Components => "components.json",
            Self::Incidents => "incidents.json",
            Self::Maintenances => "scheduled-maintenances.json",
            Self::Summary => "summary.json",
            Self::Feed => "history.atom",
        }
    }

    const fn url_path(self) -> &'static str {
        match self {
            Self::Components => "api/v2/components.json",
            Self::Incidents => "api/v2/incidents.json",
            Self::Maintenances => "api/v2/scheduled-maintenances.json",
            Self::Summary => "api/v2/summary.json",
            Self::Feed => "history.atom",
        }
    }
}

/// A document's bytes and where they are from.
#[derive(Debug)]
pub(super) struct File {
    pub(super) kind: SourceKind,
    /// Its file or address, for messages.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Loads what is there of the documents.
pub(super) async fn load(source: &str) -> Result<Vec<File>, ReadError> {
    let is_folder = Workers::new(1).run(|| Path::new(source).is_dir()).await;
    let files = match address(source).filter(|_| !is_folder) {
        Some(address) => fetch_all(&address).await?,
        None => Workers::new(1).run(|| read_folder(source)).await?,
    };
    if files.is_empty() {
        let names: Vec<&str> = SourceKind::ALL
            .iter()
            .map(|kind| kind.file_name())
            .collect();
        let reason = format!("holds none of {}", names.join(", "));
        return Err(ReadError::of(&shown(source), reason));
    }
    Ok(files)
}

/// Reads an address: `http://…` or `https://…` in either case, or `host:port`, which is https unless it is this
/// machine. `None` for what can only be a folder.
fn address(source: &str) -> Option<String> {
    let (scheme, rest) = source.split_once("://").unwrap_or_default();
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        return Some(format!("{}://{rest}", scheme.to_ascii_lowercase()));
    }
    let authority = source.split('/').next().unwrap_or_default();
    let (host, port) = authority.rsplit_once(':')?;
    let port: u16 = port.parse().ok()?;
    let url = Url::parse(&format!("http://{source}")).ok()?;
    let is_here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    let scheme = if is_here { "http" } else { "https" };
    (port > 0 && !host.is_empty()).then(|| format!("{scheme}://{source}"))
}

/// Returns an address as messages show it: without user and password.
fn shown(source: &str) -> String {
    if let Ok(mut url) = Url::parse(source)
        && url.has_host()
    {
        let _ = (url.set_username(""), url.set_password(None));
        return url.to_string();
    }
    // What cannot be read may hold a password anywhere between a colon and an at sign.
    match source.rsplit_once('@') {
        Some((before, host)) if before.contains(':') => format!("…@{host}"),
        _ => source.to_owned(),
    }
}

fn read_folder(source: &str) -> Result<Vec<File>, ReadError> {
    let folder = Path::new(source);
    if !folder.is_dir() {
        let reason = if folder.exists() {
            "is not a folder: give the folder that holds the documents, or the page's address"
        } else {
            "there is no such folder"
        };
        return Err(ReadError::of(&shown(source), reason));
    }
    let mut files = Vec::new();
    for kind in SourceKind::ALL {
        let path = folder.join(kind.file_name());
        let name = path.display().to_string();
        match std::fs::read(&path) {
            Ok(bytes) => files.push(File { kind, name, bytes }),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(ReadError::of(&name, error.to_string())),
        }
    }
    Ok(files)
}

async fn fetch_all(source: &str) -> Result<Vec<File>, ReadError> {
    // A path in the address stays: it needs a slash at its end to be joined to.
    let base = format!("{}/", source.trim_end_matches('/'));
    let refused = |error: ParseError| ReadError::of(&shown(source), error.to_string());
    let base = Url::parse(&base).map_err(refused)?;
    // Fails when the process has one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .timeout(TIMEOUT)
        .user_agent(concat!("candor/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| ReadError::of(&shown(source), chain(&error)))?;
    let mut files = Vec::new();
    for kind in SourceKind::ALL {
        let url = base.join(kind.url_path()).map_err(refused)?;
        let name = shown(url.as_str());
        if let Some(bytes) = fetch(&client, url).await? {
            files.push(File { kind, name, bytes });
        }
    }
    Ok(files)
}

/// Fetches one document; `None` when there is none.
async fn fetch(client: &Client, url: Url) -> Result<Option<Vec<u8>>, ReadError> {
    let name = shown(url.as_str());
    let failed = |error: reqwest::Error| ReadError::of(&name, chain(&error.without_url()));
    let mut reply = client.get(url).send().await.map_err(failed)?;
    match reply.status() {
        StatusCode::NOT_FOUND => return Ok(None),
        status if !status.is_success() => {
            return Err(ReadError::of(
                &name,
                format!("the server answered {status}"),
            ));
        }
        _ => {}
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = reply.chunk().await.map_err(failed)? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(ReadError::of(&name, "is larger than 64 MiB"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

/// Joins an error and its causes: reqwest's own text says only that sending failed.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_folders() {
        for (source, read) in [
            (
                "https://status.example.com",
                Some("https://status.example.com"),
            ),
            (
                "HTTP://status.example.com/x",
                Some("http://status.example.com/x"),
            ),
            (
                "status.example.com:8443",
                Some("https://status.example.com:8443"),
            ),
            ("127.0.0.1:3000", Some("http://127.0.0.1:3000")),
            ("localhost:3000/page", Some("http://localhost:3000/page")),
            ("[::1]:3000", Some("http://[::1]:3000")),
            ("u:p@localhost:3000", Some("http://u:p@localhost:3000")),
            ("status.example.com", None),
            ("./saved/page:1x", None),
            ("saved/page:80", None),
            ("C:documents", None),
            (":80", None),
            ("", None),
        ] {
            assert_eq!(address(source).as_deref(), read, "{source}");
        }
    }

    #[test]
    fn no_message_shows_a_password() {
        for (source, seen) in [
            ("http://user:pass@host/a@b", "http://host/a@b"),
            ("HTTPS://user:p@ss@host:1/?x=@", "https://host:1/?x=@"),
            ("http://user:p/ss@host", "…@host"),
            ("http:/user:pass@host", "http://host/"),
            ("user:pass@host:80", "…@host:80"),
            ("user:p@ss@host", "…@host"),
            ("a folder", "a folder"),
            ("/home/me@work/documents", "/home/me@work/documents"),
        ] {
            assert_eq!(shown(source), seen);
        }
    }
}
