//! Rules on recurrence rules (RFC 5545 §3.3.10).

use super::Excerpt;
use super::macros::problems;

problems! {
    /// What is wrong with the rule by which something recurs.
    pub enum RuleProblem {
        /// It is no rule.
        Unreadable = "problem-rule-unreadable",
        /// A part that is no `NAME=VALUE`, is there twice, or that is not taken here.
        Part {
            /// The part.
            part: Excerpt,
        } = "problem-rule-part",
        /// It says how often neither daily, weekly, monthly nor yearly.
        Frequency = "problem-rule-frequency",
        /// It ends by a count and by a date.
        TwoEnds = "problem-rule-two-ends",
        /// A part that does not go with how often it recurs.
        Beside {
            /// The name of the part.
            part: Excerpt,
            /// How often it recurs.
            frequency: Excerpt,
        } = "problem-rule-beside",
        /// It ends before its first time.
        EndsFirst = "problem-rule-ends-first",
        /// No time fits it.
        Never = "problem-rule-never",
        /// The number of days, weeks, months or years between two times is none.
        Interval {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-interval",
        /// The number of times is none.
        Count {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-count",
        /// The weekdays are none.
        Weekdays {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-weekdays",
        /// The first day of the week is none.
        WeekStart {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-week-start",
        /// The days of the month are none.
        MonthDays {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-month-days",
        /// The months are none.
        Months {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-months",
        /// The days of the year are none.
        YearDays {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-year-days",
        /// The weeks of the year are none.
        Weeks {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-weeks",
        /// The places among the times of a period are none.
        Places {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-places",
        /// The end is no date.
        Until {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-until",
    }
}
