//! One finished document: its bytes in each encoding with the headers that go with them.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LAST_MODIFIED, VARY,
};
use http::{HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};

use super::compress;
use super::digest::Digest;
use crate::domain::Ts;
use crate::entropy::hex;
use crate::views::public::ApiOperation;
use crate::wire::times;

/// How long others may keep a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// A page: always asked again by browsers, kept 5 s by shared caches, and a day when we are down.
    Page,
    /// A document for programs and feed readers: kept for 5 s, and a day when we are down.
    Data,
    /// A file whose address changes with its content: kept for ever.
    Immutable,
    /// An error: never kept.
    Never,
}

impl CachePolicy {
    /// Returns the `Cache-Control` of the policy.
    pub const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Page => "public, max-age=0, s-maxage=5, stale-if-error=86400",
            Self::Data => "public, max-age=5, stale-if-error=86400",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        })
    }
}

/// What documents take from the door through which they are served.
#[derive(Debug, Clone, Default)]
pub struct DocumentFrame {
    /// The security headers that every public answer carries.
    pub headers: HeaderMap,
    /// The operations of the manage API, which a page lists.
    pub api_operations: &'static [ApiOperation],
}

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// gzip.
    Gzip,
    /// brotli.
    Brotli,
}

/// A document in one encoding.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The strong entity tag, with its quotes.
    pub etag: HeaderValue,
    /// Every header of a 200.
    pub headers: HeaderMap,
    /// Every header of a 304.
    pub not_modified: HeaderMap,
    /// The bytes.
    pub body: Bytes,
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Document {
    /// The digest of its inputs; `None` for a file.
    digest: Option<Digest>,
    modified: Option<Modified>,
    identity: Variant,
    gzip: Option<Variant>,
    brotli: Option<Variant>,
}

/// When what a document shows last changed.
#[derive(Debug, Clone)]
struct Modified {
    /// In whole seconds since the epoch, as HTTP dates are.
    secs: i64,
    /// The second before, as HTTP writes it.
    second_before: HeaderValue,
}

/// For how many seconds after its newest change a document may still change within the same second: a change gets
/// its date before it is live.
pub(super) const SETTLED_AFTER_SECS: i64 = 1;

/// The bytes of a document, and what goes with them apart from its date.
pub(super) struct Rendered {
    body: Vec<u8>,
    content_type: &'static str,
    cache: CachePolicy,
    /// Other sites may read it.
    is_shared: bool,
    /// A policy of its own instead of the pages'.
    csp: Option<&'static str>,
}

impl Rendered {
    /// Makes a page or file for this site's pages.
    pub(super) fn file(body: Vec<u8>, content_type: &'static str, cache: CachePolicy) -> Self {
        Self {
            body,
            content_type,
            cache,
            is_shared: false,
            csp: None,
        }
    }

    /// Makes a document for programs, which scripts of other sites may read too.
    pub(super) fn shared(body: Vec<u8>, content_type: &'static str) -> Self {
        Self {
            is_shared: true,
            ..Self::file(body, content_type, CachePolicy::Data)
        }
    }

    /// Gives it a policy of its own.
    pub(super) fn with_csp(mut self, csp: &'static str) -> Self {
        self.csp = Some(csp);
        self
    }
}

impl Document {
    /// Compresses a document and writes its headers; about 10 ms a megabyte. The bytes of the one before are kept if
    /// they are the same.
    pub(super) fn finish(
        rendered: Rendered,
        modified_at: Ts,
        digest: Digest,
        frame: &DocumentFrame,
        before: Option<&Arc<Self>>,
    ) -> Self {
        let same = before.filter(|before| before.identity.body == rendered.body);
        let mut made = match same {
            Some(before) => Self::clone(before),
            None => Self::compressed(rendered, frame),
        };
        made.digest = Some(digest);
        made.date(modified_at);
        made
    }

