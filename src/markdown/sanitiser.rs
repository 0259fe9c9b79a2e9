//! The second wall: what passes into a page, whatever was written before it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::{is_local, is_safe_link};

const EXTERNAL_REL: &str = "nofollow noopener";

/// The elements that pages show.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "s", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", &["href", "title", "rel"][..]),
        ("abbr", &["title"][..]),
        ("code", &["class"][..]),
        ("img", &["src", "alt", "title"][..]),
        ("ol", &["start"][..]),
        ("td", &["align"][..]),
        ("th", &["align"][..]),
    ]
    .into_iter()
    .map(|(tag, names)| (tag, names.iter().copied().collect()))
    .collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(attributes)
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|tag, attribute, value| match (tag, attribute) {
            // A scheme-relative or foreign image would be a request to another host.
            ("img", "src") => is_local(value).then(|| value.into()),
            ("a", "rel") => Some(EXTERNAL_REL.into()),
            ("a", "href") => is_safe_link(value).then(|| value.into()),
            ("code", "class") => value.starts_with("language-").then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
});

static TEXT: LazyLock<Builder<'static>> = LazyLock::new(Builder::empty);

/// Says whether pages show an element.
pub(super) fn knows(element: &str) -> bool {
    ELEMENTS.contains(&element)
}

/// Returns HTML as pages may hold it.
pub(super) fn clean(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// Returns HTML with its entities as the sanitiser writes them, without any tag.
pub(super) fn clean_text(html: &str) -> String {
    TEXT.clean(html).to_string()
}
