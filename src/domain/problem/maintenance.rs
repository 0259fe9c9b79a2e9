//! Rules on maintenances and their series.

use super::macros::problems;

problems! {
    /// What is wrong with a maintenance or a series.
    pub enum MaintenanceProblem {
        /// A planned time for an incident, which has none.
        NoPlannedTime = "problem-no-planned-time",
        /// It is verified before it begins.
        VerifiedTooEarly = "problem-verified-too-early",
        /// It is completed before it begins.
        CompletedTooEarly = "problem-completed-too-early",
        /// Components are taken from one that has begun.
        TakenAway = "problem-taken-away",
        /// The start of one that has begun is moved.
        HasBegun = "problem-has-begun",
        /// The planned time of one that is over is moved.
        HasEnded = "problem-has-ended",
        /// Its occurrences would run into each other.
        Overlaps = "problem-overlaps",
        /// Its rule has no time that is still to come.
        NeverAgain = "problem-never-again",
        /// A series begins at the second of two times that the clocks show alike.
        SecondOfTwoTimes = "problem-second-of-two-times",
    }
}
