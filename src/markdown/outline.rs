//! The headings of a rendered text: addresses for them, and a table of contents.

use super::SafeHtml;

/// A heading that readers can jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its anchor.
    pub id: String,
    /// Its text, without marks.
    pub text: String,
    /// Its level: 2 for `<h2>`.
    pub level: u8,
}

/// Gives the headings down to `deepest` anchors `s-1`, `s-2` and so on, and lists them.
///
/// The sanitiser leaves headings without attributes, and text cannot hold a tag, so a heading is found by
/// its tag alone.
pub fn with_outline(html: &SafeHtml, deepest: u8) -> (SafeHtml, Vec<Heading>) {
    let mut out = String::with_capacity(html.0.len() + 128);
    let mut headings = Vec::new();
    let mut rest = html.as_str();
    while let Some((at, level)) = find_heading(rest, deepest) {
        let close = format!("</h{level}>");
        let inside = &rest[at + "<h2>".len()..];
        let Some(end) = inside.find(&close) else {
            break;
        };
        let id = format!("s-{}", headings.len() + 1);
        out.push_str(&rest[..at]);
        let heading = format!("<h{level} id=\"{id}\">{}{close}", &inside[..end]);
        out.push_str(&heading);
        headings.push(Heading {
            id,
            text: without_tags(&inside[..end]),
            level,
        });
        rest = &inside[end + close.len()..];
    }
    out.push_str(rest);
    (SafeHtml(out.into()), headings)
}

fn find_heading(html: &str, deepest: u8) -> Option<(usize, u8)> {
    html.match_indices("<h").find_map(|(at, _)| {
        let mut tag = html[at + "<h".len()..].bytes();
        let level = tag.next()?.wrapping_sub(b'0');
        ((2..=deepest).contains(&level) && tag.next() == Some(b'>')).then_some((at, level))
    })
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside_tag = false;
    for c in html.chars() {
        match c {
            '<' => inside_tag = true,
            '>' if inside_tag => inside_tag = false,
            _ if inside_tag => {}
            other => text.push(other),
        }
    }
    super::unescape(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BodyText;
    use crate::markdown::render;

    #[test]
    fn headings_get_anchors_and_are_listed() {
        let html = render(
            &BodyText::markdown("# A & *b*\n\ntext\n\n## c\n\n#### deep"),
            2,
        );
        let (html, headings) = with_outline(&html, 3);
        assert!(
            html.as_str()
                .starts_with("<h2 id=\"s-1\">A &amp; <em>b</em></h2>")
        );
        assert!(html.as_str().contains("<h3 id=\"s-2\">c</h3>"));
        assert!(html.as_str().contains("<h5>deep</h5>"));
        let texts: Vec<&str> = headings.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["A & b", "c"]);
    }
}
