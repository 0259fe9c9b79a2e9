//! The page's own files: images, the stylesheet of its colours, security.txt.

use super::document::{CachePolicy, Draft};
use crate::domain::Ts;
use crate::domain::public::{Branding, PublicState, Security};
use crate::urls::{self, PublicUrl};
use crate::views;
use crate::wire::times::rfc3339;
use crate::zone::Zone;

/// An image is shown in pages and is no page: opened by itself it may run and fetch nothing. Its inline
/// styles are its colours.
const IMAGE_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Renders every file that pages name by its hash, each with its path.
pub(super) fn drafts(branding: &Branding) -> Vec<(String, Draft)> {
    let mut drafts = images(branding);
    if let Some(theme) = views::theme(branding) {
        let css = theme.css.into_bytes();
        drafts.push((
            theme.path,
            Draft::file(css, "text/css; charset=utf-8", CachePolicy::Immutable, None),
        ));
    }
    drafts
}

/// Renders security.txt; `None` without a contact.
pub(super) fn security_txt(state: &PublicState, url: &PublicUrl) -> Option<Draft> {
    let security = state.page.branding.security.as_ref()?;
    let text = security_text(security, url).into_bytes();
    let newest = Some(state.page.updated_at);
    let plain = "text/plain; charset=utf-8";
    Some(Draft::file(text, plain, CachePolicy::Data, newest))
}

fn images(branding: &Branding) -> Vec<(String, Draft)> {
    branding
        .images
        .iter()
        .map(|image| {
            let content_type = image.format.as_str();
            let body = image.body.to_vec();
            let mut draft = Draft::file(body, content_type, CachePolicy::Immutable, None);
            draft.csp = Some(IMAGE_CSP);
            (urls::media(image), draft)
        })
        .collect()
}

/// Writes security.txt (RFC 9116). It expires a year after the last change of the settings: documents do
/// not depend on the clock.
fn security_text(security: &Security, url: &PublicUrl) -> String {
    let mut lines: Vec<String> = security
        .contacts
        .iter()
        .map(|contact| format!("Contact: {contact}"))
        .collect();
    lines.push(format!("Expires: {}", expires(security.expires_at)));
    lines.push(format!("Canonical: {}", url.join(urls::SECURITY_TXT)));
    if let Some(policy) = &security.policy {
        lines.push(format!("Policy: {policy}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// RFC 9116 §2.5.5: a moment as RFC 3339 writes it.
fn expires(at: Ts) -> String {
    rfc3339(&Zone::utc(), at)
}
