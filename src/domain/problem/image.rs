//! Rules on the page's images.

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with an image.
    pub enum ImageProblem {
        /// More bytes than an image of the kind may have.
        TooLarge {
            /// The limit in kilobytes.
            max_kb: usize,
        } = "problem-image-too-large",
        /// Bytes that begin neither like a PNG nor like an SVG.
        NeitherPngNorSvg = "problem-image-neither-png-nor-svg",
        /// Wider or higher than an image of the kind may be.
        TooManyPixels {
            /// Its width in pixels.
            width: u32,
            /// Its height in pixels.
            height: u32,
            /// The greatest width in pixels.
            max_width: u32,
            /// The greatest height in pixels.
            max_height: u32,
        } = "problem-image-too-many-pixels",
        /// The decoder of PNG cannot read it.
        UnreadablePng {
            /// The decoder's reason, in its own words.
            reason: Excerpt,
        } = "problem-png-unreadable",
        /// A PNG that says neither width nor height.
        PngWithoutHeader = "problem-png-without-header",
        /// A PNG that takes too much memory.
        PngTooLarge = "problem-png-too-large",
    }
}
