//! What of the page's settings readers see.

use std::sync::Arc;

use crate::domain::page::settings::SECURITY_TXT_SECS;
use crate::domain::{Color, ImageKind, Page, PageImage, PageLink, Settings, Theme, Ts};

/// The page's own words and looks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Branding {
    /// Some words on the service, Markdown; empty for none.
    pub about: String,
    /// One line on top of every page, inline Markdown; empty for none.
    pub announcement: String,
    /// Where readers get help.
    pub support_url: Option<String>,
    /// Links in the footer.
    pub links: Vec<PageLink>,
    /// Which of the two looks readers get.
    pub theme: Theme,
    /// The brand's colour on light.
    pub accent_light: Option<Color>,
    /// The brand's colour on dark.
    pub accent_dark: Option<Color>,
    /// The logo in words.
    pub logo_alt: String,
    /// Where to report vulnerabilities; `None` without a contact.
    pub security: Option<Security>,
    /// Asks search engines to leave the page out.
    pub hidden_from_search: bool,
    /// The page's images.
    pub images: Vec<Arc<PageImage>>,
}

/// What security.txt says (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Security {
    /// Addresses, the preferred one first.
    pub contacts: Vec<String>,
    /// The policy's address.
    pub policy: Option<String>,
    /// Until when this holds.
    pub expires_at: Ts,
}

impl Branding {
    pub(super) fn reveal(page: &Page, images: &[Arc<PageImage>]) -> Self {
        let settings = &page.settings;
        Self {
            about: settings.about.clone(),
            announcement: settings.announcement.clone(),
            support_url: settings.support_url.clone(),
            links: settings.links.clone(),
            theme: settings.theme,
            accent_light: settings.accent_light,
            accent_dark: settings.accent_dark,
            logo_alt: settings
                .logo_alt
                .clone()
                .unwrap_or_else(|| page.name.clone()),
            security: security(settings, page.created_at),
            hidden_from_search: settings.hidden_from_search,
            images: images.to_vec(),
        }
    }

    /// Finds an image.
    pub fn image(&self, kind: ImageKind) -> Option<&Arc<PageImage>> {
        self.images.iter().find(|one| one.kind == kind)
    }
}

/// Documents do not depend on the clock, so the term begins with the last change of the settings.
fn security(settings: &Settings, made_at: Ts) -> Option<Security> {
    let changed_at = settings.changed_at.unwrap_or(made_at);
    (!settings.security_contacts.is_empty()).then(|| Security {
        contacts: settings.security_contacts.clone(),
        policy: settings.security_policy.clone(),
        expires_at: changed_at.plus_secs(SECURITY_TXT_SECS),
    })
}
