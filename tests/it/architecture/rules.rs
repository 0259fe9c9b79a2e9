//! Which room may use which.

/// A room, the rooms of ours it may use besides itself, and the crates it may not.
pub(super) const RULES: &[(&str, &[&str], &[&str])] = &[
    (
        "domain",
        &[],
        &[
            "serde",
            "serde_json",
            "sqlx",
            "axum",
            "askama",
            "tokio",
            "jiff",
        ],
    ),
    // It does not know what is computed there.
    ("workers", &[], &["sqlx", "axum", "askama"]),
    ("clock", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    ("entropy", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    ("zone", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    (
        "i18n",
        &["domain", "zone"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    (
        "urls",
        &["domain", "zone"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    (
        "markdown",
        &["domain"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    ("images", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    ("assets", &["domain"], &["sqlx", "axum", "askama", "tokio"]),
    (
        "wire",
        &["domain", "zone", "i18n", "urls", "markdown"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    (
        "feeds",
        &["domain", "zone", "i18n", "urls", "markdown", "wire"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    (
        "views",
        &[
            "domain", "zone", "i18n", "urls", "markdown", "assets",
            // It writes a time as programs read it.
            "wire",
        ],
        &["sqlx", "axum", "tokio"],
    ),
    (
        "recurrence",
        &["domain", "zone"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    ("store", &["domain"], &["axum", "askama"]),
    (
        "publication",
        &[
            "domain", "store", "assets", "views", "feeds", "wire", "zone", "i18n", "urls", "clock",
            "entropy", "workers",
        ],
        &["axum", "sqlx"],
    ),
    (
        "app",
        &[
            "domain",
            "store",
            "publication",
            "clock",
            "entropy",
            "images",
            "markdown",
            "zone",
            "recurrence",
            // What it posts by itself is worded there.
            "i18n",
            "workers",
        ],
        &["axum", "askama", "sqlx"],
    ),
    (
        "house",
        &["app", "store", "publication", "clock", "urls", "workers"],
        &["sqlx", "axum", "askama", "tokio"],
    ),
    ("demo", &["app", "domain"], &["sqlx", "axum", "askama"]),
    (
        "transfer",
        &["app", "domain", "zone", "i18n", "urls", "workers"],
        &["axum", "sqlx"],
    ),
    (
        "web",
        &[
            "app",
            "house",
            "publication",
            // The manage API reads from it; the test below keeps the doors of readers away.
            "store",
            "domain",
            "feeds",
            "views",
            "wire",
            "urls",
            "zone",
            "assets",
            "entropy",
            "workers",
        ],
        &["sqlx"],
    ),
    (
        "config",
        &["domain", "store", "urls", "web"],
        &["sqlx", "axum", "askama"],
    ),
];
