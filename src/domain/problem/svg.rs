//! Rules on SVG images: only what is understood is accepted.

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with an SVG image.
    pub enum SvgProblem {
        /// It is in another encoding.
        NotUtf8 = "problem-svg-not-utf8",
        /// The parser of XML cannot read it.
        Unreadable {
            /// The parser's reason, in its own words.
            reason: Excerpt,
        } = "problem-svg-unreadable",
        /// It ends without an element.
        NoSvg = "problem-svg-none",
        /// Another root than one `svg` element.
        NotOneSvg = "problem-svg-not-one",
        /// The root does not name the namespace of SVG.
        NotDeclared = "problem-svg-not-declared",
        /// The root says no size.
        NoSize = "problem-svg-no-size",
        /// An element is not closed.
        EndsEarly = "problem-svg-ends-early",
        /// An element is closed that was not opened.
        NotOpen = "problem-svg-not-open",
        /// Too many elements, or too deep in one another.
        TooManyElements = "problem-svg-too-many-elements",
        /// A document type, which could define entities.
        DocumentType = "problem-svg-document-type",
        /// A processing instruction.
        Instruction = "problem-svg-instruction",
        /// An entity that XML does not know.
        Entity {
            /// Its name.
            name: Excerpt,
        } = "problem-svg-entity",
        /// An element that is not understood.
        Element {
            /// Its name.
            name: Excerpt,
        } = "problem-svg-element",
        /// An element within a `style`.
        ElementInStyle = "problem-svg-element-in-style",
        /// An attribute that is not understood.
        Attribute {
            /// Its name.
            name: Excerpt,
        } = "problem-svg-attribute",
        /// An attribute that runs a script.
        Script {
            /// Its name.
            name: Excerpt,
        } = "problem-svg-script",
        /// A namespace of something else.
        ForeignElements {
            /// The namespace.
            namespace: Excerpt,
        } = "problem-svg-foreign-elements",
        /// A link in two spellings on one element.
        TwoLinks = "problem-svg-two-links",
        /// An attribute that names something outside of the image.
        ReachesOutside {
            /// Its name.
            name: Excerpt,
            /// Its value.
            value: Excerpt,
        } = "problem-svg-reaches-outside",
        /// A `<` in an attribute.
        UnescapedAttribute = "problem-svg-unescaped-attribute",
        /// Characters that nobody sees, or that no XML can hold.
        ControlCharacters = "problem-svg-control-characters",
        /// Text where no text is shown.
        TextOutside = "problem-svg-text-outside",
        /// A `style` that fetches or runs something.
        StyleNotPlain = "problem-svg-style-not-plain",
        /// An element that is drawn again (`use`, `mask`, `clip-path`) draws others again.
        DrawsAgain = "problem-svg-draws-again",
    }
}
