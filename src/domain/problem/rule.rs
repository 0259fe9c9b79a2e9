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
        /// INTERVAL is no number of days, weeks, months or years.
        Interval {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-interval",
        /// COUNT is no number of times.
        Count {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-count",
        /// BYDAY is no list of weekdays.
        Weekdays {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-weekdays",
        /// WKST is no weekday.
        WeekStart {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-week-start",
        /// BYMONTHDAY is no list of days of the month.
        MonthDays {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-month-days",
        /// BYMONTH is no list of months.
        Months {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-months",
        /// BYYEARDAY is no list of days of the year.
        YearDays {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-year-days",
        /// BYWEEKNO is no list of weeks of the year.
        Weeks {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-weeks",
        /// BYSETPOS is no list of places among the times of a period.
        Places {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-places",
        /// UNTIL is no date.
        Until {
            /// What it says.
            value: Excerpt,
        } = "problem-rule-until",
    }
}
