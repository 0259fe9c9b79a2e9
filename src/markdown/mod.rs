//! Markdown to safe HTML and to plain text.
//!
//! Two walls: the parser's events are rewritten so that nothing dangerous is written, then the sanitiser
//! passes over the result. Before each stands a stage that keeps its cost in line with the text's length.
//! Cost: about 50 µs for a kilobyte of text that was not rendered lately, else its hash.

mod kept;
mod nesting;
mod outline;
mod plain;
mod rewrite;
mod sanitiser;
mod tags;

use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::domain::{BodyFormat, BodyText};

use kept::Form;
pub use outline::{Heading, with_outline};
pub use plain::excerpt;
use rewrite::Rewriter;

/// HTML that passed the sanitiser; templates place it unescaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SafeHtml(Arc<str>);

impl SafeHtml {
    /// Returns the HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Most bytes of HTML that a text may become: for each byte of it, and besides. One that would become more is
/// shown as it was written.
const MOST_HTML_PER_BYTE: usize = 20;
const MOST_HTML_BESIDES: usize = 64 * 1024;

/// Renders a body; its highest heading becomes one of level `top_heading` (2 to 6), deeper ones follow,
/// so that no level is skipped below the section it stands in. Nesting beyond 16 levels is flattened, and a
/// text that would cost far more than its length is shown as it was written.
pub fn render(body: &BodyText<'_>, top_heading: u8) -> SafeHtml {
    let form = Form::Html { top_heading };
    SafeHtml(kept::get(form, body, || render_anew(body, top_heading)))
}

fn render_anew(body: &BodyText<'_>, top_heading: u8) -> String {
    let Some(source) = prepare(&body.text) else {
        return as_written(&body.text);
    };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let highest = Parser::new_ext(&source, options)
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(level as i16),
            _ => None,
        })
        .min()
        .unwrap_or(1);
    let rewriter = Rewriter::new(body.format, i16::from(top_heading) - highest);
    write(rewriter, Parser::new_ext(&source, options), &body.text)
}

/// Renders one line: emphasis, code and links; what else Markdown knows is shown as its text.
pub fn render_line(text: &str) -> SafeHtml {
    let body = BodyText::markdown(text);
    SafeHtml(kept::get(Form::Line, &body, || render_line_anew(text)))
}

fn render_line_anew(text: &str) -> String {
    let Some(source) = prepare(text) else {
        return as_written(text);
    };
    let line =
        Parser::new_ext(&source, Options::ENABLE_STRIKETHROUGH).filter(|event| match event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }
            ),
            Event::End(tag) => matches!(
                tag,
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
            ),
            Event::Rule | Event::HardBreak | Event::SoftBreak => false,
            _ => true,
        });
    write(Rewriter::new(BodyFormat::Markdown, 0), line, text)
}

/// Returns a text as the parser gets it; `None` for one that would take it too long.
fn prepare(text: &str) -> Option<String> {
    let source = clean(text);
    if nesting::is_tangled(&source) {
        return None;
    }
    Some(match nesting::flatten(&source) {
        std::borrow::Cow::Borrowed(_) => source,
        std::borrow::Cow::Owned(flat) => flat,
    })
}

/// Writes the events of a text as HTML that passed both walls.
fn write<'a>(rewriter: Rewriter, events: impl Iterator<Item = Event<'a>>, text: &str) -> String {
    let most = text.len() * MOST_HTML_PER_BYTE + MOST_HTML_BESIDES;
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, rewriter.rewrite(events).into_iter());
    if out.len() > most {
        return as_written(text);
    }
    let html = sanitiser::clean(&tags::flatten(&out));
    if html.len() > most {
        return as_written(text);
    }
    html
}

/// Shows a text without rendering it.
fn as_written(text: &str) -> String {
    let lines = escape(&clean(text)).replace('\n', "<br>\n");
    format!("<p>{lines}</p>\n")
}

/// Renders a body to stand after words in the same paragraph, as feeds want it.
///
/// Returns what belongs into that paragraph, with blank lines as two `<br />`, and what must follow it
/// (lists, tables and the like, with all that comes after them).
pub fn render_after_words(body: &BodyText<'_>) -> (String, String) {
    after_words(&render(body, 3))
}

