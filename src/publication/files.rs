//! The page's own files: images, the stylesheet of its colours, security.txt.

use std::sync::Arc;

use super::assets;
use super::document::{CachePolicy, Document, DocumentFrame, Rendered};
use crate::domain::public::{Branding, PublicState, Security};
use crate::domain::{Asset, Ts};
use crate::urls::{self, PublicUrl};
use crate::views;
use crate::wire::times::rfc3339;
use crate::zone::Zone;

/// Makes every file that pages name by its hash, each with its path. Files of the edition before are taken over.
pub(super) fn documents<'a>(
    branding: &Branding,
    frame: &DocumentFrame,
    before: impl Fn(&str) -> Option<&'a Arc<Document>>,
) -> Vec<(String, Arc<Document>)> {
    let made = |path: String, make: &dyn Fn() -> Asset| {
        let document = match before(&path) {
            Some(document) => Arc::clone(document),
            None => Arc::new(Document::of_file(assets::rendered(make()), frame)),
        };
        (path, document)
    };
    let images = branding.images.iter();
    let images = images.map(|image| made(urls::media(image), &|| assets::image(image)));
    let theme = views::theme(branding.accent_light, branding.accent_dark);
    let theme = theme.map(|theme| made(theme.path.clone(), &|| theme.clone()));
    images.chain(theme).collect()
}

/// Renders security.txt; `None` without a contact.
pub(super) fn security_txt(state: &PublicState, url: &PublicUrl) -> Option<Rendered> {
    let security = state.page.branding.security.as_ref()?;
    let text = security_text(security, url).into_bytes();
    let plain = "text/plain; charset=utf-8";
    Some(Rendered::file(text, plain, CachePolicy::Data))
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
