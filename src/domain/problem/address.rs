//! Rules on addresses: of people, of links, of the page.

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with an address.
    pub enum AddressProblem {
        /// It is no address of a mailbox.
        NotAnEmail = "problem-not-an-email",
        /// It is no address to which a link may lead.
        NotALink = "problem-not-a-link",
        /// It is no https address.
        NotSecure = "problem-not-secure",
        /// It is no address at which somebody is reached (RFC 9116 §2.5.3).
        NotAContact = "problem-not-a-contact",
        /// It holds white space or control characters.
        Spaces = "problem-spaces",
        /// It holds a user name or a password.
        UserName = "problem-user-name",
        /// The page cannot live there: it is no URL.
        PageNotAUrl {
            /// The text that was given.
            url: Excerpt,
        } = "problem-page-not-a-url",
        /// The page cannot live there: it is not of the web.
        PageNotHttp {
            /// The text that was given.
            url: Excerpt,
        } = "problem-page-not-http",
        /// The page cannot live there: it names no host.
        PageWithoutHost {
            /// The text that was given.
            url: Excerpt,
        } = "problem-page-without-host",
        /// The page cannot live there: it holds a user name or a password.
        PageWithUserName {
            /// The text that was given.
            url: Excerpt,
        } = "problem-page-with-user-name",
        /// The page cannot live there: it has a query or fragment.
        PageWithQuery {
            /// The text that was given.
            url: Excerpt,
        } = "problem-page-with-query",
        /// The page cannot live there: it is not the root of a host.
        PageWithPath {
            /// The text that was given.
            url: Excerpt,
        } = "problem-page-with-path",
    }
}