fn after_words(html: &SafeHtml) -> (String, String) {
    let mut inside = String::new();
    let mut rest = html.as_str().trim();
    while let Some((paragraph, after)) = rest
        .strip_prefix("<p>")
        .and_then(|tail| tail.split_once("</p>"))
    {
        if !inside.is_empty() {
            inside.push_str("<br /><br />");
        }
        inside.push_str(
            &paragraph
                .replace("<br>\n", "<br />")
                .replace("<br>", "<br />"),
        );
        rest = after.trim_start();
    }
    (inside, rest.to_owned())
}

/// Escapes text for HTML content and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Turns the entities that the sanitiser writes back into characters.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Drops what no document may carry (control characters except tab and line breaks).
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\t' | '\n' | '\r') || !is_forbidden(*c))
        .collect()
}

/// XML 1.0 §2.2 forbids most of these characters, and no HTML page needs any.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Says whether an address stays on this site. Browsers pass over tabs and line breaks inside addresses,
/// so one that holds any could mean another host.
fn is_local(url: &str) -> bool {
    url.starts_with('/')
        && !url.starts_with("//")
        && !url.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace())
}

fn is_safe_link(url: &str) -> bool {
    if is_local(url) || url.starts_with('#') {
        return true;
    }
    let lower = url.trim_start().to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;
    use proptest::prelude::*;

    fn html(text: &str) -> String {
        render(&BodyText::markdown(text), 3).to_string()
    }

    fn imported(text: &str) -> String {
        let body = BodyText {
            text: text.into(),
            format: BodyFormat::Statuspage,
        };
        render(&body, 3).to_string()
    }

    #[test]
    fn raw_html_is_text_in_our_own_format() {
        assert_eq!(
            html("a <b>b</b> <img src=x onerror=alert(1)>").trim(),
            "<p>a &lt;b&gt;b&lt;/b&gt; &lt;img src=x onerror=alert(1)&gt;</p>"
        );
        assert!(html("<script>alert(1)</script>").contains("&lt;script&gt;"));
    }

    #[test]
    fn imported_html_passes_the_sanitiser() {
        assert_eq!(
            imported("one<br />two <a target=\"_blank\" href=\"https://x.test/\" onclick=\"x\">https://x.test/</a>").trim(),
            "<p>one<br>two <a rel=\"nofollow noopener\" href=\"https://x.test/\">https://x.test/</a></p>"
        );
        assert!(!imported("<script>alert(1)</script>x").contains("alert"));
        assert!(!imported("<a href=\"javascript:alert(1)\">x</a>").contains("javascript"));
        assert!(!imported("<a href=\"//evil.test\">x</a>").contains("evil"));
        assert!(!imported("<img src=\"/\t/evil.test/b.png\">").contains("evil"));
        assert!(!imported("<input type=\"text\" name=\"x\">").contains("input"));
    }

    #[test]
    fn links_are_checked_and_marked() {
        assert_eq!(
            html("see https://x.test/a_(b), and [here](/incidents/1)").trim(),
            "<p>see <a href=\"https://x.test/a_(b)\" rel=\"nofollow noopener\">https://x.test/a_(b)</a>, \
             and <a href=\"/incidents/1\">here</a></p>"
        );
        assert_eq!(html("[x](javascript:alert(1))").trim(), "<p>x</p>");
        assert_eq!(html("[x](//evil.test)").trim(), "<p>x</p>");
        assert!(html("<mail@x.test>").contains("href=\"mailto:mail@x.test\""));
        assert_eq!(
            html("`https://x.test`").trim(),
            "<p><code>https://x.test</code></p>"
        );
    }

    #[test]
    fn github_flavour_breaks_tables_tasks_and_headings() {
        assert_eq!(html("a\nb").trim(), "<p>a<br>\nb</p>");
        assert!(html("# Title\n\n#### Deep").contains("<h3>Title</h3>"));
        assert!(html("# Title\n\n#### Deep").contains("<h6>Deep</h6>"));
        assert!(html("## First").contains("<h3>First</h3>"));
        assert!(
            html("| a | b |\n|---|--:|\n| 1 | 2 |").contains("<td align=\"right\">2</td>")
                || html("| a | b |\n|---|--:|\n| 1 | 2 |").contains("<td>2</td>")
        );
        assert!(html("~~gone~~").contains("<del>gone</del>"));
        assert!(html("- [x] done").contains("<li>☑ done"));
        assert!(!html("![x](https://elsewhere.test/a.png)").contains("<img"));
    }

    #[test]
    fn a_line_stays_a_line() {
        for (text, html) in [
            (
                "We **moved**: see [why](/x) and `y`",
                "We <strong>moved</strong>: see <a href=\"/x\">why</a> and <code>y</code>",
            ),
            ("# Not a heading", "Not a heading"),
            ("- not a list", "not a list"),
            ("    not code", "not code"),
            ("> <b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
            ("<div>x</div>", "&lt;div&gt;x&lt;/div&gt;"),
            ("[x](javascript:alert(1))", "x"),
            ("![x](/a.png)", "x"),
        ] {
            assert_eq!(render_line(text).as_str().trim(), html, "{text}");
        }
    }

    #[test]
    fn feeds_put_paragraphs_after_the_label() {
        let (inside, after) = render_after_words(&BodyText::markdown("a\nb\n\nc\n\n- d\n\ne"));
        assert_eq!(inside, "a<br />b<br /><br />c");
        assert!(after.starts_with("<ul>") && after.ends_with("<p>e</p>"));
    }

    #[test]
    fn excerpts_are_one_line_of_text() {
        let body = BodyText::markdown("# One\n\ntwo **three**\nfour");
        assert_eq!(excerpt(&body, 100), "One two three four");
        assert_eq!(excerpt(&body, 12), "One two…");
    }

    const FRAGMENTS: &[&str] = &[
        ">",
        "> ",
        "- ",
        "+ - ",
        "1. ",
        "1) ",
        "* ",
        "*",
        "**a",
        "_a*",
        "~~",
        "[",
        "![",
        "](",
        "[a](b '",
        "/y)",
        "`",
        "``",
        "<",
        "<b>",
        "<i>",
        "<b><i><u>",
        "</b>",
        "</a>",
        "<a href=\"x\">",
        "<div>",
        "<p>x",
        "<table><td>",
        "<h2>",
        "<!--",
        "<?",
        "http://a)",
        "http://a ",
        "&",
        "&#",
        "|",
        "|a|\n|-|\n",
        "# a\n",
        "a\n",
        "\n",
        "    a",
        "```\n",
        "[a]: /b\n",
        "[a]",
        "(",
        "\\",
        "\"",
        "---\n",
        "é",
        " ",
    ];

    #[test]
    fn costs_no_more_than_its_length() {
        growth::assert_linear(FRAGMENTS, |text| {
            [BodyFormat::Markdown, BodyFormat::Statuspage]
                .into_iter()
                .map(|format| {
                    let text = text.into();
                    let body = BodyText { text, format };
                    let html = render_anew(&body, 3);
                    let (outlined, _) = with_outline(&SafeHtml(html.into()), 3);
                    let after_words = after_words(&outlined);
                    after_words.0.len()
                        + after_words.1.len()
                        + plain::excerpt_anew(&body, 100).len()
                })
                .sum()
        });
    }

    #[test]
    fn what_costs_more_than_its_length_is_shown_as_it_was_written() {
        let deep = html(&(">".repeat(25_000) + " text"));
        assert_eq!(deep.matches("<blockquote>").count(), nesting::DEEPEST);
        assert!(deep.contains("text"));
        let formats = imported(&"<b><i><u><s><em><sub>".repeat(30));
        assert!(formats.len() < 4_000, "{}", formats.len());
        let table = "|a".repeat(400) + "\n" + &"|-".repeat(400) + "\n" + &"b\n".repeat(300);
        assert!(html(&table).starts_with("<p>|a|a"));
        let tangled = "[a](b '".to_owned() + &"a\n".repeat(10_000);
        assert!(html(&tangled).starts_with("<p>[a](b &#39;a<br>\na<br>"));
        assert_eq!(excerpt(&BodyText::markdown(tangled), 12), "[a](b 'a a…");
    }

    #[test]
    fn an_end_tag_without_a_start_breaks_nothing() {
        assert_eq!(
            imported("[x</a>](/y) z").trim(),
            "<p><a href=\"/y\">x</a> z</p>"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_script_or_a_foreign_request(text in "[a-z<>/\"'=()\\[\\]! \n:#*_`&;-]{0,80}") {
            for out in [html(&text), imported(&text)] {
                let lower = out.to_ascii_lowercase();
                prop_assert!(!lower.contains("<script"));
                prop_assert!(!lower.contains("<iframe"));
                prop_assert!(!lower.contains("javascript:") || !lower.contains("href=\"javascript:"));
                prop_assert!(!lower.contains("src=\"http"));
            }
        }
    }
}