    fn compressed(rendered: Rendered, frame: &DocumentFrame) -> Self {
        let body = Bytes::from(rendered.body);
        let tag = hex(&Sha256::digest(&body)[..12]);
        let mut shared = frame.headers.clone();
        shared.insert(CACHE_CONTROL, rendered.cache.header());
        shared.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        if rendered.is_shared {
            shared.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        if let Some(csp) = rendered.csp {
            shared.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp));
        }
        let variant = |body: Bytes, suffix: &str, encoding: Option<&'static str>| {
            let etag = HeaderValue::from_str(&format!("\"{tag}{suffix}\""))
                .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
            let mut not_modified = shared.clone();
            not_modified.insert(ETAG, etag.clone());
            let mut headers = not_modified.clone();
            let content_type = HeaderValue::from_static(rendered.content_type);
            headers.insert(CONTENT_TYPE, content_type);
            headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
            if let Some(encoding) = encoding {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            Variant {
                etag,
                headers,
                not_modified,
                body,
            }
        };
        Self {
            digest: None,
            modified: None,
            gzip: compress::gzip(&body).map(|body| variant(body, "-gz", Some("gzip"))),
            brotli: compress::brotli(&body).map(|body| variant(body, "-br", Some("br"))),
            identity: variant(body, "", None),
        }
    }

    /// Finishes a document that is part of the program.
    pub fn fixed(
        body: Vec<u8>,
        content_type: &'static str,
        cache: CachePolicy,
        frame: &DocumentFrame,
    ) -> Self {
        Self::of_file(Rendered::file(body, content_type, cache), frame)
    }

    /// Finishes a file whose address changes with its content, so that it has no date.
    pub(super) fn of_file(rendered: Rendered, frame: &DocumentFrame) -> Self {
        Self::compressed(rendered, frame)
    }

    /// Says whether it was made from the inputs of a digest.
    pub(super) fn is_from(&self, digest: &Digest) -> bool {
        self.digest.as_ref() == Some(digest)
    }

    /// Returns the document with the date of its last change: itself if it has that, else one of the same bytes.
    pub(super) fn dated(self: &Arc<Self>, modified_at: Ts) -> Arc<Self> {
        let is_same = self
            .modified
            .as_ref()
            .is_some_and(|modified| modified.secs == modified_at.secs());
        if is_same {
            return Arc::clone(self);
        }
        let mut dated = Self::clone(self);
        dated.date(modified_at);
        Arc::new(dated)
    }

    fn date(&mut self, modified_at: Ts) {
        let header = http_date(modified_at);
        let variants = [
            Some(&mut self.identity),
            self.gzip.as_mut(),
            self.brotli.as_mut(),
        ];
        for variant in variants.into_iter().flatten() {
            for headers in [&mut variant.headers, &mut variant.not_modified] {
                headers.insert(LAST_MODIFIED, header.clone());
            }
        }
        self.modified = Some(Modified {
            secs: modified_at.secs(),
            second_before: http_date(modified_at.plus_secs(-1)),
        });
    }

    /// Returns the document in an encoding, or as it is if that does not pay.
    pub fn variant(&self, encoding: Encoding) -> &Variant {
        match encoding {
            Encoding::Identity => None,
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
        }
        .unwrap_or(&self.identity)
    }

    /// Returns the `Last-Modified` to send instead of the document's own while another change may share its second:
    /// the second before, so that nobody holds a date under which something else is sent later.
    pub fn unsettled_date(&self, now: Ts) -> Option<&HeaderValue> {
        let modified = self.modified.as_ref()?;
        modified
            .is_unsettled(now)
            .then_some(&modified.second_before)
    }

    /// Says whether a reader who has the version of a date has this one.
    pub fn is_unmodified_since(&self, date: Ts) -> bool {
        self.modified
            .as_ref()
            .is_some_and(|modified| modified.secs <= date.secs())
    }

    /// Returns how many bytes it holds in memory.
    pub(super) fn size_bytes(&self) -> usize {
        [
            Some(&self.identity),
            self.gzip.as_ref(),
            self.brotli.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|variant| variant.body.len())
        .sum()
    }
}

impl Modified {
    const fn is_unsettled(&self, now: Ts) -> bool {
        now.secs() <= self.secs + SETTLED_AFTER_SECS
    }
}

fn http_date(at: Ts) -> HeaderValue {
    HeaderValue::from_str(&times::http_date(at)).unwrap_or_else(|_| HeaderValue::from_static(""))
}
