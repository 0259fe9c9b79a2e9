//! Rules on times, days and lengths of time.

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with a time.
    pub enum TimeProblem {
        /// It is not still to come.
        NotInTheFuture = "problem-not-in-the-future",
        /// It is over.
        InThePast = "problem-in-the-past",
        /// It is still to come.
        InTheFuture = "problem-in-the-future",
        /// It lies further ahead than the limit.
        TooManyDaysAhead {
            /// The limit in days.
            days: u16,
        } = "problem-too-many-days-ahead",
        /// It lies more than a year ahead.
        MoreThanAYearAhead = "problem-more-than-a-year-ahead",
        /// It lies before the start of the incident.
        BeforeItStarted = "problem-before-it-started",
        /// It does not lie after the time in another field.
        MustComeAfter {
            /// The name of the other field.
            field: &'static str,
        } = "problem-must-come-after",
        /// An end that does not lie after the start beside it.
        NotAfterTheStart = "problem-not-after-the-start",
        /// The clocks are set forward over it.
        Skipped {
            /// The time of day that was given.
            time: Excerpt,
            /// What the clocks show before.
            from: Excerpt,
            /// What the clocks show after.
            to: Excerpt,
        } = "problem-skipped",
        /// It is no date.
        NotADate = "problem-not-a-date",
        /// It is no date with a time of day.
        NotADateAndTime = "problem-not-a-date-and-time",
        /// It is no start of a rule: a date with a time of day.
        NotAStart = "problem-not-a-start",
        /// It is no instant as programs write them.
        NotAnInstant = "problem-not-an-instant",
        /// It lies in years of which readers could make no sense.
        OutOfRange = "problem-out-of-range",
        /// It is no number of minutes of a day.
        NotMinutes = "problem-not-minutes",
        /// It is no number of hours, or too many.
        NotHours {
            /// The limit in hours.
            max: u16,
        } = "problem-not-hours",
        /// It is no list of whole hours.
        NotWholeHours = "problem-not-whole-hours",
        /// A name that the IANA database does not have.
        NotAZone {
            /// The name that was given.
            name: Excerpt,
        } = "problem-not-a-zone",
    }
}
