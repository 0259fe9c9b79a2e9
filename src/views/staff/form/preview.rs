//! Text as readers would see it, while it is being written.

use crate::domain::BodyText;
use crate::domain::text::check_length;
use crate::markdown;
use crate::markdown::SafeHtml;

/// Rendered Markdown in a preview starts below the page's second headings.
const TOP_HEADING: u8 = 3;

/// Renders a text; `None` when it is longer than may be sent, which its field says.
pub(in crate::views::staff) fn preview(text: &str, max_chars: usize) -> Option<SafeHtml> {
    check_length(text, max_chars).ok()?;
    Some(markdown::render(&BodyText::markdown(text), TOP_HEADING))
}
