//! The files that pages ask for, compiled in and addressed by the hash of their content.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::domain::{Asset, MediaType};

/// The parts of the stylesheet in the order in which they apply.
const CSS: &[&str] = &[
    include_str!("../static/css/reset.css"),
    include_str!("../static/css/tokens.css"),
    include_str!("../static/css/base.css"),
    include_str!("../static/css/layout.css"),
    include_str!("../static/css/branding.css"),
    include_str!("../static/css/status.css"),
    include_str!("../static/css/banner.css"),
    include_str!("../static/css/event.css"),
    include_str!("../static/css/update.css"),
    include_str!("../static/css/components.css"),
    include_str!("../static/css/reading.css"),
    include_str!("../static/css/operations.css"),
    include_str!("../static/css/field.css"),
    include_str!("../static/css/forced.css"),
    include_str!("../static/css/print.css"),
];

static STYLESHEET: LazyLock<Asset> =
    LazyLock::new(|| asset("candor", "css", MediaType::Css, CSS.concat().into_bytes()));

/// The parts of the stylesheet of the staff pages, which comes after that of every page.
const STAFF_CSS: &[&str] = &[
    include_str!("../static/css/staff/bars.css"),
    include_str!("../static/css/staff/forms.css"),
    include_str!("../static/css/staff/lists.css"),
    include_str!("../static/css/staff/incidents.css"),
    include_str!("../static/css/staff/team.css"),
    include_str!("../static/css/staff/templates.css"),
    include_str!("../static/css/staff/settings.css"),
    include_str!("../static/css/staff/maintenance.css"),
    include_str!("../static/css/staff/components.css"),
];

/// The parts of the script of the staff pages.
const STAFF_JS: &[&str] = &[
    include_str!("../static/js/staff.js"),
    include_str!("../static/js/picker.js"),
    include_str!("../static/js/accent.js"),
    include_str!("../static/js/maintenance.js"),
    include_str!("../static/js/order.js"),
];

static STAFF_STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    asset(
        "staff",
        "css",
        MediaType::Css,
        STAFF_CSS.concat().into_bytes(),
    )
});

static STAFF_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    asset(
        "staff",
        "js",
        MediaType::JavaScript,
        STAFF_JS.concat().into_bytes(),
    )
});

static ICON: LazyLock<Asset> = LazyLock::new(|| {
    let body = include_bytes!("../static/img/icon.svg").to_vec();
    asset("icon", "svg", MediaType::Svg, body)
});

fn asset(name: &str, extension: &str, media_type: MediaType, body: Vec<u8>) -> Asset {
    let mut hash = String::new();
    for byte in &Sha256::digest(&body)[..8] {
        let _ = write!(hash, "{byte:02x}");
    }
    Asset {
        path: format!("/static/{name}-{hash}.{extension}"),
        media_type,
        body,
    }
}

/// Returns the stylesheet of every page.
pub fn stylesheet() -> &'static Asset {
    &STYLESHEET
}

/// Returns the stylesheet that staff pages have besides.
pub fn staff_stylesheet() -> &'static Asset {
    &STAFF_STYLESHEET
}

/// Returns the script of the staff pages.
pub fn staff_script() -> &'static Asset {
    &STAFF_SCRIPT
}

/// Returns the icon that browsers show beside the title.
pub fn icon() -> &'static Asset {
    &ICON
}

/// Returns every file.
pub fn all() -> Vec<&'static Asset> {
    vec![stylesheet(), staff_stylesheet(), staff_script(), icon()]
}
